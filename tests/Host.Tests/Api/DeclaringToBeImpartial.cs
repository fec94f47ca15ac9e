using System.Net;
using EligibilityService.Application.Access;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>As outside the demonstration: an officer decides on a call only after having declared to have no conflict of interests, other than those declared.</summary>
public sealed class DeclaringToBeImpartial(PostgresFixture postgres)
{
    private const string Missing = "no-conflict-not-declared", None = "/api/access/conflicts/none";

    [Fact]
    public async Task each_officer_declares_before_the_first_decision()
    {
        await using var service = await RunningService.Start(await postgres.FreshDatabase(), "programme", ("Access__RequireNoConflict", "true"));
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.MoveClock("2017-05-10T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10");
        var (neckar, seine) = (await Propose(clusters[0]), await Propose(clusters[1]));
        await service.MoveClock("2017-05-24T10:00:00Z");
        var (decision, eligible) = ($"/api/applications/{neckar}/decision", new { eligible = true, reason = "The partners have been shown to be enough." });

        // Reading is open, deciding is not.
        (await officer.Get($"/api/applications/{neckar}")).Ok();
        (await officer.Get($"/api/applications/{neckar}/duplicates")).Ok();
        (await officer.Post(decision, eligible)).IsProblem(HttpStatusCode.Forbidden, Missing);
        (await officer.Post($"/api/applications/{neckar}/clarifications", new { criteria = new[] { "NUM-1" }, question = "How many?", answerBy = "2017-06-10" })).IsProblem(HttpStatusCode.Forbidden, Missing);

        // By reference, and no other officer by that; a moment later it counts.
        (await officer.Post(None, new { call = "NO-SUCH-CALL" })).IsProblem(HttpStatusCode.NotFound, "call-unknown");
        (await applicant.Post(None, new { call = Escp2016 })).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        var declared = (await officer.Post(None, new { call = Escp2016 })).Ok();
        Assert.Equal(declared.Version, (await officer.Post(None, new { call = Escp2016 })).Ok().Version);
        (await officer.Post(decision, eligible)).Ok();
        (await second.Post($"{decision}/confirmation")).IsProblem(HttpStatusCode.Forbidden, Missing);
        var mine = (await officer.Get($"/api/access/mine?minPosition={declared.Position}")).Ok().Body.Each("noConflicts").Single();
        Assert.Equal(Escp2016, mine.Said("reference"));
        await service.MoveClock("2017-05-25T10:00:00Z");
        (await second.Post(None, new { call = mine.Said("call") })).Ok();
        var confirmed = (await second.Post($"{decision}/confirmation")).Ok();

        // The auditor sees who declared what, and when.
        var officers = (await service.Client("auditor").Get($"/api/applications/{neckar}/audit?minPosition={confirmed.Position}")).Ok().Body.Each("officers").ToArray();
        Assert.Equal(
            [($"{DemonstrationPeople.Officer.Id}", true), ($"{DemonstrationPeople.SecondOfficer.Id}", true)],
            officers.Select(one => (one.Said("person")!, one.GetProperty("noConflictDeclaredAt").GetDateTimeOffset() <= one.GetProperty("since").GetDateTimeOffset())));

        // A conflict with one organisation closes its applications only; with the call, that there is none can no longer be said.
        (await officer.Post("/api/access/conflicts", new { organisation = clusters[1] })).Ok();
        (await officer.Post($"/api/applications/{seine}/decision", eligible)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await officer.Post($"/api/applications/{neckar}/letters", new { id = Guid.NewGuid(), kind = "eligibilityDecision", text = "Your application is eligible." })).Ok();
        (await second.Post("/api/access/conflicts", new { call = Escp2016 })).Ok();
        (await second.Post(None, new { call = Escp2016 })).IsProblem(HttpStatusCode.Conflict, "conflict-with-call-declared");

        async Task<Guid> Propose(Guid coordinator)
        {
            var id = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = coordinator, strand = "1.a" })).Created().Id;
            var receipt = (await applicant.Post($"/api/applications/{id}/submissions", new { confirmEmpty = true })).Created();
            (await applicant.Get($"/api/applications/{id}?minPosition={receipt.Position}")).Ok();
            return id;
        }
    }
}
