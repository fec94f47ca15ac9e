using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests;

public sealed class RunningTwoHosts(PostgresFixture postgres)
{
    [Fact]
    public async Task Both_know_the_same_and_recorded_times_are_the_clocks()
    {
        var connection = await postgres.FreshDatabase();
        var autumn = new SetClock(new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero));
        await using var one = await RunningInfrastructure.Start(connection, autumn);
        await using var other = await RunningInfrastructure.Start(connection, autumn);

        var id = Guid.CreateVersion7();
        var receipt = await one.Decide(id, (Cluster cluster) => cluster.Draft(null, "a", new() { Name = "Photonics BW", Country = "DE" }, new(AssertedBy.Register)));

        var known = (await other.Facts.AtLeast(receipt.Position, TestContext.Current.CancellationToken)).Cluster(id)!;
        Assert.Equal("Photonics BW", known.State.Profile.Name);
        Assert.Equal(autumn.Now, known.Dossier.LastTold!.RecordedAt);
    }

    [Fact]
    public async Task A_clock_that_jumps_back_takes_no_story_with_it()
    {
        var connection = await postgres.FreshDatabase();
        var autumn = new DateTimeOffset(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);
        await using var one = await RunningInfrastructure.Start(connection, new SetClock(autumn));
        await using var behind = await RunningInfrastructure.Start(connection, new SetClock(autumn.AddDays(-3)));

        var id = Guid.CreateVersion7();
        await one.Decide(id, (Cluster cluster) => cluster.Draft(null, "b", new() { Name = "Photonics BW", Country = "DE" }, new(AssertedBy.Register)));
        var receipt = await behind.Decide(id, (Cluster cluster) => cluster.Change(new() { Acronym = "PBW" }, [], new(AssertedBy.Register)));

        var known = (await one.Facts.AtLeast(receipt.Position, TestContext.Current.CancellationToken)).Cluster(id)!;
        Assert.Equal("PBW", known.State.Profile.Acronym);
        Assert.Equal(autumn, known.Dossier.LastTold!.RecordedAt);
    }
}
