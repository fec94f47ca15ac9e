using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Two officers write a call, put it in force and correct it.</summary>
public sealed class WritingCallsAtTheDesk(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
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
        var call = await service.PublishCall(reference, """{ "local": "2017-02-01T17:00" }""");
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
        var call = await service.PublishCall("TEST-READING-01", """{ "local": "2017-04-03T17:00", "zone": "Europe/Brussels", "instant": "2017-04-03T15:00:00Z", "tzdbVersion": "2026a", "otherReading": "2017-04-03T16:00:00Z" }""");
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

    private Task<Visit> SignIn(string person, string path, bool withScript = true) => service.SignIn(chromium, person, path, withScript);

    private static Task Look(Visit visit, string path, string name) => visit.LookAt(path, name);
}
