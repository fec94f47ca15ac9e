using CsCheck;
using EligibilityService.Application.Eligibility;

namespace EligibilityService.Application.Tests.Eligibility;

/// <summary>Whoever has the directory and the public counts in hand can name nobody who may, or may not, take part.</summary>
public sealed class CountingForEverybody
{
    [Fact]
    public void few_and_all_but_few_are_told_by_their_bounds_and_of_few_in_all_nothing()
    {
        var (_, each) = CountsForEverybody.Of([new(30, 12, 0), new(81, 0, 0), new(80, 1, 0), new(3, 20, 0), new(2, 0, 0), new(0, 9, 0)]);
        Assert.Equal([new(30, 30), new(77, 81), new(77, 81), new(0, 4), new(0, 2), new(0, 9)], each.Select(one => one.Met));
        Assert.Equal([new(12, 12), new(0, 4), new(0, 4), new(19, 23), new(0, 2), new(0, 9)], each.Select(one => one.NotMet));
    }

    [Fact]
    public void an_answer_that_is_open_for_all_is_told()
    {
        var (total, each) = CountsForEverybody.Of([new(0, 0, 3), new(0, 0, 1)]);
        Assert.Equal(new(new(0, 0), new(0, 0), new(4, 4), 4), total);
        Assert.Equal([3, 1], each.Select(one => one.Undetermined.AtLeast));
    }

    [Fact]
    public void a_total_that_would_give_a_number_away_is_told_by_its_bounds()
    {
        Assert.Equal(new(30 + 77, 30 + 81), CountsForEverybody.Of([new(30, 12, 0), new(81, 0, 0)]).Total.Met);
        Assert.Equal(new(610, 610), CountsForEverybody.Of([new(300, 6, 0), new(270, 2, 0), new(40, 2, 0), new(0, 41, 0)]).Total.Met);
    }

    /// <summary>Every number that was not told exactly could be any other within its bounds, with the same totals.</summary>
    [Fact]
    public void nothing_can_be_reckoned_out() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 12]).Select(it => new OutcomeCounts(it.Item1, it.Item2, 0)).Array[1, 10].Sample(countries =>
        {
            var told = CountsForEverybody.Of(countries);
            var (total, each) = (told.Total.Met, told.Each.Select(one => one.Met).ToArray());
            return each.Zip(countries).All(it => it.First.AtLeast <= it.Second.Met && it.Second.Met <= it.First.AtMost) && each.Select((one, index) => (one, index)).All(it =>
            {
                var (least, most) = (each.Where((_, other) => other != it.index).Sum(other => other.AtLeast), each.Where((_, other) => other != it.index).Sum(other => other.AtMost));
                return Enumerable.Range(it.one.AtLeast, it.one.AtMost - it.one.AtLeast + 1).All(possible => possible + least <= total.AtMost && possible + most >= total.AtLeast);
            });
        });
}
