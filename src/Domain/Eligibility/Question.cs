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
            ? [[new(remedy.Code, remedy.What, mending.LeadDays, mending.Do)]]
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
public sealed record Remedy(string Code, Text What);
