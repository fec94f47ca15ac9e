using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The named entries of the profile are filled. An empty entry asked about as such is a known fact, not missing data.</summary>
public sealed record ProfileComplete(string[] Entries) : Question
{
    public override Finding Examine(in Case @case) =>
        MissingEntries.Any(Entries, @case) ? new(Outcome.NotMet, "profile-incomplete") : new(Outcome.Met, "profile-complete");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Outcome is Outcome.Met
        ? new("profile-complete", new("The entries asked for are filled.", "Die verlangten Angaben sind vorhanden."))
        : MissingEntries.Explain(Entries, @case);

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => MissingEntries.Mending(Entries, @case);

    public override Text Statement(Names names)
    {
        var entries = Names.List(Entries.Select(ProfileEntries.Name));
        return new($"The profile states {entries.En}.", $"Das Profil nennt {entries.De}.");
    }
}

internal static class MissingEntries
{
    public static bool Any(string[] entries, in Case @case)
    {
        foreach (var entry in entries)
        {
            if (ProfileEntries.Find(entry, @case) is null) return true;
        }

        return false;
    }

    public static (int LeadDays, Doing Do)? Mending(string[] entries, Case @case)
    {
        var missing = entries.Where(entry => ProfileEntries.Find(entry, @case) is null).Select(ProfileEntries.Saying).ToArray();
        return missing.All(fields => fields is not null)
            ? (LeadTime.Entry, Supposing.Entering(missing.Aggregate(new Clusters.ProfileFields(), (all, fields) => all.OverlaidWith(fields!))))
            : null;
    }

    public static Explanation Explain(string[] entries, Case @case)
    {
        var missing = Names.List(entries.Where(entry => ProfileEntries.Find(entry, @case) is null).Select(ProfileEntries.Name));
        return new("profile-incomplete",
            new($"The profile does not state {missing.En}.", $"Im Profil fehlt: {missing.De}."),
            new("complete-profile", new($"Enter {missing.En} in the profile.", $"Tragen Sie im Profil ein: {missing.De}.")));
    }
}
