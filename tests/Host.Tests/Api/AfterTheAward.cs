using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What follows the award, and what comes from elsewhere: partners who leave and join, journeys that are paid, proposals taken over, files whose time is over.</summary>
public sealed class AfterTheAward(PostgresFixture postgres)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");

    /// <summary>Every script of Europe, and letters that are easily lost.</summary>
    private const string Scripts = "Κλάστερ Кластер კლასტერი Կլաստեր Þingeyri Łódź Ħal Għaxaq ŽĐČŞİ ß ﬁn 👩‍🔬";

    [Fact]
    public async Task proposals_are_taken_over_awarded_changed_before_the_signature_and_cleared_when_their_time_is_over()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second, auditor) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"), service.Client("auditor"));
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21");
        var call = await service.PublishCall(new
        {
            reference = "ELSEWHERE-2017", title = new { en = "A call with a system of its own", de = "Eine Ausschreibung mit eigenem System" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Consortium", de = "Konsortium" } } },
            criteria = new object[] { Asked("CON-1", "partners/1", new { minimum = 2 }, "consortium"), Asked("CON-2", "countries/1", new { minimum = 2 }, "consortium", "grantSignature") },
        });

        // Taken over after the deadline, by the receipt there: to the instant in time, and a microsecond late.
        await service.MoveClock("2017-05-24T08:00:00Z");
        var file = $"""
            number;receivedAt;attestation;attestedBy;coordinator;partners;title;requestedGrant
            SEP-1;2017-05-23T15:00:00Z;sha256:abc;SEP key 7;{clusters[0]};{clusters[1]};{Scripts};150000,00
            SEP-2;2017-05-23T15:00:00.000001Z;sha256:def;SEP key 7;{clusters[1]};;Late;1
            SEP-3;2017-05-25T08:00:00Z;sha256:fed;SEP key 7;{clusters[1]};;Tomorrow;1
            SEP-4;yesterday;;SEP key 7;nobody;;;
            """;
        var imports = $"/api/calls/{call}/proposals/imports?source=SEP";
        (await applicant.Post(imports, Csv(file))).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await officer.Post($"/api/calls/{call}/proposals/imports", Csv(file))).IsProblem(HttpStatusCode.BadRequest, "invalid", "source");
        Assert.Equal((1, 0, 0, 3), Counts((await officer.Post($"{imports}&preview=true", Csv(file))).Ok()));
        Assert.Empty((await officer.Get($"/api/applications?call={call}")).Ok().Body.Each("applications"));
        var report = (await officer.Post(imports, Csv(file))).Ok();
        Assert.Equal((1, 0, 0, 3), Counts(report));
        Assert.Equal([2, 3, 4, 5], report.Body.Each("lines").Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal((0, 0, 1, 3), Counts((await officer.Post(imports, Csv(file))).Ok()));
        var id = report.Body.Each("lines").First().GetProperty("application").GetGuid();
        var address = $"/api/applications/{id}";
        var shown = (await officer.Get($"{address}?minPosition={report["position"].GetInt64()}")).Ok().Body;
        Assert.Equal(("SEP", "SEP-1", "sha256:abc", "2017-05-23T15:00:00Z"), shown.GetProperty("imported") switch { var origin => (origin.Said("source"), origin.Said("number"), origin.Said("attestation"), origin.Said("receivedAt")) });
        Assert.Equal(Scripts, shown.GetProperty("proposal").Said("title"));
        Assert.Equal(("submitted", "met"), (shown.Said("status"), shown.GetProperty("verdict").Said("outcome")));

        // As JSON: the same receipt changes nothing, another one of the same instant does not take its place.
        object Row(string attestation) => new { number = "SEP-1", receivedAt = "2017-05-23T15:00:00Z", attestation, coordinator = clusters[0], partners = new[] { clusters[1] }, requestedGrant = Euro(1m)[0] };
        Assert.Equal((0, 0, 1, 0), Counts((await officer.Post(imports, (object[])[Row("sha256:abc")])).Ok()));
        Assert.Equal((0, 0, 0, 1), Counts((await officer.Post(imports, (object[])[Row("sha256:other")])).Ok()));
        (await officer.Post(imports, "{")).IsProblem(HttpStatusCode.BadRequest, "invalid", "file");
        (await applicant.Patch($"{address}/proposal", new { title = "Changed here" }, shown.GetProperty("version").GetInt64())).IsProblem(HttpStatusCode.Conflict, "handed-in-elsewhere");
        Assert.All((await auditor.Get($"{address}/audit")).Ok().Body.Each("recorded"), kept => Assert.True(kept.GetProperty("isReproduced").GetBoolean()));

        (await applicant.Get($"{address}/submissions/1/receipt")).Ok();

        // Decided, evaluated, awarded.
        await service.MoveClock("2017-06-30T08:00:00Z");
        (await officer.Post($"{address}/award", new { result = "funded", amount = Euro(1m)[0] })).IsProblem(HttpStatusCode.Conflict, "not-decided-eligible");
        (await second.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "eligibility-not-proposed");
        var opinion = (await officer.Post($"{address}/decision", new { eligible = true })).Ok();
        (await second.Post($"{address}/decision/confirmation", null, ("If-Match", $"\"{opinion.Version - 1}\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        var decided = (await second.Post($"{address}/decision/confirmation")).Ok();
        Assert.Equal(decided.Version, (await second.Post($"{address}/decision/confirmation")).Ok().Version);
        (await officer.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "eligibility-already-decided");
        (await officer.Post($"/api/calls/{call}/evaluations/imports?minPosition={decided.Position}", Csv($"application;score;threshold\n{id};82;70\n"))).Ok();
        (await officer.Post($"{address}/award", new { result = "funded", amount = Euro(150_000m)[0] })).Ok();
        (await second.Post($"{address}/award/confirmation", new { result = "funded", amount = Euro(150_000m)[0] })).Ok();

        // A partner leaves: not without another one.
        var change = Guid.NewGuid();
        (await officer.Post($"{address}/consortium-changes", new { leaves = clusters[1], reason = "It withdrew in writing." })).IsProblem(HttpStatusCode.Conflict, "minimum-conditions-not-kept");
        (await officer.Post($"{address}/consortium-changes", new { leaves = clusters[1], cluster = Guid.NewGuid(), reason = "It withdrew in writing." })).IsProblem(HttpStatusCode.NotFound, "partner-unknown");
        (await officer.Post($"{address}/consortium-changes", new { leaves = clusters[1], cluster = clusters[2], reason = "" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reason");
        var proposed = (await officer.Post($"{address}/consortium-changes", new { id = change, leaves = clusters[1], cluster = clusters[2], reason = "It withdrew in writing; another one acceded." })).Ok();
        Assert.Equal(["toConfirmChange"], (await second.Get($"/api/desk/work?call={call}&kind=toConfirmChange&minPosition={proposed.Position}")).Ok().Body.Each("items").Select(item => item.Said("kind")));
        (await officer.Post($"{address}/consortium-changes/{change}/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        Assert.Empty((await applicant.Get($"{address}/award")).Ok().Body.Each("changes"));
        var changed = (await second.Post($"{address}/consortium-changes/{change}/confirmation")).Ok();
        var told = (await applicant.Get($"{address}/award?minPosition={changed.Position}")).Ok().Body.Each("changes").Single();
        Assert.Equal(("Cluster de la Seine", "Klaster Wisła", "met"), (told.Said("leavesName"), told.Said("joinsName"), told.Said("outcome")));
        var published = (await Restricted(service, "application.consortium-changed.v1", id)).GetProperty("data");
        Assert.Equal((clusters[1], clusters[2], "partner"), (published.GetProperty("leaves").GetGuid(), published.GetProperty("joins").GetProperty("cluster").GetGuid(), published.GetProperty("joins").Said("role")));
        Assert.All((await auditor.Get($"{address}/audit")).Ok().Body.Each("recorded"), kept => Assert.True(kept.GetProperty("isReproduced").GetBoolean()));
        Assert.Empty((await auditor.Get($"/api/desk/differing?application={id}")).Ok().Body.Each("applications"));

        // Whoever has left moves; the signature, which the grant system delivers, is judged with who is there now.
        var seat = (await applicant.Get($"/api/clusters/{clusters[1]}")).Ok();
        var moved = (await applicant.Patch($"/api/clusters/{clusters[1]}/profile", new { country = "DE", region = "DE12" }, seat.Version)).Ok();
        (await service.Client("admin").Post($"/api/access/{DemonstrationPeople.Subscriber.Id}/grants", new { kind = "inbound", call })).Ok();
        var delivered = (await service.Client("subscriber").Post($"/api/inbound/signatures?minPosition={moved.Position}", new { source = "grants", id = "S-1", application = id, on = "2017-12-01" })).Ok();
        var check = (await officer.Get($"{address}/award?minPosition={delivered.Position}")).Ok().Body.GetProperty("signature");
        Assert.Equal([("CON-2", "met")], check.Each("findings").Select(finding => (finding.Said("criterion"), finding.Said("outcome"))));
        Assert.Contains("Poland", check.Each("told").Single().GetProperty("reason").Said("text"), StringComparison.Ordinal);
        Assert.Contains((await auditor.Get($"{address}/audit?minPosition={delivered.Position}")).Ok().Body.Each("recorded"), kept => kept.Said("with") == "signature" && kept.GetProperty("isReproduced").GetBoolean());
        (await officer.Post($"{address}/signature-check", new { on = "2017-12-01" })).Ok();
        (await officer.Post($"{address}/signature", new { on = "2017-12-01" })).Ok();
        var signed = (await second.Post($"{address}/signature/confirmation")).Ok();
        (await officer.Post($"{address}/consortium-changes", new { leaves = clusters[2], reason = "Too late." })).IsProblem(HttpStatusCode.Conflict, "grant-already-signed");

        // Found by who, what, when and words; of applications by officers those of their calls.
        var mine = (await officer.Get($"/api/desk/search?who=elena&what=application.consortium-changed&call={call}&minPosition={signed.Position}")).Ok().Body.Each("events").Single();
        Assert.Equal(("application", "ELSEWHERE-2017 · Neckar Cluster"), (mine.Said("of"), mine.Said("name")));
        Assert.Contains("Klaster Wisła", mine.GetProperty("entry").Said("sentence"), StringComparison.Ordinal);
        Assert.NotEmpty((await auditor.Get("/api/desk/search?q=acceded&what=application")).Ok().Body.Each("events"));
        var page = (await auditor.Get($"/api/desk/search?application={id}&limit=2")).Ok().Body;
        var later = (await auditor.Get($"/api/desk/search?application={id}&limit=2&cursor={page.Said("next")}")).Ok().Body;
        Assert.True(page.Each("events").Min(one => one.GetProperty("sequence").GetInt64()) > later.Each("events").Max(one => one.GetProperty("sequence").GetInt64()));
        Assert.Empty((await auditor.Get($"/api/desk/search?application={id}&to=2017-01-01")).Ok().Body.Each("events"));
        Assert.Empty((await auditor.Get("/api/desk/search?q=100%25_sure")).Ok().Body.Each("events"));
        (await auditor.Get("/api/desk/search?q=ab")).IsProblem(HttpStatusCode.BadRequest, "invalid", "text");
        (await applicant.Get("/api/desk/search")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        Assert.Contains("application.imported", (await auditor.Get($"/api/desk/search.csv?application={id}")).Ok().Text, StringComparison.Ordinal);
        var conflict = (await second.Post("/api/access/conflicts", new { organisation = clusters[0] })).Ok();
        Assert.DoesNotContain((await second.Get($"/api/desk/search?q=acceded&minPosition={conflict.Position}")).Ok().Body.Each("events"), one => one.GetProperty("about").GetGuid() == id);

        // Years later its time is over: what people wrote goes, and the story still tells what happened.
        var admin = service.Client("admin");
        var (other, clearance, clearances) = (service.Client("second-admin"), Guid.NewGuid(), "/api/admin/retention/clearances");
        (await admin.Post(clearances, new { ids = new[] { id } })).IsProblem(HttpStatusCode.Conflict, "clearance-not-due");
        (await admin.Post(clearances, new { })).IsProblem(HttpStatusCode.BadRequest, "invalid", "ids");
        await service.MoveClock("2028-01-01T08:00:00Z");
        var due = (await auditor.Get("/api/admin/retention")).Ok().Body;
        Assert.Contains(due.Each("due"), one => one.GetProperty("id").GetGuid() == id);
        Assert.True(due.GetProperty("looksDue").GetInt32() > 0);
        (await auditor.Post(clearances, new { ids = new[] { id } })).IsProblem(HttpStatusCode.Forbidden, "not-allowed");

        // Proposed by one administrator; carried out when another one confirms just that.
        (await admin.Post(clearances, new { ids = new[] { id, Guid.NewGuid() } })).IsProblem(HttpStatusCode.Conflict, "clearance-not-due");
        (await admin.Post(clearances, new { id = clearance, ids = new[] { id } })).Ok();
        (await admin.Post($"{clearances}/{clearance}/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        (await auditor.Post($"{clearances}/{clearance}/confirmation")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await other.Post($"{clearances}/{Guid.NewGuid()}/confirmation")).IsProblem(HttpStatusCode.Conflict, "clearance-not-proposed");
        var dropped = (await other.Post($"{clearances}/{clearance}/withdrawal")).Ok();
        (await other.Post($"{clearances}/{clearance}/confirmation")).IsProblem(HttpStatusCode.Conflict, "clearance-not-proposed");
        clearance = Guid.NewGuid();
        Assert.Equal(dropped.Version + 1, (await admin.Post(clearances, new { id = clearance, ids = new[] { id }, looks = true })).Ok().Version);
        var proposedThen = (await auditor.Get("/api/admin/retention")).Ok().Body;
        Assert.Equal((clearance, false), (proposedThen.GetProperty("proposed").GetProperty("id").GetGuid(), proposedThen.GetProperty("proposed").GetProperty("mine").GetBoolean()));
        Assert.Contains(proposedThen.Each("due"), one => one.GetProperty("id").GetGuid() == id);
        Assert.Equal((1, 0), Cleared((await other.Post($"{clearances}/{clearance}/confirmation")).Ok()));
        Assert.Equal((0, 1), Cleared((await other.Post($"{clearances}/{clearance}/confirmation")).Ok()));
        var after = (await auditor.Get("/api/admin/retention")).Ok().Body;
        Assert.DoesNotContain(after.Each("due"), one => one.GetProperty("id").GetGuid() == id);
        Assert.Equal(0, after.GetProperty("looksDue").GetInt32());
        Assert.False(after.TryGetProperty("proposed", out _));
        Assert.Equal(2, after.Each("cleared").Count());
        Assert.All(after.Each("cleared"), one => Assert.Equal((DemonstrationPeople.Administrator.Id, DemonstrationPeople.SecondAdministrator.Id), (one.GetProperty("proposedBy").GetGuid(), one.GetProperty("clearedBy").GetGuid())));
        Assert.Contains((await auditor.Get("/api/desk/search?what=retention")).Ok().Body.Each("events"), one => one.GetProperty("entry").Said("sentence")!.StartsWith("Mikko Lindgren confirmed what Sofia Costa had proposed to clear", StringComparison.Ordinal));
        Assert.All((await auditor.Get("/api/desk/search?what=retention")).Ok().Body.Each("events"), one => Assert.Equal("retention", one.Said("of")));
        Assert.Contains((await auditor.Get("/api/desk/search?what=access")).Ok().Body.Each("events"), one => (one.Said("of"), one.Said("name")) == ("person", DemonstrationPeople.SecondOfficer.Name));
        Assert.Empty((await officer.Get("/api/desk/search?what=retention")).Ok().Body.Each("events"));
        var history = (await auditor.Get($"{address}/history")).Ok();
        Assert.DoesNotContain("acceded", history.Text, StringComparison.Ordinal);
        Assert.Contains("application.consortium-changed", history.Text, StringComparison.Ordinal);
        Assert.All((await auditor.Get($"{address}/audit")).Ok().Body.Each("recorded"), kept => Assert.True(kept.GetProperty("isReproduced").GetBoolean()));
    }

    [Fact]
    public async Task a_journey_is_proven_computed_within_the_calls_amounts_decided_by_two_and_told()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2022-07-27T08:00:00Z");
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.PublishCall(new
        {
            reference = "JAPAN-PAID", title = new { en = "To Japan", de = "Nach Japan" }, kind = "matching-event", deadline = new { local = "2022-08-31T23:59" }, eventFrom = "2022-10-03", eventUntil = "2022-10-14",
            travel = new { personsPerCluster = 2, maximumWeeks = 6, maximumPerPersonAndWeek = Euro(700m)[0], confidence = "found" },
            clauses = new[] { new { number = "4", title = new { en = "Travel costs", de = "Reisekosten" } } },
            criteria = new object[] { new { id = "COST", clause = "4", type = "travel-cost-within/1", parameters = new { perPersonAndWeek = Euro(700m)[0] }, stage = "application", decides = "reimbursement", referenceDate = new { kind = "deadline" } } },
        });
        var cluster = await service.Register("Robotik Alb");
        var listed = await service.Publish(cluster);
        (await applicant.Get($"/api/clusters/{cluster}?minPosition={listed.Position}")).Ok();
        var begun = (await applicant.Post("/api/applications", new { call = "JAPAN-PAID", cluster })).Created();
        var address = $"/api/applications/{begun.Id}";
        (await applicant.Patch($"{address}/proposal", new { persons = 2, weeks = 2, travelCosts = Euro(1_400m, 900m) }, begun.Version)).Ok();
        (await applicant.Post($"{address}/submissions")).Created();
        (await applicant.Ask(HttpMethod.Post, $"{address}/documents?kind=travelEvidence&title=Ticket", Content())).IsProblem(HttpStatusCode.Conflict, "not-selected");
        await service.MoveClock("2022-09-05T08:00:00Z");
        (await officer.Post($"{address}/selection", new { outcome = "selected", reason = "A plan that holds." })).Ok();
        (await officer.Post($"{address}/reimbursement", new { journeys = new[] { new { spent = Euro(1m)[0], weeks = 1 } } })).IsProblem(HttpStatusCode.Conflict, "event-ahead");

        await service.MoveClock("2022-10-20T08:00:00Z");
        var first = (await applicant.Ask(HttpMethod.Post, $"{address}/documents?kind=travelEvidence&title=Person%201", Content())).Created();
        var other = (await applicant.Ask(HttpMethod.Post, $"{address}/documents?kind=travelEvidence&title=Person%202", Content())).Created();
        var evidence = (await officer.Get($"{address}/reimbursement?minPosition={other.Position}")).Ok().Body.Each("evidence").Select(one => one.GetGuid()).ToArray();
        Assert.Equal(2, evidence.Length);
        Assert.Equal(2, (await officer.Get($"{address}/documents")).Ok().Body.Each("documents").Count(document => document.Said("kind") == "travelEvidence"));
        Assert.Equal(["toReimburse"], (await officer.Get("/api/desk/work?call=JAPAN-PAID&kind=toReimburse")).Ok().Body.Each("items").Select(item => item.Said("kind")));
        (await officer.Get(first.Headers.Location!.OriginalString)).Ok();

        // Person 1 stayed a week and is paid for one; person 2 asked for less than was spent.
        object[] journeys = [new { spent = Euro(812.35m)[0], weeks = 1, evidence = new[] { evidence[0] } }, new { spent = Euro(1_200.00m)[0], weeks = 2, evidence = new[] { evidence[1] } }];
        (await officer.Post($"{address}/reimbursement", new { journeys = new[] { new { spent = Euro(0.005m)[0], weeks = 1 } } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "journeys");
        (await officer.Post($"{address}/reimbursement", new { journeys = new[] { new { spent = Euro(10m)[0], weeks = 1 } } })).IsProblem(HttpStatusCode.Conflict, "evidence-missing");
        (await applicant.Post($"{address}/reimbursement", new { journeys })).IsProblem(HttpStatusCode.NotFound, "not-found");
        var proposed = (await officer.Post($"{address}/reimbursement", new { journeys })).Ok();
        Assert.False((await applicant.Get($"{address}/reimbursement?minPosition={proposed.Position}")).Ok().Body.TryGetProperty("proposed", out _));
        (await officer.Post($"{address}/reimbursement/confirmation", new { amount = Euro(1_600m)[0] })).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        (await second.Post($"{address}/reimbursement/confirmation", new { amount = Euro(2_012.35m)[0] })).IsProblem(HttpStatusCode.Conflict, "award-changed-since");
        var decided = (await second.Post($"{address}/reimbursement/confirmation", new { amount = Euro(1_600m)[0] })).Ok();
        var paid = (await applicant.Get($"{address}/reimbursement?minPosition={decided.Position}")).Ok().Body.GetProperty("decided");
        Assert.Equal("1600.00", paid.GetProperty("amount").Said("amount"));
        Assert.Equal([("700.00", "perPersonAndWeek"), ("900.00", "requested")], paid.Each("journeys").Select(journey => (journey.GetProperty("paid").Said("amount"), journey.Said("limit"))));
        (await officer.Post($"{address}/reimbursement", new { journeys })).IsProblem(HttpStatusCode.Conflict, "reimbursement-already-decided");
        var published = (await Restricted(service, "application.reimbursement-decided.v1", begun.Id)).GetProperty("data");
        Assert.Equal((2, "1600.00"), (published.GetProperty("persons").GetInt32(), published.GetProperty("amount").Said("amount")));

        // Told by a letter, against which there are two ways.
        var letter = Guid.NewGuid();
        Assert.Contains("travelDecision", (await officer.Get($"{address}/correspondence")).Ok().Body.Each("owed").Select(kind => kind.GetString()));
        (await officer.Post($"{address}/letters", new { id = letter, kind = "travelDecision", text = "You are reimbursed EUR 1,600.00 of what you spent." })).Ok();
        var opened = (await applicant.Post($"{address}/letters/{letter}/opening")).Ok();
        Assert.Equal(["legalityReview", "annulment"], (await applicant.Get($"{address}/correspondence?minPosition={opened.Position}")).Ok().Body.Each("ways").Select(way => way.Said("kind")));
        Assert.DoesNotContain("reimbursement-proposed", (await applicant.Get($"{address}/history")).Ok().Text, StringComparison.Ordinal);
    }

    /// <summary>Told in the restricted class: whoever may not read it gets the number and the hash.</summary>
    private static async Task<JsonElement> Restricted(RunningService service, string type, Guid application)
    {
        var entry = await service.Client("auditor").InFeed(told => told.Said("type") == $"eu.eligibility-service.{type}" && told.Said("subject") == $"{application}" && told.Said("class") == "restricted");
        var stub = (await service.Client().Get($"/api/feed?after={entry.GetProperty("number").GetInt64() - 1}&limit=1")).Ok().Body.Each("entries").Single();
        Assert.Equal(entry.Said("leafHash"), stub.Said("leafHash"));
        Assert.False(stub.TryGetProperty("event", out _));
        return entry.GetProperty("event");
    }

    private static object Asked(string id, string type, object parameters, string stage, params string[] alsoAt) => new { id, clause = "6", type, parameters, stage, referenceDate = new { kind = "deadline" }, alsoAt };

    private static (int, int) Cleared(Answer report) => (report["applications"].GetInt32(), report["notDue"].GetArrayLength());

    private static (int, int, int, int) Counts(Answer report) => (report["accepted"].GetInt32(), report["changed"].GetInt32(), report["unchanged"].GetInt32(), report["refused"].GetInt32());

    /// <summary>W1 b: what another system received a second late is not lost: it is judged, and answered.</summary>
    [Fact]
    public async Task a_proposal_received_late_elsewhere_is_kept_as_late_while_ours_is_refused()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        var clusters = await service.Managed("Neckar Cluster,DE,DE11");
        var call = await service.PublishCall(new
        {
            reference = "LATE-2019", title = new { en = "A call that asks for receipt in time", de = "Eine Ausschreibung mit Frist" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2019-10-30T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Admissibility", de = "Zulässigkeit" } } },
            criteria = new object[] { Asked("ADM-1", "received-by-deadline/1", new { }, "application"), Asked("BUD-1", "grant-within/1", new { maximum = Euro(200_000m)[0] }, "application"), Asked("EXC-1", "declared/1", new { kind = "exclusion" }, "application") },
        });
        var here = (await applicant.Post("/api/applications", new { call, cluster = clusters[0] })).Created();
        await service.MoveClock("2019-11-04T08:00:00Z");
        (await applicant.Post($"/api/applications/{here.Id}/submissions", new { confirmEmpty = true })).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");

        var file = $"number;receivedAt;attestation;attestedBy;coordinator;partners;declarations;title;requestedGrant\nSEP-9;2019-10-30T16:00:01Z;sha256:abc;SEP key 7;{clusters[0]};;exclusion;Late;1\n";
        var report = (await officer.Post($"/api/calls/{call}/proposals/imports?source=SEP", Csv(file))).Ok();
        Assert.Equal((1, 0, 0, 0), Counts(report));
        Assert.Equal((0, 0, 1, 0), Counts((await officer.Post($"/api/calls/{call}/proposals/imports?source=SEP", Csv(file))).Ok()));

        var id = report.Body.Each("lines").Single().GetProperty("application").GetGuid();
        var shown = (await officer.Get($"/api/applications/{id}?minPosition={report["position"].GetInt64()}")).Ok().Body;
        var finding = shown.GetProperty("verdict").Finding("ADM-1");
        Assert.Equal(("submitted", "2019-10-30T16:00:01Z"), (shown.Said("status"), shown.Said("receivedAt")));
        Assert.Equal(("notMet", "received-late"), (finding.Said("outcome"), finding.GetProperty("reason").Said("code")));
        Assert.Equal("2019-10-30T16:00:01Z", finding.Each("evidence").First().Said("validFrom"));
        foreach (var told in (string[])["BUD-1", "EXC-1"]) Assert.Equal("met", shown.GetProperty("verdict").Finding(told).Said("outcome"));
        (await officer.Post($"/api/applications/{id}/decision", new { eligible = false, reason = "Received one second late." })).Ok();
    }

    /// <summary>A request was enough at the deadline; what became of the profile afterwards is told beside the verdict.</summary>
    [Fact]
    public async Task a_profile_refused_after_the_deadline_is_flagged_before_the_signature_and_changes_no_outcome()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        var call = await service.PublishCall(new
        {
            reference = "REQUESTED-2017", title = new { en = "A request is enough", de = "Ein Antrag genügt" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Registration", de = "Registrierung" } } },
            criteria = new object[] { new { id = "REG-b", clause = "6", type = "registered-or-requested/1", referenceDate = new { kind = "deadline" } } },
        });
        var cluster = await service.Register("Cluster am Neckar");
        (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();
        var begun = (await applicant.Post("/api/applications", new { call, cluster })).Created();
        var address = $"/api/applications/{begun.Id}";
        (await applicant.Patch($"{address}/proposal", new { title = "A title", requestedGrant = Euro(100_000m)[0] }, begun.Version)).Ok();
        (await applicant.Post($"{address}/submissions", new { })).Created();

        await service.MoveClock("2017-06-06T08:00:00Z");
        Assert.Empty((await officer.Get(address)).Ok()["verdict"].Each("flags"));
        var opinion = (await officer.Post($"{address}/decision", new { eligible = true })).Ok();
        var decided = (await second.Post($"{address}/decision/confirmation")).Ok();
        var refused = (await service.Client("moderator").Post($"/api/clusters/{cluster}/refusal", new { reason = "The website does not exist." })).Ok();
        Assert.True(opinion.Version < decided.Version);

        var verdict = (await officer.Get($"{address}?minPosition={refused.Position}")).Ok()["verdict"];
        Assert.Equal(("met", "met", "decision"), (verdict.Said("outcome"), verdict.Finding("REG-b").Said("outcome"), verdict.Said("bindingness")));
        var flag = Assert.Single(verdict.Each("flags"));
        Assert.Equal(("profile-refused-since", "REG-b", cluster), (flag.Said("code"), flag.Said("criterion"), flag.GetProperty("organisation").GetGuid()));
        Assert.NotEqual("", flag.Said("whatToDo"));

        (await officer.Post($"/api/calls/{call}/evaluations/imports?minPosition={refused.Position}", Csv($"application;score;threshold\n{begun.Id};82;70\n"))).Ok();
        (await officer.Post($"{address}/award", new { result = "funded", amount = Euro(100_000m)[0] })).Ok();
        (await second.Post($"{address}/award/confirmation", new { result = "funded", amount = Euro(100_000m)[0] })).Ok();
        var checkedOn = (await officer.Post($"{address}/signature-check", new { on = "2017-12-01" })).Ok();
        var signature = (await officer.Get($"{address}/award?minPosition={checkedOn.Position}")).Ok()["signature"];
        Assert.Equal(("met", "profile-refused-since"), (signature.Said("outcome"), Assert.Single(signature.Each("flags")).Said("code")));
    }

    private static ByteArrayContent Csv(string file) => new(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private static ByteArrayContent Content() => new(Pdf) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };

    private static object[] Euro(params decimal[] amounts) => [.. amounts.Select(amount => new { amount = amount.ToString(CultureInfo.InvariantCulture), currency = "EUR" })];
}
