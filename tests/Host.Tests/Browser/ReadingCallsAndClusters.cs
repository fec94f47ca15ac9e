using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>What anybody may read, on the demonstration's data as of October 2016.</summary>
public sealed class ReadingCallsAndClusters(Chromium chromium, TestSite site)
{
    private const int Desk = 1280;
    private const int Phone = 360;

    private static readonly string[] Pages =
    [
        "", "calls", "calls?kind=matching-event", "calls/COS-CLUSTER-2014-3-03", "calls/Brazil%202016", "calls/COS-CLUSINT-2016-03-01", "clusters", "clusters?region=DE1&label=silver",
        "clusters?q=nirgendwo-gefunden", "clusters?after=not-ours",
    ];

    public static TheoryData<string, string, int> Views => [.. from page in Pages from language in (string[])["en", "de"] from width in (int[])[Desk, Phone] select (page, language, width)];

    [Theory, MemberData(nameof(Views))]
    public async Task No_page_has_barriers_errors_or_outside_requests_or_scrolls_sideways(string page, string language, int width)
    {
        await using var visit = await chromium.Open(site, $"/{language}/{page}", width);
        await visit.TakePicture($"public-{string.Concat(page.Select(character => char.IsLetterOrDigit(character) ? character : '-'))}-{language}-{width}");

        await visit.ShouldBeSound();
    }

    [Fact]
    public async Task A_call_is_found_by_its_alias_and_says_what_is_not_known_of_it()
    {
        await using var visit = await chromium.Open(site, "/en/calls/Brazil%202016");

        await Expect(visit.Page.GetByText("ECCP-MATCH-BRAZIL-2016").First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("The text of this call is not known in full")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("EUR 0")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_criterion_leads_to_its_clause()
    {
        await using var visit = await chromium.Open(site, "/de/calls/COS-CLUSINT-2016-03-01");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "6.1", Exact = true }).First.ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/de/calls/COS-CLUSINT-2016-03-01#clause-6-1$"));
        await Expect(visit.Page.Locator("#clause-6-1")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_text_as_known_on_a_day_says_so_and_leads_back()
    {
        await using var visit = await chromium.Open(site, "/en/calls/COS-CLUSTER-2014-3-03?knownAt=2015-02-15");
        await Expect(visit.Page.GetByText("The text as it was known on 15 February 2015, 23:59 (CET)")).ToBeVisibleAsync();
        await visit.ShouldBeSound();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show what is known now" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{site.Url}/en/calls/COS-CLUSTER-2014-3-03");

        await visit.Page.GotoAsync("/en/calls/COS-CLUSTER-2014-3-03?knownAt=2014-01-01");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing was known of this call yet");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_region_is_found_by_its_name_and_narrowed_step_by_step(bool withScript)
    {
        await using var visit = await chromium.Open(site, "/de/clusters", withScript: withScript);
        await visit.Page.GetByLabel("Name, Ort, Region oder Land").FillAsync("baden-wurttemberg");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Suchen" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=baden-wurttemberg"));
        var cards = visit.Page.Locator(".card__meta");
        Assert.All(await cards.AllTextContentsAsync(), place => Assert.Contains("(DE1", place));

        await visit.Page.Locator(".facet summary", new() { HasText = "Region" }).First.ClickAsync();
        await visit.Page.Locator(".facet a", new() { HasText = "Baden-Württemberg (DE1)" }).ClickAsync();
        await Expect(visit.Page.Locator(".facet a[aria-current]", new() { HasText = "Baden-Württemberg (DE1)" })).ToBeVisibleAsync();
        await visit.Page.Locator(".facet a", new() { HasText = "Stuttgart (DE11)" }).ClickAsync();
        await Expect(visit.Page.Locator(".facet a[aria-current]", new() { HasText = "Stuttgart (DE11)" })).ToBeVisibleAsync();
        Assert.All(await cards.AllTextContentsAsync(), place => Assert.Contains("Stuttgart (DE11)", place));
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task The_directory_goes_on_by_cursor_and_leads_to_profiles()
    {
        await using var visit = await chromium.Open(site, "/en/clusters");
        var names = visit.Page.Locator(".card__title a");
        var first = await names.AllTextContentsAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "To the beginning" })).ToBeVisibleAsync();
        Assert.Empty(first.Intersect(await names.AllTextContentsAsync()));

        var name = await names.First.TextContentAsync();
        await names.First.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name!);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Quality labels" })).ToBeVisibleAsync();
        await visit.TakePicture("public-profile");
        await visit.ShouldBeSound();

        var website = visit.Page.Locator("a[rel~=nofollow]");
        if (await website.CountAsync() > 0) Assert.Contains("noopener", await website.First.GetAttributeAsync("rel"));
    }

    [Fact]
    public async Task Kosovo_carries_its_note()
    {
        await using var visit = await chromium.Open(site, "/en/clusters?country=XK");
        await Expect(visit.Page.GetByText("without prejudice to positions on status")).ToBeVisibleAsync();
    }
}
