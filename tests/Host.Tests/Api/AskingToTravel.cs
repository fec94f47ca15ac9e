using System.Globalization;
using System.Net;
using System.Text.Json;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Events of 2017, 2022 and 2024, built as data by two officers over HTTP and judged to the second and the cent. What no source tells is invented here.</summary>
public sealed class AskingToTravel(PostgresFixture postgres)
{
    private static readonly object[] Clauses = [new { number = "4", title = new { en = "Travel costs", de = "Reisekosten" } }, new { number = "6", title = new { en = "Participation", de = "Teilnahme" } }];

    /// <summary>Thessaloniki: travel and stay of those who take part up to EUR 800.</summary>
    [Fact]
    public async Task to_thessaloniki_up_to_800_euro()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2017-07-01T08:00:00Z");
        await service.PublishCall(Terms("THESSALONIKI-2017", "2017-08-31T23:59", "2017-09-13", new { maximumPerPerson = Euro(800m)[0] },
            Asked("REG", "registered-or-requested/1", new { }), Paid("COST", "travel-cost-within/1", new { perPerson = Euro(800m)[0] })));

        foreach (var (amount, outcome) in ((decimal, string)[])[(800.00m, "met"), (800.01m, "notMet")])
        {
            var verdict = await Check(service, "THESSALONIKI-2017", "published", new { persons = 1, travelCosts = Euro(amount) });
            Assert.Equal(("met", outcome), (verdict.Said("outcome"), verdict.GetProperty("reimbursement").Said("outcome")));
        }

        var unknown = await Check(service, "THESSALONIKI-2017", "published", new { persons = 1 });
        Assert.Equal(("undetermined", "travel-costs-missing"), Costs(unknown, "COST"));

        // Nobody is reimbursed who may not take part.
        var stranger = await Check(service, "THESSALONIKI-2017", "none", new { persons = 1, travelCosts = Euro(1m) });
        Assert.Equal(("notMet", "notMet"), (stranger.Said("outcome"), stranger.GetProperty("reimbursement").Said("outcome")));
        Assert.Equal(("met", "travel-cost-within"), Costs(stranger, "COST"));
        Assert.Empty(stranger.GetProperty("reimbursement").Each("findings").SelectMany(finding => finding.Each("evidence")));

        // A cluster reads both verdicts before it asks; what its request will say is judged later.
        var cluster = await service.Register("Cluster Ägäis");
        var published = await service.Publish(cluster);
        var before = await service.Client("applicant", "de").Verdict(cluster, "THESSALONIKI-2017", $"?minPosition={published.Position}");
        Assert.Equal(("met", "met"), (before.Said("outcome"), before.GetProperty("reimbursement").Said("outcome")));
        Assert.Equal("Teilnahme möglich, was die Organisation betrifft; Reisekosten: Erstattung möglich bis zu 800,00 Euro je Person, sobald der Antrag vorliegt.", before.GetProperty("reimbursement").Said("headline"));
        Assert.Equal("COST", before.GetProperty("reimbursement").Each("stillOpen").Single().Said("criterion"));

        foreach (var (travel, field) in ((object, string)[])[
            (new { persons = 0 }, "travel.persons"), (new { weeks = 53 }, "travel.weeks"), (new { travelCosts = Euro(0.001m) }, "travel.travelCosts"), (new { travelCosts = Euro(-1m) }, "travel.travelCosts")])
        {
            (await service.Client().Post("/api/eligibility/checks", new { profile = new { country = "DE" }, call = "THESSALONIKI-2017", travel })).IsProblem(HttpStatusCode.BadRequest, "invalid", field);
        }
    }

    /// <summary>Japan: one person per cluster, up to six weeks, up to EUR 700 a week; the person and the plan are for officers to judge.</summary>
    [Fact]
    public async Task to_japan_one_person_per_cluster_up_to_six_weeks()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2022-07-27T08:00:00Z");
        await service.PublishCall(Terms("JAPAN-2022", "2022-08-31T23:59", null, new { places = 10, personsPerCluster = 1, maximumWeeks = 6, maximumPerPersonAndWeek = Euro(700m)[0], confidence = "found" },
            Asked("REG-c", "registered-with-complete-profile/1", new { entries = (string[])["country", "website"] }),
            Asked("CTRY", "established-in/1", new { set = "euMembers", also = (object[])[new { country = "ME" }] }),
            Asked("PERS", "persons-per-cluster/1", new { maximum = 1 }, "application"), Asked("WEEKS", "weeks-within/1", new { maximum = 6 }, "application"),
            Asked("PLAN", "judged/1", new { asked = new { en = "Does the plan hold?", de = "Trägt der Plan?" } }, "award"),
            Paid("COST", "travel-cost-within/1", new { perPersonAndWeek = Euro(700m)[0] })));

        var applicant = service.Client("applicant");
        var cluster = await service.Register("Robotik Alb");
        var published = await service.Publish(cluster);
        (await applicant.Get($"/api/clusters/{cluster}?minPosition={published.Position}")).Ok();
        var request = await Begin(applicant, "JAPAN-2022", cluster, new { persons = 1, weeks = 6, travelCosts = Euro(4_200.00m) });
        Assert.Equal("met", (await Reimbursement(applicant, request)).Said("outcome"));
        var costs = (await applicant.Get($"/api/applications/{request}")).Ok()["proposal"].Each("travelCosts").Single();
        Assert.Equal(("4200.00", "EUR"), (costs.Said("amount"), costs.Said("currency")));

        await service.MoveClock("2022-08-31T21:59:00Z");
        var submitted = (await applicant.Post($"/api/applications/{request}/submissions", new { confirmEmpty = true })).Created();
        (await applicant.Post("/api/applications", new { call = "JAPAN-2022", cluster })).Created();

        // Another request of the same cluster counts too.
        var second = await Begin(applicant, "JAPAN-2022", cluster, new { persons = 1, weeks = 7, travelCosts = Euro(4_900.01m) });
        var told = (await applicant.Get($"/api/applications/{second}?minPosition={submitted.Position}")).Ok()["verdict"];
        Assert.Equal(("notMet", "persons-too-many-together"), Of(told, "PERS"));
        Assert.Equal(("notMet", "weeks-too-many"), Of(told, "WEEKS"));
        Assert.Equal(("notMet", "travel-cost-too-high-for-weeks"), Costs(told, "COST"));
        Assert.Equal($"{request}", told.Finding("PERS").Each("evidence").Last().Said("stream"));
        Assert.Contains(told.Each("stillOpen"), open => open.Said("criterion") == "PLAN" && open.Said("stage") == "award");

        // What is asked for is bounded, whoever asks.
        foreach (var (fields, field) in ((object, string)[])[(new { persons = 0 }, "persons"), (new { weeks = 0 }, "weeks"), (new { travelCosts = Euro(0.005m) }, "travelCosts"), (new { travelCosts = Euro() }, "travelCosts")])
        {
            (await applicant.Patch($"/api/applications/{second}/proposal", fields, 2)).IsProblem(HttpStatusCode.BadRequest, "invalid", field);
        }

        await service.MoveClock("2022-08-31T21:59:01Z");
        (await applicant.Post($"/api/applications/{second}/submissions", new { confirmEmpty = true })).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
        var selected = (await service.Client("officer").Post($"/api/applications/{request}/selection", new { outcome = "selected", reason = "A plan that holds." })).Ok();
        var seen = (await applicant.Get($"/api/applications/{request}?minPosition={selected.Position}")).Ok()["selection"];
        Assert.Equal(("selected", 1, "A plan that holds."), (seen.Said("outcome"), seen.GetProperty("version").GetInt32(), seen.Said("reason")));
    }

    /// <summary>India: cut-offs at 23:59 in Brussels, the second if places are left, a reserve list, late ones at own cost.</summary>
    [Fact]
    public async Task to_india_by_the_first_cut_off_or_a_second_or_at_own_cost()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2024-01-10T08:00:00Z");
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        var call = await service.PublishCall(Terms("INDIA-2024", "2024-04-10T23:59", "2024-04-17",
            new
            {
                lateApplications = "ownCost", resubmission = "reserveListAndRejected",
                cutOffs = (object[])[new { by = new { local = "2024-01-31T23:59" } }, new { by = new { local = "2024-02-29T23:59" }, onlyIfPlacesAreLeft = true }],
            },
            Asked("REG-d", "registered-or-requested/1", new { }, referenceDate: new { kind = "beforeEvent", days = 7 }),
            Paid("CUT", "received-by-cut-off/1", new { }, new { kind = "date", local = "2024-02-29T23:59:00" })));

        List<Guid> requests = [];
        foreach (var cluster in await service.Managed("Cluster 1,DE,DE11", "Cluster 2,FR,FR10", "Cluster 3,PL,PL11", "Cluster 4,IT,ITC1"))
        {
            (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();
            requests.Add(await Begin(applicant, "INDIA-2024", cluster, new { persons = 1 }));
        }

        // To the second.
        await service.MoveClock("2024-01-31T22:59:00Z");
        foreach (var request in requests.Take(2)) (await applicant.Post($"/api/applications/{request}/submissions", new { confirmEmpty = true })).Created();
        (await officer.Post($"/api/applications/{requests[0]}/selection", new { outcome = "selected", reason = "A good fit." })).IsProblem(HttpStatusCode.Conflict, "cut-off-ahead");
        await service.MoveClock("2024-01-31T22:59:01Z");
        var third = (await applicant.Post($"/api/applications/{requests[2]}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal([("met", "received-by-cut-off"), ("met", "received-by-cut-off"), ("undetermined", "places-not-known"), ("notMet", "not-submitted")], await All(third.Position));

        // Selected from; who is on the reserve list or rejected may improve the request and hand it in again, and the last version counts.
        var changed = (await applicant.Get($"/api/applications/{requests[1]}")).Ok();
        Assert.False(string.IsNullOrEmpty(changed.Body.Said("locked")));
        (await applicant.Patch($"/api/applications/{requests[1]}/proposal", new { persons = 2 }, changed.Version)).IsProblem(HttpStatusCode.Conflict, "request-being-selected");
        (await applicant.Post($"/api/applications/{requests[0]}/selection", new { outcome = "selected", reason = "Myself." })).Is(HttpStatusCode.NotFound);
        (await officer.Post($"/api/applications/{requests[0]}/selection", new { outcome = "selected", reason = "" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reason");
        (await officer.Post($"/api/applications/{requests[0]}/selection", new { outcome = "selected", reason = "A good fit." })).Ok();
        var rejected = (await officer.Post($"/api/applications/{requests[1]}/selection", new { outcome = "rejected", reason = "Say whom you want to meet." })).Ok();
        var again = (await officer.Post($"/api/applications/{requests[1]}/selection", new { outcome = "rejected", reason = "Say whom you want to meet." })).Ok();
        Assert.Equal(rejected.Version, again.Version);
        (await applicant.Patch($"/api/applications/{requests[0]}/proposal", new { persons = 2 }, 4)).IsProblem(HttpStatusCode.Conflict, "request-selected");
        var improved = (await applicant.Patch($"/api/applications/{requests[1]}/proposal", new { title = "Meeting three clusters of Pune" }, rejected.Version)).Ok();
        await service.MoveClock("2024-02-29T22:59:00Z");
        var second = (await applicant.Post($"/api/applications/{requests[1]}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal([("met", "received-by-cut-off"), ("undetermined", "places-not-known"), ("undetermined", "places-not-known"), ("notMet", "not-submitted")], await All(second.Position));
        Assert.True(improved.Version > rejected.Version);

        // Whether places are left is for officers to say.
        (await officer.Post($"/api/calls/{call}/cut-offs/1/places", new { areLeft = true })).IsProblem(HttpStatusCode.Conflict, "cut-off-waits-for-nothing");
        var beforeAnybodySaid = (await officer.Post($"/api/calls/{call}/cut-offs/2/places", new { areLeft = true })).Ok();
        Assert.Equal([("met", "received-by-cut-off"), ("met", "received-while-places-are-left"), ("met", "received-while-places-are-left"), ("notMet", "not-submitted")], await All(beforeAnybodySaid.Position));
        var cutOffs = (await service.Client().Get("/api/calls")).Ok().Body.Each("calls").Single(one => one.Said("reference") == "INDIA-2024").Each("cutOffs").ToArray();
        Assert.Equal(["2024-01-31T22:59:00Z", "2024-02-29T22:59:00Z"], cutOffs.Select(cutOff => cutOff.Said("by")));
        Assert.True(cutOffs[1].GetProperty("placesAreLeft").GetBoolean());
        var places = (await service.Client().Get($"/api/calls/{call}")).Ok()["places"].EnumerateArray().Single();
        Assert.Equal((2, true), (places.GetProperty("cutOff").GetInt32(), places.GetProperty("areLeft").GetBoolean()));

        // Late: taken, at own cost.
        await service.MoveClock("2024-02-29T22:59:01Z");
        var late = (await applicant.Post($"/api/applications/{requests[3]}/submissions", new { confirmEmpty = true })).Created();
        var told = (await service.Client("applicant", "de").Get($"/api/applications/{requests[3]}?minPosition={late.Position}")).Ok()["verdict"];
        Assert.Equal("met", told.Said("outcome"));
        Assert.Equal(("notMet", "received-after-cut-off"), Costs(told, "CUT"));
        Assert.Equal("Teilnahme möglich; Reisekosten: auf eigene Kosten, da für eine Erstattung zu spät eingegangen.", told.GetProperty("reimbursement").Said("headline"));

        // No places after all; what was known before is still told.
        var none = (await officer.Post($"/api/calls/{call}/cut-offs/2/places", new { areLeft = false })).Ok();
        Assert.Equal(("notMet", "no-places-left"), (await All(none.Position))[2]);
        Assert.Equal(("undetermined", "places-not-known"), Costs((await applicant.Get($"/api/applications/{requests[2]}?knownAt=2024-02-29T22:58:00Z")).Ok()["verdict"], "CUT"));

        // The receipt holds both verdicts, each cluster's feed its selection, and the public feed the places.
        var history = (await officer.Get($"/api/applications/{requests[3]}/history")).Ok().Text;
        Assert.Contains("\"reimbursement\":{\"outcome\":\"notMet\"", history, StringComparison.Ordinal);
        await applicant.InFeed(entry => entry.Said("type") == "eu.eligibility-service.application.selection.v1" && entry.Said("subject") == $"{requests[1]}");
        await service.Client().InFeed(entry => entry.Said("type") == "eu.eligibility-service.call.places.v1");

        async Task<(string?, string?)[]> All(long position)
        {
            var all = new List<(string?, string?)>();
            foreach (var request in requests) all.Add(Costs((await applicant.Get($"/api/applications/{request}?minPosition={position}")).Ok()["verdict"], "CUT"));
            return [.. all];
        }
    }

    /// <summary>The events of 2016 and 2017 in the programme's data: that something is paid is known, how much is not.</summary>
    [Theory]
    [InlineData("ECCP-MATCH-IRAN-2016")]
    [InlineData("ECCP-MATCH-BRAZIL-2016")]
    [InlineData("ECCP-MISSION-USA-2017")]
    public async Task leaves_open_what_no_source_tells(string call)
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2017-03-01T08:00:00Z");
        var verdict = (await service.Client().Post("/api/eligibility/checks", new { profile = new Dictionary<string, object>(Profile("Cluster")) { ["sectors"] = (string[])["ECO31"] }, registration = "published", call, at = "2016-10-20T08:00:00Z" })).Ok().Body;
        var costs = verdict.GetProperty("reimbursement");

        Assert.Equal("undetermined", costs.Said("outcome"));
        Assert.Equal("call-text-not-known-in-full", costs.Each("findings").Single().GetProperty("reason").Said("code"));
    }

    [Fact]
    public async Task has_one_verdict_where_nothing_is_said_of_travel_costs()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var verdict = (await service.Client().Post("/api/eligibility/checks", new { profile = Profile("Cluster"), call = Escp2016, travel = new { persons = 1 } })).Ok().Body;

        Assert.False(verdict.TryGetProperty("reimbursement", out _));
        Assert.Equal("organisation", verdict.Said("stage"));
    }

    private static object[] Euro(params decimal[] amounts) => [.. amounts.Select(amount => new { amount = amount.ToString(CultureInfo.InvariantCulture), currency = "EUR" })];

    private static object Terms(string reference, string deadline, string? eventFrom, object travel, params object[] criteria) => new
    {
        reference, title = new { en = reference, de = reference }, kind = "matching-event", deadline = new { local = deadline }, eventFrom, travel, clauses = Clauses, criteria,
    };

    private static object Asked(string id, string type, object parameters, string stage = "organisation", object? referenceDate = null) =>
        new { id, clause = "6", type, parameters, stage, referenceDate = referenceDate ?? new { kind = "deadline" } };

    private static object Paid(string id, string type, object parameters, object? referenceDate = null) =>
        new { id, clause = "4", type, parameters, stage = "application", decides = "reimbursement", referenceDate = referenceDate ?? new { kind = "deadline" } };

    private static async Task<JsonElement> Check(RunningService service, string call, string registration, object travel) =>
        (await service.Client().Post("/api/eligibility/checks", new { profile = Profile("Cluster"), registration, call, travel })).Ok().Body;

    /// <summary>An application with its first entries made.</summary>
    private static async Task<Guid> Begin(HttpClient applicant, string call, Guid cluster, object fields)
    {
        var application = (await applicant.Post("/api/applications", new { call, cluster })).Created();
        var entered = (await applicant.Patch($"/api/applications/{application.Id}/proposal", fields, application.Version)).Ok();
        (await applicant.Get($"/api/applications/{application.Id}?minPosition={entered.Position}")).Ok();
        return application.Id;
    }

    private static async Task<JsonElement> Reimbursement(HttpClient applicant, Guid application) => (await applicant.Get($"/api/applications/{application}")).Ok()["verdict"].GetProperty("reimbursement");

    private static (string?, string?) Of(JsonElement verdict, string criterion) => (verdict.Finding(criterion).Said("outcome"), verdict.Finding(criterion).GetProperty("reason").Said("code"));

    private static (string?, string?) Costs(JsonElement verdict, string criterion) => Of(verdict.GetProperty("reimbursement"), criterion);
}
