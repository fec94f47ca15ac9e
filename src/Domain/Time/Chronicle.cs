namespace EligibilityService.Domain.Time;

/// <summary>A statement about one entry of a profile: what holds, from when until when, and which event told it.</summary>
/// <remarks>Pieces of one chronicle hang together newest first; nothing is ever changed or taken out.</remarks>
public abstract class Fact(Told told, Basis basis, DateTimeOffset from, DateTimeOffset until)
{
    public Told Told { get; } = told;

    public Basis Basis { get; } = basis;

    // As ticks: a verdict looks at dozens of them, and what is half as long is half as far to fetch.
    private readonly long _from = from.UtcTicks, _until = until.UtcTicks;

    /// <summary>First instant at which it holds.</summary>
    public DateTimeOffset From => new(_from, TimeSpan.Zero);

    /// <summary>First instant at which it no longer holds; <see cref="DateTimeOffset.MaxValue"/> while no end is known.</summary>
    public DateTimeOffset Until => new(_until, TimeSpan.Zero);

    /// <summary>False where the entry was cleared: then nobody has told us again.</summary>
    public abstract bool IsKnown { get; }

    /// <summary>The value, for showing.</summary>
    public abstract object? Shown { get; }

    public bool Holds(DateTimeOffset at) => Holds(at.UtcTicks);

    internal bool Holds(long ticks) => _from <= ticks && ticks < _until;

    /// <summary>
    /// Self-asserted, unverified, and recorded only after the moment it is asked about: counts against the organisation, never in its favour.
    /// </summary>
    public bool ReachesBackPast(DateTimeOffset at) =>
        Basis is { AssertedBy: AssertedBy.Applicant, VerifiedBy: null } && Told.RecordedAt > at;
}

public sealed class Fact<T>(T? value, bool isKnown, Told told, Basis basis, DateTimeOffset from, DateTimeOffset until, Fact<T>? earlier)
    : Fact(told, basis, from, until)
{
    public T? Value { get; } = value;

    public override bool IsKnown { get; } = isKnown;

    public override object? Shown => Value;

    /// <summary>The statement recorded before this one.</summary>
    public Fact<T>? Earlier { get; } = earlier;
}

/// <summary>One entry over valid time. Later statements go before earlier ones for the time they speak of.</summary>
/// <remarks>A value type around the newest statement: an entry that nobody filled costs a null.</remarks>
public readonly record struct Chronicle<T>(Fact<T>? Newest)
{
    public bool IsEmpty => Newest is null;

    /// <summary>The statement that holds at the moment; null if there is none, or the entry had been cleared.</summary>
    /// <param name="strict">Leaves out what reaches back past the moment unverified (see <see cref="Fact.ReachesBackPast"/>).</param>
    public Fact<T>? At(DateTimeOffset at, bool strict = false)
    {
        var ticks = at.UtcTicks;
        for (var fact = Newest; fact is not null; fact = fact.Earlier)
        {
            if (fact.Holds(ticks) && !(strict && fact.ReachesBackPast(at))) return fact.IsKnown ? fact : null;
        }

        return null;
    }

    /// <summary>Somebody told us once, whether or not it still holds.</summary>
    public bool WasEverKnown
    {
        get
        {
            for (var fact = Newest; fact is not null; fact = fact.Earlier)
            {
                if (fact.IsKnown) return true;
            }

            return false;
        }
    }

    public IEnumerable<Fact<T>> NewestFirst()
    {
        for (var fact = Newest; fact is not null; fact = fact.Earlier) yield return fact;
    }

    public Chronicle<T> Tell(T value, Told told, Basis basis) => Add(value, true, told, basis, FromOf(told, basis), UntilOf(basis));

    /// <param name="formerly">What no longer holds, where the entry holds several things at a time.</param>
    public Chronicle<T> Clear(Told told, Basis basis, T? formerly = default) => Add(formerly, false, told, basis, FromOf(told, basis), UntilOf(basis));

    /// <summary>For instants known to the second, such as the receipt of a request.</summary>
    public Chronicle<T> Tell(T value, Told told, Basis basis, DateTimeOffset from, DateTimeOffset? until = null) =>
        Add(value, true, told, basis, from, until ?? DateTimeOffset.MaxValue);

    private Chronicle<T> Add(T? value, bool known, Told told, Basis basis, DateTimeOffset from, DateTimeOffset until) =>
        new(new Fact<T>(value, known, told, basis, from, until, Newest));

    private static DateTimeOffset FromOf(Told told, Basis basis) =>
        basis.ValidFrom is { } day ? BrusselsTime.StartOfDay(day) : told.RecordedAt;

    private static DateTimeOffset UntilOf(Basis basis) =>
        basis.ValidUntil is { } day ? BrusselsTime.EndOfDay(day) : DateTimeOffset.MaxValue;
}
