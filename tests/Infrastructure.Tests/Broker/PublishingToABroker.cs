using System.Net.Mime;
using CloudNative.CloudEvents.SystemTextJson;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests;
using Npgsql;
using RabbitMQ.Client;

namespace EligibilityService.Infrastructure.Tests.Broker;

/// <summary>The feed on a real RabbitMQ: each class on its exchange, every number on each, in order.</summary>
public sealed class PublishingToABroker(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task each_entry_goes_to_the_exchange_of_its_class_and_as_a_stub_to_the_others()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var queue = await QueueReader.Bind(broker, [.. Publisher.All(name).Select(exchange => (exchange, "#"))]);
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name });
        await publisher.Publication();
        await publisher.Change(3);
        await publisher.Submit();
        await publisher.Confirmed();
        var feed = await FeedRow.After(publisher.Running.Database, 0, 1_000, Cancelled);
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= feed.Count * 3), "all have come");

        Assert.Equal(Enum.GetValues<FeedClass>(), feed.Select(row => row.Class).Distinct().Order());
        foreach (var @class in Enum.GetValues<FeedClass>())
        {
            var came = queue.Of($"{name}.{@class.ToString().ToLowerInvariant()}").ToArray();
            Assert.Equal(
                feed.Select(row => (row.Number, row.Class == @class ? row.Type! : "stub", row.Class == @class ? row.Id.ToString() : null)),
                came.Select(message => (message.Number, message.RoutingKey, message.IsStub ? null : message.Id)));
            Assert.All(came, message => Assert.Equal((Convert.ToHexStringLower(feed[(int)message.Number - 1].Leaf), true, "eligibility-service"), (message.LeafHash, message.Properties.Persistent, message.Properties.AppId)));
            Assert.Equal(came.Length, came.Select(message => message.Id).Distinct().Count());
            Assert.All(came.Where(message => message.IsStub), stub => Assert.Equal($$"""{"number":{{stub.Number}},"leafHash":"{{stub.LeafHash}}"}""", stub.Text));
        }

        // Of a number the event comes first, whatever one is bound to.
        Assert.All(queue.Messages.Chunk(3), three => Assert.Equal((1, false, true, true), (three.Select(message => message.Number).Distinct().Count(), three[0].IsStub, three[1].IsStub, three[2].IsStub)));

        // Others' code reads it, and it holds what the feed tells.
        var formatter = new JsonEventFormatter();
        Assert.All(queue.Messages.Where(message => !message.IsStub), message =>
        {
            var told = formatter.DecodeStructuredModeMessage(message.Body, new ContentType(message.Properties.ContentType!), null);
            Assert.True(told.IsValid);
            Assert.Equal((message.Id, $"eu.eligibility-service.{message.RoutingKey}", message.Properties.Type, $"{message.Number}", message.Epoch, message.LeafHash), (told.Id, told.Type, told.Type, told["sequence"], told["epoch"], told["leafhash"]));
        });
    }

    [Fact]
    public async Task whoever_is_bound_to_one_exchange_proves_that_nothing_is_missing_and_patterns_choose_types()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var everything = await QueueReader.Bind(broker, ($"{name}.public", "#"));
        await using var publications = await QueueReader.Bind(broker, ($"{name}.public", "cluster.published.*"), ($"{name}.public", "call.#"));
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name });
        await publisher.Publication();
        await publisher.Change(2);
        await publisher.Submit();
        await publisher.Confirmed();
        var last = await publisher.Last();
        await using var reading = await everything.Read();
        await using var choosing = await publications.Read();
        await publisher.Until(() => Task.FromResult(everything.Messages.Count >= last && publications.Messages.Count >= 2), "all have come");

        Assert.Equal(await publisher.Digest(last), QueueReader.Digest(everything.Messages));
        Assert.NotEqual(await publisher.Digest(last), QueueReader.Digest(everything.Messages.Where(message => message.Number != 2)));
        Assert.Equal(["cluster.published.v1", "call.published.v1"], publications.Messages.Select(message => message.RoutingKey));
        Assert.DoesNotContain(everything.Messages, message => message.RoutingKey.StartsWith("application.", StringComparison.Ordinal) || message.RoutingKey == "cluster.review-requested.v1");
    }

    [Fact]
    public async Task it_begins_where_it_is_told_and_goes_on_where_it_stood()
    {
        var (broker, name, database) = (await rabbit.Address(), Publisher.SomeExchanges(), await postgres.FreshDatabase());
        await using var queue = await QueueReader.Bind(broker, ($"{name}.public", "#"));
        long before;
        await using (var without = await Publisher.Start(database, new()))
        {
            await without.Publication();
            before = await without.Last();
        }

        await using (var first = await Publisher.Start(database, new(broker) { Exchanges = name, Start = null }))
        {
            await first.Until(async () => (await first.State()).After == before, "it stands at the end");
            await first.Publication();
            await first.Confirmed();
        }

        await using (var off = await Publisher.Start(database, new())) await off.Publication();
        await using var again = await Publisher.Start(database, new(broker) { Exchanges = name });
        await again.Confirmed();
        var last = await again.Last();
        await using var reading = await queue.Read();
        await again.Until(() => Task.FromResult(queue.Messages.Any(message => message.Number == last)), "the last has come");

        Assert.Equal(Enumerable.Range((int)before + 1, (int)(last - before)).Select(number => (long)number), queue.Messages.Select(message => message.Number));
    }

    [Fact]
    public async Task an_operator_has_it_published_again_marked_as_replay()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var queue = await QueueReader.Bind(broker, ($"{name}.public", "#"));
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name });
        await publisher.Publication();
        await publisher.Change(2);
        await publisher.Confirmed();
        var last = await publisher.Last();
        Assert.Equal("feed-number-ahead", (await publisher.Move(last + 1)).Refusal?.Code);
        Assert.Equal(1, (await publisher.Move(1)).Broker?.After);
        await publisher.Change(1);
        await publisher.Confirmed();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= 2 * last), "all have come");

        var again = queue.Messages.Skip((int)last).ToArray();
        Assert.Equal([.. Enumerable.Range(2, (int)last)], again.Select(message => (int)message.Number));
        Assert.All(again, message => Assert.Equal(message.Number <= last, message.Has("replay")));
    }

    [Fact]
    public async Task what_could_not_be_read_is_a_stub_for_all_and_comes_once_it_can()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var queue = await QueueReader.Bind(broker, [.. Publisher.All(name).Select(exchange => (exchange, "#"))]);
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name });
        var cluster = await publisher.Publication();
        await publisher.Change(1);
        await publisher.Scene.Spoil(cluster, "cluster.profile-changed", "cluster.profile-changed");
        await publisher.Number();
        await publisher.Confirmed();
        var number = await publisher.Last();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= number * 3), "the stubs have come");
        Assert.Equal([true, true, true], queue.Messages.Where(message => message.Number == number).Select(message => message is { IsStub: true } && message.Has("pending") && message.Json.GetProperty("pending").GetBoolean()));

        await publisher.Scene.Do("update events.mt_events set data = (select data from events.mt_events where stream_id = $1 and type = 'cluster.profile-changed' order by version limit 1) where stream_id = $1 and version = (select max(version) from events.mt_events where stream_id = $1)", cluster);
        Assert.Equal(1, await publisher.Running.Get<FeedFilling>().Fill(0, Cancelled));
        publisher.Running.Get<CursorBell>().Ring();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= (number + 1) * 3), "it has come after all");

        var late = queue.Messages.Skip((int)number * 3).ToArray();
        Assert.All(late, message => Assert.Equal((number, true, false), (message.Number, message.Has("replay"), message.Has("pending"))));
        Assert.Equal([($"{name}.public", "cluster.changed.v1"), ($"{name}.cluster", "stub"), ($"{name}.restricted", "stub")], late.Select(message => (message.Exchange, message.RoutingKey)).OrderBy(message => message.RoutingKey).ThenBy(message => message.Exchange));
        Assert.True(late.Single(message => !message.IsStub).Json.GetProperty("replay").GetBoolean());
        await publisher.Until(async () => await publisher.Scene.One<long>("select count(*) from eligibility.cursors") == 1, "nothing of it is kept");
        Assert.Equal(await publisher.Digest(number), QueueReader.Digest(queue.Of($"{name}.public")));
    }

    [Fact]
    public async Task after_a_restore_consumers_are_told_before_anything_else()
    {
        var (broker, name, database) = (await rabbit.Address(), Publisher.SomeExchanges(), await postgres.FreshDatabase());
        await using var queue = await QueueReader.Bind(broker, [.. Publisher.All(name).Select(exchange => (exchange, "#"))]);
        string before;
        long resumed;
        await using (var lost = await Publisher.Start(database, new(broker) { Exchanges = name }))
        {
            await lost.Publication();
            await lost.Confirmed();
            before = await lost.Scene.One<string>("select epoch from eligibility.feed_progress");
            resumed = await lost.Last();
            await lost.Scene.Do("update eligibility.feed_progress set epoch = 'restored'");
        }

        await using var publisher = await Publisher.Start(database, new(broker) { Exchanges = name });
        await publisher.Publication();
        await publisher.Confirmed();
        var last = await publisher.Last();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= (last + 1) * 3), "all have come");

        Assert.All(Publisher.All(name), exchange =>
        {
            var came = queue.Of(exchange).ToArray();
            var told = came[(int)resumed];
            Assert.Equal(("feed.epoch-ended.v1", "epoch-restored", "restored"), (told.RoutingKey, told.Id, told.Epoch));
            var data = told.Json.GetProperty("data");
            Assert.Equal((before, "restored", $"restored.{resumed}"), (data.GetProperty("before").GetString(), data.GetProperty("epoch").GetString(), data.GetProperty("resumeFrom").GetString()));
            Assert.All(came[..(int)resumed], message => Assert.Equal(before, message.Epoch));
            Assert.All(came[((int)resumed + 1)..], message => Assert.Equal(("restored", false), (message.Epoch, message.Has("replay"))));
        });
    }

    [Fact]
    public async Task a_new_beginning_of_the_demonstration_is_told_and_all_of_it_comes()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var queue = await QueueReader.Bind(broker, ($"{name}.public", "#"));
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name, Start = null });
        await publisher.Until(async () => await publisher.Scene.One<long>("select count(*) from eligibility.cursors") == 1, "it has begun");
        await publisher.Publication();
        await publisher.Confirmed();
        var before = await publisher.Last();
        await publisher.Running.Get<Reset>().Everything(Cancelled);
        await publisher.Publication();
        await publisher.Change(2);
        await publisher.Confirmed();
        var last = await publisher.Last();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Count >= before + 1 + last), "all have come");

        var epoch = await publisher.Scene.One<string>("select epoch from eligibility.feed_progress");
        var anew = queue.Messages.Skip((int)before).ToArray();
        Assert.Equal(($"epoch-{epoch}", $"{epoch}.0"), (anew[0].Id, anew[0].Json.GetProperty("data").GetProperty("resumeFrom").GetString()));
        Assert.Equal(Enumerable.Range(1, (int)last), anew[1..].Select(message => (int)message.Number));
        Assert.All(anew, message => Assert.Equal((epoch, false), (message.Epoch, message.Has("replay"))));
        Assert.Equal(await publisher.Digest(last), QueueReader.Digest(anew));
    }

    [Fact]
    public async Task two_hosts_never_publish_side_by_side_and_what_comes_twice_keeps_its_order()
    {
        var (broker, name, database) = (await rabbit.Address(), Publisher.SomeExchanges(), await postgres.FreshDatabase());
        var settings = new BrokerSettings(broker) { Exchanges = name };
        await using var queue = await QueueReader.Bind(broker, ($"{name}.public", "#"));
        await using var one = await Publisher.Start(database, settings);
        await one.Publication();
        await one.Confirmed();
        await using var other = await Publisher.Start(database, settings);
        await using var reading = await queue.Read();

        // Frozen between the broker's confirmation and its own note.
        await using var held = await one.Running.Database.OpenConnectionAsync(Cancelled);
        await Do("begin; select from eligibility.cursors for update");
        var before = await one.Last();
        await one.Change(5);
        await one.Until(() => Task.FromResult(queue.Messages.Count == before + 5), "five were taken over");
        Assert.Equal(before, (await one.State()).After);
        Assert.Equal(BrokerTroubles.Held, (await Assert.ThrowsAsync<BrokerTrouble>(async () => await BrokerLine.Open(settings, BrokerCursor.Id, Cancelled))).Code);

        // The cursor is taken from it, and there is more to publish.
        await Do("update eligibility.cursors set holder = gen_random_uuid(), fence = fence + 1; commit");
        await one.Change(5);
        await Task.WhenAll(one.Confirmed(), other.Confirmed());
        var last = await other.Last();
        await other.Until(() => Task.FromResult(queue.Messages.Any(message => message.Number == last)), "the last has come");

        Assert.Equal(
            [.. Enumerable.Range(1, (int)before + 5), .. Enumerable.Range((int)before + 1, (int)(last - before))],
            queue.Messages.Select(message => (int)message.Number));
        Assert.Equal(last, queue.Messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(await other.Digest(last), QueueReader.Digest(queue.Messages));

        async Task Do(string sql)
        {
            await using var command = new NpgsqlCommand(sql, held);
            await command.ExecuteNonQueryAsync(Cancelled);
        }
    }

    [Fact]
    public async Task a_broker_that_refuses_is_said_to_and_what_is_mended_goes_on_by_itself()
    {
        var (broker, name) = (await rabbit.Address(), Publisher.SomeExchanges());
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.ExchangeDeclareAsync($"{name}.cluster", ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(broker) { Exchanges = name });
        await publisher.Publication();
        await publisher.Until(async () => (await publisher.State()) is { Health: SubscriptionHealth.Failing, Failures: > 2 }, "it was tried some times");
        var state = await publisher.State();
        Assert.Equal((0L, await publisher.Last(), BrokerTroubles.Said(BrokerTroubles.Otherwise)), (state.After, state.Behind, state.Why));
        Assert.DoesNotContain(RabbitMqServer.Password, state.ToString(), StringComparison.Ordinal);
        Assert.NotNull(state.NextAt);

        await channel.ExchangeDeleteAsync($"{name}.cluster", cancellationToken: Cancelled);
        await publisher.Confirmed();
        Assert.Null((await publisher.State()).Why);
    }

    [Fact]
    public async Task a_password_that_does_not_fit_is_shown_to_nobody()
    {
        var broker = await rabbit.Address();
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(new Uri(broker.AbsoluteUri.Replace(RabbitMqServer.Password, "another-secret", StringComparison.Ordinal))) { Exchanges = Publisher.SomeExchanges() });
        await publisher.Until(async () => (await publisher.State()).Failures > 0, "it was tried");
        var state = await publisher.State();
        Assert.Equal(BrokerTroubles.Said(BrokerTroubles.Refused), state.Why);
        Assert.DoesNotContain("secret", $"{state} {publisher.Running.Get<BrokerSettings>()}", StringComparison.Ordinal);
    }
}
