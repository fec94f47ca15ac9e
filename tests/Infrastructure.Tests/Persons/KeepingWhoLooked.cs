using EligibilityService.Application.Audit;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Persons;

/// <summary>The access log on a real PostgreSQL: one row for a person, a thing and a minute, that says how often.</summary>
public sealed class KeepingWhoLooked(PostgresFixture postgres)
{
    private static readonly Guid Officer = new("01900000-0000-4000-8000-00000000000a"), Application = new("01900000-0000-4000-8000-0000000000b1"), Other = new("01900000-0000-4000-8000-0000000000b2");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whoever_looks_again_within_a_minute_leaves_one_row_that_counts_it_on_any_host()
    {
        var database = await postgres.FreshDatabase();
        await using var one = await RunningInfrastructure.Start(database, leads: false);
        await using var two = await RunningInfrastructure.Start(database, leads: false);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(time => Look(time % 2 == 0 ? one : two, Application, Scene.Autumn.AddMilliseconds(time))));
        await Look(one, Application, Scene.Autumn.AddMinutes(1));
        await Look(one, Application, Scene.Autumn.AddSeconds(59));
        await Look(one, Application, Scene.Autumn.AddMinutes(1));
        await Look(one, Other, Scene.Autumn.AddMinutes(1));

        await two.Send(new FindLooks());   // each host writes what it has counted before it reads
        var looks = (await one.Send(new FindLooks())).Looks;
        Assert.Equal([(Other, 1), (Application, 2), (Application, 201)], looks.Select(look => (look.About!.Value, look.Times)));
        Assert.Equal([Scene.Autumn.AddMinutes(1), Scene.Autumn.AddMinutes(1)], looks.Take(2).Select(look => look.At));
        Assert.InRange(looks[2].At, Scene.Autumn, Scene.Autumn.AddMilliseconds(199));
    }

    [Fact]
    public async Task what_cannot_be_kept_is_not_shown_and_what_was_counted_meanwhile_is_written_later()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        await Look(running, Application, Scene.Autumn);

        await Run(running, "alter table eligibility.looks rename to away");
        await Look(running, Application, Scene.Autumn);
        await Assert.ThrowsAsync<PostgresException>(() => Look(running, Other, Scene.Autumn));
        await Assert.ThrowsAsync<PostgresException>(() => running.Send(new FindLooks()));
        await Look(running, Application, Scene.Autumn);

        await Run(running, "alter table eligibility.away rename to looks");
        var row = Assert.Single((await running.Send(new FindLooks())).Looks);
        Assert.Equal((Application, 3), (row.About!.Value, row.Times));
    }

    [Fact]
    public async Task whoever_looks_while_counts_are_written_is_not_left_waiting()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        await Look(running, Application, Scene.Autumn);

        await using var away = await running.Database.OpenConnectionAsync(Cancelled);
        await using var holding = await away.BeginTransactionAsync(Cancelled);
        await using (var hold = new NpgsqlCommand("lock table eligibility.looks in share mode", away, holding)) await hold.ExecuteNonQueryAsync(Cancelled);
        await Look(running, Application, Scene.Autumn);
        var reading = running.Send(new FindLooks());
        var looking = Look(running, Other, Scene.Autumn);
        await holding.CommitAsync(Cancelled);

        await looking.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await reading;
        Assert.Equal([(Other, 1), (Application, 2)], (await running.Send(new FindLooks())).Looks.Select(look => (look.About!.Value, look.Times)));
    }

    [Fact]
    public async Task a_host_that_stops_writes_what_it_has_counted()
    {
        var database = await postgres.FreshDatabase();
        await using (var stopping = await RunningInfrastructure.Start(database, leads: false))
        {
            await Look(stopping, Application, Scene.Autumn);
            await Look(stopping, Application, Scene.Autumn);
        }

        await using var later = await RunningInfrastructure.Start(database, leads: false);
        Assert.Equal(2, Assert.Single((await later.Send(new FindLooks())).Looks).Times);
    }

    [Fact]
    public async Task what_was_counted_before_the_demonstration_began_anew_is_not_written_after_it()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        await Look(running, Application, Scene.Autumn);
        await running.Get<AccessLog>().Restart(
            async () =>
            {
                await Look(running, Application, Scene.Autumn);
                await Run(running, "truncate eligibility.looks");
            }, Cancelled);

        await Look(running, Other, Scene.Autumn.AddDays(-30));
        Assert.Equal(Other, Assert.Single((await running.Send(new FindLooks())).Looks).About);
        await Look(running, Application, Scene.Autumn);
        Assert.Equal((Application, 1), (await running.Send(new FindLooks())).Looks[0] switch { var look => (look.About!.Value, look.Times) });
    }

    private static Task Look(RunningInfrastructure running, Guid about, DateTimeOffset at) => running.Get<IAccessLog>().Record(new(Officer, LookedAt.Application, about, null, at), Cancelled);

    private static async Task Run(RunningInfrastructure running, string sql)
    {
        await using var command = running.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
