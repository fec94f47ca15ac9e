using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Knowing;

/// <summary>This host's own memory of the store: reads what was committed, in order, and says how far it has got.</summary>
internal sealed class Roster(IDocumentStore store, NpgsqlDataSource source, Wake wake, ILogger<Roster> log) : BackgroundService, IFacts, IManagedClusters
{
    private const int Page = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25), IdlePause = TimeSpan.FromMilliseconds(100), Breath = TimeSpan.FromMilliseconds(5);
    private const int IdleAfter = 80;   // two quiet seconds
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile Knowledge _knowledge = new();
    private readonly Turns _turns = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Events this host could not read, for the health page.</summary>
    public IReadOnlyCollection<UnreadableEvent> Unreadable => _knowledge.Parked;

    /// <summary>Sees every page as it is read, so that nobody need read the whole store a second time. Given before the start.</summary>
    public Action<EventPage>? Reading { get; set; }

    /// <summary>Set once everything that was in the store at the start has been read.</summary>
    public Task CaughtUp => _caughtUp.Task;

    public IKnowledge Now => new Glance(_knowledge);

    public async ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken)
    {
        if (_knowledge.Position >= position) return Now;

        wake.Now();   // somebody waits: look at once, also after quiet times
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (_knowledge.Position < position)
            {
                var moved = Volatile.Read(ref _moved).Task;
                if (_knowledge.Position >= position) break;
                await moved.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PositionNotReached(position, _knowledge.Position);
        }

        return Now;
    }

    /// <summary>Returns once something behind the position has been read; without limit, for those who follow.</summary>
    public async Task Beyond(long position, CancellationToken cancellationToken)
    {
        while (_knowledge.Position <= position)
        {
            var moved = Volatile.Read(ref _moved).Task;
            if (_knowledge.Position > position) return;
            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <remarks>Of the present only what the store has more of than this host remembers is fetched: the programme's hundred events need not be read for every proposal that is handed in.</remarks>
    public async Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var (known, missing) = knownAt is null && streams.Count > 0 && _knowledge.Position > 0 ? _knowledge.Of(await Versions(streams, cancellationToken)) : (new Knowledge(), streams);
        if (missing.Count > 0) known.Learn(await StreamReading.Read(store, source, [.. missing], to: knownAt, cancellationToken: cancellationToken));
        return known;
    }

    private async Task<Dictionary<Guid, long>> Versions(IReadOnlyCollection<Guid> streams, CancellationToken cancellationToken)
    {
        using var turn = await _turns.Next(cancellationToken);
        await using var command = source.CreateCommand("select id, version from events.mt_streams where id = any($1)");
        command.Parameters.Add(new() { Value = streams.Distinct().ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new Dictionary<Guid, long>();
        while (await row.ReadAsync(cancellationToken)) versions[row.GetGuid(0)] = row.GetInt64(1);
        return versions;
    }

    public async Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken)
    {
        var page = await StreamReading.Read(store, source, [.. versions.Keys], cancellationToken: cancellationToken);
        var known = new Knowledge();
        known.Learn(page with
        {
            Events = [.. page.Events.Where(e => e.Version <= versions[e.StreamId])], Unreadable = [.. page.Unreadable.Where(e => e.Version <= versions[e.Stream])],
        });
        return known;
    }

    private volatile Generation _generation = new(0, 0);

    /// <summary>Waits until this host has noticed that the demonstration began anew, or that parked events were to be read again.</summary>
    public async Task Restart(CancellationToken cancellationToken)
    {
        var generation = await Generation.Read(source, cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (_generation != generation) await Task.Delay(Pause, patience.Token);
    }

    /// <remarks>A "no" is asked of the store: somebody may have been added a moment ago, on another host.</remarks>
    public async ValueTask<bool> Manages(Guid personId, Guid clusterId, CancellationToken cancellationToken)
    {
        if (_knowledge.Cluster(clusterId) is { } known && known.State.Managers.Contains(personId)) return true;

        var read = await Read([clusterId], null, cancellationToken);
        return read.Cluster(clusterId)?.State.Managers.Contains(personId) ?? false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reader = new EventReader(store, source, after: 0);
        _generation = await Generation.Read(source, stoppingToken);
        var (looked, quiet) = (0, 0);

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = wake.Next;
                var page = await reader.Next(Page, stoppingToken);
                if (page.UpTo > _knowledge.Position)
                {
                    quiet = 0;
                    var parked = _knowledge.Parked.Count;
                    _knowledge.Learn(page);
                    Reading?.Invoke(page);
                    foreach (var e in _knowledge.Parked.Skip(parked)) Alarm(e);
                    Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                    if (page.Events.Count < Page) await Task.Delay(Breath, stoppingToken);   // in a rush several commits are read together, and not each for itself
                    continue;
                }

                _caughtUp.TrySetResult();
                if (++looked % 20 == 0 && await Generation.Read(source, stoppingToken) is var present && present != _generation)
                {
                    if (present.Number == _generation.Number) await ReadAgain(stoppingToken);
                    else (reader, _knowledge) = (new EventReader(store, source, after: 0), new());
                    _generation = present;
                }

                await Task.WhenAny(next, Task.Delay(++quiet > IdleAfter ? IdlePause : Pause, stoppingToken));
                if (next.IsCompleted) quiet = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                log.LogWarning(failed, "The roster could not read the store; it tries again");
                await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken);
            }
        }
    }

    /// <summary>What is parked may have been mended since. Who else asks goes on with what was known until all of it has been read.</summary>
    private async Task ReadAgain(CancellationToken cancellationToken)
    {
        var streams = _knowledge.Parked.Select(e => e.Stream).ToHashSet();
        if (streams.Count == 0) return;

        var read = await StreamReading.Read(store, source, [.. streams], before: _knowledge.Position + 1, cancellationToken: cancellationToken);
        _knowledge = _knowledge.With(streams, read);
        log.LogInformation("{Streams} streams with events that could not be read were read again; {Parked} events still cannot be read", streams.Count, _knowledge.Parked.Count);
        foreach (var e in _knowledge.Parked) Alarm(e);
    }

    private void Alarm(UnreadableEvent e) =>
        log.LogError("Event {Sequence} ({Type}) of stream {Stream} cannot be read: {Error}", e.Sequence, e.Type, e.Stream, e.Error);
}
