using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>The table of who may what, with and without assignment, entitlement and agreement. Each test puts back what it took away.</summary>
public sealed class AskingForWhatWasGranted(FreshSite site) : IClassFixture<FreshSite>
{
    private const string Matching = "ECCP-MATCH-BRAZIL-2016";

    private RunningService Service => site.Service;

    [Fact]
    public async Task an_officer_reads_applications_of_assigned_calls_only()
    {
        var officer = DemonstrationPeople.SecondOfficer.Id;
        var (_, application) = await Applied("A-1", "Assigned");
        await IsThere("second-officer", application, there: true);

        var ended = await End(officer, new { kind = "assignment" });
        await IsThere("second-officer", application, there: false, ended);
        await IsThere("officer", application, there: true, ended);

        var assigned = await Grant(officer, new { kind = "assignment", call = Matching, until = "2016-12-31" });
        await IsThere("second-officer", application, there: true, assigned);
        await IsThere("second-officer", application, there: false, await End(officer, new { kind = "assignment", call = Matching }));
        await Grant(officer, new { kind = "assignment" });
    }

    [Fact]
    public async Task whoever_drafts_a_call_is_assigned_to_it_until_taken_off()
    {
        var officer = DemonstrationPeople.SecondOfficer.Id;
        var reference = $"DRAFTED-{Guid.NewGuid():N}";
        (await Service.Client("second-officer").Post("/api/calls", new { terms = new { reference, title = new { en = "a", de = "a" }, kind = "escp" } })).Created();
        var before = await End(officer, new { kind = "assignment" });
        Assert.Contains(await Assigned(before), call => call == reference);

        var after = await End(officer, new { kind = "assignment", call = reference });
        Assert.DoesNotContain(await Assigned(after), call => call == reference);
        await Grant(officer, new { kind = "assignment" });

        async Task<IEnumerable<string?>> Assigned(long position) =>
            (await Service.Client("second-officer").Get($"/api/access/mine?minPosition={position}")).Ok().Body.Each("grants").Select(grant => grant.Said("reference"));
    }

    [Fact]
    public async Task a_declared_conflict_hides_the_organisations_applications_until_somebody_else_ends_it()
    {
        var (cluster, application) = await Applied("C-1", "Conflicting");
        var declared = (await Service.Client("officer").Post("/api/access/conflicts", new { organisation = cluster })).Ok().Position;
        await IsThere("officer", application, there: false, declared);
        await IsThere("second-officer", application, there: true, declared);
        Assert.DoesNotContain((await Service.Client("officer").Get("/api/applications")).Ok().Body.Each("applications"), one => one.Said("id") == $"{application}");
        (await Service.Client("officer").Get($"/api/clusters/{cluster}/eligibility/{Matching}")).Ok();

        Assert.Equal(HttpStatusCode.Forbidden, (await Service.Client("officer").Post($"/api/access/{DemonstrationPeople.Officer.Id}/conflicts/ending", new { organisation = cluster })).Status);
        var over = (await Service.Client("admin").Post($"/api/access/{DemonstrationPeople.Officer.Id}/conflicts/ending", new { organisation = cluster })).Ok().Position;
        await IsThere("officer", application, there: true, over);

        var told = (await Service.Client("auditor").Get($"/api/access/{DemonstrationPeople.Officer.Id}/history")).Ok().Body.Each("entries").Select(entry => entry.Said("name"));
        Assert.Equal(["access.conflict-declared", "access.conflict-ended"], told.TakeLast(2));
    }

    [Fact]
    public async Task a_subscriber_reads_verdicts_of_the_clusters_it_is_entitled_to()
    {
        var subscriber = DemonstrationPeople.Subscriber.Id;
        var (german, french) = (await Claimed("S-1", "Entitled DE", "DE,DE11"), await Claimed("S-2", "Entitled FR", "FR,FR10"));
        foreach (var cluster in (Guid[])[german, french]) await Service.Publish(cluster);

        Assert.Equal((false, false), await Reads(await End(subscriber, new { kind = "clusters" })));
        Assert.Equal((true, false), await Reads(await Grant(subscriber, new { kind = "clusters", country = "DE" })));
        Assert.Equal((true, true), await Reads(await Grant(subscriber, new { kind = "clusters", cluster = french })));
        await End(subscriber, new { kind = "clusters", country = "DE" });
        Assert.Equal((false, true), await Reads(await End(subscriber, new { kind = "clusters", country = "FR" })));
        await End(subscriber, new { kind = "clusters", cluster = french });
        Assert.Equal((true, true), await Reads(await Grant(subscriber, new { kind = "clusters" })));

        async Task<(bool German, bool French)> Reads(long position)
        {
            var reads = new List<bool>();
            foreach (var cluster in (Guid[])[german, french])
            {
                var verdict = await Service.Client("subscriber").Get($"/api/clusters/{cluster}/eligibility/{Matching}?minPosition={position}");
                var history = await Service.Client("subscriber").Get($"/api/clusters/{cluster}/history");
                Assert.Equal(verdict.Status is HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.NotFound, history.Status);
                reads.Add(verdict.Status is HttpStatusCode.OK);
            }

            return (reads[0], reads[1]);
        }
    }

    [Fact]
    public async Task a_history_told_outside_names_nobody()
    {
        var cluster = await Claimed("S-3", "Told outside", "DE,DE11");
        var published = await Service.Publish(cluster);

        var inside = (await Service.Client("auditor").Get($"/api/clusters/{cluster}/history?minPosition={published.Position}")).Ok().Text;
        var outside = (await Service.Client("subscriber").Get($"/api/clusters/{cluster}/history?minPosition={published.Position}")).Ok().Text;
        foreach (var person in (DemonstrationPerson[])[DemonstrationPeople.Applicant, DemonstrationPeople.Moderator])
        {
            Assert.Contains(person.Name, inside, StringComparison.Ordinal);
            Assert.DoesNotContain(person.Name, outside, StringComparison.Ordinal);
            Assert.DoesNotContain($"{person.Id}", outside, StringComparison.Ordinal);
        }

        Assert.Contains("cluster.profile-published", outside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task lists_and_applications_are_for_the_entitled_call_by_call()
    {
        var subscriber = DemonstrationPeople.Subscriber.Id;
        var (_, application) = await Applied("L-1", "Listed");
        foreach (var kind in (string[])["lists", "applications"]) await End(subscriber, new { kind });
        var other = await Grant(subscriber, new { kind = "lists", call = Deeds.Escp2016 });
        await Grant(subscriber, new { kind = "applications", call = Deeds.Escp2016 });

        Assert.Equal(HttpStatusCode.OK, (await Service.Client("subscriber").Get($"/api/calls/{Deeds.Escp2016}/clusters?limit=1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Service.Client("subscriber").Get($"/api/calls/{Matching}/clusters")).Status);
        await IsThere("subscriber", application, there: false, other);

        await End(subscriber, new { kind = "lists", call = Deeds.Escp2016 });
        await End(subscriber, new { kind = "applications", call = Deeds.Escp2016 });
        await Grant(subscriber, new { kind = "lists" });
        await IsThere("subscriber", application, there: true, await Grant(subscriber, new { kind = "applications" }));
    }

    [Theory, InlineData("cluster", "clusterFeed"), InlineData("restricted", "restrictedFeed")]
    public async Task a_class_of_the_feed_is_a_stub_until_it_is_granted(string @class, string kind)
    {
        var (subscriber, started) = (DemonstrationPeople.Subscriber.Id, await Applied($"F-{kind}", $"In the feed {kind}"));
        await Service.Publish(started.Cluster);
        (await Service.Client("applicant").Post($"/api/applications/{started.Application}/submissions", new { confirmEmpty = true })).Created();
        var number = (await Service.Client("auditor").InFeed(told => told.Said("class") == @class)).GetProperty("number").GetInt64();

        Assert.False(await Reads(await End(subscriber, new { kind })));
        Assert.True(await Reads(await Grant(subscriber, new { kind })));

        async Task<bool> Reads(long position) =>
            (await Service.Client("subscriber").Get($"/api/feed?after={number - 1}&limit=1&minPosition={position}")).Ok().Body.Each("entries").Single().TryGetProperty("event", out _);
    }

    [Fact]
    public async Task an_agency_sees_a_cluster_of_its_region_while_the_cluster_agrees()
    {
        var (inside, outside) = (await Claimed("R-1", "In the region", "DE,DE11"), await Claimed("R-2", "In another", "DE,DE21"));
        Assert.False(await Sees(inside, (await Service.Client("applicant").Get($"/api/clusters/{inside}")).Ok().Position));

        Assert.True(await Sees(inside, await Agree(inside, true)));
        Assert.False(await Sees(outside, await Agree(outside, true)));
        Assert.True(await Sees(outside, await Grant(DemonstrationPeople.Agency.Id, new { kind = "region", region = "DE2" })));
        Assert.False(await Sees(outside, await End(DemonstrationPeople.Agency.Id, new { kind = "region", region = "DE2" })));
        Assert.False(await Sees(inside, await Agree(inside, false)));

        async Task<long> Agree(Guid cluster, bool visibleToAgency)
        {
            var version = (await Service.Client("applicant").Get($"/api/clusters/{cluster}")).Ok().Version;
            return (await Service.Client("applicant").Patch($"/api/clusters/{cluster}/profile", new { visibleToAgency }, version)).Ok().Position;
        }

        async Task<bool> Sees(Guid cluster, long position)
        {
            var listed = (await Service.Client("agency").Get($"/api/clusters/my-region?minPosition={position}")).Ok().Body.Each("clusters").Any(one => one.Said("id") == $"{cluster}");
            var verdict = await Service.Client("agency").Get($"/api/clusters/{cluster}/eligibility/{Matching}");
            var profile = await Service.Client("agency").Get($"/api/clusters/{cluster}");
            Assert.Equal(listed ? [HttpStatusCode.OK, HttpStatusCode.OK] : [HttpStatusCode.Forbidden, HttpStatusCode.NotFound], [verdict.Status, profile.Status]);
            return listed;
        }
    }

    [Theory]
    [InlineData("""{"kind":"assignment"}""", "de300000-0000-4000-8000-000000000006", "access-to-oneself")]
    [InlineData("""{"kind":"lists","until":"2014-01-01"}""", "de300000-0000-4000-8000-000000000007", "access-ended-already")]
    [InlineData("""{"kind":"lists","call":"none"}""", "de300000-0000-4000-8000-000000000007", "call-unknown")]
    [InlineData("""{"kind":"region","region":"XX9"}""", "de300000-0000-4000-8000-000000000008", "region")]
    [InlineData("""{"kind":"region"}""", "de300000-0000-4000-8000-000000000008", "region")]
    [InlineData("""{"kind":"clusters","country":"GR"}""", "de300000-0000-4000-8000-000000000007", "country")]
    [InlineData("""{"kind":"restrictedFeed","call":"COS-CLUSINT-2016-03-01"}""", "de300000-0000-4000-8000-000000000007", "call")]
    public async Task what_cannot_be_granted_is_refused_and_says_why(string scope, string person, string expected)
    {
        var answer = await Service.Client("admin").Post($"/api/access/{person}/grants", new StringContent(scope, Encoding.UTF8, "application/json"));

        Assert.InRange((int)answer.Status, 400, 409);
        Assert.Contains($"\"{expected}\"", answer.Text, StringComparison.Ordinal);
    }

    private async Task<long> Grant(Guid person, object scope) => (await Service.Client("admin").Post($"/api/access/{person}/grants", scope)).Ok().Position;

    private async Task<long> End(Guid person, object scope) => (await Service.Client("admin").Post($"/api/access/{person}/grants/ending", scope)).Ok().Position;

    /// <summary>A cluster from a register that the applicant acts for.</summary>
    private async Task<Guid> Claimed(string row, string name, string place)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"externalId,name,country,region\n{row},{name},{place}")) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var cluster = (await Service.Client("moderator").Post("/api/clusters/imports", file)).Ok().Body.Each("lines").Single().GetProperty("clusterId").GetGuid();
        (await Service.Client("applicant").Post($"/api/clusters/{cluster}/claims", new { })).Ok();
        var confirmed = (await Service.Client("moderator").Post($"/api/clusters/{cluster}/claims/{DemonstrationPeople.Applicant.Id}/confirmation")).Ok();
        (await Service.Client("applicant").Get($"/api/clusters/{cluster}?minPosition={confirmed.Position}")).Ok();
        return cluster;
    }

    private async Task<(Guid Cluster, Guid Application)> Applied(string row, string name)
    {
        var cluster = await Claimed(row, name, "DE,DE11");
        var started = (await Service.Client("applicant").Post("/api/applications", new { call = Matching, cluster })).Created();
        var submitted = (await Service.Client("applicant").Post($"/api/applications/{started.Id}/submissions", new { confirmEmpty = true })).Created();
        (await Service.Client("applicant").Get($"/api/applications/{started.Id}?minPosition={submitted.Position}")).Ok();
        return (cluster, started.Id);
    }

    /// <summary>Itself, and its history.</summary>
    private async Task IsThere(string caller, Guid application, bool there, long position = 0)
    {
        foreach (var address in (string[])[$"/api/applications/{application}", $"/api/applications/{application}/history"])
        {
            var answer = await Service.Client(caller).Get($"{address}?minPosition={position}");
            Assert.True(answer.Status == (there ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{caller}: {answer.Asked} {(int)answer.Status} {answer.Text}");
        }
    }
}
