using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>A yes-or-no entry of the profile says yes, such as "the website has an English version".</summary>
public sealed record SaysYes(string Entry) : Question
{
    public override Finding Examine(in Case @case) => ProfileEntries.Find(Entry, @case) switch
    {
        Fact<bool> { Value: true } fact => new(Outcome.Met, "entry-says-yes", fact),
        Fact<bool> fact => new(Outcome.NotMet, "entry-says-no", fact),
        _ => new(Outcome.Undetermined, "entry-missing"),
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var name = ProfileEntries.Name(Entry);
        return finding.Reason switch
        {
            "entry-says-yes" => new("entry-says-yes", new($"The profile confirms {name.En}.", $"Das Profil bestätigt: {name.De}.")),
            "entry-says-no" => new("entry-says-no",
                new($"According to the profile there is not: {name.En}.", $"Laut Profil gibt es nicht: {name.De}."),
                new("achieve-and-enter", new($"See to it, then enter it in the profile: {name.En}.", $"Sorgen Sie dafür und tragen Sie es im Profil ein: {name.De}."))),
            _ => new("entry-missing",
                new($"The profile does not say anything about {name.En}.", $"Das Profil sagt nichts zu: {name.De}."),
                new("complete-profile", new($"Enter in the profile: {name.En}.", $"Tragen Sie im Profil ein: {name.De}."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        ProfileEntries.Saying(Entry) is { } fields ? (finding.Reason is "entry-says-no" ? LeadTime.Growth : LeadTime.Entry, Supposing.Entering(fields)) : null;

    public override Text Statement(Names names) => ProfileEntries.Name(Entry) switch { var name => new($"There is {name.En}.", $"Es gibt: {name.De}.") };
}
