using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>A proposal with documents and a shared budget, private until it is handed in; and a person who is erased while all of it still verifies.</summary>
public sealed class HandingInDocuments(PostgresFixture postgres)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");

    [Fact]
    public async Task documents_and_budget_are_private_until_handed_in_and_then_stay_as_they_were()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, auditor) = (service.Client("applicant"), service.Client("officer"), service.Client("auditor"));
        await service.MoveClock("2017-05-20T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10");
        var begun = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.a" })).Created();
        var address = $"/api/applications/{begun.Id}";

        // Nothing filled in is handed in only when that is said.
        (await applicant.Post($"{address}/submissions")).IsProblem(HttpStatusCode.Conflict, "application-empty");
        (await applicant.Post($"{address}/submissions", new { })).IsProblem(HttpStatusCode.Conflict, "application-empty");

        // What is no PDF is refused by what it holds, whatever it says it is.
        await Refused(Encoding.ASCII.GetBytes("PK\u0003\u0004 a zip that calls itself a PDF %%EOF"), "document-not-a-pdf");
        await Refused(Pdf[..^7], "document-not-a-pdf");
        await Refused([], "document-missing");
        await Refused([.. Pdf[..9], .. new byte[10 * 1024 * 1024], .. Pdf[9..]], "document-too-large");
        (await Attach(address, Pdf, "kind=poem&title=Ours")).IsProblem(HttpStatusCode.BadRequest, "invalid", "kind");
        (await applicant.Post($"{address}/documents?kind=mandate&title=Ours", new { })).IsProblem(HttpStatusCode.UnsupportedMediaType, "content-type-not-supported");
        var stranger = service.Client("moderator");
        (await stranger.Ask(HttpMethod.Post, $"{address}/documents?kind=mandate&title=Ours", Content(Pdf))).Is(HttpStatusCode.Forbidden);

        var first = (await Attach(address, Pdf, "kind=mandate&title=Mandate%20of%20Anna%20Weber")).Created();
        using var form = new MultipartFormDataContent { { new StringContent("description"), "kind" }, { new StringContent("Part B"), "title" }, { Content(Pdf), "file", "../b.pdf" } };
        var second = (await applicant.Ask(HttpMethod.Post, $"{address}/documents", form)).Created();

        var list = (await applicant.Get($"{address}/documents?minPosition={second.Position}")).Ok().Body.Each("documents").ToArray();
        Assert.Equal([("mandate", "Mandate of Anna Weber", false), ("description", "Part B", false)], list.Select(one => (one.Said("kind")!, one.Said("title")!, one.GetProperty("isHandedIn").GetBoolean())));
        Assert.Equal(list[0].Said("hash"), Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(list[0].Said("salt")!), .. Pdf])));
        var file = (await applicant.Get(first.Headers.Location!.OriginalString)).Ok();
        Assert.Equal(("application/pdf", "attachment", Encoding.ASCII.GetString(Pdf)), (file.ContentHeaders.ContentType?.MediaType, file.ContentHeaders.ContentDisposition?.DispositionType, file.Text));
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());

        // Shares that do not add up are told, and stop nothing.
        var named = (await applicant.Post($"{address}/partners", new { cluster = clusters[1] })).Created();
        var shared = (await applicant.Put($"{address}/budget", new { shares = new[] { new { partner = clusters[0], requestedGrant = Euro("100000.00") }, new { partner = clusters[1], requestedGrant = Euro("50000.50") } } }, named.Version)).Ok();
        (await applicant.Put($"{address}/budget", new { shares = new[] { new { partner = clusters[0], requestedGrant = Euro("1.005") } } }, shared.Version)).IsProblem(HttpStatusCode.BadRequest, "invalid");
        var told = (await applicant.Patch($"{address}/proposal", new { requestedGrant = Euro("150000.00") }, shared.Version)).Ok();
        var missing = (await applicant.Get($"{address}?minPosition={told.Position}")).Ok().Body.Each("missing").ToArray();
        Assert.Contains("150,000.50", missing.Single(one => one.Said("code") == "budget-does-not-add-up").Said("what"), StringComparison.Ordinal);

        // A draft is its people's: officers know that there is one, auditors read it.
        foreach (var what in (string[])["", "/documents", "/history", "/eligibility"]) Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(address + what)).Status);
        Assert.Equal((0, 1), ((await officer.Get("/api/applications")).Ok().Body.Each("applications").Count(), (await officer.Get($"/api/applications?call={Escp2016}")).Ok()["drafts"].GetInt32()));
        Assert.Equal(2, (await auditor.Get($"{address}/documents")).Ok().Body.Each("documents").Count());

        // Handed in with both; one taken out since stays with what was handed in.
        var submitted = (await applicant.Post($"{address}/submissions")).Created();
        var removed = (await applicant.Delete(first.Headers.Location!.OriginalString, submitted.Version)).Ok();
        var handedIn = (await officer.Get($"{address}/documents?minPosition={removed.Position}")).Ok().Body.Each("documents").ToArray();
        Assert.Equal([(true, true), (true, false)], handedIn.Select(one => (one.GetProperty("isHandedIn").GetBoolean(), one.GetProperty("isRemoved").GetBoolean())));
        (await officer.Get(first.Headers.Location!.OriginalString)).Ok();
        var later = (await Attach(address, Pdf, "kind=other&title=Later")).Created();
        (await applicant.Get($"{address}?minPosition={later.Position}")).Ok();
        (await officer.Get(later.Headers.Location!.OriginalString)).Is(HttpStatusCode.NotFound);
        (await applicant.Delete(later.Headers.Location!.OriginalString, later.Version)).Ok();

        await service.MoveClock("2017-05-23T15:00:01Z");
        (await Attach(address, Pdf, "kind=other&title=Late")).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");

        // Decided, and then the applicant is erased: nothing that was recorded says otherwise.
        (await officer.Post($"{address}/decision", new { eligible = true, reason = "Anna Weber has shown that the partners are enough." })).Ok();
        var decided = (await service.Client("second-officer").Post($"{address}/decision/confirmation")).Ok();
        Assert.Contains("Anna Weber", (await auditor.Get($"{address}/history?minPosition={decided.Position}")).Ok().Text, StringComparison.Ordinal);
        (await auditor.Post("/api/admin/erasures", new { person = DemonstrationPeople.Applicant.Id })).Is(HttpStatusCode.Forbidden);
        var admin = service.Client("admin");
        (await admin.Post("/api/admin/erasures", new { person = Guid.NewGuid() })).Is(HttpStatusCode.NotFound);

        var before = (await auditor.Get($"{address}/eligibility")).Ok().Body;
        var document = new { application = begun.Id, document = list[0].GetProperty("id").GetGuid() };
        var (other, erasure, turnedDown) = (service.Client("second-admin"), Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(turnedDown, (await admin.Post("/api/admin/erasures", new { id = turnedDown, person = DemonstrationPeople.Applicant.Id })).Ok().Id);
        (await other.Post($"/api/admin/retention/clearances/{turnedDown}/withdrawal")).IsProblem(HttpStatusCode.Conflict, "clearance-not-proposed");
        (await other.Post($"/api/admin/erasures/{turnedDown}/withdrawal")).Ok();
        (await other.Post($"/api/admin/erasures/{turnedDown}/confirmation")).IsProblem(HttpStatusCode.Conflict, "erasure-not-proposed");
        (await admin.Post("/api/admin/erasures", new { id = erasure, person = DemonstrationPeople.Applicant.Id, documents = new[] { document } })).Ok();
        (await admin.Post($"/api/admin/erasures/{erasure}/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        (await auditor.Post($"/api/admin/erasures/{erasure}/confirmation")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        var waiting = (await auditor.Get("/api/admin/retention")).Ok().Body.Each("erasing").Single();
        Assert.True(waiting.GetProperty("texts").GetInt32() >= 2);
        Assert.Empty(waiting.Each("notLookedFor"));
        Assert.Equal((erasure, false), (waiting.GetProperty("id").GetGuid(), waiting.GetProperty("mine").GetBoolean()));
        Assert.Equal([list[1].GetProperty("id").GetGuid()], waiting.Each("toLookAt").Select(one => one.GetProperty("document").GetGuid()));
        Assert.Contains("Anna Weber", (await auditor.Get($"{address}/history")).Ok().Text, StringComparison.Ordinal);
        (await auditor.Get(first.Headers.Location!.OriginalString)).Ok();

        var report = (await other.Post($"/api/admin/erasures/{erasure}/confirmation")).Ok();
        Assert.Equal((1, waiting.GetProperty("texts").GetInt32()), (report["documents"].GetInt32(), report["notes"].GetInt32()));
        Assert.Equal([list[1].GetProperty("id").GetGuid()], report.Body.Each("toLookAt").Select(one => one.GetProperty("document").GetGuid()));
        Assert.Equal(report.Text, (await other.Post($"/api/admin/erasures/{erasure}/confirmation")).Ok().Text);
        Assert.Contains(
            (await auditor.Get("/api/desk/search?what=retention.erasure-confirmed")).Ok().Body.Each("events"),
            one => one.GetProperty("entry").Said("sentence") == "Mikko Lindgren confirmed what Sofia Costa had proposed: to erase somebody (erased) and 1 document.");
        Assert.Contains((await auditor.Get($"/api/audit/looks?person={DemonstrationPeople.Auditor.Id}")).Ok().Body.Each("looks"), look => look.Said("what") == "retention");

        var history = (await auditor.Get($"{address}/history")).Ok().Text;
        Assert.DoesNotContain("Anna Weber", history, StringComparison.Ordinal);
        Assert.Contains("omebody (erased)", history, StringComparison.Ordinal);
        Assert.Contains("[erased] has shown", history, StringComparison.Ordinal);
        Assert.Equal(before.GetProperty("findings").ToString(), (await auditor.Get($"{address}/eligibility")).Ok().Body.GetProperty("findings").ToString());
        Assert.True((await auditor.Get(address)).Ok()["decision"].GetProperty("isReproduced").GetBoolean());
        (await auditor.Get(first.Headers.Location!.OriginalString)).Is(HttpStatusCode.NotFound);
        Assert.False((await auditor.Get($"{address}/documents")).Ok().Body.Each("documents").First().TryGetProperty("salt", out _));

        // What falls due is listed by the periods, and nothing before.
        var retention = (await auditor.Get("/api/admin/retention")).Ok().Body;
        Assert.Equal(10, retention.GetProperty("periods").GetProperty("applicationsFunded").GetInt32());
        Assert.DoesNotContain(retention.Each("due"), one => one.Said("id") == $"{begun.Id}");
        var record = retention.Each("erasures").Single();
        Assert.Equal([DemonstrationPeople.Applicant.Id, DemonstrationPeople.Administrator.Id, DemonstrationPeople.SecondAdministrator.Id], ((string[])["person", "proposedBy", "erasedBy"]).Select(who => record.GetProperty(who).GetGuid()));
        Assert.Empty(retention.Each("erasing"));

        async Task Refused(byte[] content, string code)
        {
            var errors = (await Attach(address, content, "kind=mandate&title=Ours")).IsProblem(HttpStatusCode.BadRequest, "invalid", "file").Body.Each("errors");
            Assert.Equal(code, errors.Single().Said("code"));
        }

        Task<Answer> Attach(string application, byte[] content, string query) => applicant.Ask(HttpMethod.Post, $"{application}/documents?{query}", Content(content));
    }

    private static object Euro(string amount) => new { amount, currency = "EUR" };

    private static ByteArrayContent Content(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
}
