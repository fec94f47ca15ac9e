using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>From the results of the evaluation to the signature, over HTTP on the demonstration's clock.</summary>
public sealed class AwardingTheGrants(PostgresFixture postgres)
{
    [Fact]
    public async Task results_are_imported_ranked_awarded_by_two_told_contested_and_signed()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, moderator, officer, second) = (service.Client("applicant"), service.Client("moderator"), service.Client("officer"), service.Client("second-officer"));
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21", "Undecided Cluster,IT,ITC4");
        var call = await service.PublishCall(new
        {
            reference = "RANKED-2017", title = new { en = "A call with money", de = "Eine Ausschreibung mit Geld" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Label", de = "Label" } } },
            strands = new[] { new { id = "1", title = new { en = "Go abroad", de = "Ins Ausland" }, budget = Euro("200000.00") } },
            criteria = new[] { new { id = "LAB-1", clause = "6", type = "label/1", parameters = new { minimum = "bronze" }, referenceDate = new { kind = "deadline" }, alsoAt = new[] { "grantSignature" } } },
        });
        long position = 0;
        foreach (var cluster in clusters) position = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2015-10" })).Ok().Position;

        await service.MoveClock("2017-05-20T10:00:00Z");
        var ids = new List<Guid>();
        foreach (var (cluster, grant) in clusters.Zip(["150000.00", "150000.00", "100000.00", "50000.00"]))
        {
            var begun = (await applicant.Post($"/api/applications?minPosition={position}", new { call, cluster, strand = "1" })).Created();
            (await applicant.Patch($"/api/applications/{begun.Id}/proposal", new { requestedGrant = Euro(grant) }, begun.Version)).Ok();
            (await applicant.Post($"/api/applications/{begun.Id}/submissions")).Created();
            ids.Add(begun.Id);
        }

        await service.MoveClock("2017-06-30T08:00:00Z");
        foreach (var id in ids.Take(3))
        {
            (await officer.Post($"/api/applications/{id}/decision", new { eligible = true })).Ok();
            position = (await second.Post($"/api/applications/{id}/decision/confirmation")).Ok().Position;
        }

        // All of the call side by side, today and as of a moment before anything was handed in.
        var verdicts = (await officer.Get($"/api/calls/RANKED-2017/verdicts?minPosition={position}")).Ok().Body.Each("applications").ToArray();
        Assert.Equal(["Cluster de la Seine true met", "Klaster Wisła true met", "Neckar Cluster true met", "Undecided Cluster - met"],
            verdicts.Select(one => $"{one.Said("coordinatorName")} {(one.TryGetProperty("eligible", out var eligible) ? eligible.ToString().ToLowerInvariant() : "-")} {one.Said("outcome")}"));
        Assert.Empty((await officer.Get("/api/calls/RANKED-2017/verdicts?knownAt=2017-05-19T10:00:00Z")).Ok().Body.Each("applications"));
        (await applicant.Get("/api/calls/RANKED-2017/verdicts")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");

        // Imported: looked at first, then written, then once more without effect.
        var file = $"application;score;threshold;criterion:Impact;comment\n{ids[0]};82,5;70;40;Strong.\n{ids[1]};82.5;70;41;\n{ids[2]};65;70;20;Weak.\n{ids[3]};90;70;50;\nnonsense;1001;;;\n";
        var imports = $"/api/calls/{call}/evaluations/imports?minPosition={position}";
        (await applicant.Post(imports, Csv(file))).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await officer.Post($"/api/calls/{Guid.NewGuid()}/evaluations/imports", Csv(file))).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await officer.Post(imports, Csv("application,points\n"))).IsProblem(HttpStatusCode.BadRequest, "invalid", "file");
        Assert.Equal((3, 0, 0, 2), Counts((await officer.Post($"{imports}&preview=true", Csv(file))).Ok()));
        Assert.Empty(Places((await officer.Get($"/api/calls/{call}/ranking")).Ok()));
        Assert.Equal((3, 0, 0, 2), Counts((await officer.Post(imports, Csv(file))).Ok()));
        Assert.Equal((0, 0, 3, 2), Counts((await officer.Post(imports, Csv(file))).Ok()));
        var corrected = (await second.Post(imports, Csv($"application,score,threshold,criterion:Impact\n{ids[2]},66,70,21\n"))).Ok();
        Assert.Equal((0, 1, 0, 0), Counts(corrected));

        var ranking = (await officer.Get($"/api/calls/RANKED-2017/ranking?minPosition={corrected["position"].GetInt64()}")).Ok();
        Assert.Equal([(1, true, null), (1, true, null), (3, false, "rejected")], Places(ranking).Select(place => (place.GetProperty("rank").GetInt32(), place.GetProperty("isTieAtTheLine").GetBoolean(), place.TryGetProperty("suggested", out var suggested) ? suggested.GetString() : null)));
        Assert.Equal("300000.00", Places(ranking)[0].GetProperty("cumulated").Said("amount"));
        (await applicant.Get($"/api/calls/{call}/ranking")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await service.Client("auditor").Get($"/api/calls/{call}/ranking")).Ok();

        // Proposed by one, confirmed by another.
        var award = ids.Select(id => $"/api/applications/{id}/award").ToArray();
        Assert.Equal(["toAward", "toAward", "toAward"], (await officer.Get($"/api/desk/work?call={call}&kind=toAward")).Ok().Body.Each("items").Select(item => item.Said("kind")));
        Assert.Equal("Strong.", (await officer.Get(award[0])).Ok().Body.GetProperty("evaluation").Said("comment"));
        (await officer.Post(award[0], new { result = "funded", amount = Euro("150000.01") })).IsProblem(HttpStatusCode.Conflict, "award-above-request");
        (await officer.Post(award[2], new { result = "funded", amount = Euro("100000.00") })).IsProblem(HttpStatusCode.Conflict, "below-threshold");
        (await officer.Post(award[2], new { result = "rejected" })).IsProblem(HttpStatusCode.Conflict, "award-reason-needed");
        (await officer.Post(award[3], new { result = "reserve" })).IsProblem(HttpStatusCode.Conflict, "not-decided-eligible");
        (await officer.Post(award[0], new { result = "funded", amount = Euro("150000.00") })).Ok();
        (await officer.Post(award[1], new { result = "reserve" })).Ok();
        var proposed = (await officer.Post(award[2], new { result = "rejected", reason = "The score lies below the threshold." })).Ok();
        (await officer.Post($"{award[0]}/confirmation", new { result = "funded", amount = Euro("150000.00") })).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        (await second.Post($"{award[0]}/confirmation", new { result = "funded", amount = Euro("149000.00") })).IsProblem(HttpStatusCode.Conflict, "award-changed-since");
        Assert.Equal(3, (await second.Get($"/api/desk/work?kind=toConfirmAward&minPosition={proposed.Position}")).Ok().Body.Each("items").Count());
        var hidden = (await applicant.Get(award[2])).Ok().Body;
        Assert.False(hidden.TryGetProperty("evaluation", out _) || hidden.TryGetProperty("proposed", out _));
        (await second.Post($"{award[0]}/confirmation", new { result = "funded", amount = Euro("150000.00") })).Ok();
        (await second.Post($"{award[1]}/confirmation", new { result = "reserve" })).Ok();
        var rejected = (await second.Post($"{award[2]}/confirmation", new { result = "rejected" })).Ok();
        Assert.Equal("66", (await applicant.Get($"{award[2]}?minPosition={rejected.Position}")).Ok().Body.GetProperty("evaluation").Said("score"));
        Assert.DoesNotContain("award-proposed", (await applicant.Get($"/api/applications/{ids[2]}/history")).Ok().Text, StringComparison.Ordinal);
        await officer.InFeed(entry => entry.Said("type") == "eu.eligibility-service.application.award-decided.v1" && entry.Said("class") == "restricted");

        // Somebody moves up from the reserve list.
        (await officer.Post(award[1], new { result = "funded", amount = Euro("50000.00") })).Ok();
        (await second.Post($"{award[1]}/confirmation", new { result = "funded", amount = Euro("50000.00") })).Ok();

        // The rejected one turns against it, and is evaluated anew.
        var (address, letter, review) = ($"/api/applications/{ids[2]}", Guid.NewGuid(), Guid.NewGuid());
        (await officer.Post($"{address}/letters", new { id = letter, kind = "awardDecision", text = "Your application scored less than the threshold." })).Ok();
        var opened = (await applicant.Post($"{address}/letters/{letter}/opening")).Ok();
        Assert.Equal(["evaluationReview", "legalityReview", "annulment"], (await applicant.Get($"{address}/correspondence?minPosition={opened.Position}")).Ok().Body.Each("ways").Select(way => way.Said("kind")));
        (await applicant.Post($"{address}/redress", new { kind = "eligibilityReview", letter, grounds = "An annex was not read." })).IsProblem(HttpStatusCode.Conflict, "redress-of-another-decision");
        (await applicant.Post($"{address}/redress", new { id = review, kind = "evaluationReview", letter, grounds = "An annex was not read." })).Ok();
        (await officer.Post($"{address}/redress/{review}/decision", new { upheld = true, reason = "It was not." })).IsProblem(HttpStatusCode.Conflict, "own-decision");
        (await second.Post($"{address}/redress/{review}/decision", new { upheld = true, reason = "It was not." })).Ok();
        var upheld = (await officer.Post($"{address}/redress/{review}/decision/confirmation")).Ok();
        var fallen = (await officer.Get($"{award[2]}?minPosition={upheld.Position}")).Ok().Body;
        Assert.False(fallen.TryGetProperty("decided", out _));
        Assert.True((await officer.Get(address)).Ok().Body.GetProperty("decision").GetProperty("eligible").GetBoolean());

        // Signed: the label has lapsed by then, so a reason is needed.
        var funded = $"/api/applications/{ids[0]}";
        (await officer.Post($"{funded}/signature", new { on = "2017-12-01" })).IsProblem(HttpStatusCode.Conflict, "signature-not-checked");
        var check = (await officer.Post($"{funded}/signature-check", new { on = "2017-12-01" })).Ok();
        Assert.Equal(("notMet", "label-not-valid"), (await officer.Get($"{award[0]}?minPosition={check.Position}")).Ok().Body.GetProperty("signature") switch { var told => (told.Said("outcome"), told.Each("findings").Single().Said("reason")) });
        (await officer.Post($"{funded}/signature", new { on = "2017-12-01" })).IsProblem(HttpStatusCode.Conflict, "signature-conditions-not-met");
        (await officer.Post($"{funded}/signature", new { on = "2017-12-01", reason = "The renewal is under way." })).Ok();
        (await officer.Post($"{funded}/signature/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        var signed = (await second.Post($"{funded}/signature/confirmation")).Ok();
        Assert.Equal("2017-12-01", (await applicant.Get($"{award[0]}?minPosition={signed.Position}")).Ok().Body.GetProperty("signature").Said("signedOn"));

        // Who looked is told: officers, not the applicant, once a minute and thing, however often they ask.
        var auditor = service.Client("auditor");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await second.Get($"{funded}/award")).Ok()));
        var looks = (await auditor.Get($"/api/audit/looks?call={call}&what=award&person={Application.Access.DemonstrationPeople.SecondOfficer.Id}&from=2017-06-30")).Ok().Body.Each("looks").Where(look => look.GetProperty("about").GetGuid() == ids[0]).ToArray();
        Assert.Equal(20, looks.Sum(look => look.GetProperty("times").GetInt32()));
        Assert.All(looks, look => Assert.Equal(("Elena Petrova", "RANKED-2017 · Neckar Cluster"), (look.Said("name"), look.Said("aboutName"))));
        var first = (await auditor.Get("/api/audit/looks?limit=1")).Ok();
        Assert.NotEqual(first.Body.Each("looks").Single().ToString(), (await auditor.Get($"/api/audit/looks?limit=1&cursor={first.Body.Said("next")}")).Ok().Body.Each("looks").Single().ToString());
        (await auditor.Get("/api/audit/looks?cursor=none")).IsProblem(HttpStatusCode.BadRequest, "invalid", "cursor");
        Assert.Contains((await officer.Get($"{funded}/looks")).Ok().Body.Each("looks"), look => look.Said("what") == "award");
        (await applicant.Get($"{funded}/looks")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(Application.Access.DemonstrationPeople.Applicant.Id.ToString(), (await auditor.Get("/api/audit/looks?limit=1000")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains("Neckar Cluster", (await auditor.Get($"/api/audit/looks.csv?about={ids[0]}")).Ok().Text, StringComparison.Ordinal);

        // As files.
        var csv = (await officer.Get($"/api/calls/{call}/ranking.csv")).Ok().Text;
        Assert.Contains($"1,1,{ids[0]},Neckar Cluster,82.5,70,150000.00,300000.00,no,,,,funded,150000.00,", csv, StringComparison.Ordinal);
        Assert.StartsWith("PK", (await officer.Get($"/api/calls/{call}/ranking.xlsx")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains("RANKED-2017", (await officer.Get("/api/desk/work.csv")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains("Undecided Cluster", (await officer.Get("/api/applications.csv")).Ok().Text, StringComparison.Ordinal);
    }

    private static ByteArrayContent Csv(string file) => new(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private static (int, int, int, int) Counts(Answer report) =>
        (report["accepted"].GetInt32(), report["changed"].GetInt32(), report["unchanged"].GetInt32(), report["refused"].GetInt32());

    private static System.Text.Json.JsonElement[] Places(Answer ranking) => [.. ranking.Body.Each("strands").Single().Each("places")];

    private static object Euro(string amount) => new { amount, currency = "EUR" };
}
