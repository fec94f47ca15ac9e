using System.Collections.Concurrent;
using EligibilityService.Application;
using EligibilityService.Application.Feed;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Holds cursors and moves them, on every host: each cursor by one of them at a time. When a host dies the others take over what it held, within seconds.</summary>
internal sealed class Deliveries(
    NpgsqlDataSource source, FeedTail tail, Roster roster, ServiceClock clock, TimeProvider time, WebhookSender sender, SecretBox box, WebhookSettings settings, IServiceScopeFactory scopes, ServiceAddress address, CursorBell bell, BrokerSettings broker,
    ILogger<Deliveries> log)
    : BackgroundService
{
    private const int AtATime = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private const string Alive = """
        insert into eligibility.delivery_hosts values ($1, now() + interval '4 seconds') on conflict (host) do update set alive_until = excluded.alive_until;
        """;

    private const string Held = "select id, fence from eligibility.cursors where holder = $1";

    /// <remarks>Where no broker is named, its cursor is left to hosts that know it.</remarks>
    private readonly string _claiming = $"""
        with free as (
            select id from eligibility.cursors where active and {(broker.IsOn ? "" : $"subscription <> '{BrokerCursor.Id}' and ")}(holder is null or holder not in (select host from eligibility.delivery_hosts where alive_until > now())) order by id limit {AtATime} for update skip locked)
        update eligibility.cursors c set holder = $1, fence = fence + 1 from free where c.id = free.id returning {Place.Columns}
        """;

    private readonly Guid _host = Guid.CreateVersion7();
    private readonly ConcurrentDictionary<Guid, (long Fence, CancellationTokenSource Stop, Task Running)> _running = new();

    public DeliveryTools Tools { get; } = new(source, tail, roster, clock, time, sender, box, settings, scopes, address);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await roster.CaughtUp.WaitAsync(stoppingToken);
            var following = Followed(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                var rung = bell.Next;
                try
                {
                    await Turn(stoppingToken);
                }
                catch (Exception failed) when (failed is not OperationCanceledException)
                {
                    log.LogWarning(failed, "Subscriptions could not be looked at; this host tries again");
                }

                await Task.WhenAny(rung, Task.Delay(Look, stoppingToken));
            }

            await following;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await LetGo();
        }
    }

    private async Task Followed(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await tail.Follow(cancellationToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.LogWarning(failed, "The end of the feed could not be read; this host tries again");
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    private async Task Turn(CancellationToken cancellationToken)
    {
        await Execute(Alive, cancellationToken);

        var held = new Dictionary<Guid, long>();
        await using (var command = Command(Held))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken)) held[row.GetGuid(0)] = row.GetInt64(1);
        }

        foreach (var (id, running) in _running)
        {
            if (running.Running.IsCompleted) _running.TryRemove(id, out _);
            else if (held.GetValueOrDefault(id, -1) != running.Fence) Stop(running.Stop);   // decided elsewhere, or taken over
        }

        foreach (var (id, fence) in held.Where(one => !_running.ContainsKey(one.Key))) await Free(id, fence);

        if (broker.IsOn && !_running.ContainsKey(BrokerCursor.Id)) await BrokerCursor.Ensure(source, broker, cancellationToken);

        int claimed;
        do
        {
            claimed = 0;
            await using var command = Command(_claiming);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            for (; await row.ReadAsync(cancellationToken); claimed++) Begin(Place.Read(row), cancellationToken);
        }
        while (claimed == AtATime);

        tail.IsFollowed = !_running.IsEmpty;
    }

    private void Begin(Place place, CancellationToken stopping)
    {
        if (_running.TryGetValue(place.Id, out var before)) Stop(before.Stop);

        var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _running[place.Id] = (place.Fence, stop, Task.Run(() => Run(place, stop), CancellationToken.None));
    }

    private async Task Run(Place place, CancellationTokenSource stop)
    {
        try
        {
            using var run = new CursorRun(place, Tools);
            await (place.Subscription == BrokerCursor.Id ? new BrokerRun(place, Tools, broker, log).Run(stop.Token) : run.Run(stop.Token));
        }
        catch (Exception ended) when (ended is Superseded or OperationCanceledException)
        {
        }
        catch (Exception failed)
        {
            log.LogWarning(failed, "The cursor {Cursor} of subscription {Subscription} could not be moved; it is tried again", place.Id, place.Subscription);
            await Task.Delay(Look, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Free(place.Id, place.Fence);
        }
        finally
        {
            if (_running.TryGetValue(place.Id, out var present) && present.Fence == place.Fence) _running.TryRemove(place.Id, out _);
            stop.Dispose();
        }
    }

    private static void Stop(CancellationTokenSource running)
    {
        try
        {
            running.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private async Task Free(Guid cursor, long fence)
    {
        try
        {
            await using var command = source.CreateCommand("update eligibility.cursors set holder = null where id = $1 and fence = $2");
            command.Parameters.Add(new() { Value = cursor });
            command.Parameters.Add(new() { Value = fence });
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException failed)
        {
            log.LogWarning(failed, "The cursor {Cursor} could not be let go", cursor);
        }
    }

    private async Task LetGo()
    {
        foreach (var (_, running) in _running) await running.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Execute("update eligibility.cursors set holder = null where holder = $1", CancellationToken.None);
            await Execute("delete from eligibility.delivery_hosts where host = $1 or alive_until < now() - interval '1 minute'", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // Then the others wait until it no longer counts as alive.
        }
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = _host });
        return command;
    }
}
