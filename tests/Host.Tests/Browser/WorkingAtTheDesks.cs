using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Moderators, officers, auditors and the administrator at their pages, on the service as it runs.</summary>
public sealed class WorkingAtTheDesks(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    private const string Terms =
        """
        { "terms": { "reference": "REF", "title": { "en": "A call of this test", "de": "Eine Ausschreibung dieses Tests" }, "kind": "escp", "deadline": { "local": "2017-02-01T17:00" },
          "clauses": [ { "number": "6.1", "title": { "en": "Eligible applicants", "de": "Förderfähige Antragsteller" }, "text": "Cluster organisations." } ],
          "criteria": [ { "id": "WHO-2", "clause": "6.1", "type": "organisation-kind/1", "parameters": { "kinds": ["clusterOrganisation"] }, "referenceDate": { "kind": "deadline" } } ] } }
        """;

    [Fact]
    public async Task A_moderator_publishes_a_profile_by_its_checklist()
    {
        var cluster = await Register("Prüflingscluster");
        await using var visit = await SignIn("demo-moderator", "/de/review");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Prüflingscluster" }).First).ToBeVisibleAsync();
        await Look(visit, "review", "review");
        await Look(visit, $"review/{cluster}", "review-profile");

        await visit.Page.GotoAsync($"/de/review/{cluster}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mit diesem Grund ablehnen" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nennen Sie einen Grund");
        await visit.ShouldBeSound();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Anhand von Belegen geprüft" }).ClickAsync();
        await Expect(visit.Page.GetByText("Zu prüfende Angaben")).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Profil veröffentlichen" }).ClickAsync();
        await Expect(visit.Page.GetByText("Das Profil ist jetzt öffentlich.")).ToBeVisibleAsync();
        await visit.ShouldBeSound();
    }

    [Fact]
    public async Task A_call_goes_from_draft_to_corrigendum_through_two_officers()
    {
        await using var first = await SignIn("demo-officer", "/de/desk");
        await Look(first, "desk", "desk");
        await Look(first, "desk/calls/new", "new-call");
        var page = first.Page;
        await page.GotoAsync("/de/desk/calls/new");
        await page.GetByLabel("Kennzeichen").FillAsync("TEST-DESK-01");
        await page.GetByLabel("Titel auf Englisch").FillAsync("Desk test");
        await page.GetByLabel("Titel auf Deutsch").FillAsync("Schreibtischprobe");
        await page.GetByLabel("Frist (Brüsseler Zeit)").FillAsync("2017-03-26T02:30");
        await page.GetByLabel("Handlungsbereiche, Ziffern").FillAsync("{ \"clauses\": [ ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("kein JSON");

        await page.GetByLabel("Handlungsbereiche, Ziffern").FillAsync("{ \"clauses\": [ { \"number\": \"6.1\", \"title\": { \"en\": \"Applicants\", \"de\": \"Antragsteller\" }, \"text\": \"Clusters.\" } ], \"criteria\": [ { \"id\": \"X\", \"clause\": \"7\", \"type\": \"pic/1\" } ] }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("gibt es in Brüssel nicht");
        await page.GetByLabel("Frist (Brüsseler Zeit)").FillAsync("2017-03-27T17:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nennt die Ziffer 7");
        await first.TakePicture("new-call-wrong");
        await first.ShouldBeSound();

        await page.GetByLabel("Handlungsbereiche, Ziffern").FillAsync("{ \"clauses\": [ { \"number\": \"6.1\", \"title\": { \"en\": \"Applicants\", \"de\": \"Antragsteller\" }, \"text\": \"Clusters.\" } ], \"criteria\": [ { \"id\": \"X\", \"clause\": \"6.1\", \"type\": \"pic/1\" } ] }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern" }).ClickAsync();
        await Expect(page.GetByText("Der Entwurf ist gespeichert.")).ToBeVisibleAsync();
        var address = new Uri(page.Url).AbsolutePath["/de/".Length..];
        await Look(first, address, "call-draft");
        await page.GotoAsync("/de/" + address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Vorschlagen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(page.GetByText("Vorgeschlagen. Eine zweite Person muss es bestätigen.")).ToBeVisibleAsync();

        await using var second = await SignIn("demo-second-officer", "/de/" + address);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Bestätigen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByText("Bestätigt; es ist wirksam.")).ToBeVisibleAsync();

        await Look(first, address + "/corrigendum", "corrigendum");
        await page.GotoAsync($"/de/{address}/corrigendum");
        await page.GetByLabel("Wie die Berichtigung heißt, auf Englisch").FillAsync("More time");
        await page.GetByLabel("Auf Deutsch", new() { Exact = true }).FillAsync("Mehr Zeit");
        await page.GetByLabel("Grund auf Englisch").FillAsync("Carnival.");
        await page.GetByLabel("Grund auf Deutsch").FillAsync("Karneval.");
        await page.GetByLabel("6.1 Antragsteller").FillAsync("Clusters with a number.");
        await page.GetByLabel("Frist (Brüsseler Zeit)").FillAsync("2017-04-03T17:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung vorschlagen" }).ClickAsync();
        await Expect(page.GetByText("Die Berichtigung ist vorgeschlagen.")).ToBeVisibleAsync();

        await Look(second, address, "call-open");
        await second.Page.GotoAsync("/de/" + address);
        await Expect(second.Page.GetByText("Clusters with a number.")).ToBeVisibleAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung 1 in Kraft setzen" }).ClickAsync();
        await Expect(second.Page.GetByText("Bestätigt; es ist wirksam.")).ToBeVisibleAsync();

        await second.Page.GetByText("Frage beantworten").ClickAsync();
        await second.Page.GetByLabel("Frage", new() { Exact = true }).FillAsync("May a network apply?");
        await second.Page.GetByLabel("Ziffer", new() { Exact = true }).Or(second.Page.GetByLabel("Ziffer (freiwillig)")).First.FillAsync("6.1");
        await second.Page.GetByLabel("Antwort, für alle").FillAsync("Yes.");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Antwort veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByText("Die Antwort ist öffentlich.")).ToBeVisibleAsync();

        await using (var visitor = await chromium.Open(service.Url, "/de/calls/TEST-DESK-01#answer-1"))
        {
            await Expect(visitor.Page.Locator("#answer-1")).ToContainTextAsync("May a network apply?");
            await Expect(visitor.Page.Locator("#answer-1 a[href$='#clause-6-1']")).ToHaveTextAsync("6.1");
            await Look(visitor, "calls/TEST-DESK-01", "call-answers");
        }

        await second.Page.GotoAsync("/de/" + address.Replace("desk/", "audit/", StringComparison.Ordinal));
        await Expect(second.Page.GetByText("bestätigt von Elena Petrova").First).ToBeVisibleAsync();
        await second.ShouldBeSound();
    }

    [Fact]
    public async Task An_application_is_shown_as_it_was_known_on_any_day()
    {
        var cluster = await Register("Antragscluster");
        await service.Ask("demo-moderator", HttpMethod.Post, $"/api/clusters/{cluster}/publication");
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Terms.Replace("REF", "TEST-HISTORY-01", StringComparison.Ordinal)))["id"]!.GetValue<string>();
        await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        var application = (await service.Ask("demo-applicant", HttpMethod.Post, "/api/applications", new { call, cluster }))["id"]!.GetValue<string>();
        var changed = await service.Ask("demo-applicant", HttpMethod.Patch, $"/api/applications/{application}/proposal", new { title = "Gemeinsam hinaus", requestedGrant = new { amount = "150000.00", currency = "EUR" } }, 1);
        await service.Reach(changed);
        await service.Reach(await service.Ask("demo-applicant", HttpMethod.Post, $"/api/applications/{application}/submissions"));

        await using var visit = await SignIn("demo-auditor", $"/de/desk/applications/{application}");
        await Expect(visit.Page.GetByText("hat Fassung 1 eingereicht")).ToBeVisibleAsync();
        await Look(visit, $"desk/applications/{application}", "application");
        await visit.Page.GotoAsync($"/de/desk/applications/{application}?asOf=2016-10-01T09:00");
        await Expect(visit.Page.GetByText("Zu diesem Zeitpunkt gab es diesen Antrag noch nicht.")).ToBeVisibleAsync();
        await visit.Page.GotoAsync($"/de/desk/applications/{application}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Stand von da" }).Last.ClickAsync();
        await Expect(visit.Page.GetByText("TEST-HISTORY-01").First).ToBeVisibleAsync();
        await visit.ShouldBeSound();

        await Look(visit, "audit?q=cluster", "audit");
        await Look(visit, $"audit/clusters/{cluster}", "audit-cluster");
        await Look(visit, $"audit/calls/{call}", "audit-call");
    }

    [Fact]
    public async Task An_administrator_sees_the_clock()
    {
        await using var visit = await SignIn("demo-admin", "/de/demonstration");
        await Look(visit, "demonstration", "demonstration");
        await visit.Page.GotoAsync("/de/demonstration");
        await visit.Page.GetByLabel("Vor auf (Brüsseler Zeit)").FillAsync("2015-01-01T09:00");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Vorstellen" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Die Uhr geht nur vor");
        await visit.ShouldBeSound();
    }

    [Fact]
    public async Task A_desk_is_closed_to_others()
    {
        await using var visit = await SignIn("demo-applicant", "/de/");
        foreach (var page in (string[])["review", "desk", "desk/calls/new", "audit", "demonstration"])
        {
            var answer = await visit.Page.GotoAsync("/de/" + page);
            Assert.Equal(403, answer!.Status);
        }
    }

    /// <summary>The applicant has one profile at a time, so that of the test before is withdrawn.</summary>
    private async Task<string> Register(string name)
    {
        if (service.Registered is { } before) await service.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{before}/withdrawal");
        var receipt = await service.Ask("demo-applicant", HttpMethod.Post, "/api/clusters", new { name, kind = "clusterOrganisation", country = "DE", city = "Tübingen", website = "https://example.eu" });
        var id = receipt["id"]!.GetValue<string>();
        await service.Ask("demo-applicant", HttpMethod.Patch, $"/api/clusters/{id}/profile", new { membersSme = 41, hasLegalPersonality = true, validFrom = "2015-01-01" }, receipt["version"]!.GetValue<long>());
        await service.Reach(await service.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{id}/review"));
        service.Registered = id;
        return id;
    }

    private async Task<Visit> SignIn(string person, string path)
    {
        var visit = await chromium.Open(service.Url, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await visit.Page.Locator($"button[value='{person}']").ClickAsync();
        await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == new Uri(service.Url + path).AbsolutePath);
        return visit;
    }

    /// <summary>In both languages, at the desk and on a phone.</summary>
    private static async Task Look(Visit visit, string path, string name)
    {
        foreach (var width in (int[])[1280, 360])
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            foreach (var language in (string[])["en", "de"])
            {
                await visit.Page.GotoAsync($"/{language}/{path}", new() { WaitUntil = WaitUntilState.NetworkIdle });
                await visit.TakePicture($"{name}-{language}-{width}");
                await visit.ShouldBeSound();
            }
        }

        await visit.Page.SetViewportSizeAsync(1280, 900);
    }
}
