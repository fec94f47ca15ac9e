using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.Webhooks;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Weasel.Postgresql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>The write door. Folds a stream with the domain's own Evolve, lets the state decide, appends in one transaction.</summary>
internal sealed class MartenLedger(IDocumentStore store, ICallerAccessor callers, CommandFrame frame, PostgresNotes notes, SignedReceipts promises, PostgresDocuments documents, SecretsAndAddresses webhooks, PinnableClock clock, Wake wake, Turns turns) : ILedger
{
    private const int Attempts = 25, MostTogether = 100;

    private static readonly SemaphoreSlim[] Lines = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public Task<Receipt> Decide<TState, TEvent>(Guid streamId, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class => Decide(streamId, null, decide, cancellationToken);

    public Task<Receipt> DecideOn<TState, TEvent>(Guid streamId, long lookedAt, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class => Decide(streamId, lookedAt, decide, cancellationToken);

    private async Task<Receipt> Decide<TState, TEvent>(Guid streamId, long? lookedAt, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        using var turn = PinnableClock.IsPinned ? Turns.BeforeAll : await turns.Next(cancellationToken);   // whoever moves the clock holds the others
        SemaphoreSlim? queue = null;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await Once(streamId, lookedAt, decide, isFirst: attempt == 1, cancellationToken);
                }
                catch (NotReadable)
                {
                    return await Earlier(cancellationToken) ?? new(streamId, 0, 0, RecordUnreadable);
                }
                catch (Exception lost) when (LostARace(lost))
                {
                    // Somebody else appended in between: look again and decide anew, one after the other.
                    if (attempt == Attempts) throw new TooManyAtOnce("Others were faster each time.", lost);
                    Refresh(lost);
                    queue ??= await LineUp(streamId, cancellationToken);
                    if (attempt > 1) await Task.Delay(Random.Shared.Next(1, 10), cancellationToken);   // another host's writers are in no line of ours
                }
            }
        }
        finally
        {
            queue?.Release();
        }
    }

    /// <summary>Whoever has lost a race for a stream waits until those before have decided; whoever moves the clock waits for nobody.</summary>
    private static async Task<SemaphoreSlim?> LineUp(Guid streamId, CancellationToken cancellationToken)
    {
        if (PinnableClock.IsPinned) return null;

        var line = Lines[(uint)streamId.GetHashCode() % Lines.Length];
        await line.WaitAsync(cancellationToken);
        return line;
    }

    public async Task<IReadOnlyList<Receipt>> DecideEach<TState, TEvent>(
        IReadOnlyList<(Guid StreamId, Func<TState, Decision<TEvent>> Decide)> decisions, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        if (decisions.Count > MostTogether) throw new ArgumentException($"At most {MostTogether} streams in one transaction.", nameof(decisions));

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Together(decisions, cancellationToken);
            }
            catch (Exception taken) when (decisions.Count == 1 && Reservations.Taken(taken) is not null)
            {
                return [new(decisions[0].StreamId, 0, 0, Reservations.Taken(taken))];
            }
            catch (NotReadable) when (decisions.Count == 1)
            {
                return [new(decisions[0].StreamId, 0, 0, RecordUnreadable)];
            }
            catch (Exception lost) when (decisions.Count == 1 && LostARace(lost) && attempt < Attempts)
            {
                Refresh(lost);
            }
            catch (Exception lost) when (decisions.Count > 1 && (lost is NotReadable || Reservations.Taken(lost) is not null || LostARace(lost)))
            {
                var receipts = new List<Receipt>(decisions.Count);
                foreach (var decision in decisions) receipts.AddRange(await DecideEach([decision], cancellationToken));
                return receipts;
            }
        }
    }

    private async Task<IReadOnlyList<Receipt>> Together<TState, TEvent>(
        IReadOnlyList<(Guid StreamId, Func<TState, Decision<TEvent>> Decide)> decisions, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        await using var session = Open();
        Guid[] ids = [.. decisions.Select(decision => decision.StreamId)];
        var read = await Readable(() => session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(ids)).OrderBy(e => e.Version).ToListAsync(cancellationToken));
        var histories = read.ToLookup(e => e.StreamId);

        var receipts = new Receipt[decisions.Count];
        var staged = new List<(int Index, StreamAction Stream)>(decisions.Count);
        for (var i = 0; i < decisions.Count; i++)
        {
            var (streamId, decide) = decisions[i];
            IEvent[] history = [.. histories[streamId]];
            var last = history.LastOrDefault();
            var version = last?.Version ?? 0;

            var decision = decide(Fold<TState, TEvent>(history));
            receipts[i] = new(streamId, version + decision.Count, last?.Sequence ?? 0, decision.Refusal);
            if (decision.Count == 0) continue;

            staged.Add((i, Stage<TState>(session, streamId, version, [.. decision])));
            Beside(session, streamId, history, decision);
        }

        if (staged.Count == 0) return receipts;

        await WriteGate.Pass(session, clock, cancellationToken);

        using (PinnableClock.Pin(NotBefore(read.MaxBy(e => e.Timestamp)))) await session.SaveChangesAsync(cancellationToken);

        wake.Now();
        foreach (var (index, stream) in staged) receipts[index] = receipts[index] with { Position = stream.Events[^1].Sequence };
        return receipts;
    }

    /// <remarks>
    /// A command is rarely repeated, so the first time its key is looked for only where nothing is to be appended; otherwise the key's own row tells, by
    /// refusing to be there twice, and the command is looked at anew. That saves each command a way to the database and back.
    /// </remarks>
    private async Task<Receipt> Once<TState, TEvent>(Guid streamId, long? lookedAt, Func<TState, Decision<TEvent>> decide, bool isFirst, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        await using var session = Open();

        if (!isFirst && await Earlier(cancellationToken) is { } answered) return answered;

        var history = await Readable(() => session.Events.FetchStreamAsync(streamId, token: cancellationToken));
        var last = history.Count > 0 ? history[^1] : null;
        var version = last?.Version ?? 0;

        if (last is not null && last.Data is not TEvent) return await Refused(SomethingElse);
        if (last is null && await ReservedStreams.AreNotFor(typeof(TState), streamId, session, cancellationToken)) return await Refused(SomethingElse);
        if (frame.ExpectedVersion is { } expected && expected != version) return await Refused(Stale(version));

        if (lookedAt is { } seen && seen != version) throw new MovedOn();

        var decision = decide(Fold<TState, TEvent>(history));
        if (decision.Refusal is { } refusal) return await Refused(refusal);

        var receipt = new Receipt(streamId, version + decision.Count, last?.Sequence ?? 0);
        if (frame.Idempotency is { } key) IdempotencyKeys.Keep(session, key, receipt, clock.GetUtcNow());
        if (decision.Count == 0)
        {
            if (frame.Idempotency is not null) await session.SaveChangesAsync(cancellationToken);
            return receipt;
        }

        var stream = Stage<TState>(session, streamId, version, [.. decision]);
        Beside(session, streamId, history, decision);
        await WriteGate.Pass(session, clock, cancellationToken);
        try
        {
            using (PinnableClock.Pin(NotBefore(last))) await session.SaveChangesAsync(cancellationToken);
        }
        catch (Exception taken) when (Reservations.Taken(taken) is not null)
        {
            return await Refused(Reservations.Taken(taken)!);
        }

        webhooks.Committed();
        wake.Now();
        return receipt with { Position = stream.Events[^1].Sequence };

        async Task<Receipt> Refused(Refusal refusal) => await Earlier(cancellationToken) ?? new(streamId, version, last?.Sequence ?? 0, refusal);
    }

    /// <summary>What the same command was answered before, on a connection of its own: the session's may have failed.</summary>
    private async Task<Receipt?> Earlier(CancellationToken cancellationToken)
    {
        if (frame.Idempotency is not { } key) return null;

        await using var session = store.QuerySession();
        return await IdempotencyKeys.Find(session, key, cancellationToken);
    }

    /// <summary>Nothing is decided on half a history.</summary>
    private static async Task<IReadOnlyList<IEvent>> Readable(Func<Task<IReadOnlyList<IEvent>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (StreamReading.IsUnreadable(broken))
        {
            throw new NotReadable(broken);
        }
    }

    private sealed class NotReadable(Exception inner) : Exception(inner.Message, inner);

    private IDocumentSession Open()
    {
        var session = store.LightweightSession();
        session.CorrelationId = frame.CorrelationId;
        session.CausationId = frame.CausationId;
        session.LastModifiedBy = callers.Caller.PersonId.ToString();
        return session;
    }

    private static TState Fold<TState, TEvent>(IReadOnlyList<IEvent> history)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        var state = TState.Initial;
        foreach (var e in history)
        {
            try
            {
                state = state.Evolve((TEvent)e.Data);
            }
            catch (UnknownEventException unknown)
            {
                throw new NotReadable(unknown);
            }
        }

        return state;
    }

    /// <summary>What events cite, and the promise about a submission, become part of their transaction.</summary>
    private void Beside(IDocumentSession session, Guid streamId, IReadOnlyList<IEvent> history, IReadOnlyCollection<object> decided)
    {
        notes.Queue(session, decided);
        promises.Queue(session, streamId, history, decided);
        documents.Queue(session, streamId, decided);
        CursorTables.Queue(session, streamId, decided, webhooks);
    }

    /// <summary>What was decided goes behind the version it was decided on, with what it reserves.</summary>
    private static StreamAction Stage<TState>(IDocumentSession session, Guid streamId, long version, object[] events) where TState : class
    {
        Reservations.Queue(session, streamId, events);
        return version == 0
            ? session.Events.StartStream<TState>(streamId, events)
            : session.Events.Append(streamId, version + events.Length, events);
    }

    /// <summary>A host whose clock is behind must not record an event before the one it follows.</summary>
    private DateTimeOffset NotBefore(IEvent? last) =>
        clock.GetUtcNow() is var now && last is not null && last.Timestamp > now ? last.Timestamp : now;

    /// <remarks>
    /// A statement that was being prepared when its transaction failed is misread once by the next transaction on that connection, which is then
    /// thrown away (npgsql/npgsql#6391; without this, WritingAfterARefusal fails in one run of two). It happens before the commit, so deciding anew is safe.
    /// </remarks>
    private static bool LostARace(Exception exception) => exception switch
    {
        EventStreamUnexpectedMaxEventIdException or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException => true,
        MartenCommandException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } } => true,
        _ when PreparedStatements.AreSpoilt(exception) => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };

    /// <summary>What went wrong with one connection is not met on the next.</summary>
    private void Refresh(Exception lost)
    {
        if (PreparedStatements.AreSpoilt(lost)) ((PostgresqlDatabase)store.Storage.Database).DataSource.Clear();
    }

    private static readonly Refusal RecordUnreadable = new("record-unreadable", new(
        "A record about this cannot be read, so nothing is changed until it is mended. The operators have been alarmed; try again later.",
        "Ein Eintrag hierzu ist nicht lesbar; bis das behoben ist, wird nichts geändert. Der Betrieb ist alarmiert; versuchen Sie es später noch einmal."));

    private static readonly Refusal SomethingElse = new("address-unknown", new(
        "There is something else under this id.", "Unter dieser Kennung gibt es etwas anderes."));

    private static Refusal Stale(long version) => new("stale-version", new(
        $"This has changed since you looked at it; it is at version {version} now. Look again, then repeat the change.",
        $"Das hat sich geändert, seit Sie es angesehen haben; es steht jetzt bei Version {version}. Sehen Sie es neu an und wiederholen Sie die Änderung."));
}

/// <summary>Tells the readers of this host that something was just committed, so that they needn't wait for their next look.</summary>
public sealed class Wake
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Now() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public Task Next => _next.Task;
}
