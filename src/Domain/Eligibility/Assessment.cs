using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Who is asked about: an organisation, and the application it stands in, if any.</summary>
public readonly record struct Subject(OrganisationDossier Dossier, ApplicationDossier? Application = null);

/// <summary>The one function behind every verdict: at read, at submission, in a projection, for any moment of the past.</summary>
/// <remarks>Pure: no clock, no I/O. The same dossiers, terms and programme always give the same verdict.</remarks>
public static class Assessment
{
    /// <summary>Version of what this code means; recorded with every verdict that is kept.</summary>
    public const string Engine = "2";

    /// <remarks>Where the ground could not be read in full nothing is judged: the answer would be silently old.</remarks>
    /// <param name="upTo">The last stage judged; what lies behind it is listed as still open.</param>
    /// <param name="strand">Without it, where the strands ask differently, the one that comes out best: a call is open to whoever may take part in one of its strands.</param>
    /// <param name="at">Replaces deadline and submission as the moment that counts, for questions about another day.</param>
    /// <param name="callIsBroken">An event of the call could not be read, so the terms may be old ones.</param>
    public static Verdict Assess(
        in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage upTo = Stage.Organisation, string? strand = null, DateTimeOffset? at = null, bool callIsBroken = false)
    {
        if (strand is null && StrandsDiffer(terms, upTo)) return BestStrand(subject, terms, programme, upTo, at, callIsBroken);

        var notReadable = NotReadable(subject, programme, callIsBroken);
        var judged = new List<Judgement>(terms.Criteria.Length);
        List<StillOpen>? open = null;

        foreach (var criterion in terms.Criteria)
        {
            if (!criterion.Concerns(strand)) continue;

            if (criterion.Stage > upTo)
            {
                (open ??= []).Add(new(criterion, StillOpenReason.LaterStage));
            }
            else if (Moment(criterion.ReferenceDate, terms, subject.Application, at) is { } moment)
            {
                if (notReadable is Ground.None) judged.Add(Judge(criterion, subject, terms, programme, moment, at));
            }
            else
            {
                (open ??= []).Add(new(criterion, StillOpenReason.DateNotKnown));
            }
        }

        return new(judged, open ?? [], [.. terms.NotFullyKnown.Where(stage => stage <= upTo)], upTo, notReadable, strand);
    }

    /// <summary>Outcome and two bits per criterion of the stage, for standings: nothing is allocated.</summary>
    public static Standing Stand(
        in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage stage = Stage.Organisation, string? strand = null, bool callIsBroken = false)
    {
        if (NotReadable(subject, programme, callIsBroken) is not Ground.None) return new(Outcome.Undetermined, 0, 0);
        if (strand is null && StrandsDiffer(terms, stage)) return BestStanding(subject, terms, programme, stage);

        var outcome = NotFullyKnown(terms, stage) ? Outcome.Undetermined : Outcome.Met;
        ulong met = 0, notMet = 0;

        for (var i = 0; i < terms.Criteria.Length; i++)
        {
            var criterion = terms.Criteria[i];
            if (criterion.Stage > stage || !criterion.Concerns(strand)) continue;
            if (Moment(criterion.ReferenceDate, terms, null, null) is not { } moment) continue;

            var finding = Judge(criterion, subject, terms, programme, moment, null).Finding;
            if (finding.Outcome is Outcome.Met) met |= 1UL << i;
            if (finding.Outcome is Outcome.NotMet) notMet |= 1UL << i;
            if (criterion.Severity is Severity.Mandatory && finding.Outcome < outcome) outcome = finding.Outcome;
        }

        return new(outcome, met, notMet);
    }

    private static Ground NotReadable(in Subject subject, ProgrammeFacts programme, bool callIsBroken) =>
        (subject.Dossier.IsBroken ? Ground.Organisation : Ground.None)
        | (subject.Application is { IsBroken: true } ? Ground.Application : Ground.None)
        | (callIsBroken ? Ground.Call : Ground.None)
        | (programme.IsBroken ? Ground.Programme : Ground.None);

    private static bool StrandsDiffer(CallTerms terms, Stage upTo)
    {
        foreach (var criterion in terms.Criteria)
        {
            if (criterion.Strands is not null && criterion.Stage <= upTo && terms.Strands.Length > 0) return true;
        }

        return false;
    }

    private static Verdict BestStrand(in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage upTo, DateTimeOffset? at, bool callIsBroken)
    {
        Verdict? best = null;
        foreach (var strand in terms.Strands)
        {
            var verdict = Assess(subject, terms, programme, upTo, strand.Id, at, callIsBroken);
            if (best is null || verdict.Outcome > best.Outcome) best = verdict;
        }

        return best!;
    }

    private static Standing BestStanding(in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage stage)
    {
        Standing? best = null;
        foreach (var strand in terms.Strands)
        {
            var standing = Stand(subject, terms, programme, stage, strand.Id);
            if (best is null || standing.Outcome > best.Value.Outcome) best = standing;
        }

        return best!.Value;
    }

    private static Judgement Judge(Criterion criterion, in Subject subject, CallTerms terms, ProgrammeFacts programme, DateTimeOffset moment, DateTimeOffset? at)
    {
        var finding = Examine(criterion, subject, programme, moment);

        if (at is null && terms.Deadline is { OtherReading: { } other } && IsTheDeadline(criterion.ReferenceDate, subject.Application))
        {
            var otherwise = Examine(criterion, subject, programme, other);
            if (otherwise.Outcome != finding.Outcome) return new(criterion, moment, new(Outcome.Undetermined, Verdict.DeadlineAmbiguous, Parts: [finding, otherwise]), other);
        }

        return new(criterion, moment, finding);
    }

    /// <summary>The lower of with and without what the applicant asserted afterwards.</summary>
    private static Finding Examine(Criterion criterion, in Subject subject, ProgrammeFacts programme, DateTimeOffset moment)
    {
        var finding = criterion.Question.Examine(new(subject.Dossier, programme, subject.Application, moment, Strict: false));
        if (!subject.Dossier.ReachesBack) return finding;

        var strict = criterion.Question.Examine(new(subject.Dossier, programme, subject.Application, moment, Strict: true));
        return strict.Outcome < finding.Outcome ? strict with { Discounted = true } : finding;
    }

    private static bool NotFullyKnown(CallTerms terms, Stage stage)
    {
        foreach (var partial in terms.NotFullyKnown) if (partial <= stage) return true;
        return false;
    }

    /// <summary>What counts at submission counts at the deadline until something has been submitted.</summary>
    private static bool IsTheDeadline(ReferenceDate reference, ApplicationDossier? application) => reference.Kind is ReferenceKind.Deadline
        || (reference.Kind is ReferenceKind.Submission && application?.Standing is null);

    /// <summary>The moment that counts; null while it is not known.</summary>
    private static DateTimeOffset? Moment(ReferenceDate reference, CallTerms terms, ApplicationDossier? application, DateTimeOffset? at) => reference.Kind switch
    {
        ReferenceKind.Deadline => at ?? terms.Deadline?.Instant,
        ReferenceKind.Submission => at ?? application?.Standing?.From ?? terms.Deadline?.Instant,
        ReferenceKind.BeforeEvent => terms.EventFrom is { } day ? BrusselsTime.StartOfDay(day.AddDays(-(reference.Days ?? 0))) : null,
        ReferenceKind.Date => reference.Local is { } local ? BrusselsTime.Readings(local) is [var instant, ..] ? instant : null : null,
        _ => null,
    };
}

/// <summary>One row of the standings: outcome and, for each criterion by its place in the terms, whether it is met or not met.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Standing(Outcome Outcome, ulong Met, ulong NotMet);
