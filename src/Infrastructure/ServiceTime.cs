using EligibilityService.Application;

namespace EligibilityService.Infrastructure;

/// <summary>The service's clock as the store sees it: recorded times come from here, and never go back within a stream.</summary>
/// <remarks>What is pinned holds for one flow of control: an append after a stream's last event, a step of played history.</remarks>
public abstract class PinnableClock : ServiceClock
{
    private static readonly AsyncLocal<DateTimeOffset?> Pinned = new();

    /// <summary>The clock itself, whatever is pinned.</summary>
    protected abstract DateTimeOffset Running { get; }

    public sealed override DateTimeOffset GetUtcNow() => Pinned.Value ?? Truncated(Running);

    /// <summary>Until disposed, it is this instant for the present flow of control.</summary>
    public static IDisposable Pin(DateTimeOffset instant)
    {
        var before = Pinned.Value;
        Pinned.Value = Truncated(instant);
        return new Unpin(before);
    }

    public static bool IsPinned => Pinned.Value is not null;

    /// <summary>To microseconds: what PostgreSQL keeps, so that a time read back equals the time written.</summary>
    public static DateTimeOffset Truncated(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private sealed class Unpin(DateTimeOffset? before) : IDisposable
    {
        public void Dispose() => Pinned.Value = before;
    }
}

/// <summary>Real time, as in production.</summary>
public sealed class RealClock(TimeProvider time) : PinnableClock
{
    public override bool IsDemonstration => false;

    protected override DateTimeOffset Running => time.GetUtcNow();
}
