using EligibilityService.Application.Clusters;
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
        await page.GetByText("Für Fachleute: alles Übrige als JSON").ClickAsync();
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
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Das Kriterium X hat kein Beispiel");
        foreach (var (name, outcome, pic) in ((string, int, string)[])[("Ein Cluster mit Code", 0, "987654321"), ("Ein Cluster ohne Code", 1, "")])
        {
            await page.GotoAsync($"/de/{address}/examples?new=X");
            await page.GetByLabel("Name auf Englisch").FillAsync(name + " (en)");
            await page.GetByLabel("Name auf Deutsch").FillAsync(name);
            await page.Locator($"label[for='field-Input-Expected-{outcome}']").ClickAsync();
            await page.GetByLabel("Teilnehmercode (PIC)").FillAsync(pic);
            await page.GetByRole(AriaRole.Button, new() { Name = "Beispiel speichern" }).ClickAsync();
            await Expect(page.GetByText("Das Beispiel ist gespeichert.")).ToBeVisibleAsync();
        }

        await page.GotoAsync("/de/" + address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Vorschlagen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(page.GetByText("Vorgeschlagen. Eine zweite Person muss es bestätigen.")).ToBeVisibleAsync();

        await using var second = await SignIn("demo-second-officer", "/de/" + address);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Bestätigen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sehen Sie sich zuerst namentlich an");
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Ansehen, was dieser Text für wen ergäbe" }).ClickAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Gesehen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByText("Bestätigt; es ist wirksam.")).ToBeVisibleAsync();

        await Look(first, address + "/corrigendum", "corrigendum");
        await page.GotoAsync($"/de/{address}/corrigendum");
        await page.GetByLabel("Wie die Berichtigung heißt, auf Englisch").FillAsync("More time");
        await page.GetByLabel("Dasselbe auf Deutsch").FillAsync("Mehr Zeit");
        await page.GetByLabel("Grund auf Englisch").FillAsync("Carnival.");
        await page.GetByLabel("Grund auf Deutsch").FillAsync("Karneval.");
        await page.GetByLabel("6.1 Antragsteller").FillAsync("Clusters with a number.");
        await page.GetByLabel("Frist (Brüsseler Zeit)").FillAsync("2017-04-03T17:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung vorschlagen" }).ClickAsync();
        await Expect(page.GetByText("Die Berichtigung ist vorgeschlagen.")).ToBeVisibleAsync();

        await Look(second, address, "call-open");
        await second.Page.GotoAsync("/de/" + address);
        await Expect(second.Page.GetByText("Clusters with a number.")).ToBeVisibleAsync();
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Wen sie betrifft, namentlich (Vorschlag 1)" }).ClickAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Gesehen: Berichtigung in Kraft setzen (Vorschlag 1)" }).ClickAsync();
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

        await second.Page.GotoAsync("/de/" + address);
        await second.Page.GetByText("Frage beantworten").ClickAsync();
        await second.Page.GetByLabel("Frage", new() { Exact = true }).FillAsync("May a network apply?");
        await second.Page.GetByLabel("Ziffer (freiwillig)").First.FillAsync("6.1");
        await second.Page.GetByLabel("Antwort, für alle").FillAsync("Yes, if it is registered.");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Antwort veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByText("Die Antwort ist öffentlich.")).ToBeVisibleAsync();

        await using (var visitor = await chromium.Open(service.Url, "/de/calls/TEST-DESK-01#answer-1"))
        {
            var answer = visitor.Page.Locator("[id='answer-1']");
            await Expect(answer).ToHaveCountAsync(1);
            await Expect(answer.GetByText("Yes, if it is registered.")).ToBeVisibleAsync();
            await Expect(answer.GetByText("Yes.", new() { Exact = true })).ToBeHiddenAsync();
            await answer.Locator("summary").ClickAsync();
            await Expect(answer.GetByText("Yes.", new() { Exact = true })).ToBeVisibleAsync();
            await Look(visitor, "calls/TEST-DESK-01", "call-answer-corrected");
        }

        await second.Page.GotoAsync("/de/" + address.Replace("desk/", "audit/", StringComparison.Ordinal));
        await Expect(second.Page.GetByText("bestätigt von Elena Petrova").First).ToBeVisibleAsync();
        await second.ShouldBeSound();
    }

    [Theory, InlineData(true, "TEST-INSERT-01"), InlineData(false, "TEST-INSERT-02")]
    public async Task A_corrigendum_puts_in_a_clause_and_criteria_keep_theirs(bool withScript, string reference)
    {
        var call = await Publish(reference, """{ "local": "2017-02-01T17:00" }""");
        await using var visit = await SignIn("demo-officer", $"/de/desk/calls/{call}/corrigendum", withScript);
        var page = visit.Page;
        await page.GetByLabel("Wie die Berichtigung heißt, auf Englisch").FillAsync("Staff");
        await page.GetByLabel("Dasselbe auf Deutsch").FillAsync("Personal");
        await page.GetByLabel("Grund auf Englisch").FillAsync("It was left out.");
        await page.GetByLabel("Grund auf Deutsch").FillAsync("Es fehlte.");
        await page.GetByText("Neue Ziffer", new() { Exact = true }).ClickAsync();
        await page.Locator("#field-Input-Inserted-0-Number").FillAsync("6.1");
        await page.Locator("#field-Input-Inserted-0-HeadingEn").FillAsync("Staff");
        await page.Locator("#field-Input-Inserted-0-Text").FillAsync("At least one full-time post.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noch eine neue Ziffer" }).ClickAsync();
        await Expect(page.Locator("#field-Input-Inserted-1-Number")).ToBeVisibleAsync();
        await Expect(page.Locator("#field-Input-Inserted-0-Number")).ToHaveValueAsync("6.1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung vorschlagen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Die Ziffer 6.1 gäbe es zweimal");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("deutsche Überschrift");
        if (withScript) await visit.ShouldBeSound();
        await visit.TakePicture($"corrigendum-insert-wrong-{withScript}");
        await page.Locator("#field-Input-Inserted-0-HeadingDe").FillAsync("Personal");
        await page.GetByText("6.1 umnummerieren oder streichen").ClickAsync();
        await page.Locator("#field-Input-Clauses-0-Number").FillAsync("6.2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung vorschlagen" }).ClickAsync();
        await Expect(page.GetByText("Die Berichtigung ist vorgeschlagen.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "6.1, jetzt 6.2" })).ToBeVisibleAsync();
        if (withScript) await Look(visit, $"desk/calls/{call}", "call-insert-pending");

        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/corrigenda/1/confirmation"));
        var terms = (await service.Ask("demo-officer", HttpMethod.Get, $"/api/calls/{call}"))["terms"]!;
        Assert.Equal(["6.1", "6.2"], terms["clauses"]!.AsArray().Select(clause => clause!["number"]!.GetValue<string>()));
        Assert.Equal(("WHO-2", "6.2"), (terms["criteria"]![0]!["id"]!.GetValue<string>(), terms["criteria"]![0]!["clause"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_officer_records_which_of_two_readings_of_a_deadline_holds()
    {
        // As an import stores it; a deadline that is typed has one reading only.
        var call = await Publish("TEST-READING-01", """{ "local": "2017-04-03T17:00", "zone": "Europe/Brussels", "instant": "2017-04-03T15:00:00Z", "tzdbVersion": "2026a", "otherReading": "2017-04-03T16:00:00Z" }""");
        await using var visit = await SignIn("demo-officer", $"/de/desk/calls/{call}");
        await Expect(visit.Page.GetByText("Im Text steht 3. April 2017, 17:00; die Quelle lässt zwei Lesarten zu.")).ToBeVisibleAsync();
        await Look(visit, $"desk/calls/{call}", "call-two-readings");

        await visit.Page.GotoAsync($"/de/desk/calls/{call}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Diese Lesart festhalten" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wählen Sie, welche der beiden gilt.");
        await visit.ShouldBeSound();
        await visit.Page.GetByText("3. April 2017, 18:00 Uhr (MESZ)").Last.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Diese Lesart festhalten" }).ClickAsync();
        await Expect(visit.Page.GetByText("Festgehalten: Die Frist ist jetzt eindeutig.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Welche Frist gilt?" })).ToHaveCountAsync(0);

        var deadline = (await service.Ask("demo-officer", HttpMethod.Get, $"/api/calls/{call}"))["terms"]!["deadline"]!;
        Assert.Equal(("2017-04-03T16:00:00Z", null), (deadline["instant"]!.GetValue<string>(), deadline["otherReading"]));
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
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Sent.CallWithExamples(Terms.Replace("REF", "TEST-HISTORY-01", StringComparison.Ordinal))))["id"]!.GetValue<string>();
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
        foreach (var page in (string[])["review", "clusters/import", "desk", "desk/calls/new", "audit", "demonstration", "parked-events", "access", "my-region", "desk/conflicts"])
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

    /// <summary>A call with one clause and one criterion, published by two officers.</summary>
    private async Task<string> Publish(string reference, string deadline)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Terms.Replace("REF", reference, StringComparison.Ordinal))!;
        body["terms"]!["deadline"] = System.Text.Json.Nodes.JsonNode.Parse(deadline);
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Sent.CallWithExamples(body.ToJsonString())))["id"]!.GetValue<string>();
        await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        return call;
    }

    private Task<Visit> SignIn(string person, string path, bool withScript = true) => service.SignIn(chromium, person, path, withScript);

    private static Task Look(Visit visit, string path, string name) => visit.LookAt(path, name);
}
