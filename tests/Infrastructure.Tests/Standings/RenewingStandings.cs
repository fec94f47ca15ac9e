using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.ReadModels;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Standings;

/// <summary>A call's rows written anew: the new ones copied in, the equal ones left alone, the others changed and told.</summary>
public sealed class RenewingStandings(PostgresFixture postgres)
{
    private static readonly DateTimeOffset At = new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);
    private static readonly Guid Call = new("01900000-0000-4000-8000-0000000000ca");

    /// <summary>In an order that bytes, and little-endian integers, would each see differently.</summary>
    private static readonly Guid[] Clusters =
    [
        new("00000000-0000-0000-0000-000000000001"), new("01000000-0000-0000-0000-000000000000"), new("10000000-0000-0000-0000-000000000000"),
        new("80000000-0000-0000-0000-000000000000"), new("ff000000-0000-0000-0000-000000000001"), new("ff010000-0000-0000-0000-000000000000"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task copies_what_is_new_and_tells_nothing_of_it()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        await Renew(running, [.. Clusters.SelectMany(cluster => (StandingRow[])[Row(cluster, Outcome.Met, ulong.MaxValue, 0, "1"), Row(cluster, Outcome.NotMet, 0, 1UL << 63, "2")])]);

        Assert.Equal(12, await scene.One<long>("select count(*) from eligibility.standings where call_id = $1 and stage = 0", Call));
        Assert.Equal(6, await scene.One<long>("select count(*) from eligibility.standings where strand = '1' and outcome = $1 and met = -1 and not_met = 0 and position = 7", (short)Outcome.Met));
        Assert.Equal(6, await scene.One<long>("select count(*) from eligibility.standings where strand = '2' and not_met = $1", long.MinValue));
        Assert.Equal(0, await scene.One<long>("select count(*) from eligibility.standings_changes"));
    }

    [Fact]
    public async Task leaves_alone_what_stayed_the_same_and_writes_only_the_rest()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        var known = Clusters.Where((_, index) => index is not 2).ToArray();
        await Renew(running, [.. known.Select(cluster => Row(cluster, Outcome.Met, 1, 0))]);
        var written = await scene.One<long>("select max(xmin::text::bigint) from eligibility.standings");

        // The first and the last stay; one is new in between, one has another outcome, one other bits, one a later position.
        await Renew(running,
        [
            Row(Clusters[0], Outcome.Met, 1, 0), Row(Clusters[1], Outcome.NotMet, 0, 1), Row(Clusters[2], Outcome.Met, 1, 0), Row(Clusters[3], Outcome.Met, 3, 0),
            Row(Clusters[4], Outcome.Met, 1, 0) with { Position = 8 }, Row(Clusters[5], Outcome.Met, 1, 0),
        ]);

        Assert.Equal(Clusters[1..5], await scene.One<Guid[]>("select array_agg(cluster_id order by cluster_id) from eligibility.standings where xmin::text::bigint > $1", written));
        Assert.Equal((long[])[1, 1, 3, 1], await scene.One<long[]>("select array_agg(met + not_met order by cluster_id) from eligibility.standings where xmin::text::bigint > $1", written));
        Assert.Equal(
            (Clusters[1], (short)Outcome.Met, (short)Outcome.NotMet),
            (await scene.One<Guid>("select cluster_id from eligibility.standings_changes"), await scene.One<short>("select before from eligibility.standings_changes"), await scene.One<short>("select after from eligibility.standings_changes")));
    }

    [Fact]
    public async Task of_one_call_touches_no_other()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        var other = new Guid("01900000-0000-4000-8000-0000000000cb");
        await Renew(running, [.. Clusters.Select(cluster => Row(cluster, Outcome.Met, 1, 0) with { Call = other })]);
        await Renew(running, [.. Clusters.Select(cluster => Row(cluster, Outcome.NotMet, 0, 1))]);
        await Renew(running, []);

        Assert.Equal(6, await scene.One<long>("select count(*) from eligibility.standings where call_id = $1 and outcome = $2", other, (short)Outcome.Met));
        Assert.Equal(6, await scene.One<long>("select count(*) from eligibility.standings where call_id = $1 and outcome = $2", Call, (short)Outcome.NotMet));
    }

    private static StandingRow Row(Guid cluster, Outcome outcome, ulong met, ulong notMet, string strand = "") => new(Call, strand, cluster, new(outcome, met, notMet), 7, new("a cause", At), false);

    private static async Task Renew(RunningInfrastructure running, StandingRow[] rows)
    {
        await using var connection = await running.Database.OpenConnectionAsync(Cancelled);
        await StandingsTables.Renew(connection, rows, Cancelled);
    }
}
