using CsCheck;
using EligibilityService.Application.Eligibility;

namespace EligibilityService.Application.Tests.Eligibility;

/// <summary>Whoever has the directory and the public counts in hand can name nobody who may, or may not, take part.</summary>
public sealed class CountingForEverybody
{
    [Fact]
    public void a_country_with_few_or_all_alike_is_told_with_others()
    {
        var (apart, together) = CountsForEverybody.Apart([("DE", new(30, 12, 0)), ("FR", new(20, 5, 7)), ("BR", new(2, 0, 0)), ("CH", new(0, 9, 0))]);
        Assert.Equal(["DE"], apart.Select(one => one.Country));
        Assert.Equal(["BR", "CH", "FR"], together.Select(one => one.Country).Order());
    }

    [Fact]
    public void an_answer_that_is_open_for_all_is_told()
    {
        var (apart, together) = CountsForEverybody.Apart([("DE", new(0, 0, 3)), ("BR", new(0, 0, 1))]);
        Assert.Equal((2, 0), (apart.Count, together.Count));
    }

    [Fact]
    public void nothing_can_be_reckoned_out() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 12]).Select(it => new OutcomeCounts(it.Item1, it.Item2, it.Item3)).Array[1, 12].Sample(countries =>
        {
            var all = countries.Select((counts, number) => (Country: $"{number}", Counts: counts)).Where(one => one.Counts.All > 0).ToArray();
            var (apart, together) = CountsForEverybody.Apart(all);

            // Nothing is lost, every number that is told is safe by itself, and the rest is safe too, or not told apart at all.
            return apart.Concat(together).Select(one => one.Country).Order().SequenceEqual(all.Select(one => one.Country).Order())
                && apart.All(one => CountsForEverybody.TellsOfNobody(one.Counts))
                && (together.Count == 0 || apart.Count == 0 || (together.Count > 1 && CountsForEverybody.TellsOfNobody(CountsForEverybody.Sum(together))));
        });
}
