using System.Collections;
using System.Runtime.CompilerServices;

namespace EligibilityService.Domain.Deciding;

/// <summary>Why a command was turned down: a code that programs match, a sentence in two languages that people act on.</summary>
/// <param name="Code">Kebab-case, never changes.</param>
public sealed record Refusal(string Code, Text Reason);

/// <summary>A sentence for people, in the two languages of the service.</summary>
public readonly record struct Text(string En, string De)
{
    public string In(string language) => language == "de" ? De : En;
}

/// <summary>What a decider answers: the facts that now hold, or one refusal.</summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Accept))]
public sealed class Decision<TEvent> : IReadOnlyCollection<TEvent>
{
    private readonly TEvent[] _events;

    internal Decision(TEvent[] events, Refusal? refusal = null) => (_events, Refusal) = (events, refusal);

    public Refusal? Refusal { get; }

    public int Count => _events.Length;

    public IEnumerator<TEvent> GetEnumerator() => _events.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

public static class Decision
{
    public static Decision<TEvent> Accept<TEvent>(ReadOnlySpan<TEvent> events) => new(events.ToArray());
}
