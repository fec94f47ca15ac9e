using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Infrastructure.ReadModels;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Standings;

public sealed class KeepingStandings(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_call_has_a_row_for_every_cluster_and_first_outcomes_are_not_told()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var clusters = await scene.Clusters(10, 50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();

        Assert.Equal([Outcome.NotMet, Outcome.Met], [await scene.Outcome(call, clusters[0]), await scene.Outcome(call, clusters[1])]);
        Assert.Empty(await scene.Told(call));

        var late = await scene.Cluster(45);
        await scene.UpToDate();
        Assert.Equal(Outcome.Met, await scene.Outcome(call, late));
        Assert.Empty(await scene.Told(call));
    }

    [Fact]
    public async Task A_draft_has_no_rows()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        await scene.Cluster(10);
        await running.Decide(Guid.CreateVersion7(), (Call call) => call.Draft(Scene.Terms("A-1", 40), Guid.CreateVersion7()));
        await scene.UpToDate();

        Assert.Equal(0, await scene.One<long>("select count(*) from eligibility.standings"));
    }

    [Fact]
    public async Task A_changed_profile_writes_its_own_row_and_tells_the_change_once()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var clusters = await scene.Clusters(10, 50, 60);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        var written = await scene.One<string>("select max(xmin::text::bigint)::text from eligibility.standings");

        var position = await scene.Change(clusters[0], 44);
        await scene.UpToDate();

        Assert.Equal([clusters[0]], await scene.One<Guid[]>("select array_agg(cluster_id) from eligibility.standings where xmin::text::bigint > $1", long.Parse(written)));
        Assert.Equal(position, await scene.One<long>("select position from eligibility.standings where cluster_id = $1", clusters[0]));
        var told = Assert.Single(await scene.Told(call));
        Assert.Equal([new EligibilityChange(clusters[0], Outcome.NotMet, Outcome.Met)], told.Changes);
        Assert.Equal(await scene.One<Guid>("select id from events.mt_events where seq_id = $1", position), Guid.Parse(told.Cause));
        Assert.False(told.ByNewEngine);
    }

    [Fact]
    public async Task A_corrigendum_writes_only_rows_that_changed_and_is_told_in_one_batch_over_all_pieces()
    {
        await using var running = await Start();
        running.Get<StandingsKeeping>().Piece = 2;
        var scene = new Scene(running);
        var clusters = await scene.Clusters(10, 20, 30, 41, 42, 43, 60, 70);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        var written = await scene.One<string>("select max(xmin::text::bigint)::text from eligibility.standings");

        await scene.Correct(call, Scene.Terms("A-1", 50));
        await scene.UpToDate();

        Assert.Equal(3, await scene.One<long>("select count(*) from eligibility.standings where xmin::text::bigint > $1", long.Parse(written)));
        Assert.Equal(clusters[3..6].Order().Select(cluster => new EligibilityChange(cluster, Outcome.Met, Outcome.NotMet)), Assert.Single(await scene.Told(call)).Changes);
    }

    [Fact]
    public async Task Strands_that_ask_differently_have_rows_of_their_own_and_the_old_ones_go()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(30);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();

        var one = Scene.Terms("A-1", 40);
        await scene.Correct(call, one with
        {
            Strands = [new("S1", new("One", "Eins")), new("S2", new("Two", "Zwei"))],
            Criteria = [one.Criteria[0] with { Strands = ["S1"] }, one.Criteria[0] with { Id = "few", Question = new HasMembers(20), Strands = ["S2"] }],
        });
        await scene.UpToDate();

        Assert.Equal([null, Outcome.NotMet, Outcome.Met], [await scene.Outcome(call, cluster), await scene.Outcome(call, cluster, "S1"), await scene.Outcome(call, cluster, "S2")]);
        Assert.Empty(await scene.Told(call));
    }

    [Fact]
    public async Task Whoever_was_fenced_off_writes_nothing()
    {
        await using var running = await Start(leads: false);
        var (scene, standings) = (new Scene(running), running.Get<StandingsKeeping>());
        var cluster = await scene.Cluster(10);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await standings.CatchUp(term: 0, Cancelled);
        await scene.Change(cluster, 50);
        await running.Facts.AtLeast(await scene.One<long>("select max(seq_id) from events.mt_events"), Cancelled);
        var before = await scene.Derived();

        await scene.Do("update eligibility.leadership set term = 1");

        await Assert.ThrowsAsync<FencedOff>(() => standings.CatchUp(term: 0, Cancelled));
        Assert.Equal(before, await scene.Derived());
        Assert.Empty(await scene.Told(call));

        await standings.CatchUp(term: 1, Cancelled);
        Assert.Equal(Outcome.Met, await scene.Outcome(call, cluster));
        Assert.Single(await scene.Told(call));
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_and_tells_one_batch()
    {
        await using var running = await Start(leads: false);
        var (scene, standings) = (new Scene(running), running.Get<StandingsKeeping>());
        standings.Piece = 2;
        var clusters = await scene.Clusters(41, 42, 43, 44, 45, 46, 47);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await standings.CatchUp(term: 0, Cancelled);
        var position = await scene.Correct(call, Scene.Terms("A-1", 50));
        await running.Facts.AtLeast(position, Cancelled);

        await standings.CatchUp(term: 0, Cancelled, mostSteps: 3);   // the page, and two of the four pieces

        Assert.Equal(4, await scene.One<long>("select count(*) from eligibility.standings where outcome = 0"));
        Assert.True(await scene.One<long>("select complete_to from eligibility.standings_calls") < position);
        Assert.Empty(await scene.Told(call));

        await standings.CatchUp(term: 0, Cancelled);
        Assert.Equal(clusters.Order(), Assert.Single(await scene.Told(call)).Changes.Select(change => change.Cluster));
        Assert.Equal(7, await scene.One<long>("select count(*) from eligibility.standings where outcome = 0"));
    }

    [Fact]
    public async Task A_profile_changed_while_its_call_is_being_written_is_current_first_and_the_chain_of_changes_holds()
    {
        await using var running = await Start(leads: false);
        var (scene, standings) = (new Scene(running), running.Get<StandingsKeeping>());
        standings.Piece = 2;
        var clusters = (await scene.Clusters(41, 42, 43, 44, 45)).Order().ToArray();
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await standings.CatchUp(term: 0, Cancelled);
        await running.Facts.AtLeast(await scene.Correct(call, Scene.Terms("A-1", 50)), Cancelled);
        await standings.CatchUp(term: 0, Cancelled, mostSteps: 2);   // the page, and the first two clusters

        await running.Facts.AtLeast(await scene.Change(clusters[1], 60), Cancelled);
        await running.Facts.AtLeast(await scene.Change(clusters[4], 70), Cancelled);
        await standings.CatchUp(term: 0, Cancelled, mostSteps: 1);   // the page with both profiles

        Assert.Equal([Outcome.Met, Outcome.Met], [await scene.Outcome(call, clusters[1]), await scene.Outcome(call, clusters[4])]);

        await standings.CatchUp(term: 0, Cancelled);
        var told = Assert.Single(await scene.Told(call));
        Assert.Equal([clusters[0], clusters[2], clusters[3]], told.Changes.Select(change => change.Cluster));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_opens_its_subjects_outcome_and_nobody_elses()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var clusters = await scene.Clusters(50, 60);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();

        await scene.Do("""
            insert into events.mt_events
            select made.* from events.mt_events e, nextval('events.mt_events_sequence') as next,
                jsonb_populate_record(e, jsonb_build_object('seq_id', next, 'id', gen_random_uuid(), 'version', e.version + 1, 'data', jsonb_build_object('changed', 5))) as made
            where e.stream_id = $1 and e.type = 'cluster.profile-changed'
            """, clusters[0]);
        await scene.UpToDate();

        Assert.Equal([Outcome.Undetermined, Outcome.Met], [await scene.Outcome(call, clusters[0]), await scene.Outcome(call, clusters[1])]);
        Assert.Equal([new EligibilityChange(clusters[0], Outcome.Met, Outcome.Undetermined)], Assert.Single(await scene.Told(call)).Changes);

        await scene.Change(clusters[1], 20);
        await scene.UpToDate();
        Assert.Equal(Outcome.NotMet, await scene.Outcome(call, clusters[1]));
    }

    [Fact]
    public async Task What_a_new_engine_judges_otherwise_is_marked()
    {
        var database = await postgres.FreshDatabase();
        Guid cluster, call;
        await using (var earlier = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn)))
        {
            var before = new Scene(earlier);
            cluster = await before.Cluster(50);
            call = await before.Publish(Scene.Terms("A-1", 40));
            await before.UpToDate();
            await before.Do("update eligibility.standings_calls set engine = '0'");
            await before.Do("update eligibility.standings set outcome = 0");
        }

        await using var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        var scene = new Scene(running);
        await scene.UpToDate();
        await RunningInfrastructure.Until(async () => await scene.Outcome(call, cluster) is Outcome.Met, "the new engine has judged");

        var told = Assert.Single(await scene.Told(call));
        Assert.True(told is { ByNewEngine: true, Engine: Assessment.Engine });
        Assert.Equal([new EligibilityChange(cluster, Outcome.NotMet, Outcome.Met)], told.Changes);
    }

    [Fact]
    public async Task A_change_becomes_one_entry_of_the_feed()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();

        await scene.Change(cluster, 10);

        await RunningInfrastructure.Until(async () => await scene.One<long>("select count(*) from eligibility.feed_entries where type = 'eligibility.changed.v1'") == 1, "the change stands in the feed");
    }

    private async Task<RunningInfrastructure> Start(bool leads = true) => await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads);
}
