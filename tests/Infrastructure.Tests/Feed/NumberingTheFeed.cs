using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Marten;

namespace EligibilityService.Infrastructure.Tests.Feed;

/// <summary>Numbers without a hole, whatever cannot be read and whoever is killed; each cluster's entries for itself.</summary>
public sealed class NumberingTheFeed(PostgresFixture postgres)
{
    private static readonly Guid Anna = new("01900000-0000-4000-8000-00000000000c");
    private static readonly Caller Officer = Of(Role.Officer, Guid.CreateVersion7()), Applicant = Of(Role.Applicant, Anna);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task keeps_the_number_of_what_cannot_be_read_and_fills_it_once_it_can()
    {
        var database = await postgres.FreshDatabase();
        Guid cluster;
        FeedItem[] before;
        await using (var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn)))
        {
            var scene = new Scene(running);
            cluster = await Published(running, scene);
            await scene.Cluster(7);
            await scene.Spoil(cluster, "cluster.profile-changed", "cluster.profile-changed");
            var other = await scene.Publish(Scene.Terms("A-1", 40));
            await scene.UpToDate();
            await Numbered(running, scene);

            before = await Read(running, Officer);
            Assert.Equal([true, false], before[^2..].Select(entry => entry.Pending));
            Assert.Equal((other.ToString(), true), (before[^1].Subject, before[^2].IsStub));
            Assert.Equal(64, before[^2].LeafHash.Length);
            Assert.Single(running.Get<IServiceState>().Parked);
            await scene.Do("update events.mt_events set data = (select data from events.mt_events where stream_id = $1 and type = 'cluster.profile-changed' order by version limit 1) where stream_id = $1 and version = (select max(version) from events.mt_events where stream_id = $1)", cluster);
        }

        await using var mended = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        await RunningInfrastructure.Until(async () => (await Read(mended, Officer)).All(entry => !entry.Pending), "the stub is filled");
        var again = new Scene(mended);
        await RunningInfrastructure.Until(() => again.One<bool>("select not exists (select from eligibility.standings_not_readable)"), "the standings have noticed that it can be read");
        await again.UpToDate();
        await Numbered(mended, again);

        var after = await Read(mended, Officer);
        var filled = after[before.Length - 2];
        Assert.Equal(before.Select(entry => (entry.Number, entry.LeafHash)), after.Take(before.Length).Select(entry => (entry.Number, entry.LeafHash)));
        Assert.Equal(("cluster.changed.v1", cluster.ToString(), "public"), (filled.Type, filled.Subject, filled.Class));
        Assert.NotNull(filled.Data);
        Assert.Equal(filled.Id, (await Read(mended, Caller.Anonymous)).Single(entry => entry.Number == filled.Number).Id);

        // While its record could not be read the cluster stood undetermined with the call; now that it can, it is told where it stands.
        var change = Assert.Single(after.Skip(before.Length));
        Assert.Equal(("eligibility.changed.v1", cluster.ToString()), (change.Type, change.Subject));
        Assert.Equal(("undetermined", "met", "mended"), (Of("before"), Of("after"), Of("cause")));

        string? Of(string member) => change.Data!.Value.GetProperty(member).GetString();
    }

    [Fact]
    public async Task lets_what_follows_in_the_same_story_wait_until_it_can_be_told_rightly()
    {
        var database = await postgres.FreshDatabase();
        Guid cluster;
        await using (var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false))
        {
            var scene = new Scene(running);
            cluster = await Published(running, scene);
            await scene.Change(cluster, 77);
            await scene.Do("update events.mt_events set data = data || '{\"decidedAt\": 5}' where stream_id = $1 and type = 'cluster.profile-published'", cluster);
            await running.Get<FeedNumbering>().CatchUp(0, Cancelled);

            var waiting = (await Read(running, Officer))[^2..];
            Assert.Equal([true, true], waiting.Select(entry => entry.Pending));
            await running.Get<FeedFilling>().Fill(0, Cancelled);
            Assert.Equal([true, true], (await Read(running, Officer))[^2..].Select(entry => entry.Pending));

            await scene.Do("update events.mt_events set data = data || jsonb_build_object('decidedAt', '2016-10-04T07:00:00Z') where stream_id = $1 and type = 'cluster.profile-published'", cluster);
            Assert.Equal(2, await running.Get<FeedFilling>().Fill(0, Cancelled));
            Assert.Equal(["cluster.published.v1", "cluster.changed.v1"], (await Read(running, Officer))[^2..].Select(entry => entry.Type));
            Assert.Equal(0, await running.Get<FeedFilling>().Fill(0, Cancelled));
        }
    }

    [Fact]
    public async Task tells_each_cluster_of_its_own_change_and_nobody_else()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        Guid mine = await Published(running, scene), other = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        await scene.Correct(call, Scene.Terms("A-1", 60));
        await scene.UpToDate();
        await Numbered(running, scene);

        var (all, own, anybody) = (await Read(running, Officer), await Read(running, Applicant), await Read(running, Caller.Anonymous));
        var changes = all.Where(entry => entry.Type == "eligibility.changed.v1").ToArray();
        Assert.Equal(new[] { mine, other }.Order().Select(id => id.ToString()), changes.Select(entry => entry.Subject));
        Assert.All(changes, entry => Assert.Equal("cluster", entry.Class));
        Assert.Single(changes.Select(entry => entry.LeafHash).Distinct());
        Assert.Equal(changes.Length, changes.Select(entry => entry.Id).Distinct().Count());

        var data = changes.Single(entry => entry.Subject == mine.ToString()).Data!.Value;
        Assert.Equal((call.ToString(), "A-1", "organisation", "met", "notMet", false), (Said("call"), Said("reference"), Said("stage"), Said("before"), Said("after"), data.GetProperty("byNewEngine").GetBoolean()));

        Assert.Equal([mine.ToString()], own.Where(entry => entry.Type == "eligibility.changed.v1").Select(entry => entry.Subject));
        Assert.DoesNotContain(anybody, entry => entry.Type == "eligibility.changed.v1");
        Assert.Equal(all.Select(entry => (entry.Number, entry.LeafHash)), anybody.Select(entry => (entry.Number, entry.LeafHash)));

        string? Said(string member) => data.GetProperty(member).GetString();
    }

    [Fact]
    public async Task goes_on_where_it_was_killed_in_the_middle_of_a_batch()
    {
        await using var running = await Start(leads: false);
        var (scene, numbering) = (new Scene(running), running.Get<FeedNumbering>());
        numbering.Piece = 3;
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        Guid[] clusters = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).Order()];
        await Batch(running, call, clusters);
        await scene.Publish(Scene.Terms("A-2", 40));

        await numbering.CatchUp(0, Cancelled, mostPieces: 2);
        var progress = await Subscriptions.Feed.Progress(running.Database, Cancelled);
        Assert.Equal((6L, 5), (progress.Number, progress.Part));
        Assert.Equal(6, (await Read(running, Officer)).Length);

        for (var i = 0; i < 10; i++) await numbering.CatchUp(0, Cancelled, mostPieces: 1);   // each as if by another host

        var entries = await Read(running, Officer);
        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), entries.Select(entry => entry.Number));
        Assert.Equal(clusters.Select(id => id.ToString()), entries.Where(entry => entry.Type == "eligibility.changed.v1").Select(entry => entry.Subject));
        Assert.Single(entries.Where(entry => entry.Type == "eligibility.changed.v1").Select(entry => entry.LeafHash).Distinct());
        Assert.Equal(12, entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(await scene.One<long>("select count(*) from events.mt_events"), await scene.One<long>("select count(*) from eligibility.log_leaves"));
        Assert.Equal(await scene.One<long>("select count(*) - 1 from eligibility.log_leaves"), await scene.One<long>("select max(index) from eligibility.log_leaves"));
    }

    [Fact]
    public async Task writes_nothing_once_it_is_fenced_off()
    {
        await using var running = await Start(leads: false);
        var (scene, numbering) = (new Scene(running), running.Get<FeedNumbering>());
        numbering.Piece = 3;
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await Batch(running, call, [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())]);
        await numbering.CatchUp(0, Cancelled, mostPieces: 2);

        await scene.Do("update eligibility.leadership set term = 1");

        await Assert.ThrowsAsync<FencedOff>(() => numbering.CatchUp(0, Cancelled));
        Assert.Equal(6, await scene.One<long>("select count(*) from eligibility.feed_entries"));
        await numbering.CatchUp(1, Cancelled);
        Assert.Equal(11, await scene.One<long>("select count(*) from eligibility.feed_entries"));
    }

    [Fact]
    public async Task keeps_a_number_for_each_cluster_of_a_batch_that_cannot_be_read()
    {
        await using var running = await Start(leads: false);
        var scene = new Scene(running);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        Guid[] clusters = [.. Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).Order()];
        await Batch(running, call, clusters);
        await scene.Do("update events.mt_events set data = data || '{\"byNewEngine\": 5}' where type = 'eligibility.changed'");
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        Assert.Equal([false, true, true, true, true], (await Read(running, Officer)).Select(entry => entry.Pending));

        await scene.Do("update events.mt_events set data = data || '{\"byNewEngine\": false}' where type = 'eligibility.changed'");
        Assert.Equal(4, await running.Get<FeedFilling>().Fill(0, Cancelled));

        Assert.Equal(clusters.Select(id => id.ToString()), (await Read(running, Officer))[1..].Select(entry => entry.Subject));
    }

    /// <summary>As it stands after a version that had no word for the second publication: numbered on, without an entry for it.</summary>
    [Fact]
    public async Task tells_a_new_type_from_its_introduction_on_and_moves_no_entry_for_what_was_before()
    {
        await using var running = await Start(leads: false);
        var (scene, numbering) = (new Scene(running), running.Get<FeedNumbering>());
        var first = await scene.Publish(Scene.Terms("A-1", 40));
        var untold = await scene.Publish(Scene.Terms("A-2", 40));
        await numbering.CatchUp(0, Cancelled);
        await scene.Do("delete from eligibility.feed_entries where subject = $1", untold);
        await scene.Do("update eligibility.feed_progress set number = 1");
        var before = Assert.Single(await Read(running, Officer));

        var later = await scene.Publish(Scene.Terms("A-3", 40));
        Assert.Equal(0, await running.Get<FeedFilling>().Fill(0, Cancelled));
        await numbering.CatchUp(0, Cancelled);

        var after = await Read(running, Officer);
        Assert.Equal([first.ToString(), later.ToString()], after.Select(entry => entry.Subject));
        Assert.Equal((before.Number, before.Id, before.LeafHash), (after[0].Number, after[0].Id, after[0].LeafHash));
        Assert.Equal(await scene.One<long>("select count(*) from events.mt_events"), await scene.One<long>("select count(*) from eligibility.log_leaves"));
    }

    private static async Task Batch(RunningInfrastructure running, Guid call, Guid[] clusters)
    {
        await using var session = running.Get<IDocumentStore>().LightweightSession();
        session.Events.Append(EligibilityChanged.StreamOf(call), new EligibilityChanged(call, "", "a cause", [.. clusters.Select(id => new EligibilityChange(id, Outcome.Met, Outcome.NotMet))], "1", false));
        await session.SaveChangesAsync(Cancelled);
    }

    private static async Task<Guid> Published(RunningInfrastructure running, Scene scene)
    {
        var cluster = await scene.Cluster(50);
        await running.Decide(cluster, (Cluster it) => it.AddManager(Anna, Anna));
        await running.Decide(cluster, (Cluster it) => it.RequestReview(Anna, Scene.Autumn));
        await running.Decide(cluster, (Cluster it) => it.Publish(Guid.CreateVersion7(), Scene.Autumn));
        return cluster;
    }

    private static Task Numbered(RunningInfrastructure running, Scene scene) => RunningInfrastructure.Until(
        async () => await scene.One<bool>("select position = (select max(seq_id) from events.mt_events) from eligibility.feed_progress"), "every event is numbered");

    private static async Task<FeedItem[]> Read(RunningInfrastructure running, Caller caller)
    {
        var all = (await running.Send(new ReadFeed(Limit: 1000), caller)).Entries.ToArray();
        Assert.Equal(Enumerable.Range(1, all.Length).Select(number => (long)number), all.Select(entry => entry.Number));
        return all;
    }

    private static Caller Of(Role role, Guid person) => new(person, new HashSet<Role> { role }, IsAuthenticated: true);

    private async Task<RunningInfrastructure> Start(bool leads = true) => await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads);
}
