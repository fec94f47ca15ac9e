using CsCheck;
using EligibilityService.Application.Impacts;

namespace EligibilityService.Application.Tests.Impacts;

/// <summary>No number of few is told, nor can one be reckoned from what is told.</summary>
public sealed class CountingWithoutNames
{
    private static readonly Gen<(string Key, int Count)[]> Counts = Gen.Int[1, 12].Array[0, 8].Select(counts => counts.Select((count, index) => ($"C{index}", count)).ToArray());

    [Fact]
    public void whoever_is_told_by_name_is_not_few() => Counts.Sample(counts => ImpactCounting.Together(counts).Told.All(told => told.Count >= DiscreetCount.Few));

    [Fact]
    public void what_is_put_together_is_not_few_either() => Counts.Sample(counts =>
    {
        var (told, others) = ImpactCounting.Together(counts);
        var total = counts.Sum(count => count.Count);
        var left = total - told.Sum(one => one.Count);
        return others is 0 or >= DiscreetCount.Few && (left == 0 || left >= DiscreetCount.Few || total < DiscreetCount.Few);
    });

    [Fact]
    public void nobody_is_lost_where_there_are_enough() => Counts.Where(counts => counts.Sum(count => count.Count) >= DiscreetCount.Few).Sample(counts =>
    {
        var (told, others) = ImpactCounting.Together(counts);
        return told.Sum(one => one.Count) + others == counts.Sum(count => count.Count);
    });

    /// <summary>Two texts weighed one after the other differ by nothing or by fives, whoever makes the difference.</summary>
    [Fact]
    public void no_number_is_told_to_the_last_one()
    {
        Assert.Equal([0, null, null, 5, 5, 5, 10], ((int[])[0, 1, 4, 5, 6, 7, 8]).Select(DiscreetCount.Of));
        Gen.Int[DiscreetCount.Few, 100_000].Sample(count => DiscreetCount.Of(count) is { } told && told % 5 == 0 && Math.Abs(told - count) <= 2);
    }

    [Fact]
    public void the_next_smallest_joins_where_few_would_stand_alone()
    {
        var (told, others) = ImpactCounting.Together([("DE", 8), ("FR", 9), ("MT", 2)]);

        Assert.Equal([("FR", 9)], told);
        Assert.Equal(10, others);
    }

    [Fact]
    public void numbers_that_are_not_few_stay() => Assert.Equal([("FR", 9), ("DE", 5)], ImpactCounting.Together([("DE", 5), ("FR", 9)]).Told);
}
