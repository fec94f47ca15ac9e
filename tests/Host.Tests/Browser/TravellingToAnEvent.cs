using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>A call for an event on its pages: what it pays, who asks for what, what becomes of the request.</summary>
public sealed class TravellingToAnEvent(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    private const string Terms =
        """
        { "terms": { "reference": "REF", "title": { "en": "Clusters meet in Pune", "de": "Cluster treffen sich in Pune" }, "kind": "matching-event", "deadline": { "local": "2017-04-10T23:59" }, "eventFrom": "2017-04-17",
          "travel": { "places": 30, "personsPerCluster": 2, "maximumPerPersonAndWeek": { "amount": "700.00", "currency": "EUR" }, "maximumWeeks": 6, "lateApplications": "ownCost", "resubmission": "reserveList",
            "cutOffs": [ { "by": { "local": "2017-01-31T23:59" } }, { "by": { "local": "2017-02-28T23:59" }, "onlyIfPlacesAreLeft": true } ] },
          "clauses": [ { "number": "4", "title": { "en": "Travel costs", "de": "Reisekosten" }, "text": "Up to EUR 700 a week." } ],
          "criteria": [
            { "id": "WHO-2", "clause": "4", "type": "organisation-kind/1", "parameters": { "kinds": ["clusterOrganisation"] } },
            { "id": "PERS", "clause": "4", "type": "persons-per-cluster/1", "parameters": { "maximum": 2 }, "stage": "application" },
            { "id": "COST", "clause": "4", "type": "travel-cost-within/1", "parameters": { "perPersonAndWeek": { "amount": "700.00", "currency": "EUR" } }, "stage": "application", "decides": "reimbursement" },
            { "id": "CUT", "clause": "4", "type": "received-by-cut-off/1", "stage": "application", "decides": "reimbursement" } ] } }
        """;

    public static TheoryData<string, int, bool> Readers => new() { { "de", 360, true }, { "en", 1280, false }, { "de", 1280, true }, { "en", 360, true } };

    [Theory, MemberData(nameof(Readers))]
    public async Task A_cluster_asks_and_is_told_whether_it_may_come_and_who_pays(string language, int width, bool withScript)
    {
        var (call, reference, cluster) = await Prepare(language, width);
        string T(string en, string de) => language == "de" ? de : en;

        await using var visit = await chromium.Open(service.Url, $"/{language}/calls/{reference}", width, withScript);
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = T("Travelling to the event", "Reise zur Veranstaltung") })).ToBeVisibleAsync();
        await Expect(page.GetByText(T("only if places are left", "nur falls Plätze übrig sind"))).ToBeVisibleAsync();
        await Expect(page.GetByText(T("Decides on travel costs only", "Entscheidet nur über Reisekosten")).First).ToBeVisibleAsync();
        await Look(visit, $"travel-call-{language}-{width}", withScript);

        await visit.SignInAs("demo-applicant");
        await page.GotoAsync($"/{language}/my-cluster/{cluster}/calls/{reference}");
        await Expect(page.Locator(".reimbursement")).ToContainTextAsync(T("once the request is in", "sobald der Antrag vorliegt"));
        await Look(visit, $"travel-verdict-{language}-{width}", withScript);

        await page.GotoAsync($"/{language}/my-cluster/{cluster}/calls/{reference}/apply");
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        await page.Locator("#field-Input-Persons").FillAsync("zwei");
        await page.Locator("#field-Input-TravelCosts").FillAsync("4200\nviel");
        await page.Locator("button[value='draft']").ClickAsync();
        await Expect(page.Locator("#field-Input-Persons")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#field-Input-TravelCosts")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#field-Input-TravelCosts")).ToHaveValueAsync("4200\nviel");
        await Look(visit, $"travel-wrong-{language}-{width}", withScript);

        await page.Locator("#field-Input-Persons").FillAsync("2");
        await page.Locator("#field-Input-Weeks").FillAsync("6");
        await page.Locator("#field-Input-TravelCosts").FillAsync(T("4200\n4200.01", "4200\n4200,01"));
        await page.Locator("button[value='submit']").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(T("Receipt", "Eingangsbestätigung"));
        var application = page.Url.Split('/')[^2];

        await page.GotoAsync($"/{language}/applications/{application}");
        await Expect(page.Locator(".reimbursement")).ToContainTextAsync(T("not reimbursed, one condition is not met", "keine Erstattung, eine Bedingung ist nicht erfüllt"));
        await Expect(page.Locator("#field-Input-TravelCosts")).ToHaveValueAsync(T("4200\n4200.01", "4200\n4200,01"));
        await Look(visit, $"travel-application-{language}-{width}", withScript);

        // The officer says whether places are left; the selection waits for the cut-off.
        await using var desk = await chromium.Open(service.Url, $"/{language}/", width, withScript);
        await desk.SignInAs("demo-officer");
        await desk.Page.GotoAsync($"/{language}/desk/calls/{call}");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = T("Places are left for cut-off 2", "Für Stichtag 2 sind Plätze übrig"), Exact = true }).ClickAsync();
        await Expect(desk.Page.GetByText(T("It is recorded whether places are left.", "Es ist festgehalten, ob Plätze übrig sind."))).ToBeVisibleAsync();
        await Look(desk, $"travel-desk-call-{language}-{width}", withScript);

        await desk.Page.GotoAsync($"/{language}/desk/applications/{application}");
        await desk.Page.Locator("#selection .ecl-button").ClickAsync();
        await Expect(desk.Page.Locator("#selection").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await desk.Page.GetByText(T("on the reserve list", "auf der Reserveliste"), new() { Exact = true }).ClickAsync();
        await desk.Page.Locator("#field-Selection-Reason").FillAsync(T("More had asked than there are places.", "Es gab mehr Anträge als Plätze."));
        await desk.Page.Locator("#selection .ecl-button").ClickAsync();
        await Expect(desk.Page.Locator("#selection").GetByRole(AriaRole.Alert)).ToContainTextAsync(T("Record the selection after that", "Halten Sie die Auswahl danach fest"));
        await Look(desk, $"travel-desk-request-{language}-{width}", withScript);
    }

    private static async Task Look(Visit visit, string picture, bool withScript)
    {
        await visit.TakePicture(picture);
        if (withScript) await visit.ShouldBeSound();
    }

    /// <summary>A call of its own for each reader, and the applicant's cluster, published.</summary>
    private async Task<(string Call, string Reference, string Cluster)> Prepare(string language, int width)
    {
        if (service.Registered is null)
        {
            service.Registered = (await service.Ask("demo-applicant", HttpMethod.Post, "/api/clusters", new { name = "Reisecluster", kind = "clusterOrganisation", country = "DE", city = "Ulm", website = "https://example.eu", membersSme = 41, hasLegalPersonality = true }))["id"]!.GetValue<string>();
            await service.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{service.Registered}/review");
            await service.Ask("demo-moderator", HttpMethod.Post, $"/api/clusters/{service.Registered}/publication");
        }

        var reference = $"TEST-TRAVEL-{language}-{width}";
        var call = (await service.Ask("demo-officer", HttpMethod.Post, "/api/calls", Sent.CallWithExamples(Terms.Replace("REF", reference, StringComparison.Ordinal))))["id"]!.GetValue<string>();
        await service.Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        return (call, reference, service.Registered);
    }
}
