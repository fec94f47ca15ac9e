using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

public sealed class LookingAtPages(Chromium chromium, TestSite site)
{
    private const int Desk = 1280;
    private const int Phone = 360;

    public static TheoryData<string, string, int> Views => [.. from page in (string[])["", "styleguide", "nowhere", "error"] from language in (string[])["en", "de"] from width in (int[])[Desk, Phone] select (page, language, width)];

    [Theory, MemberData(nameof(Views))]
    public async Task No_page_has_barriers_errors_or_outside_requests_or_scrolls_sideways(string page, string language, int width)
    {
        await using var visit = await chromium.Open(site, $"/{language}/{page}", width);
        await visit.TakePicture($"{(page.Length > 0 ? page : "home")}-{language}-{width}");

        await visit.ShouldBeSound();
        Assert.Equal(language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_menu_is_reachable_on_a_phone(bool withScript)
    {
        await using var visit = await chromium.Open(site, "/de/", Phone, withScript);
        var entry = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Mein Cluster", Exact = true });

        if (withScript)
        {
            await Expect(entry).ToBeHiddenAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Menü" }).ClickAsync();
            await visit.TakePicture("menu-de-phone");
        }

        await Expect(entry).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(bool withScript)
    {
        await using var visit = await chromium.Open(site, "/de/styleguide", withScript: withScript);
        var (page, name) = (visit.Page, visit.Page.GetByLabel("Name der Clusterorganisation"));

        await name.FillAsync("Bodensee-Medizintechnik");
        await page.GetByLabel("Zahl der Mitglieder").FillAsync("viele");
        await page.GetByText("Nahrungsmittelverarbeitung").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Senden" }).ClickAsync();

        await Expect(page.GetByLabel("Zahl der Mitglieder")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByLabel("Zahl der Mitglieder")).ToHaveValueAsync("viele");
        await Expect(page.GetByLabel("Nahrungsmittelverarbeitung")).ToBeCheckedAsync();
        await Expect(name).ToHaveValueAsync("Bodensee-Medizintechnik");
        await Expect(page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link)).ToHaveCountAsync(3);
        await visit.TakePicture($"form-wrong-{(withScript ? "script" : "plain")}");
        if (withScript)
        {
            await visit.ShouldBeSound();
        }

        await page.GetByLabel("Zahl der Mitglieder").FillAsync("112");
        await page.GetByLabel("Sitzland").SelectOptionAsync("DE");
        await page.GetByText("Clusterorganisation", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Senden" }).ClickAsync();

        await Expect(page.GetByText("Bodensee-Medizintechnik, 112")).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);
    }

    [Theory]
    [InlineData("demo-applicant", "Anna Weber", "Benachrichtigungen", Desk)]
    [InlineData("demo-moderator", "Luc Moreau", "Prüfung", Desk)]
    [InlineData("demo-officer", "Marco Rossi", "Sachbearbeitung", Desk)]
    [InlineData("demo-officer", "Marco Rossi", "Sachbearbeitung", Phone)]
    [InlineData("demo-auditor", "Jana Novák", "Audit|Abgestellte Ereignisse|Zugang|Aufbewahrung", Desk)]
    [InlineData("demo-agency", "Jonas Keller", "Meine Region", Desk)]
    [InlineData("demo-admin", "Sofia Costa", "Abonnements|Abgestellte Ereignisse|Zugang|Aufbewahrung|Demonstration", Desk)]
    public async Task The_menu_offers_each_role_its_own_desks(string person, string name, string desks, int width)
    {
        await using var visit = await chromium.Open(site, "/de/styleguide", width);
        await visit.SignInAs(person);
        await visit.TakePicture($"menu-{person}-{width}");

        Assert.Equal([.. (string[])["Ausschreibungen", "Cluster", "Partnerschaften", "Partnersuchen", "Was gibt es für uns?", "Mein Cluster"], .. desks.Split('|', StringSplitOptions.RemoveEmptyEntries)], await visit.Page.Locator(".site-menu__link").AllTextContentsAsync());
        await Expect(visit.Page.GetByText(name)).ToBeVisibleAsync();
        await visit.ShouldBeSound();
    }

    [Theory]
    [InlineData("demo-officer", "desk", "Gefördert, davon unterzeichnet")]
    [InlineData("demo-officer", "desk/search?family=call", "Was geschah")]
    [InlineData("demo-auditor", "desk/search?what=call.published&from=2014-01-01", "call.published")]
    [InlineData("demo-auditor", "audit/looks?call=COS-CLUSINT-2016-03-01", "Wer hat was eingesehen")]
    [InlineData("demo-auditor", "retention", "Zugriffsprotokoll")]
    [InlineData("demo-admin", "retention", "Bisher gelöscht")]
    public async Task A_desk_is_sound_in_both_languages_and_on_a_phone(string person, string page, string said)
    {
        await using var visit = await chromium.Open(site, "/de/styleguide");
        await visit.SignInAs(person);
        foreach (var (language, width) in ((string, int)[])[("en", Desk), ("de", Phone)])
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            var answer = await visit.Page.GotoAsync($"/{language}/{page}", new() { WaitUntil = WaitUntilState.Load });
            Assert.Equal(200, answer!.Status);
            await visit.ShouldBeSound();
        }

        Assert.Contains(said, await visit.Page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_language_shows_the_same_page()
    {
        await using var visit = await chromium.Open(site, "/en/styleguide?country=x");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Deutsch", Exact = true }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync($"{site.Url}/de/styleguide?country=x");
        await Expect(visit.Page.GetByText("Demonstration: Es ist der 4. Oktober 2016")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_replaces_the_page_in_place_and_closes_the_menu()
    {
        await using var visit = await chromium.Open(site, "/en/", Phone);
        var menu = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" });
        await visit.Page.EvaluateAsync("window.stayed = true");

        foreach (var (path, title) in ((string, string)[])[("styleguide", "Style guide"), ("", "May your cluster take part?"), ("styleguide", "Style guide")])
        {
            await menu.ClickAsync();
            await Expect(menu).ToHaveAttributeAsync("aria-expanded", "true");
            await visit.Page.EvaluateAsync($"Blazor.navigateTo('{path}')");
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
            await Expect(menu).ToHaveAttributeAsync("aria-expanded", "false");
        }

        Assert.True(await visit.Page.EvaluateAsync<bool>("window.stayed === true"));
        Assert.Empty(visit.Problems);
    }
}
