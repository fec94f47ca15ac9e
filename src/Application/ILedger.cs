using EligibilityService.Domain.Deciding;

namespace EligibilityService.Application;

/// <summary>The only way to write: load a stream, let its state decide, append what it decided, in one transaction.</summary>
public interface ILedger
{
    /// <remarks>
    /// Decides again when somebody else was faster, unless the caller named the version it had seen. The event's time is never
    /// before that of the stream's last event, whichever host writes.
    /// </remarks>
    Task<Receipt> Decide<TState, TEvent>(Guid streamId, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class;

    /// <summary>As <see cref="Decide"/>, where the decision rests on what was looked at before, such as a verdict about the stream.</summary>
    /// <param name="lookedAt">Version of the stream that was looked at.</param>
    /// <exception cref="MovedOn">The stream is at another version by now: what was looked at has to be looked at again.</exception>
    Task<Receipt> DecideOn<TState, TEvent>(Guid streamId, long lookedAt, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class;

    /// <summary>Several streams, each decided by its own state, in one transaction; what cannot be written together is written one by one.</summary>
    /// <remarks>
    /// No stream twice, and at most a hundred: the transaction must be short. A decision may be asked again, as in <see cref="Decide"/>.
    /// The frame's version and idempotency key speak of one stream and are not looked at here, so each decision must be safe to repeat by itself.
    /// </remarks>
    /// <returns>A receipt for each, in their order.</returns>
    Task<IReadOnlyList<Receipt>> DecideEach<TState, TEvent>(IReadOnlyList<(Guid StreamId, Func<TState, Decision<TEvent>> Decide)> decisions, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class;
}

/// <summary>What a decision rests on was looked at before somebody else was faster. Nothing was written; <see cref="LookingAgainBehavior{TRequest,TResponse}"/> has it looked at anew.</summary>
public sealed class MovedOn : Exception
{
    public MovedOn() : base("The stream has moved on since it was looked at.") { }

    public MovedOn(string message) : base(message) { }

    public MovedOn(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>So many wrote to the same thing at once that this command never had its turn. Nothing was written; it may be sent again.</summary>
public sealed class TooManyAtOnce : Exception
{
    public TooManyAtOnce() : base("Too many write to this at once.") { }

    public TooManyAtOnce(string message) : base(message) { }

    public TooManyAtOnce(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>What the caller learns: where the stream now stands, or why nothing was written.</summary>
/// <param name="Version">Of the stream, after the command.</param>
/// <param name="Position">Sequence of the stream's last event: a read that has reached it shows what was written.</param>
public sealed record Receipt(Guid StreamId, long Version, long Position, Refusal? Refusal = null);

/// <summary>What a request says besides its content: the version it was made on, and the key under which it may be repeated.</summary>
/// <remarks>One per request; filled by whoever takes it in.</remarks>
public sealed class CommandFrame
{
    /// <summary>From If-Match; the command is refused when the stream has moved on.</summary>
    public long? ExpectedVersion { get; set; }

    public Idempotency? Idempotency { get; set; }

    public string? CorrelationId { get; set; }

    public string? CausationId { get; set; }
}

/// <summary>The same key from the same caller at the same address is the same command; with another body it is a mistake.</summary>
/// <param name="Scope">Caller and address.</param>
/// <param name="BodyHash">Keyed hash of the body.</param>
public sealed record Idempotency(string Scope, string Key, byte[] BodyHash)
{
    /// <summary>Keys of scopes that begin so are never forgotten: the same thing from another system counts once, however late it comes again.</summary>
    public const string ForGood = "inbound/";
}

/// <summary>The service's own time: recorded times, deadlines and due work follow it. In the demonstration it can be moved forward.</summary>
/// <remarks>A type of its own, so that tokens, cookies and retries keep to real time. Truncated to microseconds, which is what PostgreSQL keeps.</remarks>
public abstract class ServiceClock : TimeProvider
{
    public abstract bool IsDemonstration { get; }
}

/// <summary>The same Idempotency-Key came with another body: one of the two is a mistake, and nothing was done.</summary>
public sealed class IdempotencyKeyReused : Exception
{
    public IdempotencyKeyReused() : base("This Idempotency-Key was used for another body. Use a new key for a new command.") { }

    public IdempotencyKeyReused(string message) : base(message) { }

    public IdempotencyKeyReused(string message, Exception innerException) : base(message, innerException) { }
}
