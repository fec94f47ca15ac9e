using EligibilityService.Infrastructure.ReadModels;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Standings;

public sealed class RebuildingWhatIsDerived(PostgresFixture postgres)
{
    private const int Steps = 120;

    [Fact]
    public async Task Rebuilt_equals_live_and_nobody_is_told()
    {
        var database = await postgres.FreshDatabase();
        string live;
        long events;
        await using (var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn)))
        {
            running.Get<StandingsKeeping>().Piece = 7;
            var scene = new Scene(running);
            await Live(scene);
            await scene.UpToDate();
            live = await scene.Derived();
            events = await Events(scene);
        }

        await using var quiet = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false);
        var after = new Scene(quiet);
        await after.Do("update eligibility.standings set outcome = 2 - outcome, position = 0; delete from eligibility.reservations; delete from eligibility.standings where met = 0");
        Assert.NotEqual(live, await after.Derived());

        var rebuilt = await quiet.Get<IRebuild>().Run(TestContext.Current.CancellationToken);

        Assert.Equal(live, await after.Derived());
        Assert.Equal(events, await Events(after));
        Assert.Equal(await after.One<long>("select max(seq_id) from events.mt_events"), rebuilt!.Position);
    }

    [Fact]
    public async Task A_running_leader_is_not_disturbed()
    {
        var database = await postgres.FreshDatabase();
        await using var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        await new Scene(running).UpToDate();
        await using var other = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false);

        Assert.Null(await other.Get<IRebuild>().Run(TestContext.Current.CancellationToken));
    }

    private static Task<long> Events(Scene scene) => scene.One<long>("select count(*) from events.mt_events");

    /// <summary>As chance has it, and the same each time.</summary>
    private static async Task Live(Scene scene)
    {
        var chance = new Random(20161004);
        var (clusters, calls) = (new List<Guid>(), new List<(Guid Id, string Reference, int Corrigenda)>());

        for (var step = 0; step < Steps; step++)
        {
            switch (chance.Next(10))
            {
                case < 4:
                    clusters.Add(await scene.Cluster(chance.Next(1, 100), chance.Next(2) == 0 ? "DE" : "FR"));
                    break;

                case < 7 when clusters.Count > 0:
                    await scene.Change(clusters[chance.Next(clusters.Count)], chance.Next(1, 100));
                    break;

                case 7 when calls.Count < 6:
                    calls.Add((await scene.Publish(Scene.Terms($"R-{step}", chance.Next(20, 80))), $"R-{step}", 0));
                    break;

                case > 7 when calls.Count > 0:
                    var which = chance.Next(calls.Count);
                    var (id, reference, corrigenda) = calls[which];
                    await scene.Correct(id, Scene.Terms(reference, chance.Next(20, 80)), corrigenda + 1);
                    calls[which] = (id, reference, corrigenda + 1);
                    break;
            }
        }
    }
}
