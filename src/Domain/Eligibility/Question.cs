using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility;

/// <summary>One question of the catalogue, named as the statement that should be true. One file each, with its words.</summary>
/// <remarks>
/// A type such as `members/1` never changes its meaning once used: a changed meaning is a new version beside the old one.
/// <see cref="Examine"/> is pure, asks no clock and allocates nothing when the answer is plain.
/// </remarks>
public abstract record Question
{
    /// <summary>The answer, at the moment the criterion must hold.</summary>
    public abstract Finding Examine(in Case @case);

    /// <summary>Of whom it is asked where several organisations would take part together.</summary>
    public virtual Scope AskedOf() => Scope.Partner;

    /// <summary>Whether an organisation or a proposal could be given this answer at all, before any officer has judged; a composition looks at its parts one by one.</summary>
    public virtual bool CanBe(Outcome outcome) => true;

    /// <summary>The reason for the finding, and unless it is met the next step, in two languages.</summary>
    public abstract Explanation Explain(in Finding finding, in Case @case, Names names);

    /// <summary>What could be done to have it met: alternatives, each the acts that it takes together. None where nothing helps, or only a person's judgement.</summary>
    public virtual IEnumerable<IReadOnlyList<Act>> Ways(Finding finding, Case @case, Names names) =>
        Mending(finding, @case) is { } mending && Explain(finding, @case, names).Remedy is { } remedy
            ? [[new(remedy.Code, remedy.What, mending.LeadDays, mending.Do, remedy.By)]]
            : [];

    /// <summary>What carrying out the remedy takes and leads to; null where it can't be carried out by oneself.</summary>
    protected virtual (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => null;

    /// <summary>What is asked, for a list of what is still open.</summary>
    public abstract Text Statement(Names names);
}

/// <summary>Of whom a question is asked: of each partner, of the proposal, or of the partners as a set. A composition is asked of the last of its parts.</summary>
public enum Scope : byte { Partner, Proposal, Consortium }

/// <summary>Why, and what next.</summary>
/// <param name="Code">What programs match; one per reason, kebab-case, never changes.</param>
public sealed record Explanation(string Code, Text Reason, Remedy? Remedy = null);

/// <summary>The next step towards "met". If nothing can be done, it says so.</summary>
/// <param name="By">The last moment at which it still helps, where that is not the moment at which the criterion must hold.</param>
/// <param name="Remains">Helps after that moment too: somebody else decides then.</param>
public sealed record Remedy(string Code, Text What, DateTimeOffset? By = null, bool Remains = false)
{
    /// <summary>The moment has passed, and what could have been done until then no longer helps.</summary>
    public static readonly Remedy TooLate = new("nothing-to-be-done", new("Nothing can be done about this for this call now.", "Für diese Ausschreibung lässt sich daran jetzt nichts mehr ändern."));

    /// <summary>Several steps as one.</summary>
    /// <param name="until">Which of their last moments counts.</param>
    internal static DateTimeOffset? Last(IEnumerable<Remedy> remedies, DateTimeOffset otherwise, Func<IEnumerable<DateTimeOffset>, DateTimeOffset> until)
    {
        var all = remedies.ToArray();
        return all.Any(remedy => remedy.By is not null) ? until(all.Select(remedy => remedy.By ?? otherwise)) : null;
    }
}
