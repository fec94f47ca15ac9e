using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What would be told if something were otherwise, and what must be done for it.</summary>
public sealed class SupposingAndPlanning(PostgresFixture postgres)
{
    [Fact]
    public async Task a_cluster_reads_what_would_change_and_what_it_must_do_by_when()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var registered = (await applicant.Post("/api/clusters", Profile("Neckar Cluster"))).Created();
        var cluster = registered.Id;
        var address = $"/api/clusters/{cluster}/eligibility/{Escp2016}";
        var present = await applicant.Verdict(cluster, Escp2016, $"?minPosition={registered.Position}");
        Assert.Equal("notMet", present.Said("outcome"));

        // Nothing supposed: nothing differs.
        var same = (await applicant.Get($"{address}/what-if")).Ok();
        Assert.Empty(same.Body.Each("differences"));
        Assert.Equal(same["present"].GetProperty("findings").ToString(), same["supposed"].GetProperty("findings").ToString());

        var requested = (await applicant.Get($"{address}/what-if?registration=requested")).Ok();
        Assert.Equal(("notMet", "met"), (requested["present"].Said("outcome"), requested["supposed"].Said("outcome")));
        var difference = Assert.Single(requested.Body.Each("differences"));
        Assert.Equal(("REG-a", "notMet", "met"), (difference.Said("criterion"), difference.Said("before"), difference.Said("after")));

        var path = (await applicant.Get($"{address}/path")).Ok();
        Assert.True(path["exists"].GetBoolean());
        var step = Assert.Single(path.Body.Each("steps"));
        Assert.Equal(("request-review-or-declare", "2017-05-23T15:00:00Z"), (step.Said("code"), step.Said("by")));
        Assert.Equal("REG-a", Assert.Single(step.Each("serves")).GetString());

        // Doing what the path says makes it so.
        var done = (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();
        Assert.Equal("met", (await applicant.Verdict(cluster, Escp2016, $"?minPosition={done.Position}")).Said("outcome"));
        Assert.Empty((await applicant.Get($"{address}/path?minPosition={done.Position}")).Ok().Body.Each("steps"));
    }

    [Fact]
    public async Task partners_may_be_supposed_by_country()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var cluster = await service.Register("Neckar Cluster");
        var published = await service.Publish(cluster);
        var address = $"/api/clusters/{cluster}/eligibility/{Escp2016}/what-if?minPosition={published.Position}";

        var one = (await applicant.Get($"{address}&partners=PL")).Ok();
        Assert.Equal("notMet", one["supposed"].Finding("CON-1").Said("outcome"));
        var two = (await applicant.Get($"{address}&partners=PL|FR")).Ok();
        Assert.Equal(("met", "met"), (two["supposed"].Finding("CON-1").Said("outcome"), two["supposed"].Finding("CON-2").Said("outcome")));
        Assert.Equal("notMet", two["present"].Finding("CON-1").Said("outcome"));

        foreach (var (query, field) in ((string, string)[])[
            ("partners=QQ", "partners[0]"), ("membersSme=many", "membersSme"), ("membersSme=-1", "membersSme"), ("colour=red", "colour"), ("label=platinum", "label"),
            ("labelFrom=2016-01-01", "label"), ("labelInterviewMonth=2017-09", "label"), ("label=gold&labelInterviewMonth=2017", "labelInterviewMonth"), ("label=gold&labelInterviewMonth=2017-09&labelFrom=2017-09-01", "labelInterviewMonth"),
            ("label=gold&labelFrom=2017-01-01&labelUntil=2016-01-01", "labelUntil"), ("country=ZZ", "country"), ("strand=9", "strand"), ("at=2010-01-01T00:00:00Z", "at")])
        {
            (await applicant.Get($"{address}&{query}")).IsProblem(HttpStatusCode.BadRequest, "invalid", field);
        }

        (await service.Client("moderator").Get($"{address}&partners=PL")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task what_nothing_can_mend_in_time_is_named()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var swiss = (await applicant.Post("/api/clusters", Profile("Cluster am Rheinfall", "CH"))).Created();

        var path = (await applicant.Get($"/api/clusters/{swiss.Id}/eligibility/{Escp2016}/path?minPosition={swiss.Position}")).Ok();
        Assert.False(path["exists"].GetBoolean());
        Assert.Empty(path.Body.Each("steps"));
        Assert.Equal("CTRY-1", Assert.Single(path.Body.Each("blocking")).Said("criterion"));
    }
}
