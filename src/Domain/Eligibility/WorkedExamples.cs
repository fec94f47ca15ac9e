using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>An example as the assessment judges it, beside what it should be.</summary>
/// <param name="Criterion">Null where the call has none of that id.</param>
/// <param name="Judgement">Null where it cannot be judged: there is no such criterion, or its date is not known.</param>
/// <param name="Subject">The invented organisations as the call counts them.</param>
public sealed record WorkedExample(Example Example, Criterion? Criterion = null, Judgement? Judgement = null, Explanation? Explanation = null, Subject Subject = default)
{
    public Outcome? Outcome => Judgement?.Finding.Outcome;

    public bool IsAsExpected => Outcome == Example.Expected && Explanation!.Code == Example.Reason;
}

/// <summary>A criterion that lacks an example.</summary>
public sealed record LackingExample(Criterion Criterion, bool LacksPassing, bool LacksFailing);

/// <summary>Holds a call's examples against its criteria, with the one assessment that judges everybody.</summary>
public static class WorkedExamples
{
    public static IReadOnlyList<WorkedExample> Of(CallTerms terms, ProgrammeFacts programme) =>
        [.. terms.Examples.Select(example => Judge(example, terms, programme))];

    /// <summary>Each example judged at the date of its criterion. While a date has two readings an example must hold by both; told is the one by which it does not.</summary>
    public static WorkedExample Judge(Example example, CallTerms terms, ProgrammeFacts programme)
    {
        var isAmbiguous = terms.Deadline?.OtherReading is not null || terms.Criteria.Any(criterion => criterion.ReferenceDate.Fixed()?.OtherReading is not null);
        if (!isAmbiguous) return JudgeByOneReading(example, terms, programme);

        var first = JudgeByOneReading(example, ByOneReading(terms, other: false), programme);
        return first.IsAsExpected ? JudgeByOneReading(example, ByOneReading(terms, other: true), programme) : first;
    }

    private static CallTerms ByOneReading(CallTerms terms, bool other)
    {
        DateTimeOffset Reading(Deadline date) => other ? date.OtherReading ?? date.Instant : date.Instant;

        return terms with
        {
            Deadline = terms.Deadline is { OtherReading: not null } deadline ? deadline.Resolved(Reading(deadline)) : terms.Deadline,
            Criteria =
            [
                .. terms.Criteria.Select(criterion => criterion.ReferenceDate.Fixed() is { OtherReading: not null } date
                    ? criterion with { ReferenceDate = ReferenceDate.At(Reading(date)) } : criterion),
            ],
        };
    }

    /// <summary>Criteria that ask for an example they do not have.</summary>
    /// <remarks>
    /// None is asked of a criterion whose stage's text, or whose text on travel costs, is not fully known; of one that has no date to be judged at;
    /// nor of an outcome that its question never gives by itself (<see cref="Question.CanBe"/>).
    /// </remarks>
    public static IReadOnlyList<LackingExample> Lacking(CallTerms terms) =>
    [
        .. from criterion in terms.Criteria
           where IsKnownInFull(criterion, terms) && Moment(criterion, terms) is not null
           let examples = terms.Examples.Where(example => example.Criterion == criterion.Id).Select(example => example.Expected).ToHashSet()
           let lacking = new LackingExample(criterion, Lacks(criterion, Outcome.Met, examples), Lacks(criterion, Outcome.NotMet, examples))
           where lacking.LacksPassing || lacking.LacksFailing
           select lacking,
    ];

    /// <summary>Why this text cannot be put in force: an example comes out otherwise, or a criterion lacks one. Null where nothing stands against it.</summary>
    public static Refusal? Objection(CallTerms terms, ProgrammeFacts programme)
    {
        WorkedExample[] otherwise = [.. Of(terms, programme).Where(worked => !worked.IsAsExpected)];
        if (otherwise.Length > 0) return ExampleRefusals.ComesOutOtherwise(otherwise);

        return Lacking(terms) is { Count: > 0 } lacking ? ExampleRefusals.Missing(lacking) : null;
    }

    private static WorkedExample JudgeByOneReading(Example example, CallTerms terms, ProgrammeFacts programme)
    {
        if (terms.Criteria.FirstOrDefault(known => known.Id == example.Criterion) is not { } criterion) return new(example);
        if (Moment(criterion, terms) is not { } moment) return new(example, criterion);

        var strand = example.Strand ?? criterion.Strands?.FirstOrDefault();
        var subject = ExampleSubjects.Of(example, criterion, terms, strand, moment);
        var verdict = criterion.ReferenceDate.Kind is ReferenceKind.GrantSignature or ReferenceKind.WholeDuration
            ? Assessment.AssessAtSignature(subject, terms, programme, terms.SignaturePlanned!.Value, example.Proposal?.DurationMonths, criterion.Stage, strand)
            : Assessment.Assess(subject, terms, programme, criterion.Stage, strand, decides: criterion.Decides);

        foreach (var judgement in verdict.Judgements)
        {
            if (judgement.Criterion.Id != criterion.Id) continue;

            var counted = subject with { Consortium = verdict.Consortium, Travel = terms.Travel };
            return new(example, criterion, judgement, Verdict.Explain(judgement, counted, programme, new ProgrammeNames(programme)), counted);
        }

        return new(example, criterion);
    }

    private static bool IsKnownInFull(Criterion criterion, CallTerms terms) =>
        !terms.NotFullyKnown.Contains(criterion.Stage) && !(criterion.Decides is Decides.Reimbursement && terms.Travel is { NotFullyKnown: true });

    private static bool Lacks(Criterion criterion, Outcome outcome, HashSet<Outcome> examples) => criterion.Question.CanBe(outcome) && !examples.Contains(outcome);

    /// <summary>The moment at which a criterion must hold, as far as the terms tell it; the signature as it is planned.</summary>
    private static DateTimeOffset? Moment(Criterion criterion, CallTerms terms) => criterion.ReferenceDate.Kind switch
    {
        ReferenceKind.GrantSignature or ReferenceKind.WholeDuration => terms.SignaturePlanned is { } day ? BrusselsTime.StartOfDay(day) : null,
        _ => Assessment.Moment(criterion.ReferenceDate, terms, null, null),
    };
}
