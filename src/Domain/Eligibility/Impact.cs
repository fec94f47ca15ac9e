using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What a text does to somebody, beside the text in force; where none is in force, how it places them.</summary>
public enum Effect : byte { Gains, Loses, BecomesUndetermined, BecomesDecided, Unchanged, MayTakePart, MayNotTakePart, IsUndetermined, CannotBeJudged }

/// <summary>The outcome by the text in force, and by the one looked at.</summary>
/// <param name="Before">Null where no text is in force.</param>
/// <param name="IsJudged">False where something could not be read or reckoned, so that neither outcome is one.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Turn(Outcome? Before, Outcome After, bool IsJudged = true)
{
    public Effect Effect => (Before, After) switch
    {
        _ when !IsJudged => Effect.CannotBeJudged,
        (null, Outcome.Met) => Effect.MayTakePart,
        (null, Outcome.NotMet) => Effect.MayNotTakePart,
        (null, _) => Effect.IsUndetermined,
        var (before, after) when before == after => Effect.Unchanged,
        (_, Outcome.Undetermined) => Effect.BecomesUndetermined,
        (Outcome.Undetermined, _) => Effect.BecomesDecided,
        (_, Outcome.Met) => Effect.Gains,
        _ => Effect.Loses,
    };
}

/// <summary>How one criterion that must be met comes out by one text.</summary>
/// <param name="Reason">Reason code; of a composition told without sentences only that it is one.</param>
/// <param name="Criterion">Null where no criterion gave the answer: the text is not known in full, cannot be read, or lacks the strand.</param>
public readonly record struct Answered(Outcome Outcome, string Reason, Criterion? Criterion = null, Explanation? Explanation = null);

/// <summary>A criterion that comes out otherwise by the other text.</summary>
/// <param name="Id">It stays when clauses are renumbered.</param>
/// <param name="Before">Null where the text does not ask it, or asks it as advice only.</param>
public readonly record struct Shift(string Id, Answered? Before, Answered? After);

/// <summary>Two texts of one call, and what the step from the one to the other does to whoever is asked about: the difference of two assessments.</summary>
/// <remarks>Pure, as assessing is. Whoever is not asked by a text, because it lacks the strand, may not take part by it.</remarks>
/// <param name="before">The text in force; null for a first publication.</param>
/// <param name="callIsBroken">An event of the call could not be read: nothing can be said of either text.</param>
/// <param name="at">Replaces deadline and submission, for questions about another day.</param>
public sealed class Impact(CallTerms? before, CallTerms after, ProgrammeFacts programme, bool callIsBroken = false, DateTimeOffset? at = null)
{
    public const string NoSuchStrand = "strand-not-in-call", StrandCriterion = "STRAND";

    /// <summary>Strands are looked at one by one where either text asks organisations differently in them; otherwise there is one answer, under null.</summary>
    public IReadOnlyList<string?> Strands { get; } = Differ(before) || Differ(after)
        ? [.. after.Strands.Concat(before?.Strands ?? []).Select(strand => strand.Id).Distinct()]
        : [null];

    /// <summary>Taking part; and being reimbursed, where either text decides on that too.</summary>
    public IReadOnlyList<Decides> Decided { get; } = after.Reimburses || before?.Reimburses is true ? [Decides.Participation, Decides.Reimbursement] : [Decides.Participation];

    /// <summary>Whether the two texts can differ in what they say of an organisation's travel costs alone; otherwise that follows from taking part.</summary>
    public bool PaysOrganisationsApart { get; } = Pays(before) || Pays(after) || before?.Travel is { NotFullyKnown: true } != after.Travel is { NotFullyKnown: true };

    /// <summary>An organisation by both texts, as far as the organisation is concerned.</summary>
    public Turn Of(in Subject subject, string? strand = null, Decides decides = Decides.Participation) => new(
        before is null ? null : OutcomeBy(before, subject, Stage.Organisation, strand, decides), OutcomeBy(after, subject, Stage.Organisation, strand, decides));

    /// <summary>Somebody by both texts up to a stage; what surrounds an application may read otherwise in the other text.</summary>
    public Turn Of(in Subject asBefore, in Subject asAfter, Stage upTo, string? strand, Decides decides = Decides.Participation) => new(
        before is null ? null : OutcomeBy(before, asBefore, upTo, strand, decides), OutcomeBy(after, asAfter, upTo, strand, decides));

    /// <summary>The criteria that come out otherwise; without a text before, those that are not met.</summary>
    /// <param name="names">Null where nobody reads sentences: then there are codes alone.</param>
    public IReadOnlyList<Shift> Shifts(in Subject asBefore, in Subject asAfter, Stage upTo, string? strand, Decides decides, Names? names)
    {
        var then = before is null ? [] : Answers(before, asBefore, upTo, strand, decides, names);
        var now = Answers(after, asAfter, upTo, strand, decides, names);
        return
        [
            .. then.Keys.Union(now.Keys)
                .Select(id => new Shift(id, then.TryGetValue(id, out var one) ? one : null, now.TryGetValue(id, out var other) ? other : null))
                .Where(shift => (shift.Before?.Outcome ?? Outcome.Met) != (shift.After?.Outcome ?? Outcome.Met)),
        ];
    }

    private Outcome OutcomeBy(CallTerms terms, in Subject subject, Stage upTo, string? strand, Decides decides)
    {
        if (Lacks(terms, strand)) return Outcome.NotMet;
        if (at is null && upTo is Stage.Organisation && decides is Decides.Participation && subject is { Application: null, Consortium: null })
        {
            return Assessment.Stand(subject, terms, programme, upTo, strand, callIsBroken).Outcome;
        }

        return Assess(terms, subject, upTo, strand, decides).Outcome;
    }

    private Verdict Assess(CallTerms terms, in Subject subject, Stage upTo, string? strand, Decides decides) =>
        Assessment.Assess(subject, terms, programme, upTo, strand, at, callIsBroken, decides);

    private Dictionary<string, Answered> Answers(CallTerms terms, in Subject subject, Stage upTo, string? strand, Decides decides, Names? names)
    {
        var answers = new Dictionary<string, Answered>();
        if (Lacks(terms, strand))
        {
            answers[StrandCriterion] = new(Outcome.NotMet, NoSuchStrand);
            return answers;
        }

        var verdict = Assess(terms, subject, upTo, strand, decides);
        var counted = subject with { Consortium = verdict.Consortium, Travel = terms.Travel };
        foreach (var judgement in verdict.Judgements)
        {
            if (judgement.Criterion.Severity is not Severity.Mandatory) continue;

            var explanation = names is null ? null : Verdict.Explain(judgement, counted, programme, names);
            answers[judgement.Criterion.Id] = new(judgement.Finding.Outcome, explanation?.Code ?? judgement.Finding.Reason, judgement.Criterion, explanation);
        }

        foreach (var stage in verdict.NotFullyKnown) answers[Verdict.TextOf(stage)] = new(Outcome.Undetermined, Verdict.TextNotKnown);
        if (verdict.TravelNotFullyKnown) answers[Verdict.TextOnTravel] = new(Outcome.Undetermined, Verdict.TextNotKnown);
        if (verdict.IsBroken) answers["RECORD"] = new(Outcome.Undetermined, Verdict.Unreadable);
        return answers;
    }

    private static bool Lacks(CallTerms terms, string? strand) => strand is not null && terms.Strands.Length > 0 && terms.Strands.All(known => known.Id != strand);

    private static bool Pays(CallTerms? terms) => terms?.Criteria.Any(criterion => criterion is { Stage: Stage.Organisation, Decides: Decides.Reimbursement }) is true;

    private static bool Differ(CallTerms? terms) =>
        terms is { Strands.Length: > 0 } && terms.Criteria.Any(criterion => criterion is { Stage: Stage.Organisation, Strands: not null });
}
