using EligibilityService.Application.Impacts;

namespace EligibilityService.Application.Eligibility;

/// <summary>A number of clusters as it may be told: itself, or no more than the bounds it lies within.</summary>
public sealed record ToldCount(int AtLeast, int AtMost)
{
    public static ToldCount Exactly(int count) => new(count, count);
}

/// <summary>Numbers by country that may stand beside the public directory: whoever has both in hand can name nobody who may, or may not, take part.</summary>
/// <remarks>
/// How many clusters a country has, and which, anybody can look up. So fewer than five of them, and all but fewer than five, are told as just that; where there are fewer than ten, nothing is told.
/// A total is exact only while it leaves every number that is told by its bounds the whole room between them; otherwise it is no more than the sum of what is told.
/// </remarks>
public static class CountsForEverybody
{
    /// <summary>Fewer than this are few.</summary>
    public const int Few = DiscreetCount.Few;

    public static (ToldCounts Total, IReadOnlyList<ToldCounts> Each) Of(IReadOnlyList<OutcomeCounts> counts)
    {
        ToldCount[] met = [.. counts.Select(one => Bounds(one.Met, one))], notMet = [.. counts.Select(one => Bounds(one.NotMet, one))];
        var all = counts.Sum(one => one.All);
        return (
            ToldCounts.Of(Total(counts.Sum(one => one.Met), met, all), Total(counts.Sum(one => one.NotMet), notMet, all), all),
            [.. counts.Select((one, index) => ToldCounts.Of(met[index], notMet[index], one.All))]);
    }

    /// <summary>An answer that is open for all of them says nothing of anybody.</summary>
    private static ToldCount Bounds(int count, OutcomeCounts of) => of switch
    {
        { Met: 0, NotMet: 0 } => ToldCount.Exactly(count),
        { All: < 2 * Few } => new(0, of.All),
        _ when count < Few => new(0, Few - 1),
        _ when of.All - count < Few => new(of.All - Few + 1, of.All),
        _ => ToldCount.Exactly(count),
    };

    private static ToldCount Total(int total, ToldCount[] each, int all)
    {
        var (least, most) = (each.Sum(one => one.AtLeast), each.Sum(one => one.AtMost));
        var leavesRoom = each.All(one =>
        {
            var room = one.AtMost - one.AtLeast;
            return room == 0 || (total - least >= room && most - total >= room);
        });
        return leavesRoom && (least == most || (total >= Few && all - total >= Few)) ? ToldCount.Exactly(total) : new(least, most);
    }
}
