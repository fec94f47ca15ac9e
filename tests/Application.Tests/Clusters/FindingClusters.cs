using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;

namespace EligibilityService.Application.Tests.Clusters;

public sealed class FindingClusters
{
    private static readonly ProgrammeFacts Programme = new IProgrammeEvent[]
    {
        Country("DE", "Germany", "Deutschland"), Country("SE", "Sweden", "Schweden"), Country("BR", "Brazil", "Brasilien"),
        new RegionsListed(2013,
        [
            new("DE1", "Baden-Württemberg", "DE", null, null, null), new("DE11", "Stuttgart", "DE", null, 48.8, 9.2), new("DE14", "Tübingen", "DE", null, 48.3, 9.5),
            new("DE21", "Oberbayern", "DE", null, 48.1, 11.6), new("SE22", "Sydsverige", "SE", null, 55.9, 13.6),
        ], "test"),
        new VocabularyListed("eco-sector", [new("ECO31", new("Lighting", "Beleuchtung")), new("ECO36", new("Medical Devices", "Medizinprodukte"))], "test"),
    }.Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Guid.CreateVersion7(), "x", ProgrammeFacts.StreamId, 1, KnownClusters.Told)));

    private readonly KnownClusters _known = new(Programme);
    private readonly StoppedClock _clock = new(new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero));

    public FindingClusters()
    {
        _known.Publish(new() { Name = "Medizintechnik am Neckar", Country = "DE", Region = "DE14", City = "Tübingen", Sectors = ["ECO36"], MembersSme = 40, MembersLarge = 2 }, Gold("2016-01-01", "2018-01-31"));
        _known.Publish(new() { Name = "Ångström Lights", Country = "SE", Region = "SE22", City = "Malmö", Sectors = ["ECO31"], TargetCountries = ["BR"] }, Gold("2014-01-01", "2016-01-31"));
        _known.Publish(new() { Name = "Alpen-Licht", Acronym = "ALI", Country = "DE", Region = "DE21", Sectors = ["ECO31", "ECO36"] });
        _known.Publish(new() { Name = "Württemberger Werkstätten", Country = "DE", Region = "DE11" });
        _known.Publish(new() { Name = "Nordlicht", Country = "DE" });
        _known.Tell(Guid.CreateVersion7(), new ProfileDrafted(), new ProfileChanged(new() { Name = "Draft in Stuttgart", Country = "DE", Region = "DE11" }, [], new(AssertedBy.Register)));
    }

    [Theory]
    [InlineData("angstrom", "Ångström Lights")]
    [InlineData("MALMO", "Ångström Lights")]
    [InlineData("ali", "Alpen-Licht")]
    [InlineData("licht alpen", "Alpen-Licht")]
    [InlineData("Baden-Württemberg", "Medizintechnik am Neckar|Württemberger Werkstätten")]
    [InlineData("werkstatten baden", "Württemberger Werkstätten")]
    [InlineData("schweden", "Ångström Lights")]
    [InlineData("draft", "")]
    public async Task text_finds_names_towns_and_regions_whatever_the_accents(string text, string expected) => Assert.Equal(expected, await Names(new() { Text = text }));

    [Theory]
    [InlineData("DE1", "Medizintechnik am Neckar|Württemberger Werkstätten")]
    [InlineData("baden württemberg", "Medizintechnik am Neckar|Württemberger Werkstätten")]
    [InlineData("DE14", "Medizintechnik am Neckar")]
    [InlineData("SE", "Ångström Lights")]
    public async Task a_region_of_any_level_holds_all_below_it(string region, string expected) => Assert.Equal(expected, await Names(new() { Regions = [region] }));

    [Fact]
    public async Task a_label_counts_on_the_day_of_the_question()
    {
        Assert.Equal("Medizintechnik am Neckar", await Names(new() { Labels = ["gold"] }));

        _clock.Now = new(2015, 10, 4, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal("Ångström Lights", await Names(new() { Labels = ["Gold"] }));
    }

    [Fact]
    public async Task each_facet_is_counted_with_the_filters_of_the_others()
    {
        var answer = await Find(new() { Countries = ["DE"], Sectors = ["ECO31"] });

        Assert.Equal(1, answer.Total);
        Assert.Equal(["DE 1", "SE 1"], answer.Facets.Countries.Select(Said));
        Assert.Equal(["ECO36 2", "ECO31 1"], answer.Facets.Sectors.Select(Said));
        Assert.Equal(["DE2 1", "DE21 1"], answer.Facets.Regions.Select(Said));
        Assert.Equal("Germany", answer.Facets.Countries[0].Name.En);
        Assert.Equal(["DE21 1"], answer.Places.Select(Said));
    }

    [Fact]
    public async Task a_chosen_value_that_nobody_has_stays_to_be_taken_back()
    {
        var answer = await Find(new() { Text = "nordlicht", Countries = ["SE"] });

        Assert.Equal(0, answer.Total);
        Assert.Equal(["DE 1", "SE 0"], answer.Facets.Countries.Select(Said));
    }

    [Fact]
    public async Task pages_follow_each_other_even_when_profiles_change_in_between()
    {
        var first = await Find(new(), limit: 2);
        _known.Publish(new() { Name = "Aachen Akustik", Country = "DE" });
        _known.Tell(first.Items[1].Id, new ClusterWithdrawn(null, KnownClusters.Told));
        var second = await Find(new(), first.Next, limit: 2);
        var third = await Find(new(), second.Next, limit: 2);

        Assert.Equal("Alpen-Licht|Ångström Lights|Medizintechnik am Neckar|Nordlicht|Württemberger Werkstätten", string.Join('|', first.Items.Concat(second.Items).Concat(third.Items).Select(item => item.Name)));
        Assert.Null(third.Next);
        Assert.Equal(5, third.Total);
        Assert.Equal(_known.Position, third.Position);
    }

    [Fact]
    public async Task members_are_told_as_far_as_they_are_known()
    {
        var items = (await Find(new())).Items;

        Assert.Equal(42, items.Single(item => item.Name.StartsWith("Med", StringComparison.Ordinal)).Members);
        Assert.Null(items.Single(item => item.Name == "Nordlicht").Members);
    }

    [Theory]
    [InlineData("DE", "Atlantis", null, "region")]
    [InlineData("ZZ", null, null, "country")]
    [InlineData(null, null, "platinum", "label")]
    public async Task codes_that_nobody_knows_are_said_to_be_wrong(string? country, string? region, string? label, string field)
    {
        ClusterFilter filter = new() { Countries = Given(country), Regions = Given(region), Labels = Given(label) };

        var wrong = await Assert.ThrowsAsync<ValidationException>(() => Find(filter));
        Assert.Equal(field, Assert.Single(wrong.Errors).PropertyName.TrimStart('.'));
    }

    [Theory, InlineData(""), InlineData("abc"), InlineData("Y2x1c3RlcnMx"), InlineData("not base64!")]
    public async Task a_cursor_from_elsewhere_is_an_error(string cursor)
    {
        var wrong = await Assert.ThrowsAsync<ValidationException>(() => Find(new(), cursor));
        Assert.Equal("Cursor", Assert.Single(wrong.Errors).PropertyName);
    }

    private async Task<string> Names(ClusterFilter filter) => string.Join('|', (await Find(filter)).Items.Select(item => item.Name));

    private async Task<ClustersAnswer> Find(ClusterFilter filter, string? cursor = null, int limit = FindClusters.Usual)
    {
        var question = new FindClusters(filter, cursor, limit);
        await new FindClustersShape().ValidateAndThrowAsync(question, TestContext.Current.CancellationToken);
        return await new FindClustersHandler(_known, _clock).Handle(question, TestContext.Current.CancellationToken);
    }

    private static string Said(FacetCount count) => $"{count.Code} {count.Count}";

    private static string[] Given(string? value) => value is null ? [] : [value];

    private static CountryListed Country(string code, string en, string de) => new(code, code, new(en, de), "test", Confidence.Found);

    private static LabelAwarded Gold(string from, string until) => new(
        QualityLabel.Gold, null, "ESCA", false,
        new(AssertedBy.Moderator, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)));
}
