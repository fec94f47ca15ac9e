using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>From the questionnaire to a receipt, as a cluster manager lives it. Each test is a person of its own.</summary>
public sealed class LivingAsAnApplicant(Chromium chromium, TestSite site)
{
    private const int Desk = 1280;
    private const int Phone = 360;

    public static TheoryData<string, int, bool> Readers => new() { { "de", Phone, true }, { "en", Desk, true }, { "de", Desk, false }, { "en", Phone, false } };

    [Theory, MemberData(nameof(Readers))]
    public async Task The_questionnaire_shows_every_activity_and_prefills_the_registration(string language, int width, bool withScript)
    {
        await using var visit = await chromium.Open(site, $"/{language}/questionnaire", width, withScript);
        var page = visit.Page;
        var next = page.Locator(".form .ecl-button--primary");

        await next.ClickAsync();
        await Expect(page.Locator("#field-country")).ToHaveAttributeAsync("aria-invalid", "true");
        await Look(visit, $"question-wrong-{language}-{width}", withScript);

        await Answer(visit, withScript);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(language == "de" ? "Das gibt es für Sie" : "What there is for you");
        await Expect(page.Locator(".card").First).ToBeVisibleAsync();
        await Look(visit, $"questionnaire-result-{language}-{width}", withScript);

        await page.Locator(".next-step .ecl-button--primary").ClickAsync();
        await OpenAccount(page);
        await Expect(page.Locator("#field-Input-Country")).ToHaveValueAsync("DE");
        await Expect(page.Locator("input[name='Input.Kind'][value='clusterOrganisation']")).ToBeCheckedAsync();
        await Expect(page.Locator("input[name='Input.MembersSme']")).ToHaveValueAsync("80");
        await Look(visit, $"register-{language}-{width}", withScript);
    }

    [Theory, MemberData(nameof(Readers))]
    public async Task A_cluster_registers_is_refused_mends_it_and_is_published(string language, int width, bool withScript)
    {
        await using var visit = await chromium.Open(site, $"/{language}/open-account?returnUrl=/{language}/register?country=DE%26region=DE11%26kind=clusterOrganisation%26legal=yes%26membersSme=80", width, withScript);
        var page = visit.Page;
        var continuing = page.Locator(".form .ecl-button--primary");
        await OpenAccount(page);

        await continuing.ClickAsync();
        await Expect(page.Locator("#field-Input-Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Look(visit, $"register-wrong-{language}-{width}", withScript);
        await page.Locator("#field-Input-Name").FillAsync("Neckar Sensorik");
        await continuing.ClickAsync();

        await Expect(page.Locator("#field-Input-Region")).ToHaveValueAsync("DE11");
        await page.Locator("#field-Input-City").FillAsync("Stuttgart");
        await page.Locator("#field-Input-Website").FillAsync("neckar-sensorik.example");
        await Look(visit, $"section-place-{language}-{width}", withScript);
        await continuing.ClickAsync();

        await page.Locator("#field-Input-StaffFte").FillAsync("viele");
        await continuing.ClickAsync();
        await Expect(page.Locator("#field-Input-StaffFte")).ToHaveValueAsync("viele");
        await Expect(page.Locator("#field-Input-StaffFte")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Locator("#field-Input-StaffFte").FillAsync("2,5");
        await Look(visit, $"section-size-{language}-{width}", withScript);
        await continuing.ClickAsync();

        await page.Locator(".choices summary").First.ClickAsync();
        await page.Locator("label[for='field-Input-Sectors-3']").ClickAsync();
        await Look(visit, $"section-work-{language}-{width}", withScript);
        await continuing.ClickAsync();
        await page.Locator("#field-Input-ContactName").FillAsync("Jo Beispiel");
        await page.Locator("#field-Input-ContactEmail").FillAsync("jo@neckar-sensorik.example");
        await Look(visit, $"section-contact-{language}-{width}", withScript);
        await continuing.ClickAsync();

        await Expect(page.Locator(".standing")).ToHaveClassAsync("standing standing--draft");
        await Look(visit, $"my-cluster-draft-{language}-{width}", withScript);
        await page.Locator(".standing form .ecl-button").ClickAsync();
        await Expect(page.Locator(".standing")).ToHaveClassAsync("standing standing--reviewrequested");

        var cluster = page.Url.Split('/', '?', '#').Last(part => Guid.TryParse(part, out _));
        await Moderate(cluster, "refusal", new { reason = "Der Ort fehlt im Impressum der Website." });
        await page.ReloadAsync();
        await Expect(page.Locator(".reason")).ToHaveTextAsync("Der Ort fehlt im Impressum der Website.");
        await Look(visit, $"my-cluster-refused-{language}-{width}", withScript);

        await page.GotoAsync($"/{language}/my-cluster/{cluster}/profile");
        await Look(visit, $"profile-{language}-{width}", withScript);
        await page.GotoAsync($"/{language}/my-cluster/{cluster}/profile/place");
        await page.Locator("#field-Input-City").FillAsync("Esslingen am Neckar");
        await page.Locator("#field-Input-Since").FillAsync("2016-05-01");
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.GetByText("Esslingen am Neckar")).ToBeVisibleAsync();

        await page.GotoAsync($"/{language}/my-cluster/{cluster}");
        await page.Locator(".standing form .ecl-button").ClickAsync();
        await Expect(page.Locator(".standing")).ToHaveClassAsync("standing standing--reviewrequested");
        await Moderate(cluster, "publication", new { });
        await page.ReloadAsync();
        await Expect(page.Locator(".standing")).ToHaveClassAsync("standing standing--published");
        await Look(visit, $"my-cluster-published-{language}-{width}", withScript);

        await Expect(page.GetByText(language == "de"
            ? "Teilnahme möglich, was die Organisation betrifft. Vorläufig: Die Ausschreibung ist erst angekündigt."
            : "May take part, as far as the organisation is concerned. Provisional: the call is only announced.").First).ToBeVisibleAsync();
        await page.GotoAsync($"/{language}/my-cluster/{cluster}/calls/COS-CLUSINT-2016-03-01");
        await Expect(page.GetByText(language == "de" ? "Ende 2016 oder Anfang 2017" : "end of 2016 or beginning of 2017")).ToBeVisibleAsync();
        await Expect(page.Locator(".verdict__headline")).ToBeVisibleAsync();
        await Look(visit, $"verdict-{language}-{width}", withScript);
        await page.Locator(".finding summary").First.ClickAsync();
        await Expect(page.Locator(".finding[open] .evidence li").First).ToBeVisibleAsync();
        await Look(visit, $"verdict-finding-{language}-{width}", withScript);

        await page.GotoAsync($"{page.Url.Split('?')[0]}?knownAt=2016-13-45");
        await Expect(page.Locator("#field-knownAt")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GotoAsync($"{page.Url.Split('?')[0]}?at=2016-12-24");
        await Expect(page.Locator(".verdict__as-of")).ToBeVisibleAsync();
        await Look(visit, $"verdict-as-of-{language}-{width}", withScript);

        await page.GotoAsync($"/{language}/my-cluster/{cluster}/colleagues");
        await page.Locator("#field-Input-Email").FillAsync("nobody@nowhere.example");
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.Locator("#field-Input-Email")).ToHaveAttributeAsync("aria-invalid", "true");
        await Look(visit, $"colleagues-{language}-{width}", withScript);

        await page.GotoAsync($"/{language}/my-cluster/{cluster}/calls/ECCP-MATCH-BRAZIL-2016/apply");
        await Look(visit, $"apply-{language}-{width}", withScript);
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await page.Locator("#field-Input-Title").FillAsync("Sensorik in São Paulo");
        await Look(visit, $"application-{language}-{width}", withScript);
        await page.Locator(".form .ecl-button--primary").First.ClickAsync();
        await Expect(page.GetByText("ECCP-MATCH-BRAZIL-2016")).ToBeVisibleAsync();
        await Look(visit, $"receipt-{language}-{width}", withScript);
        await page.GotoAsync($"/{language}/applications");
        await Expect(page.Locator("table .tag--strong")).ToHaveCountAsync(1);
        await Look(visit, $"applications-{language}-{width}", withScript);
    }

    [Fact]
    public async Task Somebody_elses_cluster_is_not_to_be_found()
    {
        await using var owner = await chromium.Open(site, "/en/open-account?returnUrl=/en/register?country=FR%26kind=other%26legal=no");
        await OpenAccount(owner.Page);
        await owner.Page.Locator("#field-Input-Name").FillAsync("Pôle Discret");
        await owner.Page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(owner.Page.Locator("#field-Input-City")).ToBeVisibleAsync();
        var cluster = new Uri(owner.Page.Url).AbsolutePath.Replace("/profile/place", "");

        await using var other = await chromium.Open(site, "/en/open-account?returnUrl=/en/my-cluster");
        await OpenAccount(other.Page);
        foreach (var below in (string[])["", "/profile", "/profile/place", "/colleagues", "/calls/ECCP-MATCH-BRAZIL-2016", "/calls/ECCP-MATCH-BRAZIL-2016/apply"])
        {
            var answer = await other.Page.GotoAsync(cluster + below);
            Assert.Equal(404, answer!.Status);
            await Expect(other.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page does not exist");
        }
    }

    [Theory, MemberData(nameof(Readers))]
    public async Task A_colleague_is_added_and_removed_and_the_profile_withdrawn(string language, int width, bool withScript)
    {
        var colleague = $"{Guid.NewGuid():N}@neckar-sensorik.example";
        await using (var other = await chromium.Open(site, $"/{language}/open-account?returnUrl=/{language}/", width, withScript)) await OpenAccount(other.Page, colleague, "Kim Kollegial");
        await using var visit = await chromium.Open(site, $"/{language}/open-account?returnUrl=/{language}/register?country=DE%26kind=other%26legal=no", width, withScript);
        var page = visit.Page;
        await OpenAccount(page);
        await page.Locator("#field-Input-Name").FillAsync("Kurzlebiger Verein");
        await page.Locator("button[value='later']").ClickAsync();
        await Expect(page.Locator(".standing")).ToBeVisibleAsync();
        var cluster = new Uri(page.Url).AbsolutePath;

        await page.GotoAsync($"{cluster}/colleagues");
        await Expect(page.GetByText(language == "de" ? "Fügen Sie jemanden hinzu, bevor Sie gehen" : "Add a colleague before you leave")).ToBeVisibleAsync();
        await page.Locator("#field-Input-Email").FillAsync(colleague);
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Look(visit, $"colleagues-two-{language}-{width}", withScript);

        await page.Locator("tbody tr", new() { HasText = "Kim Kollegial" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".form .ecl-button--primary")).ToContainTextAsync("Kim Kollegial");
        await Look(visit, $"colleague-remove-{language}-{width}", withScript);
        var confirmation = page.Url;
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync(confirmation);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.GotoAsync(cluster);
        await page.Locator("a[href$='/withdraw']").ClickAsync();
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Look(visit, $"withdraw-wrong-{language}-{width}", withScript);
        await page.Locator("label[for='field-Input-Sure-0']").ClickAsync();
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await Expect(page.Locator(".standing")).ToHaveClassAsync("standing standing--withdrawn");
        await Look(visit, $"my-cluster-withdrawn-{language}-{width}", withScript);
        Assert.Equal(200, (await page.GotoAsync($"{cluster}/withdraw"))!.Status);
        await Expect(page.GetByText(language == "de" ? "Das Profil ist schon zurückgezogen" : "The profile has been withdrawn already")).ToBeVisibleAsync();
        await Look(visit, $"withdraw-again-{language}-{width}", withScript);
    }

    [Fact]
    public async Task A_page_of_ones_own_asks_to_sign_in_and_leads_back()
    {
        await using var visit = await chromium.Open(site, "/de/my-cluster");
        await visit.Page.Locator("button[name='person'][value='demo-officer']").ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync($"{site.Url}/de/my-cluster");
        await Expect(visit.Page.GetByText("Sie handeln noch für keine Organisation.")).ToBeVisibleAsync();
        await Look(visit, "my-cluster-none", withScript: true);
    }

    private static async Task Answer(Visit visit, bool withScript)
    {
        var page = visit.Page;
        var next = page.Locator(".form .ecl-button--primary");
        async Task Choose(string name, string value)
        {
            var radio = page.Locator($"input[name='{name}'][value='{value}']");
            await page.Locator($"label[for='{await radio.GetAttributeAsync("id")}']").ClickAsync();
            if (name == "kind") await Look(visit, $"question-kind-{await page.Locator("html").GetAttributeAsync("lang")}-{page.ViewportSize!.Width}", withScript);
            await next.ClickAsync();
        }

        await page.Locator("#field-country").SelectOptionAsync("DE");
        await next.ClickAsync();
        await page.Locator("#field-region").SelectOptionAsync("DE11");
        await next.ClickAsync();
        await Choose("kind", "clusterOrganisation");
        await Choose("legal", "yes");
        await Choose("registered", "planned");
        await page.Locator("#field-membersSme").FillAsync("80");
        await page.Locator("#field-membersResearch").FillAsync("7");
        await next.ClickAsync();
        await Choose("label", "silver");
        await page.Locator("label[for='field-wants-0']").ClickAsync();
        await next.ClickAsync();
    }

    private static async Task OpenAccount(IPage page, string? email = null, string name = "Jo Beispiel")
    {
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#email").FillAsync(email ?? $"{Guid.NewGuid():N}@neckar-sensorik.example");
        await page.Locator("#password").FillAsync("Kein Geheimnis 2016");
        await page.Locator("#repeated").FillAsync("Kein Geheimnis 2016");
        await page.Locator("button.primary").ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/open-account", StringComparison.Ordinal));
    }

    /// <summary>The moderator's part, which has pages of its own.</summary>
    private async Task Moderate(string cluster, string step, object body)
    {
        using var client = new HttpClient { BaseAddress = new(site.Url) };
        using var credentials = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "demo-moderator", ["client_secret"] = "demo-moderator" });
        using var answer = await client.PostAsync("/connect/token", credentials, TestContext.Current.CancellationToken);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString();

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var done = await client.PostAsJsonAsync($"/api/clusters/{cluster}/{step}", body, TestContext.Current.CancellationToken);
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var seen = await client.GetAsync(new Uri($"/api/clusters/{cluster}?minPosition={done.Headers.GetValues("Position").Single()}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(seen.IsSuccessStatusCode);
    }

    private static async Task Look(Visit visit, string name, bool withScript)
    {
        await visit.TakePicture(name);
        if (withScript) await visit.ShouldBeSound();
    }
}
