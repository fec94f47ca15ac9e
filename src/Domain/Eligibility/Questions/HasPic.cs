using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>Every participant has a participant identification code (PIC) of nine digits.</summary>
public sealed record HasPic : Question
{
    public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.Pic) switch
    {
        null => new(Outcome.NotMet, "pic-missing"),
        var pic => new(Outcome.Met, "pic-stated", pic),
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Outcome is Outcome.Met
        ? new("pic-stated", new("The profile states the participant identification code.", "Das Profil nennt den Teilnehmercode."))
        : new("pic-missing",
            new("The profile states no participant identification code (PIC).", "Das Profil nennt keinen Teilnehmercode (PIC)."),
            new("obtain-pic", new("Register in the participant register, then enter the nine digits in the profile; it takes a day.", "Tragen Sie sich im Teilnehmerregister ein und danach die neun Ziffern im Profil; das dauert einen Tag.")));

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => (LeadTime.ParticipantCode, Supposing.Entering(new() { Pic = "000000000" }));

    public override Text Statement(Names names) => new("The organisation has a participant identification code (PIC).", "Die Organisation hat einen Teilnehmercode (PIC).");
}
