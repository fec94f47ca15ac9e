using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Inbound;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Feed;

/// <summary>Other systems push what they know: as far as they are entitled, and each thing counts once.</summary>
public sealed class TakingInFromOthers(PostgresFixture postgres)
{
    private static readonly Guid Machine = new("01900000-0000-4000-8000-0000000000aa");
    private static readonly Caller System = new(Machine, new HashSet<Role> { Role.Subscriber }, IsAuthenticated: true);
    private static readonly ResultsSummary Results = new(30, 9, 2, 1, 18);

    [Fact]
    public async Task The_same_result_pushed_twice_counts_once_for_good()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var scene = new Scene(running);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        var push = new TakeResults(new("results-system", "R-1"), "A-1", Results);

        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(push, System));
        await Entitle(running, new(AccessKind.Inbound, call));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new TakeParticipantNumber(new("register", "P-1"), Guid.CreateVersion7(), null, "999999999"), System));
        Assert.Equal("call-not-closed", (await running.Send(push, System)).Refusal?.Code);

        await running.Decide(call, (Call it) => it.Close(Scene.Autumn.AddMonths(3)));
        var (first, again) = (await running.Send(push, System), await running.Send(push, System));
        Assert.Equal((null, null, first.Version, first.Position), (first.Refusal, again.Refusal, again.Version, again.Position));
        Assert.Equal(1, await scene.One<long>("select count(*) from events.mt_events where type = 'call.results-announced'"));

        await IdempotencyKeys.Forget(running.Database, Scene.Autumn.AddYears(5), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IdempotencyKeyReused>(() => running.Send(push with { Call = call.ToString() }, System));   // the same id with another content
        await running.Facts.AtLeast(first.Position, TestContext.Current.CancellationToken);
        Assert.Equal("results-announced-otherwise", (await running.Send(push with { Origin = new("results-system", "R-2"), Results = Results with { Funded = 10 } }, System)).Refusal?.Code);
        Assert.Equal("call-unknown", (await running.Send(push with { Call = "A-9" }, System)).Refusal?.Code);
        Assert.Equal("application-unknown", (await running.Send(new TakeSignature(new("grants", "S-1"), Guid.CreateVersion7(), new(2017, 12, 1)), System)).Refusal?.Code);
    }

    [Fact]
    public async Task A_participant_number_goes_to_the_cluster_that_is_named()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var scene = new Scene(running);
        Guid cluster = await scene.Cluster(40), other = await scene.Cluster(50);
        await Entitle(running, new(AccessKind.Inbound));

        var done = await running.Send(new TakeParticipantNumber(new("register", "P-1"), cluster, null, "999999999"), System);
        Assert.Null(done.Refusal);
        Assert.Equal("999999999", (await running.Facts.AtLeast(done.Position, TestContext.Current.CancellationToken)).Cluster(cluster)!.State.Profile.Pic);
        Assert.Equal(done.Position, (await running.Send(new TakeParticipantNumber(new("register", "P-1"), cluster, null, "999999999"), System)).Position);
        Assert.Equal("pic-taken", (await running.Send(new TakeParticipantNumber(new("register", "P-2"), other, null, "999999999"), System)).Refusal?.Code);
        Assert.Equal("cluster-unknown", (await running.Send(new TakeParticipantNumber(new("register", "P-3"), null, "no such row", "999999998"), System)).Refusal?.Code);
    }

    /// <summary>A transaction that stays open keeps this host from reading what others commit meanwhile.</summary>
    [Fact]
    public async Task Who_is_entitled_for_one_call_delivers_nothing_to_another_that_this_host_has_not_read_of()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (scene, application) = (new Scene(running), Guid.CreateVersion7());
        var (own, other, cluster) = (await scene.Publish(Scene.Terms("A-1", 40)), await scene.Publish(Scene.Terms("B-1", 40)), await scene.Cluster(50));
        await Entitle(running, new(AccessKind.Inbound, own));

        await using var held = await running.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var open = await held.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var draw = new NpgsqlCommand("select nextval('events.mt_events_sequence')", held)) await draw.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await running.Decide(application, (CallApplication it) => it.Start(running.Facts.Now.Call(other)!, null, cluster, Guid.CreateVersion7(), Scene.Autumn));
        Assert.Null(running.Facts.Now.Application(application));

        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new TakeSignature(new("grants", "S-1"), application, new(2017, 12, 1)), System));
    }

    private static async Task Entitle(RunningInfrastructure running, AccessScope scope)
    {
        var granted = await running.Decide(Machine, (AccessBook book) => book.Grant(Machine, scope, null, Guid.CreateVersion7(), Scene.Autumn));
        await running.Facts.AtLeast(granted.Position, TestContext.Current.CancellationToken);
    }
}
