using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Partner searches over HTTP: posted by a cluster's people, found by those they are meant for, matched with a consortium, over in time.</summary>
public sealed class PostingPartnerSearches(PostgresFixture postgres)
{
    private const string InWords = "We bring pilot lines for photonics and look for a consortium.";

    [Fact]
    public async Task a_search_is_found_by_those_it_is_meant_for_until_its_last_day()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, anybody) = (service.Client("applicant"), service.Client(null));
        await service.MoveClock("2016-12-21T09:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11"))[0];
        (await service.Publish(cluster)).Ok();
        var posted = (await applicant.Post("/api/partner-searches", new
        {
            cluster, kind = "offer", call = Escp2016, text = InWords, validUntil = "2017-03-31", wanted = new { countries = new[] { "FR" }, targetCountries = new[] { "BR" } },
        })).Created();

        async Task<int> Found(string query) => (await anybody.Get($"/api/partner-searches{query}{(query.Length == 0 ? '?' : '&')}minPosition={posted.Position}")).Ok().Body.GetProperty("total").GetInt32();
        int[] found = [
            await Found(""), await Found("?country=FR"), await Found("?country=PL"), await Found("?target=BR"), await Found("?target=JP"), await Found("?kind=offer"), await Found("?kind=request"),
            await Found($"?call={Escp2016}"), await Found("?call=COS-CLUSTER-2014-3-03"),
        ];
        Assert.Equal([1, 1, 0, 1, 0, 1, 0, 1, 0], found);
        var shown = (await anybody.Get($"/api/partner-searches/{posted.Id}")).Ok();
        Assert.Equal((InWords, Escp2016, "Neckar Cluster", "False"), (shown.Body.Said("text"), shown.Body.Said("call"), shown.Body.Said("name"), shown.Body.Said("mine")));

        // What it says in its own words stays out of the feed.
        var entry = await anybody.InFeed(told => told.Said("subject") == $"{posted.Id}");
        Assert.DoesNotContain("pilot lines", entry.ToString(), StringComparison.Ordinal);

        await service.MoveClock("2017-03-31T21:59:00Z");
        Assert.Equal(1, await Found(""));
        await service.MoveClock("2017-03-31T22:00:00Z");
        Assert.Equal(0, await Found(""));
        (await anybody.Get($"/api/partner-searches/{posted.Id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("False", (await applicant.Get($"/api/clusters/{cluster}/partner-searches")).Ok().Body.Each("items").Single().Said("stands"));
    }

    [Fact]
    public async Task a_candidate_who_searches_goes_before_an_equal_one_and_each_gap_names_who_would_help()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Aaa Cluster,FR,FR10", "Zzz Cluster,FR,FR10");
        foreach (var cluster in clusters) (await service.Publish(cluster)).Ok();
        var set = new { call = Escp2016, strand = "1.a", partners = new[] { new { cluster = clusters[0] } } };
        async Task<Answer> Check(long position) => (await applicant.Post($"/api/eligibility/consortia?minPosition={position}", set)).Ok();
        string?[] Names(Answer answer) => [.. answer.Body.Each("candidates").Select(candidate => candidate.Said("name"))];

        var before = await Check((await applicant.Get("/api/clusters")).Ok().Position);
        Assert.Equal(["Aaa Cluster", "Zzz Cluster"], Names(before));
        Assert.All(before.Body.Each("gaps"), gap => Assert.Empty(gap.Each("searches")));

        async Task<Answer> Post(string[] countries) => (await applicant.Post("/api/partner-searches", new { cluster = clusters[2], kind = "offer", text = InWords, validUntil = "2017-03-31", wanted = new { countries } })).Created();
        var unfit = await Post(["PL"]);
        Assert.Equal(["Aaa Cluster", "Zzz Cluster"], Names(await Check(unfit.Position)));

        var fit = await Post(["DE"]);
        var after = await Check(fit.Position);
        Assert.Equal(["Zzz Cluster", "Aaa Cluster"], Names(after));
        Assert.Equal((fit.Id, "offer"), (after.Body.Each("candidates").First().GetProperty("search").GetProperty("id").GetGuid(), after.Body.Each("candidates").First().GetProperty("search").Said("kind")));
        Assert.All(after.Body.Each("gaps"), gap => Assert.Equal([fit.Id], gap.Each("searches").Select(id => id.GetGuid())));

        var withdrawn = (await applicant.Post($"/api/partner-searches/{fit.Id}/withdrawal")).Ok();
        Assert.Equal(withdrawn.Version, (await applicant.Post($"/api/partner-searches/{fit.Id}/withdrawal")).Ok().Version);
        Assert.Equal(["Aaa Cluster", "Zzz Cluster"], Names(await Check(withdrawn.Position)));
    }

    [Fact]
    public async Task a_cluster_has_twenty_at_most_and_a_list_does_not_go_on_behind_what_has_gone()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11"))[0];
        (await service.Publish(cluster)).Ok();
        object Search(int number) => new { cluster, kind = "request", text = $"{InWords} {number}", validUntil = "2017-03-31" };

        var posted = new List<Answer>();
        for (var number = 1; number <= 20; number++) posted.Add((await applicant.Post("/api/partner-searches", Search(number))).Created());
        await applicant.Get($"/api/partner-searches?minPosition={posted[^1].Position}");
        (await applicant.Post("/api/partner-searches", Search(21))).IsProblem(HttpStatusCode.Conflict, "partner-searches-enough");

        var page = (await applicant.Get("/api/partner-searches?limit=5")).Ok().Body;
        var last = page.Said("next");
        Assert.Equal(5, (await applicant.Get($"/api/partner-searches?limit=5&after={last}")).Ok().Body.Each("items").Count());
        var withdrawn = (await applicant.Post($"/api/partner-searches/{last}/withdrawal")).Ok();
        (await applicant.Get($"/api/partner-searches?limit=5&after={last}&minPosition={withdrawn.Position}")).IsProblem(HttpStatusCode.BadRequest, "invalid", "after");
        (await applicant.Post("/api/partner-searches", Search(21))).Created();
    }

    [Fact]
    public async Task what_cannot_be_posted_is_a_clear_problem()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Not published,FR,FR10");
        (await service.Publish(clusters[0])).Ok();
        Dictionary<string, object> Of(params (string Name, object Value)[] otherwise)
        {
            var body = new Dictionary<string, object> { ["cluster"] = clusters[0], ["kind"] = "request", ["text"] = InWords, ["validUntil"] = "2017-03-31" };
            foreach (var (name, value) in otherwise) body[name] = value;
            return body;
        }

        Task<Answer> Post(params (string, object)[] otherwise) => applicant.Post("/api/partner-searches", Of(otherwise));
        object Countries(IEnumerable<string> countries) => new { countries };

        (await Post(("text", "short"))).IsProblem(HttpStatusCode.BadRequest, "invalid", "text");
        (await Post(("validUntil", "2016-12-20"))).IsProblem(HttpStatusCode.Conflict, "partner-search-over-already");
        (await Post(("validUntil", "2018-12-21"))).IsProblem(HttpStatusCode.Conflict, "partner-search-too-long");
        (await Post(("kind", "swap"))).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");
        (await Post(("call", "NO-SUCH-CALL"))).IsProblem(HttpStatusCode.NotFound, "call-unknown");
        (await Post(("call", "COS-CLUSTER-2014-3-03"))).IsProblem(HttpStatusCode.Conflict, "partner-search-call-over");
        (await Post(("cluster", clusters[1]))).IsProblem(HttpStatusCode.Conflict, "partner-search-not-published");
        (await Post(("cluster", Guid.NewGuid()))).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await Post(("wanted", Countries(["ZZ"])))).IsProblem(HttpStatusCode.BadRequest, "invalid", "wanted.countries");
        (await Post(("wanted", Countries(["FR", "FR"])))).IsProblem(HttpStatusCode.BadRequest, "invalid", "wanted.countries");
        (await Post(("wanted", Countries(Enumerable.Repeat("FR", 300))))).IsProblem(HttpStatusCode.BadRequest, "invalid", "wanted.countries");
        (await Post(("wanted", new { regions = new[] { "DE" } }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "wanted.regions");
        (await Post(("wanted", new { sectors = new[] { "ECO99" } }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "wanted.sectors");

        var profile = (await applicant.Get($"/api/clusters/{clusters[0]}")).Ok();
        (await applicant.Patch($"/api/clusters/{clusters[0]}/profile", new { mayBeFoundAsPartner = false }, profile.Version)).Ok();
        (await Post()).IsProblem(HttpStatusCode.Conflict, "partner-search-not-to-be-found");
        (await applicant.Get("/api/partner-searches?country=ZZ")).IsProblem(HttpStatusCode.BadRequest, "invalid", "country");
        (await applicant.Get("/api/partner-searches?call=NO-SUCH-CALL")).IsProblem(HttpStatusCode.BadRequest, "invalid", "call");
        (await applicant.Get("/api/partner-searches?region=ZZ9")).IsProblem(HttpStatusCode.BadRequest, "invalid", "region");
        (await applicant.Get("/api/partner-searches?limit=101")).IsProblem(HttpStatusCode.BadRequest, "invalid", "limit");
    }
}
