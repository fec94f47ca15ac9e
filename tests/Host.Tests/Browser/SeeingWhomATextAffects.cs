using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Two officers and a cluster manager live through a corrigendum: numbers while it is written, names when it is proposed, the signature, and what it changed for one.</summary>
public sealed class SeeingWhomATextAffects(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    [Theory, InlineData(true, "IMPACT-01"), InlineData(false, "IMPACT-02")]
    public async Task From_the_first_number_to_what_each_is_told(bool withScript, string reference)
    {
        var cluster = await Clusters(reference);
        var terms = $$"""
            { "reference": "{{reference}}", "title": { "en": "Members asked for", "de": "Nach Mitgliedern gefragt" }, "kind": "escp", "deadline": { "local": "2016-12-01T17:00" },
              "clauses": [ { "number": "6.1", "title": { "en": "Eligible applicants", "de": "Förderfähige Antragsteller" }, "text": "Ten." } ],
              "criteria": [ { "id": "MEM-1", "clause": "6.1", "type": "members/1", "parameters": { "minimum": 10 }, "referenceDate": { "kind": "deadline" } } ] }
            """;
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Sent.CallWithExamples($$"""{ "terms": {{terms}} }""")))["id"]!.GetValue<string>();

        // A draft: numbers without saving.
        await using var first = await SignIn("demo-officer", $"/de/desk/calls/{call}", withScript);
        var page = first.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Wirkung zeigen, ohne zu speichern" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wirkung dieses Textes" })).ToBeVisibleAsync();
        await Expect(page.Locator("#impact")).ToContainTextAsync("kann teilnehmen");
        await Expect(page.Locator("#impact")).Not.ToContainTextAsync("Zwölferbund");
        if (withScript) await first.ShouldBeSound();
        await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));

        // A corrigendum that is being written: numbers, and nothing typed is lost.
        await page.GotoAsync($"/de/desk/calls/{call}/corrigendum");
        await page.GetByLabel("6.1 Förderfähige Antragsteller").FillAsync("Twenty.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Speichern und weiter zu den Kriterien" }).ClickAsync();
        await Expect(page.GetByText("Die Vorbereitung ist gespeichert.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ändern MEM-1" }).ClickAsync();
        await page.Locator("#field-Input-Question-minimum").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kriterium speichern" }).ClickAsync();
        await Expect(page.GetByText("Das Kriterium ist gespeichert.")).ToBeVisibleAsync();
        if (withScript) await first.LookAt($"desk/calls/{call}/corrigendum", "corrigendum-prepared");
        await page.GotoAsync($"/de/desk/calls/{call}/corrigendum");
        await Expect(page.Locator("#differs ins")).ToContainTextAsync("mindestens 20 Mitglieder");
        await Expect(page.GetByLabel("6.1 Förderfähige Antragsteller")).ToHaveValueAsync("Twenty.");
        await page.GetByLabel("Wie die Berichtigung heißt, auf Englisch").FillAsync("Members");
        await page.GetByLabel("Dasselbe auf Deutsch").FillAsync("Mitglieder");
        await page.GetByLabel("Grund auf Englisch").FillAsync("Mistyped.");
        await page.GetByLabel("Grund auf Deutsch").FillAsync("Verschrieben.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erst die Wirkung zeigen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Was dieser Text ändern würde" })).ToBeVisibleAsync();
        await Expect(page.Locator("#impact")).ToContainTextAsync("verliert: kann nicht mehr teilnehmen");
        await Expect(page.Locator("#impact")).Not.ToContainTextAsync("Zwölferbund");
        await Expect(page.GetByLabel("Dasselbe auf Deutsch")).ToHaveValueAsync("Mitglieder");
        await first.TakePicture($"corrigendum-effect-{withScript}");
        if (withScript) await first.ShouldBeSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung vorschlagen" }).ClickAsync();
        await Expect(page.GetByText("Die Berichtigung ist vorgeschlagen.")).ToBeVisibleAsync();

        // Proposed: by name, for the second officer to sign. Without a look she is asked to look.
        await using var second = await SignIn("demo-second-officer", $"/de/desk/calls/{call}", withScript);
        page = second.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Berichtigung in Kraft setzen (Vorschlag 1)" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sehen Sie sich zuerst namentlich an");
        if (withScript) await second.LookAt($"desk/calls/{call}/impact?corrigendum=1", "impact");
        await page.GotoAsync($"/de/desk/calls/{call}/impact?corrigendum=1");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"Zwölferbund {reference} 1" })).ToBeVisibleAsync();
        var csv = await page.APIRequest.GetAsync($"{service.Url}/de/desk/calls/{call}/impact.csv?corrigendum=1");
        Assert.Contains("Das Profil zählt 12 Mitglieder; verlangt sind 20.", await csv.TextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Gesehen: Berichtigung in Kraft setzen (Vorschlag 1)" }).ClickAsync();
        await Expect(page.GetByText("Bestätigt; es ist wirksam.")).ToBeVisibleAsync();

        // Everybody reads what it did to dates and criteria, not only to the wording.
        await page.GotoAsync($"/de/calls/{call}");
        await Expect(page.Locator("#corrigenda del").Filter(new() { HasText = "mindestens 10 Mitglieder" })).ToBeVisibleAsync();
        await Expect(page.Locator("#corrigenda ins").Filter(new() { HasText = "mindestens 20 Mitglieder" })).ToBeVisibleAsync();

        // Afterwards the cluster is told what changed for it.
        await page.GotoAsync($"/de/my-cluster/{cluster}/calls/{reference}");
        await Expect(page.GetByText("Seit Berichtigung 1 vom 4. Oktober 2016 können Sie nicht mehr teilnehmen.")).ToBeVisibleAsync();
        if (withScript) await second.LookAt($"my-cluster/{cluster}/calls/{reference}", "verdict-changed");

        // What was looked at stands in the call's story.
        await page.GotoAsync($"/de/audit/calls/{call}");
        await Expect(page.GetByText("hat namentlich angesehen, was die vorgeschlagene Berichtigung (Vorschlag 1) ändern würde").First).ToBeVisibleAsync();
    }

    /// <summary>What she signs is the text she looked at, although another one is proposed by now.</summary>
    [Fact]
    public async Task A_signature_means_the_version_that_was_looked_at_and_a_call_that_is_over_has_no_draft()
    {
        System.Text.Json.Nodes.JsonNode Terms(string title) => Sent.CallWithExamples($$"""
            { "terms": { "reference": "SIGN-01", "title": { "en": "{{title}}", "de": "{{title}}" }, "kind": "escp", "deadline": { "local": "2016-12-01T17:00" },
              "clauses": [ { "number": "6.1", "title": { "en": "Eligible applicants", "de": "Förderfähige Antragsteller" }, "text": "Ten." } ],
              "criteria": [ { "id": "MEM-1", "clause": "6.1", "type": "members/1", "parameters": { "minimum": 10 }, "referenceDate": { "kind": "deadline" } } ] } }
            """);
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Terms("First")))["id"]!.GetValue<string>();
        await service.Reach(await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        await using var second = await SignIn("demo-second-officer", $"/de/desk/calls/{call}/impact", withScript: false);

        await using var first = await SignIn("demo-officer", $"/de/desk/calls/{call}", withScript: false);
        await first.Page.GetByLabel("Titel auf Englisch").FillAsync("Second");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Entwurf speichern" }).ClickAsync();
        await Expect(first.Page.GetByText("Der Entwurf ist gespeichert.")).ToBeVisibleAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Vorschlagen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(first.Page.GetByText("Vorgeschlagen. Eine zweite Person muss es bestätigen.")).ToBeVisibleAsync();

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Gesehen: Ausschreibung veröffentlichen" }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Das hat sich geändert, seit Sie es angesehen haben");
        Assert.Equal("draft", (await service.Ask("demo-officer", HttpMethod.Get, $"/api/calls/{call}"))["status"]!.GetValue<string>());

        // Its proposer takes it back; then two officers publish and cancel, and there is nothing left to write.
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Vorschlag zurückziehen" }).ClickAsync();
        await Expect(first.Page.GetByText("Der Vorschlag ist zurückgezogen.")).ToBeVisibleAsync();
        await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        foreach (var person in (string[])["demo-officer", "demo-second-officer"]) await service.Reach(await service.Ask(person, HttpMethod.Post, $"/api/calls/{call}/cancellation", """{ "reason": "No money." }"""));
        foreach (var page in (string[])["text", "criteria", "criterion?id=MEM-1"])
        {
            await first.Page.GotoAsync($"/de/desk/calls/{call}/{page}");
            Assert.EndsWith($"/desk/calls/{call}", new Uri(first.Page.Url).AbsolutePath, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_are_not_for_applicants()
    {
        await using var visit = await SignIn("demo-applicant", "/de/", withScript: true);
        foreach (var page in (string[])["impact", "impact.csv?corrigendum=1", "impact.jsonl"])
        {
            var answer = await visit.Page.APIRequest.GetAsync($"{service.Url}/de/desk/calls/{Guid.NewGuid()}/{page}");
            Assert.Equal(403, answer.Status);
        }
    }

    /// <summary>Six clusters of twelve members.</summary>
    /// <returns>The first of them.</returns>
    private async Task<string> Clusters(string reference)
    {
        var rows = Enumerable.Range(1, 6).Select(number => $"{reference}-{number},Zwölferbund {reference} {number},DE,12,0,0,0\n");
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("externalId,name,country,membersSme,membersLarge,membersResearch,membersOther\n" + string.Concat(rows))) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var report = await service.Ask("demo-moderator", HttpMethod.Post, "/api/clusters/imports", file);
        return report["lines"]![0]!["clusterId"]!.GetValue<string>();
    }

    private async Task<Visit> SignIn(string person, string path, bool withScript)
    {
        var visit = await chromium.Open(service.Url, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}", withScript: withScript);
        await visit.Page.Locator($"button[value='{person}']").ClickAsync();
        await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == new Uri(service.Url + path).AbsolutePath);
        return visit;
    }
}
