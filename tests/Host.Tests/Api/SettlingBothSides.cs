using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>An organisation in two proposals has two sides: whoever has a conflict of interests with one of them neither reads nor settles it, and everybody else goes on.</summary>
public sealed class SettlingBothSides(PostgresFixture postgres)
{
    [Fact]
    public async Task an_officer_in_conflict_with_the_other_side_is_told_no_name_and_settles_nothing()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.MoveClock("2017-05-10T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Alpha,IT,ITH5", "Beta,NL,NL33", "Gamma,FR,FR10");
        var x = clusters[0];
        var own = await Propose(clusters[1], new { cluster = x });
        await Propose(clusters[2], new { cluster = x });
        await Propose(clusters[3], new { organisation = new { name = "NECKAR CLUSTER e.V.", country = "DE", pic = "999888777" } });
        await service.MoveClock("2017-05-24T10:00:00Z");

        var all = (await second.Get($"/api/applications/{own}/duplicates")).Ok();
        Assert.Equal(["Beta", "Gamma"], all.Body.Each("duplicates").Select(one => one.Said("otherCoordinator")).Order());
        Assert.Equal(0, all["withheld"].GetInt32());
        var spelt = all.Body.Each("duplicates").Single(one => one.Said("otherCoordinator") == "Gamma").GetProperty("other").GetGuid();
        var (stands, same) = (new { organisation = x, reason = "The later one." }, new { organisation = x, other = spelt, same = false, reason = "Asked the register." });

        Assert.NotEmpty(await Evidence(officer, 0));

        long declared = 0;
        foreach (var other in clusters[2..4]) declared = (await officer.Post("/api/access/conflicts", new { organisation = other })).Ok().Position;
        var withheld = (await officer.Get($"/api/applications/{own}/duplicates?minPosition={declared}")).Ok();
        Assert.Empty(withheld.Body.Each("duplicates"));
        Assert.Equal(2, withheld["withheld"].GetInt32());
        Assert.Empty(await Evidence(officer, declared));
        Assert.NotEmpty(await Evidence(second, declared));
        (await officer.Post($"/api/applications/{own}/standing", stands)).IsProblem(HttpStatusCode.Conflict, "organisation-not-in-two-proposals");
        (await officer.Post($"/api/applications/{own}/comparisons", same)).IsProblem(HttpStatusCode.Conflict, "organisation-not-in-two-proposals");
        Assert.DoesNotContain(await ToSettle(officer), one => one == own);

        Assert.Contains(await ToSettle(second), one => one == own);
        (await second.Post($"/api/applications/{own}/comparisons", same)).Ok();
        (await officer.Post($"/api/applications/{own}/comparisons", new { organisation = x, other = spelt, same = true, reason = "Otherwise." })).IsProblem(HttpStatusCode.Conflict, "organisation-not-in-two-proposals");
        var settled = (await second.Post($"/api/applications/{own}/standing", stands)).Ok();
        Assert.Empty((await second.Get($"/api/applications/{own}/duplicates?minPosition={settled.Position}")).Ok().Body.Each("duplicates"));

        async Task<Guid> Propose(Guid coordinator, object partner)
        {
            var id = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = coordinator, strand = "1.a" })).Created().Id;
            var named = (await applicant.Post($"/api/applications/{id}/partners", partner)).Created();
            (await applicant.Post($"{named.Headers.Location!.OriginalString}/confirmation", new { })).Ok();
            var receipt = (await applicant.Post($"/api/applications/{id}/submissions", new { confirmEmpty = true })).Created();
            (await applicant.Get($"/api/applications/{id}?minPosition={receipt.Position}")).Ok();
            return id;
        }

        async Task<IEnumerable<System.Text.Json.JsonElement>> Evidence(HttpClient asking, long position) =>
            (await asking.Get($"/api/applications/{own}/eligibility?minPosition={position}")).Ok().Body.Finding("NUM-1").Each("evidence");

        async Task<IEnumerable<Guid>> ToSettle(HttpClient asking) =>
            (await asking.Get("/api/desk/work?kind=toSettleDoubles")).Ok().Body.Each("items").Select(item => item.GetProperty("application").GetGuid());
    }
}
