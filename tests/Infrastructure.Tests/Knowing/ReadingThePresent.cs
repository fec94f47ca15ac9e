using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Knowing;

/// <summary>What is read of the present is never older than the store, and is fetched only where the host does not remember it.</summary>
public sealed class ReadingThePresent(PostgresFixture postgres)
{
    [Fact]
    public async Task is_what_stands_in_the_store_however_far_the_hosts_memory_has_got()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        var (remembered, changed) = (await scene.Cluster(50), await scene.Cluster(50));
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await running.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Record([new CountryListed("DE", "DE", new("Germany", "Deutschland"), "test", Confidence.Found)]));
        await running.Facts.AtLeast(await scene.One<long>("select max(seq_id) from events.mt_events"), TestContext.Current.CancellationToken);
        await running.Get<Roster>().StopAsync(TestContext.Current.CancellationToken);

        await scene.Change(changed, 60);
        await running.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Record([new CountryListed("FR", "FR", new("France", "Frankreich"), "test", Confidence.Found)]));
        var added = await scene.Cluster(70);

        var read = await running.Facts.Read([remembered, changed, added, call, ProgrammeFacts.StreamId, Guid.NewGuid()], null, TestContext.Current.CancellationToken);
        Assert.Equal([50, 60, 70], ((Guid[])[remembered, changed, added]).Select(id => read.Cluster(id)!.Dossier.MembersSme.Newest!.Value));
        Assert.Equal(3, read.Clusters.Count());
        Assert.Equal(["DE", "FR"], read.Programme.Countries.Keys.Order());
        Assert.Equal("A-1", read.Call("A-1")!.Terms!.Reference);

        Assert.Same(running.Facts.Now.Cluster(remembered)!.Dossier, read.Cluster(remembered)!.Dossier);
        Assert.Null(running.Facts.Now.Cluster(added));
    }

    [Fact]
    public async Task of_what_is_broken_is_read_and_not_remembered()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        await scene.Spoil(cluster, "cluster.profile-changed", "cluster.profile-changed");
        await scene.UpToDate();

        Assert.True((await running.Facts.Read([cluster], null, TestContext.Current.CancellationToken)).Cluster(cluster)!.Dossier.IsBroken);
    }
}
