using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>While the demonstration's clock is moved others wait to write, and hold nothing that whoever moves it waits for.</summary>
public sealed class WaitingWhileTheClockIsMoved(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whoever_waits_holds_up_no_reader()
    {
        var clock = new DemonstrationClock(TimeProvider.System);
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), clock);
        await clock.Set(running.Database, Scene.Autumn, running: true, Cancelled);
        var scene = new Scene(running);
        var (one, other) = (await scene.Cluster(40), await scene.Cluster(50));

        Task<long> waiting;
        long moved;
        await using (await WriteGate.HoldOthers(running.Database, Cancelled))
        {
            waiting = scene.Change(one, 41);
            await RunningInfrastructure.Until(
                () => scene.One<bool>("select exists (select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))"), "one waits");
            using (PinnableClock.Pin(Scene.Autumn.AddDays(1))) moved = await scene.Change(other, 51);
            Assert.True((await running.Facts.AtLeast(moved, Cancelled)).Position >= moved);
        }

        Assert.True(await waiting > moved);
    }
}
