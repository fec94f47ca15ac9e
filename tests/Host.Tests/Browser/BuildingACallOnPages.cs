using EligibilityService.Host.Tests.Api;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>A further kind of activity is data: an officer writes two calls of later years on pages alone, a second one confirms, and clusters are judged by them.</summary>
public sealed class BuildingACallOnPages(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    /// <summary>Japan 2022: one person per cluster, up to six weeks, up to EUR 700 a week. India 2024: cut-offs, the second if places are left, late ones at own cost. What no source tells is invented.</summary>
    [Fact]
    public async Task A_mobility_and_a_matchmaking_are_built_and_judged_without_a_line_of_code()
    {
        await service.Service.MoveClock("2022-07-27T08:00:00Z");
        await using (var first = await Officer("en", 1280, withScript: true))
        {
            var japan = await Begin(first.Page, "en", "JAPAN-2022", "2022-08-31T23:59", null, "mobility");
            await WriteText(first.Page, japan, ("4", "Travel costs", "Reisekosten", "Up to EUR 700 per week, up to six weeks."), ("6", "Participation", "Teilnahme", "One person per cluster."));
            await Expect(first.Page.Locator("#field-Input-Clauses-1-Text")).ToHaveValueAsync("One person per cluster.");
            foreach (var (field, figure) in ((string, string)[])[("Places", "10"), ("PersonsPerCluster", "1"), ("MaximumPerPersonAndWeek", "viel"), ("MaximumWeeks", "6")]) await first.Page.Locator($"#field-Input-Travel-{field}").FillAsync(figure);
            await Press(first.Page, "save");
            await Expect(first.Page.Locator("#field-Input-Travel-MaximumPerPersonAndWeek")).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(first.Page.Locator("#field-Input-Clauses-1-Text")).ToHaveValueAsync("One person per cluster.");
            await first.ShouldBeSound();
            await first.TakePicture("draft-text-wrong");
            await first.Page.Locator("#field-Input-Travel-MaximumPerPersonAndWeek").FillAsync("700");
            await Save(first.Page, "The text is saved.");

            await Add(first.Page, japan, "registered-with-complete-profile/1", "REG-c", "6", async page =>
            {
                foreach (var entry in (string[])["country", "website"]) await Tick(page, "Question.entries", entry);
            });
            await Add(first.Page, japan, "established-in/1", "CTRY", "6", async page =>
            {
                await Tick(page, "Question.set", "euMembers");
                await page.Locator("#field-Input-Question-also-0-country").SelectOptionAsync("ME");
            });
            await Add(first.Page, japan, "persons-per-cluster/1", "PERS", "6", page => page.Locator("#field-Input-Question-maximum").FillAsync("1"));
            await Add(first.Page, japan, "weeks-within/1", "WEEKS", "6", page => page.Locator("#field-Input-Question-maximum").FillAsync("6"));
            await Add(first.Page, japan, "judged/1", "PLAN", "6", async page =>
            {
                await page.Locator("#field-Input-Question-asked-en").FillAsync("Does the plan hold?");
                await page.Locator("#field-Input-Question-asked-de").FillAsync("Trägt der Plan?");
                await page.Locator("#field-Input-Stage").SelectOptionAsync("award");
            });
            await Add(first.Page, japan, "travel-cost-within/1", "COST", "4", async page =>
            {
                await page.Locator("#field-Input-Question-perPersonAndWeek").FillAsync("700");
                await Tick(page, "Decides", "reimbursement");
            });
            await Expect(first.Page.Locator(".criterion")).ToHaveCountAsync(6);
            await Expect(first.Page.Locator("#criterion-WEEKS h3")).ToHaveTextAsync("The stay lasts at most 6 weeks.");
            foreach (var (path, name) in ((string, string)[])[("", "draft"), ("/text", "draft-text"), ("/criteria", "draft-criteria"), ("/criterion?id=CTRY", "draft-criterion"), ("/criterion?type=works-in/1", "draft-criterion-new")]) await first.LookAt(japan + path, name);

            foreach (var (registration, expected) in ((string, string)[])[("published", "met"), ("reviewRequested", "notMet")])
            {
                await Illustrate(first.Page, japan, "REG-c", expected, ("Organisations-0-Registration", registration), ("Organisations-0-Profile-Country", "DE"), ("Organisations-0-Profile-Website", "https://robotik.example"));
            }

            foreach (var (country, expected) in ((string, string)[])[("ME", "met"), ("CH", "notMet")]) await Illustrate(first.Page, japan, "CTRY", expected, ("Organisations-0-Profile-Country", country));
            foreach (var (persons, expected) in ((string, string)[])[("1", "met"), ("2", "notMet")]) await Illustrate(first.Page, japan, "PERS", expected, ("Proposal-Persons", persons));
            foreach (var (weeks, expected) in ((string, string)[])[("6", "met"), ("7", "notMet")]) await Illustrate(first.Page, japan, "WEEKS", expected, ("Proposal-Weeks", weeks));
            foreach (var (costs, expected) in ((string, string)[])[("4200", "met"), ("4200.01", "notMet")]) await Illustrate(first.Page, japan, "COST", expected, ("Proposal-Persons", "1"), ("Proposal-Weeks", "6"), ("Proposal-TravelCosts", costs));
            await Expect(first.Page.GetByText("Alle ergeben, was sie sollen, und keines fehlt")).ToBeVisibleAsync();
            await Publish("en", japan, first.Page, "Propose: publish the call", "I have seen this: publish the call");
        }

        var cluster = await service.Service.Register("Robotik Alb");
        await service.Reach(System.Text.Json.Nodes.JsonNode.Parse((await service.Service.Publish(cluster)).Text)!);
        await using var manager = await chromium.Open(service.Url, "/en/");
        await manager.SignInAs("demo-applicant");
        await manager.Page.GotoAsync($"/en/my-cluster/{cluster}/calls/JAPAN-2022");
        await Expect(manager.Page.Locator(".verdict__answer--met")).ToBeVisibleAsync();
        await Expect(manager.Page.Locator(".reimbursement")).ToContainTextAsync("once the request is in");
        await Hand(manager.Page, "en", cluster, "JAPAN-2022", ("Persons", "1"), ("Weeks", "6"), ("TravelCosts", "4200.01"));
        await Expect(manager.Page.Locator(".reimbursement .outcome--not-met").First).ToBeVisibleAsync();

        await service.Service.MoveClock("2024-01-10T08:00:00Z");
        await using (var first = await Officer("de", 360, withScript: false))
        {
            var india = await Begin(first.Page, "de", "INDIA-2024", "2024-04-10T23:59", "2024-04-17", null);
            await WriteText(first.Page, india, ("4", "Travel costs", "Reisekosten", "Late ones at own cost."), ("6", "Participation", "Teilnahme", "Until one week before the event."));
            await first.Page.Locator("#field-Input-Travel-CutOffs-0-By").FillAsync("2024-01-31T23:59");
            await Press(first.Page, "one-more");
            await first.Page.Locator("#field-Input-Travel-CutOffs-1-By").FillAsync("2024-02-29T23:59");
            await Tick(first.Page, "Travel.CutOffs[1].OnlyIfPlacesAreLeft", "yes");
            await first.Page.Locator("#field-Input-Travel-LateApplications").SelectOptionAsync("ownCost");
            await first.Page.Locator("#field-Input-Travel-Resubmission").SelectOptionAsync("reserveListAndRejected");
            await Save(first.Page, "Der Text ist gespeichert.");
            await Add(first.Page, india, "registered-or-requested/1", "REG-d", "6", async page =>
            {
                await page.Locator("#field-Input-Counts").SelectOptionAsync("beforeEvent");
                await page.Locator("#field-Input-Days").FillAsync("7");
            });
            await Add(first.Page, india, "received-by-cut-off/1", "CUT", "4", async page =>
            {
                await page.Locator("#field-Input-Counts").SelectOptionAsync("date");
                await page.Locator("#field-Input-Local").FillAsync("2024-02-29T23:59");
                await Tick(page, "Decides", "reimbursement");
            });
            foreach (var (registration, expected) in ((string, string)[])[("reviewRequested", "met"), ("", "notMet")]) await Illustrate(first.Page, india, "REG-d", expected, ("Organisations-0-Registration", registration));
            foreach (var (days, expected) in ((string, string)[])[("0", "met"), ("60", "notMet")]) await Illustrate(first.Page, india, "CUT", expected, ("ReceivedDays", days));
            await Publish("de", india, first.Page, "Vorschlagen: Ausschreibung veröffentlichen", "Gesehen: Ausschreibung veröffentlichen");
        }

        var clusters = await service.Service.Managed("Cluster 1,DE,DE11", "Cluster 2,FR,FR10");
        foreach (var asking in clusters) await service.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{asking}/review");
        await Hand(manager.Page, "de", clusters[0], "INDIA-2024", ("Persons", "1"));
        await Expect(manager.Page.Locator(".reimbursement .outcome--met").First).ToBeVisibleAsync();

        // After the last cut-off: taken, at own cost.
        await service.Service.MoveClock("2024-02-29T22:59:01Z");
        await Hand(manager.Page, "de", clusters[1], "INDIA-2024", ("Persons", "1"));
        await Expect(manager.Page.Locator(".reimbursement")).ToContainTextAsync("Teilnahme möglich; Reisekosten: auf eigene Kosten, da für eine Erstattung zu spät eingegangen.");
        await manager.TakePicture("india-at-own-cost");
        Assert.Empty(manager.Problems);
    }

    [Theory, InlineData("en", true), InlineData("de", false)]
    public async Task A_criterion_is_made_of_others_and_nothing_typed_is_lost(string language, bool withScript)
    {
        string T(string en, string de) => language == "de" ? de : en;
        await using var visit = await Officer(language, 1280, withScript);
        var page = visit.Page;
        var call = await Begin(page, language, $"TEST-BUILD-{language}", "2029-08-31T23:59", null, null);
        await WriteText(page, call, ("6.1", "Who", "Wer", "Clusters."));
        await Save(page, T("The text is saved.", "Der Text ist gespeichert."));

        // Neither number nor id can be read: each is told beside its field.
        await Choose(page, call, "members/1");
        await page.Locator("#field-Input-Question-minimum").FillAsync("viele");
        await Press(page, "save");
        await Expect(page.Locator("#field-Input-Question-minimum")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#field-Input-Id")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#field-Input-Question-minimum")).ToHaveValueAsync("viele");
        await page.Locator("#field-Input-Id").FillAsync("MIX");
        await page.Locator("#field-Input-Question-minimum").FillAsync("0");
        await Press(page, "save");
        await Expect(page.Locator("#field-Input-Question-minimum-error")).ToContainTextAsync(T("a number from 1 to 100000", "eine Zahl von 1 bis 100000"));
        await page.Locator("#field-Input-Question-minimum").FillAsync("15");

        await page.Locator("summary", new() { HasText = T("Combine with other questions", "Mit anderen Fragen verbinden") }).First.ClickAsync();
        await page.Locator("#field-Input-Question-wrap").SelectOptionAsync("any/1");
        await Press(page, "wrap Question");
        await AddPart(page, "Question.parts", "works-in/1");
        await Tick(page, "Question.parts[1].entry", "sectors");
        await Press(page, "look");
        await Expect(page.Locator("#field-Input-Question-parts-1-anyOf-error")).ToBeVisibleAsync();
        await Tick(page, "Question.parts[1].anyOf", "ECO31");
        await AddPart(page, "Question.parts", "not/1");
        await AddPart(page, "Question.parts[2].part", "legal-person/1");
        foreach (var (field, text) in ((string, string)[])[("asked", "It is no legal person"), ("whatToDo", "Found none")]) foreach (var tongue in (string[])["en", "de"]) await page.Locator($"#field-Input-Question-parts-2-{field}-{tongue}").FillAsync(text);
        await Press(page, "up Question.parts[2]");
        await Expect(page.Locator("#field-Input-Question-parts-0-minimum")).ToHaveValueAsync("15");
        await Expect(page.Locator("#field-Input-Question-parts-1-asked-en")).ToHaveValueAsync("It is no legal person");
        await Press(page, "look");
        await Expect(page.Locator(".beside-form__statement")).ToContainTextAsync(T("The cluster has at least 15 members, It is no legal person or", "Das Cluster hat mindestens 15 Mitglieder, It is no legal person oder"));
        await visit.TakePicture($"composed-{language}");
        if (withScript) await visit.ShouldBeSound();
        await Press(page, "save");
        await Expect(page.GetByText(T("The criterion is saved.", "Das Kriterium ist gespeichert."))).ToBeVisibleAsync();

        // Somebody else was faster: nothing is lost, and nothing overwritten.
        await page.GotoAsync($"/{language}/{call}/criterion?id=MIX");
        var address = $"/api/{call["desk/".Length..]}";
        var version = (await service.Ask("demo-officer", HttpMethod.Get, address))["version"]!.GetValue<long>();
        object[] clauses = [new { number = "6.1", title = new { en = "Who", de = "Wer" } }], criteria = [new { id = "MIX", clause = "6.1", type = "pic/1" }];
        await service.Reach(await service.Ask("demo-second-officer", HttpMethod.Put, $"{address}/terms", new { reference = $"TEST-BUILD-{language}", title = new { en = "Changed", de = "Geändert" }, kind = "escp", clauses, criteria }, version));
        await page.Locator("#field-Input-Question-parts-0-minimum").FillAsync("20");
        await Press(page, "save");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Locator("#field-Input-Question-parts-0-minimum")).ToHaveValueAsync("20");

        // A criterion goes with its examples.
        await page.GotoAsync($"/{language}/{call}/criteria");
        await page.Locator("button[value='delete MIX']").ClickAsync();
        await Expect(page.Locator(".criterion")).ToHaveCountAsync(0);
        Assert.Empty(visit.Problems);
    }

    private async Task<Visit> Officer(string language, int width, bool withScript)
    {
        var visit = await chromium.Open(service.Url, $"/{language}/", width, withScript);
        await visit.SignInAs("demo-officer");
        return visit;
    }

    /// <returns>The draft's address, without the language.</returns>
    private static async Task<string> Begin(IPage page, string language, string reference, string deadline, string? eventFrom, string? kind)
    {
        await page.GotoAsync($"/{language}/desk/calls/new");
        await page.Locator("#field-Input-Reference").FillAsync(reference);
        await page.Locator("#field-Input-TitleEn").FillAsync($"Call {reference}");
        await page.Locator("#field-Input-TitleDe").FillAsync($"Ausschreibung {reference}");
        await page.Locator("#field-Input-Kind").SelectOptionAsync("matching-event");
        if (kind is not null) await page.Locator("#field-Input-OtherKind").FillAsync(kind);
        await page.Locator("#field-Input-Deadline").FillAsync(deadline);
        if (eventFrom is not null) await page.Locator("#field-Input-EventFrom").FillAsync(eventFrom);
        await page.Locator("main .ecl-button--primary").ClickAsync();
        await page.WaitForURLAsync("**/desk/calls/*-*-*-*-*?done=drafted");
        return new Uri(page.Url).AbsolutePath[$"/{language}/".Length..];
    }

    private static async Task WriteText(IPage page, string call, params (string Number, string En, string De, string Text)[] clauses)
    {
        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath[..4]}{call}/text");
        foreach (var (index, clause) in clauses.Index())
        {
            if (index > 0) await Press(page, "one-more");
            foreach (var (field, text) in ((string, string)[])[("Number", clause.Number), ("HeadingEn", clause.En), ("HeadingDe", clause.De), ("Text", clause.Text)]) await page.Locator($"#field-Input-Clauses-{index}-{field}").FillAsync(text);
        }
    }

    private static async Task Save(IPage page, string told)
    {
        await Press(page, "save");
        await Expect(page.GetByText(told)).ToBeVisibleAsync();
    }

    private static async Task Choose(IPage page, string call, string type)
    {
        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath[..4]}{call}/criteria");
        var link = page.Locator($"a[href$='type={Uri.EscapeDataString(type)}']");
        if (!await link.IsVisibleAsync()) await page.Locator("#catalogue details", new() { Has = link }).Locator("summary").ClickAsync();
        await link.ClickAsync();
        await page.WaitForURLAsync("**/criterion?type=*");
    }

    private static async Task Add(IPage page, string call, string type, string id, string clause, Func<IPage, Task> fill)
    {
        await Choose(page, call, type);
        await page.Locator("#field-Input-Id").FillAsync(id);
        await page.Locator("#field-Input-Clause").SelectOptionAsync(clause);
        await fill(page);
        await Press(page, "save");
        await page.WaitForURLAsync("**/criteria?done=saved");
        await Expect(page.Locator($"#criterion-{id}")).ToBeVisibleAsync();
    }

    /// <summary>A case beside the text, which the criterion must judge so.</summary>
    private static async Task Illustrate(IPage page, string call, string criterion, string expected, params (string Field, string Typed)[] facts)
    {
        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath[..4]}{call}/examples?new={criterion}");
        foreach (var tongue in (string[])["En", "De"]) await page.Locator($"#field-Input-Name{tongue}").FillAsync($"{criterion}: {facts[^1].Typed} ({expected})");
        await Tick(page, "Expected", expected);
        foreach (var (field, typed) in facts)
        {
            var control = page.Locator($"#field-Input-{field}");
            if (await control.EvaluateAsync<string>("it => it.tagName") == "SELECT") await control.SelectOptionAsync(typed);
            else await control.FillAsync(typed);
        }

        await page.Locator("main .ecl-button--primary").ClickAsync();
        await page.WaitForURLAsync("**/examples?done=saved");
    }

    private static async Task AddPart(IPage page, string place, string type)
    {
        await page.Locator($"[name='Input.{place}.new']").SelectOptionAsync(type);
        await Press(page, $"add {place}");
        await Expect(page.Locator($"input[name^='Input.{place}'][name$='.type'][value='{type}']")).ToHaveCountAsync(1);
    }

    private static async Task Tick(IPage page, string field, string value) =>
        await page.Locator($"label[for='{await page.Locator($"input[name='Input.{field}'][value='{value}']").GetAttributeAsync("id")}']").ClickAsync();

    private static Task Press(IPage page, string button) => page.Locator($"button[value='{button}']:visible").First.ClickAsync();

    private async Task Publish(string language, string call, IPage first, string propose, string confirm)
    {
        await first.GotoAsync($"/{language}/{call}");
        await first.GetByRole(AriaRole.Button, new() { Name = propose }).ClickAsync();
        await first.WaitForURLAsync("**?done=proposed");
        await using var second = await chromium.Open(service.Url, $"/{language}/");
        await second.SignInAs("demo-second-officer");
        await second.Page.GotoAsync($"/{language}/{call}/impact");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = confirm }).ClickAsync();
        await second.Page.WaitForURLAsync("**?done=confirmed");
    }

    /// <summary>Fills in a request and hands it in; the page then shown is the request's own.</summary>
    private static async Task Hand(IPage page, string language, Guid cluster, string call, params (string Field, string Typed)[] fields)
    {
        await page.GotoAsync($"/{language}/my-cluster/{cluster}/calls/{call}/apply");
        await page.Locator(".form .ecl-button--primary").ClickAsync();
        foreach (var (field, typed) in fields) await page.Locator($"#field-Input-{field}").FillAsync(typed);
        await page.Locator("button[value='submit']").ClickAsync();
        await page.WaitForURLAsync("**/receipt*");
        await page.GotoAsync($"/{language}/applications/{page.Url.Split('/')[^2]}");
    }
}
