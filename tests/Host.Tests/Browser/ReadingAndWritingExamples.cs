using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Examples beside a call's text: officers write them in fields, applicants read them beside the text and beside their own answer.</summary>
public sealed class ReadingAndWritingExamples(FreshSite service, Chromium chromium) : IClassFixture<FreshSite>
{
    private const string Terms = """
        { "terms": { "reference": "REF", "title": { "en": "Example test", "de": "Beispielprobe" }, "kind": "escp", "deadline": { "local": "2017-03-01T17:00" },
          "clauses": [ { "number": "6.1", "title": { "en": "Applicants", "de": "Antragsteller" }, "text": "Clusters with 15 members." } ],
          "criteria": [ { "id": "MEM", "clause": "6.1", "type": "members/1", "parameters": { "minimum": 15 }, "referenceDate": { "kind": "deadline" } } ] } }
        """;

    [Theory, InlineData(true, "TEST-EXAMPLE-01"), InlineData(false, "TEST-EXAMPLE-02")]
    public async Task An_officer_writes_them_until_the_text_can_be_published(bool withScript, string reference)
    {
        var drafted = await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", System.Text.Json.Nodes.JsonNode.Parse(Terms.Replace("REF", reference, StringComparison.Ordinal)));
        await service.Reach(drafted);
        var address = $"desk/calls/{drafted["id"]}/examples";
        await using var visit = await service.SignIn(chromium, "demo-officer", $"/de/{address}", withScript);
        var page = visit.Page;
        await Expect(page.GetByText("Dieser Text kann noch nicht veröffentlicht werden")).ToBeVisibleAsync();
        await Expect(page.GetByText("Es fehlen ein Beispiel, das es erfüllt, und eines, das es verfehlt.")).ToBeVisibleAsync();
        if (withScript) await visit.LookAt(address, "examples-none");

        // What is wrong is said beside the field, and what was typed stays.
        await page.GotoAsync($"/de/{address}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Beispiel hinzufügen zu MEM" }).ClickAsync();
        await page.GetByLabel("Name auf Englisch").FillAsync("A cluster with 14 members");
        await page.GetByLabel("Kleine und mittlere Unternehmen").FillAsync("viele");
        await Save(page);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sagen Sie, was herauskommen soll.");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Geben Sie eine Zahl in Ziffern an");
        if (withScript) await visit.ShouldBeSound();
        await page.Locator("label[for='field-Input-Expected-0']").ClickAsync();
        await page.GetByLabel("Kleine und mittlere Unternehmen").FillAsync("14");
        foreach (var kind in (string[])["Große Unternehmen", "Forschung und Hochschulen", "Andere Mitglieder"]) await page.GetByLabel(kind).FillAsync("0");
        await Save(page);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ein Name mit 1 bis 150 Zeichen in beiden Sprachen.");
        await Expect(page.GetByLabel("Kleine und mittlere Unternehmen")).ToHaveValueAsync("14");

        // An outcome that does not come out is not kept; the one that does brings its reason.
        await page.GetByLabel("Name auf Deutsch").FillAsync("Ein Cluster mit 14 Mitgliedern");
        await Save(page);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Es ergibt: nicht erfüllt.");
        await Expect(page.GetByText("members-too-few")).ToBeVisibleAsync();
        await visit.TakePicture($"example-otherwise-{withScript}");
        await page.Locator("label[for='field-Input-Expected-1']").ClickAsync();
        await Save(page);
        await Expect(page.GetByText("Das Beispiel ist gespeichert.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Es fehlt ein Beispiel, das es erfüllt.")).ToBeVisibleAsync();

        // Tried first, with a partner more, then kept, changed and deleted.
        await page.GetByRole(AriaRole.Link, new() { Name = "Beispiel hinzufügen zu MEM" }).ClickAsync();
        await page.GetByLabel("Name auf Englisch").FillAsync("Two clusters with 45 members each");
        await page.GetByLabel("Name auf Deutsch").FillAsync("Zwei Cluster mit je 45 Mitgliedern");
        await page.Locator("label[for='field-Input-Expected-0']").ClickAsync();
        await page.GetByLabel("Kleine und mittlere Unternehmen").FillAsync("45");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noch ein Partner" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Partner 2" })).ToBeVisibleAsync();
        await page.Locator("#field-Input-Organisations-1-Profile-MembersSme").FillAsync("45");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nur zeigen, was herauskommt" }).ClickAsync();
        await Expect(page.GetByText("Es ergibt: erfüllt")).ToBeVisibleAsync();
        if (withScript) await visit.ShouldBeSound();
        await Save(page);
        await Expect(page.GetByText("Alle ergeben, was sie sollen, und keines fehlt")).ToBeVisibleAsync();
        if (withScript) await visit.LookAt(address, "examples");
        if (withScript) await visit.LookAt($"{address}?edit=1", "example-form");

        await page.GotoAsync($"/de/{address}?edit=1");
        await Expect(page.Locator("#field-Input-Reason")).ToHaveValueAsync("met-by-each-partner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beispiel löschen" }).ClickAsync();
        await Expect(page.GetByText("Das Beispiel ist gelöscht.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Zwei Cluster mit je 45 Mitgliedern")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Ein Cluster mit 14 Mitgliedern" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_draft_shows_in_red_what_comes_out_otherwise()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Terms.Replace("REF", "TEST-EXAMPLE-03", StringComparison.Ordinal))!;
        body["terms"]!["examples"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "name": { "en": "A cluster with 45 members", "de": "Ein Cluster mit 45 Mitgliedern" }, "criterion": "MEM", "expected": "notMet", "reason": "members-too-few", "organisations": [{ "profile": { "membersSme": 45 } }] }]""");
        var drafted = await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", body);
        await service.Reach(drafted);
        await using var visit = await service.SignIn(chromium, "demo-officer", $"/de/desk/calls/{drafted["id"]}/examples");
        await Expect(visit.Page.Locator(".examples__otherwise")).ToContainTextAsync("erfüllt");
        await Expect(visit.Page.GetByText("Anders als angegeben: 1.")).ToBeVisibleAsync();
        await visit.LookAt($"desk/calls/{drafted["id"]}/examples", "examples-otherwise");
    }

    [Fact]
    public async Task Everybody_reads_them_beside_the_text()
    {
        await using var visit = await chromium.Open(service.Url, "/de/calls/ECCP-MATCH-BRAZIL-2016#examples", withScript: false);
        var page = visit.Page;
        await page.GetByText("Die Organisation ist: Clusterorganisation oder Unternehmensnetzwerk. (3)").ClickAsync();
        var chamber = page.Locator(".examples > li").Filter(new() { HasText = "Eine Industrie- und Handelskammer" });
        await Expect(chamber.GetByText("Verlangt ist: Clusterorganisation oder Unternehmensnetzwerk.")).ToBeVisibleAsync();
        await Expect(chamber.Locator(".outcome--not-met")).ToBeVisibleAsync();
        await Expect(chamber.GetByText("Sitzland: Portugal")).ToBeHiddenAsync();
        await chamber.GetByText("Was das Beispiel angibt").ClickAsync();
        await Expect(chamber.GetByText("Sitzland: Portugal")).ToBeVisibleAsync();

        await using var sighted = await chromium.Open(service.Url, "/de/calls/ECCP-MATCH-BRAZIL-2016");
        await sighted.LookAt("calls/ECCP-MATCH-BRAZIL-2016", "call-examples");
    }

    [Fact]
    public async Task Beside_a_finding_stand_the_cases_to_compare_it_with()
    {
        var registered = await service.Ask("demo-applicant", HttpMethod.Post, "/api/clusters", new { name = "Vergleichscluster", kind = "other", country = "DE" });
        await service.Reach(registered);
        var address = $"my-cluster/{registered["id"]}/calls/ECCP-MATCH-BRAZIL-2016";
        await using var visit = await service.SignIn(chromium, "demo-applicant", $"/de/{address}");
        var finding = visit.Page.Locator(".finding").Filter(new() { HasText = "Die Organisation ist: Clusterorganisation oder Unternehmensnetzwerk." });
        await finding.Locator(".finding__statement").ClickAsync();
        await finding.GetByText("Zum Vergleich: Beispiele").ClickAsync();
        await Expect(finding.Locator(".example__name").Filter(new() { HasText = "Ein Unternehmensnetzwerk aus Spanien" })).ToBeVisibleAsync();
        await visit.TakePicture("verdict-compare-open");
        await visit.ShouldBeSound();
        await visit.LookAt(address, "verdict-compare");
    }

    private static Task Save(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Beispiel speichern" }).ClickAsync();
}
