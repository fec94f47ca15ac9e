using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The organisation is a legal person; without legal personality its representatives must be able to bind it.</summary>
public sealed record IsLegalPerson : Question
{
    public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.HasLegalPersonality) switch
    {
        null => new(Outcome.Undetermined, "legal-personality-missing"),
        { Value: true } fact => new(Outcome.Met, "legal-person", fact),
        var fact => new(Outcome.Undetermined, "no-legal-personality", fact),
    };

    /// <summary>Without legal personality its representatives may still be able to bind it: that leaves the answer open.</summary>
    public override bool CanBe(Outcome outcome) => outcome is not Outcome.NotMet;

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "legal-person" => new("legal-person", new("The organisation is a legal person.", "Die Organisation ist eine juristische Person.")),
        "no-legal-personality" => new("no-legal-personality",
            new("The organisation has no legal personality of its own.", "Die Organisation hat keine eigene Rechtspersönlichkeit."),
            new("prove-representation", new(
                "Prove in the proposal that your representatives can take on legal obligations for it and offer the same guarantees.",
                "Weisen Sie im Antrag nach, dass Ihre Vertreter für sie rechtliche Verpflichtungen eingehen können und gleiche Sicherheiten bieten."))),
        _ => new("legal-personality-missing",
            new("The profile does not say whether the organisation is a legal person.", "Das Profil sagt nicht, ob die Organisation eine juristische Person ist."),
            new("complete-profile", new("Enter legal form and legal personality in the profile.", "Tragen Sie Rechtsform und Rechtspersönlichkeit im Profil ein."))),
    };

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        finding.Reason is "legal-personality-missing" ? (LeadTime.Entry, Supposing.Entering(new() { HasLegalPersonality = true })) : null;

    public override Text Statement(Names names) => new("The organisation is a legal person.", "Die Organisation ist eine juristische Person.");
}
