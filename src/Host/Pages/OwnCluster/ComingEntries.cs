using EligibilityService.Application.Clusters;
using EligibilityService.Host.Pages.Verdicts;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.OwnCluster;

/// <summary>What a profile will say from a later day on, beside what it says now.</summary>
internal static class ComingEntries
{
    /// <summary>"from 1 January 2017: 30", for each day on which the entry becomes another.</summary>
    public static IEnumerable<string> Of(ClusterAnswer cluster, string entry, ProgrammeChoices programme) =>
        from turn in cluster.Coming
        where turn.Cleared.Contains(entry) || turn.Changed[entry] is not null
        let value = Entries.Show(entry, turn.Changed[entry], programme) is { Length: > 0 } shown ? shown : T("no entry", "keine Angabe")
        select T($"from {Day(turn.From)}: {value}", $"ab {Day(turn.From)}: {value}");

    public static (string Entry, string Told)[] Of(ClusterAnswer cluster, IEnumerable<string> entries, ProgrammeChoices programme) =>
        [.. from entry in entries from told in Of(cluster, entry, programme) select (entry, told)];
}
