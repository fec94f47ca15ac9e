using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Knowing;

/// <summary>The position that an answer states is one whose events it has seen, and what follows it misses none.</summary>
public sealed class StatingAPosition(PostgresFixture postgres)
{
    [Fact]
    public async Task says_what_had_been_reached_when_the_look_began()
    {
        await using var service = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        var cluster = Guid.CreateVersion7();
        var before = service.Facts.Now;
        var (position, told) = (before.Position, before.ClustersToldAfter(before.Position));

        var receipt = await service.Decide(cluster, (Cluster known) => known.Draft(Guid.NewGuid(), null, new() { Name = "Cluster", Country = "DE" }, new(AssertedBy.Applicant)));
        var after = await service.Facts.AtLeast(receipt.Position, TestContext.Current.CancellationToken);

        Assert.Equal(position, before.Position);
        Assert.NotNull(before.Cluster(cluster));   // newer than it says is well; older would not be
        Assert.True(after.Position >= receipt.Position);
        Assert.Same(before.Memory, after.Memory);
        Assert.Empty(told!);
        Assert.Equal([cluster], after.ClustersToldAfter(position));
        Assert.Empty(after.ClustersToldAfter(after.Position)!);
    }

    [Fact]
    public void does_not_pretend_to_remember_what_was_told_long_ago()
    {
        var told = new RecentlyTold();
        Guid[] clusters = [.. Enumerable.Range(0, 20_000).Select(_ => Guid.CreateVersion7())];
        for (var position = 1; position <= clusters.Length; position++) told.Add(position, [clusters[position - 1]]);

        Assert.Null(told.After(0));
        Assert.Null(told.After(clusters.Length / 2));
        Assert.Equal(clusters[^5..], told.After(clusters.Length - 5));
        Assert.Empty(told.After(clusters.Length)!);
    }
}
