using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Programme;

/// <summary>Regions in the codes of any version of NUTS, as profiles name them.</summary>
public sealed class NamingRegions
{
    private static readonly ProgrammeFacts Programme = ((IProgrammeEvent[])
    [
        .. new[] { "DE", "FR", "LT", "EL", "TR" }.Select(code => new CountryListed(code, code, new(code, code), "test", Confidence.Found)),
        new RegionsListed(2013,
        [
            new("DE1", "Baden-Württemberg", "DE", null, null, null), new("DE11", "Stuttgart", "DE", "more-developed", null, null), new("FR10", "Île-de-France", "FR", "more-developed", null, null),
            new("FR30", "Nord", "FR", "transition", null, null), new("LT00", "Lietuva", "LT", "less-developed", null, null), new("EL51", "Macedonia", "EL", "less-developed", null, null),
        ], "test"),
        new RegionChangesListed(
        [
            new(2013, "FR30", 2016, "FRE1", "recoded", 1), new(2013, "LT00", 2016, "LT01", "split", 0.15), new(2013, "LT00", 2016, "LT02", "split", 0.85), new(2006, "GR11", 2013, "EL51", "recoded", 1),
        ], "test"),
    ]).Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Id(301), fact.GetType().Name, ProgrammeFacts.StreamId, 1, Utc("2014-01-02 00:00:00"))));

    [Theory]
    [InlineData("DE11", 2013, true)]
    [InlineData("DE111", 2013, true)]
    [InlineData("DE1", 2013, true)]
    [InlineData("DE99", 2013, false)]
    [InlineData("FRE1", 2013, false)]
    [InlineData("FRE1", 2016, true)]
    [InlineData("FRE11", 2016, true)]
    [InlineData("FR30", 2016, false)]    // it is FRE1 there
    [InlineData("FR10", 2016, true)]     // keeps its code
    [InlineData("LT01", 2016, true)]
    [InlineData("LT00", 2016, false)]
    [InlineData("GR11", 2006, true)]
    [InlineData("GR11", 2013, false)]
    [InlineData("DE11", 2021, true)]     // no table: the country and the form must do
    [InlineData("TR10", 2013, true)]     // outside the Union the programme lists none
    [InlineData("tr10", 2013, false)]
    [InlineData("TR", 2013, false)]
    [InlineData("TR10000", 2013, false)]
    [InlineData("XX10", 2013, false)]
    public void a_region_is_one_of_the_list_or_of_the_table_of_changes(string code, int version, bool isOne) => Assert.Equal(isOne, Programme.IsRegion(new(code, version)));

    [Theory]
    [InlineData("GR11", 2006, "EL", true)]
    [InlineData("EL51", 2013, "EL", true)]
    [InlineData("GR11", 2006, "DE", false)]
    [InlineData("FRE1", 2016, "FR", true)]
    [InlineData("FR10", 2013, "DE", false)]
    public void it_lies_in_its_country_however_that_was_written(string code, int version, string country, bool liesInIt) => Assert.Equal(liesInIt, Programme.LiesIn(new(code, version), country));
}
