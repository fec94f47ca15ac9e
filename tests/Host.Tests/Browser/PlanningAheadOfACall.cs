using Microsoft.Playwright;
using static EligibilityService.Host.Tests.Browser.LivingAsAnApplicant;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>What must we do, what if, and with whom: a manager plans, with and without script. Each test is a person of its own.</summary>
public sealed class PlanningAheadOfACall(Chromium chromium, TestSite site)
{
    /// <summary>Announced, with provisional terms for one organisation; and one for several, whose text is known in full.</summary>
    private const string Call = "COS-CLUSINT-2016-03-01", Partnership = "COS-CLUSTER-2014-3-03";

    public static TheoryData<string, int, bool> Readers => LivingAsAnApplicant.Readers;

    [Theory, MemberData(nameof(Readers))]
    public async Task The_verdict_says_what_to_do_and_what_would_change_if_it_were_done(string language, int width, bool withScript)
    {
        await using var visit = await Manager(language, width, withScript);
        var page = visit.Page;
        await Look(visit, $"plan-my-cluster-{language}-{width}", withScript);

        await page.Locator($"a[href$='{Call}#path']").ClickAsync();
        await Expect(page.Locator(".verdict__missing li")).ToHaveCountAsync(1);
        await page.Locator("#path > summary").ClickAsync();
        await Expect(page.Locator(".path__steps li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".path__steps time").First).ToHaveAttributeAsync("datetime", "2017-03-31T21:59:00Z");
        await Look(visit, $"plan-verdict-{language}-{width}", withScript);

        await page.Locator(".verdict__what-if").ClickAsync();
        await Expect(page.Locator(".differences li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".beside__one--then .outcome--met")).ToBeVisibleAsync();
        await Look(visit, $"plan-what-if-{language}-{width}", withScript);

        await page.Locator("summary", new() { HasText = language == "de" ? "Mitglieder und Team" : "Members and team" }).ClickAsync();
        await page.Locator("#field-membersSme").FillAsync("viele");
        await page.Locator(".suppose .ecl-button--primary").ClickAsync();
        await Expect(page.Locator("#field-membersSme")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#field-membersSme")).ToHaveValueAsync("viele");
        await Expect(page.Locator("#field-registration")).ToHaveValueAsync("published");
        await Look(visit, $"plan-what-if-wrong-{language}-{width}", withScript);

        await page.Locator("#field-membersSme").FillAsync("15");
        await page.Locator("summary", new() { HasText = language == "de" ? "Partner, die dazukommen" : "Partners joining" }).ClickAsync();
        await page.Locator("#field-somebody").SelectOptionAsync("PL");
        await page.Locator(".suppose .ecl-button--primary").ClickAsync();
        await Expect(page.Locator(".supposed li")).ToHaveCountAsync(3);
        await page.WaitForLoadStateAsync();   // without script it is another page, which has its styles only now
        var (address, shown) = (page.Url, await Words(page.Locator(".differences")));
        await Look(visit, $"plan-what-if-partner-{language}-{width}", withScript);

        await page.GotoAsync(address);
        Assert.Equal(shown, await Words(page.Locator(".differences")));
    }

    [Theory, MemberData(nameof(Readers))]
    public async Task A_consortium_is_put_together_from_those_who_close_the_gap_and_fits_into_an_address(string language, int width, bool withScript)
    {
        await using var visit = await Manager(language, width, withScript);
        var page = visit.Page;
        var own = new Uri(page.Url).Segments[^1];
        await page.GotoAsync($"/{language}/calls/{Partnership}/consortium");
        await Expect(page.Locator("input[name='partner0']")).ToHaveValueAsync(own);
        await Expect(page.Locator("#field-role0")).ToHaveValueAsync("coordinator");

        await page.GotoAsync($"/{language}/calls/{Partnership}/consortium?partner0={own}&at=2016-10-04");
        await Expect(page.Locator(".partner")).ToHaveCountAsync(1);
        await Look(visit, $"consortium-alone-{language}-{width}", withScript);

        await page.Locator("button[name='add']").First.ClickAsync();
        await Expect(page.Locator(".partner")).ToHaveCountAsync(2);
        await page.Locator("button[name='add']").First.ClickAsync();
        await Expect(page.Locator(".partner")).ToHaveCountAsync(3);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = language == "de" ? "Es fehlt kein Partner" : "No partner is missing" })).ToBeVisibleAsync();
        await Look(visit, $"consortium-complete-{language}-{width}", withScript);

        // What is typed is kept when another button is pressed.
        await page.Locator("#field-signature").FillAsync("2018-06-01");
        await page.Locator("#field-months").FillAsync("24");
        await page.Locator("#field-control0").SelectOptionAsync("none");
        await page.Locator("summary", new() { HasText = language == "de" ? "Anderen Partner suchen" : "Search for another partner" }).ClickAsync();
        await page.Locator("#field-find").FillAsync("Valdora");
        await page.Locator(".finder .ecl-button--secondary").First.ClickAsync();
        await Expect(page.Locator("#field-months")).ToHaveValueAsync("24");
        await Look(visit, $"consortium-search-{language}-{width}", withScript);
        await page.Locator(".finder button[name='add']").First.ClickAsync();
        await Expect(page.Locator(".partner")).ToHaveCountAsync(4);
        await page.Locator("button[name='remove']").Last.ClickAsync();
        await Expect(page.Locator(".partner")).ToHaveCountAsync(3);
        await Expect(page.Locator("#field-signature")).ToHaveValueAsync("2018-06-01");
        await Expect(page.Locator("#field-control0")).ToHaveValueAsync("none");

        var address = page.Url;
        Assert.DoesNotContain("remove", address, StringComparison.Ordinal);
        await page.GotoAsync(address);
        await Expect(page.Locator(".partner")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task What_is_wrong_with_a_set_is_said_on_the_page_and_nothing_is_lost()
    {
        await using var visit = await Manager("en", 1280, withScript: true);
        var page = visit.Page;
        var own = new Uri(page.Url).Segments[^1];
        var consortium = $"/en/calls/{Call}/consortium?partner0={own}";

        async Task Wrong(string query, string? field = null, int partners = 1)
        {
            await page.GotoAsync($"{consortium}&{query}");
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            await Expect(page.Locator(".partner")).ToHaveCountAsync(partners);
            await Expect(page.Locator(".verdict__answer")).ToHaveCountAsync(0);
            if (field is not null) await Expect(page.Locator($"#field-{field}")).ToHaveAttributeAsync("aria-invalid", "true");
        }

        await Wrong($"partner1={own}", partners: 2);
        await Wrong($"partner1={Guid.NewGuid()}", partners: 2);
        await Wrong("partner1=nobody&signature=2018-13-01", "signature", partners: 2);
        await Wrong("months=soon&signature=2018-06-01", "months");
        await Wrong("role0=boss", "role0");
        await Wrong($"control0={own}");
        await Wrong("at=2010-01-01", "at");
        await Wrong("knownAt=2099-01-01", "knownAt");
        await Wrong("strand=9");
        await Wrong(string.Join('&', Enumerable.Range(1, 999).Select(place => $"partner{place}={Guid.NewGuid()}")), partners: 1000);

        foreach (var asked in (string[])["at=2010-01-01", "knownAt=2099-01-01", "at=soon"])
        {
            await page.GotoAsync($"/en/my-cluster/{own}/calls/{Call}?{asked}");
            await Expect(page.Locator($"#field-{asked.Split('=')[0]}")).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(page.Locator($"#field-{asked.Split('=')[0]}")).ToHaveValueAsync(asked.Split('=')[1]);
        }

        await page.GotoAsync($"/en/my-cluster/{own}/calls/{Call}/what-if?strand=9");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    /// <summary>What is written, whatever the line breaks between them: those depend on whether the style sheet has come already.</summary>
    private static async Task<string> Words(ILocator shown) => string.Join(' ', (await shown.InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<Visit> Manager(string language, int width, bool withScript)
    {
        var visit = await chromium.Open(site, $"/{language}/open-account?returnUrl=/{language}/register?country=DE%26region=DE11%26kind=clusterOrganisation%26legal=yes%26membersSme=8", width, withScript);
        await OpenAccount(visit.Page);
        await visit.Page.Locator("#field-Input-Name").FillAsync("Neckar Sensorik");
        await visit.Page.Locator("button[value='later']").ClickAsync();
        await Expect(visit.Page.Locator(".standing")).ToBeVisibleAsync();
        return visit;
    }
}
