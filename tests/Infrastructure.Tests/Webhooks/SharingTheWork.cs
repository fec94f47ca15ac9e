using EligibilityService.Application.Access;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using EligibilityService.Tests;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Webhooks;

/// <summary>Two hosts move the cursors of one database: each by one of them, and what one held the other takes over.</summary>
public sealed class SharingTheWork(PostgresFixture postgres)
{
    [Fact]
    public async Task what_a_dead_host_held_is_taken_over_and_what_it_still_writes_counts_for_nothing()
    {
        var (database, time) = (await postgres.FreshDatabase(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var one = await (await Follower.Start(database, time: time)).WithACluster();
        await using var receiver = await Receiver.Start();
        using var stuck = new CancellationTokenSource();
        var isStuck = false;
        receiver.Answer = async (arrival, http) =>
        {
            if (arrival.Counter == 3 && !isStuck)
            {
                isStuck = true;
                await Task.Delay(TimeSpan.FromSeconds(30), stuck.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await Receiver.Status(http, 204);
            }
        };
        await one.Open(receiver.Url, strict: true);
        await one.Change(2);
        await one.Until(() => receiver.Arrived.Count == 2, "two arrived");

        await using var other = await Follower.Start(database, time: time, leads: false);
        await one.Change(3);
        await one.Until(() => isStuck, "the third is under way");

        // The first host no longer counts as alive, though it does not know it yet.
        await one.Scene.Do("update eligibility.cursors set holder = gen_random_uuid()");
        await one.Until(() => receiver.Arrived.Count >= 5, "the other host went on");
        await stuck.CancelAsync();
        await one.Change(1);
        await one.Until(() => receiver.Arrived.Select(arrival => arrival.Number).Distinct().Count() == 6, "and goes on");

        Assert.Equal(receiver.Arrived.Select(arrival => arrival.Number).Distinct().Order(), receiver.Arrived.DistinctBy(arrival => arrival.Number).Select(arrival => arrival.Number));
        Assert.All(receiver.Arrived.GroupBy(arrival => arrival.Number), same => Assert.Single(same.Select(arrival => (arrival.Id, arrival.Counter)).Distinct()));
    }

    [Fact]
    public async Task many_subscriptions_each_get_theirs()
    {
        await using var one = await (await Follower.Start(await postgres.FreshDatabase(), WebhookSettings.OnOneMachine with { Timeout = TimeSpan.FromSeconds(10) })).WithACluster();
        await using var receiver = await Receiver.Start();
        for (var i = 0; i < 60; i++) await one.Open(receiver.Url, i % 2 == 0 ? null : new(["call.*"], [], [], [], []));
        await one.Until(() => receiver.Asked == 60, "all were asked");
        await one.Change(5);
        await one.Until(() => receiver.Arrived.Count == 150, "half of them want it");
        Assert.Equal(30, receiver.Arrived.Select(arrival => arrival.Json.GetProperty("subscription").GetString()).Distinct().Count());
    }

    /// <summary>A person may have twenty, a subscription five replays at a time: whoever asks for more at once gets no more.</summary>
    [Fact]
    public async Task nobody_gets_more_than_their_share_by_asking_for_all_at_once()
    {
        await using var one = await (await Follower.Start(await postgres.FreshDatabase())).WithACluster();
        await using var receiver = await Receiver.Start();
        using var release = new CancellationTokenSource();
        receiver.Answer = (_, _) => Task.Delay(Timeout.Infinite, release.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var applicant = new Caller(Follower.Anna, new HashSet<Role> { Role.Applicant }, IsAuthenticated: true);
        var opened = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => one.Running.Send(new OpenSubscription(Guid.CreateVersion7(), new(receiver.Url)), applicant))));

        Assert.Equal((20, 10), (opened.Count(receipt => receipt.Refusal is null), opened.Count(receipt => receipt.Refusal?.Code == "subscriptions-enough")));
        Assert.Equal(20L, await one.Scene.One<long>("select count(*) from eligibility.cursors"));

        var mine = opened.First(receipt => receipt.Refusal is null).StreamId;
        var begun = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => one.Running.Send(new ReplayEntries(mine, 1), applicant))));
        Assert.Equal((5, 7), (begun.Count(started => started.Run is not null), begun.Count(started => started.Refusal?.Code == "replays-enough")));

        Assert.Null((await one.Running.Send(new EndSubscription(mine), applicant)).Refusal);
        Assert.Null((await one.Running.Send(new OpenSubscription(Guid.CreateVersion7(), new(receiver.Url)), applicant)).Refusal);
        await release.CancelAsync();
    }

    [Fact]
    public async Task a_replay_begun_while_its_subscription_ends_is_not_begun_and_one_left_behind_goes()
    {
        await using var one = await (await Follower.Start(await postgres.FreshDatabase())).WithACluster();
        await using var receiver = await Receiver.Start();
        var (id, _) = await one.Open(receiver.Url);

        await using (var connection = await one.Running.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var ending = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var command = new NpgsqlCommand("delete from eligibility.cursors where id = $1", connection, ending) { Parameters = { new() { Value = id } } };
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var replay = Task.Run(() => one.Running.Send(new ReplayEntries(id, 1), Follower.Pekka));
            await RunningInfrastructure.Until(() => one.Scene.One<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"), "the replay waits for the ending");
            await ending.CommitAsync(TestContext.Current.CancellationToken);
            Assert.Equal("subscription-ended", (await replay).Refusal?.Code);
        }

        await one.Scene.Do("insert into eligibility.cursors (id, subscription, mark, epoch, position, until, high) select gen_random_uuid(), $1, 1, epoch, 0, number, 0 from eligibility.feed_progress", id);
        await RunningInfrastructure.Until(() => one.Scene.One<bool>("select not exists (select from eligibility.cursors)"), "what was left behind is gone");
        Assert.Equal(0, receiver.Attempts);
    }
}
