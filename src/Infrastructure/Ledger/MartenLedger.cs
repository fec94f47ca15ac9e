using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Demonstration;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>The write door. Folds a stream with the domain's own Evolve, lets the state decide, appends in one transaction.</summary>
internal sealed class MartenLedger(IDocumentStore store, ICallerAccessor callers, CommandFrame frame, PinnableClock clock, Wake wake) : ILedger
{
    private const int Attempts = 5;

    public async Task<Receipt> Decide<TState, TEvent>(Guid streamId, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(streamId, decide, cancellationToken);
            }
            catch (Exception lost) when (LostARace(lost) && attempt < Attempts)
            {
                // Somebody else appended in between: look again and decide anew.
            }
        }
    }

    private async Task<Receipt> Once<TState, TEvent>(Guid streamId, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        await using var session = store.LightweightSession();
        session.CorrelationId = frame.CorrelationId;
        session.CausationId = frame.CausationId;
        session.LastModifiedBy = callers.Caller.PersonId.ToString();

        if (frame.Idempotency is { } key && await IdempotencyKeys.Find(session, key, cancellationToken) is { } earlier) return earlier;

        var history = await session.Events.FetchStreamAsync(streamId, token: cancellationToken);
        var last = history.Count > 0 ? history[^1] : null;
        var version = last?.Version ?? 0;

        if (frame.ExpectedVersion is { } expected && expected != version) return new(streamId, version, last?.Sequence ?? 0, Stale(version));

        var state = TState.Initial;
        foreach (var e in history) state = state.Evolve((TEvent)e.Data);

        var decision = decide(state);
        if (decision.Refusal is { } refusal) return new(streamId, version, last?.Sequence ?? 0, refusal);

        var receipt = new Receipt(streamId, version + decision.Count, last?.Sequence ?? 0);
        if (frame.Idempotency is { } fresh) IdempotencyKeys.Keep(session, fresh, receipt, clock.GetUtcNow());
        if (decision.Count == 0)
        {
            if (frame.Idempotency is not null) await session.SaveChangesAsync(cancellationToken);
            return receipt;
        }

        object[] events = [.. decision];
        var stream = version == 0
            ? session.Events.StartStream<TState>(streamId, events)
            : session.Events.Append(streamId, version + events.Length, events);

        WriteGate.Pass(session, clock);
        Reservations.Queue(session, streamId, events);
        try
        {
            using (PinnableClock.Pin(NotBefore(last))) await session.SaveChangesAsync(cancellationToken);
        }
        catch (Exception taken) when (Reservations.Taken(taken) is not null)
        {
            return new(streamId, version, last?.Sequence ?? 0, Reservations.Taken(taken));
        }

        wake.Now();
        return receipt with { Position = stream.Events[^1].Sequence };
    }

    /// <summary>A host whose clock is behind must not record an event before the one it follows.</summary>
    private DateTimeOffset NotBefore(IEvent? last) =>
        clock.GetUtcNow() is var now && last is not null && last.Timestamp > now ? last.Timestamp : now;

    private static bool LostARace(Exception exception) => exception switch
    {
        EventStreamUnexpectedMaxEventIdException or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException => true,
        MartenCommandException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };

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
