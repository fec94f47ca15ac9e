using EligibilityService.Application.Clusters;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Moderators, officers, auditors and the administrator at their pages, on the service as it runs.</summary>
public sealed class WorkingAtTheDesks(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
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

    [Theory, InlineData("demo-moderator", true), InlineData("demo-admin", false)]
    public async Task A_file_of_clusters_is_previewed_before_it_is_imported(string person, bool withScript)
    {
        const string header = "externalId,name,country,region\n";
        var key = $"REG-{person}";
        var cluster = ImportRow.ClusterIdOf(key);
        await using var visit = await SignIn(person, "/de/clusters/import", withScript);
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Zeigen, was geschähe" }).ClickAsync();
        await Expect(page.Locator("#field-Input-File-error")).ToContainTextAsync("Wählen Sie eine CSV-Datei");
        await Preview("externalId,name,land\n");
        await Expect(page.Locator("#field-Input-File-error")).ToContainTextAsync("Diese Spalten sind nicht bekannt: 'land'");
        await Preview(header + string.Concat(Enumerable.Range(1, 5001).Select(row => $"MANY-{row},Cluster {row},DE,DE11\n")));
        await Expect(page.Locator("#field-Input-File-error")).ToContainTextAsync("mehr als 5000 Zeilen");
        await Preview(header + new string('x', 5 * 1024 * 1024));
        await Expect(page.Locator("#field-Input-File-error")).ToContainTextAsync("größer als 5 MB");

        await Preview($"{header}{key},Registercluster,DE,DE11\n{key}-2,Zweites Cluster,FR,\n{key}-3,Nirgendwo,QQ,\n");
        await Expect(page.GetByText("3 Zeilen gelesen; 2 davon können importiert werden")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Nirgendwo" })).ToContainTextAsync("country");
        if (withScript) await visit.ShouldBeSound();
        await visit.TakePicture($"import-preview-{withScript}");
        (await service.Client("demo-officer").Get($"/api/clusters/{cluster}")).Is(System.Net.HttpStatusCode.NotFound);

        await page.GetByRole(AriaRole.Button, new() { Name = "2 Zeilen importieren" }).ClickAsync();
        await Expect(page.GetByText("2 Zeilen importiert")).ToBeVisibleAsync();
        await visit.TakePicture($"imported-{withScript}");
        (await service.Client("demo-officer").Get($"/api/clusters/{cluster}")).Ok();

        await Preview($"{header}{key},Registercluster,DE,DE12\n{key}-2,Zweites Cluster,FR,\n");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Registercluster" })).ToContainTextAsync("geändert");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Zweites Cluster" })).ToContainTextAsync("wie bisher");
        if (withScript) await Look(visit, "clusters/import", "import");

        async Task Preview(string content)
        {
            await page.Locator("#field-Input-File").SetInputFilesAsync(new FilePayload { Name = "clusters.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
            await page.GetByRole(AriaRole.Button, new() { Name = "Zeigen, was geschähe" }).ClickAsync();
        }
    }

    [Fact]
    public async Task An_application_is_shown_as_it_was_known_on_any_day()
    {
        var cluster = await Register("Antragscluster");
        await service.Ask("demo-moderator", HttpMethod.Post, $"/api/clusters/{cluster}/publication");
        var call = await service.PublishCall("TEST-HISTORY-01");
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
    public async Task An_administrator_lets_parked_events_be_read_again()
    {
        await using var visit = await SignIn("demo-admin", "/de/parked-events");
        await Look(visit, "parked-events", "parked-events");
        await visit.Page.GotoAsync("/de/parked-events");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erneut lesen" }).ClickAsync();
        await Expect(visit.Page.GetByText("Alles ist wieder lesbar.")).ToBeVisibleAsync();
        await visit.ShouldBeSound();
    }

    [Fact]
    public async Task An_administrator_assigns_ends_and_everybody_concerned_can_see_it()
    {
        await using var visit = await SignIn("demo-admin", "/de/access");
        var page = visit.Page;
        await Look(visit, "access", "access");
        await page.GotoAsync("/de/access");
        await page.GetByLabel("E-Mail-Adresse oder Kennung einer Person").FillAsync("niemand@example.eu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dieser Person etwas erteilen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Niemand ist so bekannt");
        await page.GetByLabel("E-Mail-Adresse oder Kennung einer Person").FillAsync("demo-agency@example.eu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dieser Person etwas erteilen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jonas Keller" })).ToBeVisibleAsync();
        await Look(visit, new Uri(page.Url).AbsolutePath["/de/".Length..], "access-of-person");

        await page.GetByLabel("Was", new() { Exact = true }).SelectOptionAsync("Region");
        await page.GetByLabel("Region einer Agentur (NUTS-Code)").FillAsync("XX9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erteilen", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("steht nicht in der Regionenliste");
        await visit.ShouldBeSound();
        await page.GetByLabel("Region einer Agentur (NUTS-Code)").FillAsync("DE2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erteilen", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Festgehalten; es gilt ab sofort.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bayern (DE2)" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Bayern (DE2)" })).ToHaveCountAsync(0);
        await Expect(page.GetByText("Zuständigkeit als Agentur für Bayern (DE2) beendet")).ToBeVisibleAsync();

        await using var agency = await SignIn("demo-agency", "/de/my-region");
        await Expect(agency.Page.GetByText("Noch hat kein Cluster zugestimmt")).ToBeVisibleAsync();
        await Look(agency, "my-region", "my-region-empty");
        await using var officer = await SignIn("demo-second-officer", "/de/desk/conflicts");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Interessenkonflikt anzeigen" }).ClickAsync();
        await Expect(officer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("eines von beiden");
        await Look(officer, "desk/conflicts", "conflicts");
    }

    [Fact]
    public async Task A_desk_is_closed_to_others()
    {
        await using var visit = await SignIn("demo-applicant", "/de/");
        foreach (var page in (string[])["review", "clusters/import", "desk", "desk/calls/new", "audit", "demonstration", "parked-events", "access", "my-region", "desk/conflicts", "desk/countries"])
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

    private Task<Visit> SignIn(string person, string path, bool withScript = true) => service.SignIn(chromium, person, path, withScript);

    private static Task Look(Visit visit, string path, string name) => visit.LookAt(path, name);
}
