using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Ledger;

public sealed class ReadingOverGaps(PostgresFixture postgres)
{
    [Fact]
    public async Task A_number_that_nobody_will_fill_holds_nobody_up()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase());
        await using (var command = running.Database.CreateCommand("select nextval('events.mt_events_sequence'), nextval('events.mt_events_sequence')")) await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var id = Guid.CreateVersion7();
        await running.Decide(id, (Cluster cluster) => cluster.Draft(null, "a", new() { Name = "Photonics BW", Country = "DE" }, new(AssertedBy.Register)));

        await RunningInfrastructure.Until(() => Task.FromResult(running.Facts.Now.Cluster(id) is not null), "what comes after the gap is known");
    }
}
