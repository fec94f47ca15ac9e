using EligibilityService.Application.Impacts;

namespace EligibilityService.Application.Eligibility;

/// <summary>Numbers by country that may stand beside the public directory: whoever has both in hand can name nobody who may, or may not, take part.</summary>
/// <remarks>
/// How many clusters a country has, anybody can count. So a country is told apart only where none of its numbers is about few, and where not all of it comes out the same; the others are put
/// together, with the smallest of those told apart where that is not enough. The others are never one country alone, which could be reckoned from the total.
/// </remarks>
public static class CountsForEverybody
{
    /// <summary>Fewer than this are few.</summary>
    public const int Few = ImpactCounting.Few;

    /// <summary>An answer that is open for everybody says nothing of anybody.</summary>
    public static bool TellsOfNobody(OutcomeCounts counts) =>
        counts is { Met: 0, NotMet: 0 }
        || (!IsFew(counts.Met) && !IsFew(counts.NotMet) && !IsFew(counts.Undetermined) && counts.Met != counts.All && counts.NotMet != counts.All);

    public static (IReadOnlyList<(string Country, OutcomeCounts Counts)> Apart, IReadOnlyList<(string Country, OutcomeCounts Counts)> Together) Apart(IReadOnlyList<(string Country, OutcomeCounts Counts)> counts)
    {
        var apart = counts.Where(one => TellsOfNobody(one.Counts)).OrderByDescending(one => one.Counts.All).ThenBy(one => one.Country, StringComparer.Ordinal).ToList();
        var together = counts.Where(one => !TellsOfNobody(one.Counts)).ToList();
        while (apart.Count > 0 && together.Count > 0 && (together.Count == 1 || !TellsOfNobody(Sum(together))))
        {
            together.Add(apart[^1]);
            apart.RemoveAt(apart.Count - 1);
        }

        return (apart, together);
    }

    public static OutcomeCounts Sum(IEnumerable<(string Country, OutcomeCounts Counts)> counts) =>
        counts.Aggregate(new OutcomeCounts(0, 0, 0), (sum, one) => new(sum.Met + one.Counts.Met, sum.NotMet + one.Counts.NotMet, sum.Undetermined + one.Counts.Undetermined));

    private static bool IsFew(int count) => count is > 0 and < Few;
}
