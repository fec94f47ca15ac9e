using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Broker;

/// <summary>A broker that is not there at the start, and is killed while entries are on their way.</summary>
public sealed class WaitingForABroker(PostgresFixture postgres)
{
    [Fact]
    public async Task nothing_is_lost_and_what_comes_twice_has_the_same_id()
    {
        await using var server = new RabbitMqServer();
        await server.Start();
        var name = Publisher.SomeExchanges();
        await using var queue = await QueueReader.Bind(server.Address, [.. Publisher.All(name).Select(exchange => (exchange, "#"))]);
        await server.Kill();

        // Not there: the host starts, and everything waits.
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(server.Address) { Exchanges = name });
        await publisher.Publication();
        await publisher.Until(async () => (await publisher.State()) is { Health: SubscriptionHealth.Failing, After: 0 }, "it stands still");
        Assert.Equal(BrokerTroubles.Said(BrokerTroubles.NoConnection), (await publisher.State()).Why);

        await server.Start();
        await publisher.Confirmed();

        // Killed while many entries are on their way.
        var reached = (await publisher.State()).After;
        await publisher.Burst(1_500);
        await publisher.Until(async () => (await publisher.State()).After > reached, "entries are on their way");
        await server.Kill();
        await publisher.Change(3);
        await publisher.Until(async () => (await publisher.State()) is { Failures: > 1, Behind: > 0 }, "it stands still again");
        await server.Start();
        await publisher.Confirmed();

        var last = await publisher.Last();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(Publisher.All(name).All(exchange => queue.Of(exchange).Any(message => message.Number == last))), "the last has come");
        Assert.All(Publisher.All(name), exchange =>
        {
            var came = queue.Of(exchange).ToArray();
            Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (long)number), came.DistinctBy(message => message.Id).Select(message => message.Number));
        });
        Assert.Equal(await publisher.Digest(last), QueueReader.Digest(queue.Of($"{name}.restricted")));
    }

    /// <summary>Its memory or disk runs short: it takes nothing from anybody until that is over.</summary>
    [Fact]
    public async Task a_broker_that_runs_short_is_waited_for_and_said_to()
    {
        await using var server = new RabbitMqServer();
        await server.Start();
        var name = Publisher.SomeExchanges();
        await using var queue = await QueueReader.Bind(server.Address, ($"{name}.public", "#"));
        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(server.Address) { Exchanges = name, Patience = TimeSpan.FromSeconds(2) });
        await publisher.Publication();
        await publisher.Confirmed();

        await server.Control("set_vm_memory_high_watermark", "0");
        var reached = (await publisher.State()).After;
        await publisher.Change(3);
        await publisher.Until(async () => (await publisher.State()) is { Health: SubscriptionHealth.Failing, Failures: > 2 } state && state.Why == BrokerTroubles.Said(BrokerTroubles.Blocked), "it is said that it runs short");
        Assert.Equal((reached, 3L), ((await publisher.State()).After, (await publisher.State()).Behind));

        await server.Control("set_vm_memory_high_watermark", "0.9");
        await publisher.Confirmed();
        var last = await publisher.Last();
        await using var reading = await queue.Read();
        await publisher.Until(() => Task.FromResult(queue.Messages.Any(message => message.Number == last)), "the last has come");
        Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (long)number), queue.Messages.DistinctBy(message => message.Id).Select(message => message.Number));
    }
}
