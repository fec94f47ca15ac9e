using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Who is asked about: an organisation, the application it stands in, if any, and with whom it would take part.</summary>
/// <param name="Consortium">Null where the organisation is looked at alone.</param>
/// <param name="Event">What is known around a request to an event: the same cluster's other requests, and whether places are left.</param>
/// <param name="Travel">What the text that judges lays down about travelling.</param>
public readonly record struct Subject(
    OrganisationDossier Dossier, ApplicationDossier? Application = null, Consortium? Consortium = null, EventSurroundings? Event = null, TravelTerms? Travel = null)
{
    /// <summary>All of it, as a question looks at it at a moment.</summary>
    public Case At(DateTimeOffset moment, ProgrammeFacts programme, bool strict, string? criterion = null) => new(Dossier, programme, Application, moment, strict, Consortium, criterion, Event, Travel);

    /// <summary>Something that was told about them could not be read.</summary>
    public bool IsBroken => Consortium?.IsBroken ?? Dossier.IsBroken;

    public bool ReachesBack => Consortium?.ReachesBack ?? Dossier.ReachesBack;
}

/// <summary>The one function behind every verdict: at read, at submission, in a projection, for any moment of the past.</summary>
/// <remarks>Pure: no clock, no I/O. The same dossiers, terms and programme always give the same verdict.</remarks>
public static class Assessment
{
    /// <summary>Version of what this code means; recorded with every verdict that is kept.</summary>
    public const string Engine = "6";

    /// <remarks>Where the ground could not be read in full nothing is judged: the answer would be silently old.</remarks>
    /// <param name="upTo">The last stage judged; what lies behind it is listed as still open.</param>
    /// <param name="strand">Without it, where the strands ask differently, the one that comes out best: a call is open to whoever may take part in one of its strands.</param>
    /// <param name="at">Replaces deadline and submission as the moment that counts, for questions about another day.</param>
    /// <param name="callIsBroken">An event of the call could not be read, so the terms may be old ones.</param>
    /// <param name="decides">Reimbursement rests on the criteria of both: nobody is reimbursed who may not take part.</param>
    public static Verdict Assess(
        in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage upTo = Stage.Organisation, string? strand = null, DateTimeOffset? at = null, bool callIsBroken = false,
        Decides decides = Decides.Participation)
    {
        if (strand is null && StrandsDiffer(terms, upTo, decides)) return BestStrand(subject, terms, programme, upTo, at, callIsBroken, decides);

        var within = subject with { Consortium = subject.Consortium?.For(terms, strand), Travel = terms.Travel };
        return Assess(within, terms, programme, upTo, strand, at, leaveOut: true, callIsBroken, decides: decides);
    }

    private static Verdict Assess(
        Subject subject, CallTerms terms, ProgrammeFacts programme, Stage upTo, string? strand, DateTimeOffset? at, bool leaveOut, bool callIsBroken = false, Running? running = null,
        Decides decides = Decides.Participation)
    {
        if (leaveOut && subject.Consortium is not null && terms.IneligiblePartner is IneligiblePartner.LeaveOut) subject = WithoutIneligible(subject, terms, programme, strand, at);

        var notReadable = NotReadable(subject, programme, callIsBroken);
        var (judged, count) = (new Judgement[terms.Criteria.Length], 0);
        List<StillOpen>? open = null;
        (ReferenceDate? Of, DateTimeOffset? Moment, Deadline? Ambiguous) date = default;

        foreach (var criterion in terms.Criteria)
        {
            if (!criterion.Concerns(strand) || criterion.Decides > decides) continue;

            // Most criteria of a call share their date.
            if (criterion.ReferenceDate != date.Of)
            {
                date = (criterion.ReferenceDate, Moment(criterion.ReferenceDate, terms, subject.Application, at) ?? running?.Signed, Ambiguous(criterion.ReferenceDate, subject.Application, terms, at));
            }

            if (criterion.Stage > upTo)
            {
                (open ??= []).Add(new(criterion, StillOpenReason.LaterStage));
            }
            else if (criterion.ReferenceDate.Kind is ReferenceKind.WholeDuration && running is { } whole)
            {
                if (notReadable is Ground.None) judged[count++] = Weakest(criterion, subject, terms, programme, whole);
            }
            else if (date.Moment is { } moment)
            {
                if (notReadable is Ground.None) judged[count++] = Judge(criterion, subject, terms, programme, moment, date.Ambiguous);
            }
            else
            {
                (open ??= []).Add(new(criterion, StillOpenReason.DateNotKnown));
            }
        }

        return new(count == judged.Length ? judged : judged[..count], (IReadOnlyList<StillOpen>?)open ?? [], terms.NotFullyKnown.Length == 0 ? [] : [.. terms.NotFullyKnown.Where(stage => stage <= upTo)], upTo, notReadable, strand, subject.Consortium, decides)
        {
            TravelNotFullyKnown = decides is Decides.Reimbursement && terms.Travel is { NotFullyKnown: true },
        };
    }

    /// <summary>What must still hold when the grant is signed, and for the whole duration: eligible at the deadline need not be signable.</summary>
    /// <param name="signature">The day of the signature, known or supposed.</param>
    /// <param name="months">The project's duration; without it only the day of signature is looked at.</param>
    public static Verdict AssessAtSignature(
        in Subject subject, CallTerms terms, ProgrammeFacts programme, DateOnly signature, int? months = null, Stage upTo = Stage.Application, string? strand = null, bool callIsBroken = false)
    {
        var again = terms with
        {
            NotFullyKnown = [],
            Criteria =
            [
                .. from criterion in terms.Criteria
                   from kind in (ReferenceKind[])[criterion.ReferenceDate.Kind, .. criterion.AlsoAt ?? []]
                   where kind is ReferenceKind.GrantSignature or ReferenceKind.WholeDuration
                   select criterion with { ReferenceDate = new(kind) },
            ],
        };

        strand ??= StrandsDiffer(terms, upTo, Decides.Participation) ? BestStrand(subject, terms, programme, upTo, null, callIsBroken, Decides.Participation).Strand : null;
        var running = new Running(BrusselsTime.StartOfDay(signature), BrusselsTime.StartOfDay(signature.AddMonths(months ?? 0)));
        return Assess(subject with { Consortium = subject.Consortium?.For(terms, strand), Travel = terms.Travel }, again, programme, upTo, strand, null, leaveOut: true, callIsBroken, running);
    }

    /// <summary>Outcome and two bits per criterion of the stage, for standings: nothing is allocated. Standings are about taking part alone.</summary>
    public static Standing Stand(
        in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage stage = Stage.Organisation, string? strand = null, bool callIsBroken = false)
    {
        if (NotReadable(subject, programme, callIsBroken) is not Ground.None) return new(Outcome.Undetermined, 0, 0);
        if (strand is null && StrandsDiffer(terms, stage, Decides.Participation)) return BestStanding(subject, terms, programme, stage);

        var outcome = NotFullyKnown(terms, stage) ? Outcome.Undetermined : Outcome.Met;
        ulong met = 0, notMet = 0;
        var within = subject with { Travel = terms.Travel };
        (ReferenceDate? Of, DateTimeOffset? Moment, bool IsAmbiguous) date = default;

        for (var i = 0; i < terms.Criteria.Length; i++)
        {
            var criterion = terms.Criteria[i];
            if (criterion.Stage > stage || !criterion.Concerns(strand) || criterion.Decides is not Decides.Participation) continue;

            if (criterion.ReferenceDate != date.Of)
            {
                date = (criterion.ReferenceDate, Moment(criterion.ReferenceDate, terms, null, null), Ambiguous(criterion.ReferenceDate, within.Application, terms, null) is not null);
            }

            if (date.Moment is not { } moment) continue;

            var found = date.IsAmbiguous ? Outcome.Undetermined : Examine(criterion, within, programme, moment).Outcome;
            if (found is Outcome.Met) met |= 1UL << i;
            if (found is Outcome.NotMet) notMet |= 1UL << i;
            if (criterion.Severity is Severity.Mandatory && found < outcome) outcome = found;
        }

        return new(outcome, met, notMet);
    }

    private static Ground NotReadable(in Subject subject, ProgrammeFacts programme, bool callIsBroken) =>
        (subject.IsBroken ? Ground.Organisation : Ground.None)
        | (subject.Application is { IsBroken: true } ? Ground.Application : Ground.None)
        | (callIsBroken ? Ground.Call : Ground.None)
        | (programme.IsBroken ? Ground.Programme : Ground.None);

    /// <summary>From the grant's signature to the project's end.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Running(DateTimeOffset Signed, DateTimeOffset Until);

    /// <summary>Judged whenever something changes while the project runs; the first of the weakest answers counts.</summary>
    private static Judgement Weakest(Criterion criterion, in Subject subject, CallTerms terms, ProgrammeFacts programme, Running running)
    {
        var weakest = Judge(criterion, subject, terms, programme, running.Signed, null);
        foreach (var moment in Changes(subject, programme).Where(moment => moment > running.Signed && moment <= running.Until).Distinct().Order())
        {
            var then = Judge(criterion, subject, terms, programme, moment, null);
            if (then.Finding.Outcome < weakest.Finding.Outcome) weakest = then;
        }

        return weakest;
    }

    /// <summary>When anything that conditions on a whole duration turn on begins or ends: seats, registrations, and who takes part in the programme.</summary>
    private static IEnumerable<DateTimeOffset> Changes(Subject subject, ProgrammeFacts programme)
    {
        IEnumerable<OrganisationDossier> dossiers = subject.Consortium?.Members.Select(member => member.Dossier) ?? [subject.Dossier];
        IEnumerable<Fact> facts = dossiers.SelectMany(dossier => (IEnumerable<Fact>)[
            .. dossier.Country.NewestFirst(), .. dossier.Region.NewestFirst(), .. dossier.Registration.NewestFirst(), .. dossier.Kind.NewestFirst(),
            .. dossier.HasLegalPersonality.NewestFirst(), .. dossier.Label.NewestFirst(), .. dossier.DefenceRelated.NewestFirst(),
        ]);
        return facts.Concat(programme.Countries.Values.SelectMany(country => (IEnumerable<Fact>)[.. country.EuMember.NewestFirst(), .. country.Participation.NewestFirst()]))
            .SelectMany(fact => (DateTimeOffset[])[fact.From, fact.Until]);
    }

    /// <summary>Where the call leaves out partners who may not take part, the rest are looked at as if nobody else had been named. Without its coordinator there is no proposal.</summary>
    private static Subject WithoutIneligible(Subject subject, CallTerms terms, ProgrammeFacts programme, string? strand, DateTimeOffset? at)
    {
        var partners = terms with { Criteria = [.. terms.Criteria.Where(criterion => criterion.Stage is Stage.Organisation && criterion.Decides is Decides.Participation && criterion.Question.AskedOf() is Scope.Partner)], NotFullyKnown = [] };
        return subject with
        {
            Consortium = subject.Consortium!.Without([.. subject.Consortium.Counted.Where(partner => partner.Role is not PartnerRole.Coordinator &&
                Assess(new(partner.Dossier, subject.Application), partners, programme, Stage.Organisation, strand, at, leaveOut: false).Outcome is Outcome.NotMet)]),
        };
    }

    private static bool StrandsDiffer(CallTerms terms, Stage upTo, Decides decides)
    {
        foreach (var criterion in terms.Criteria)
        {
            if (criterion.Strands is not null && criterion.Stage <= upTo && criterion.Decides <= decides && terms.Strands.Length > 0) return true;
        }

        return false;
    }

    private static Verdict BestStrand(in Subject subject, CallTerms terms, ProgrammeFacts programme, Stage upTo, DateTimeOffset? at, bool callIsBroken, Decides decides)
    {
        Verdict? best = null;
        foreach (var strand in terms.Strands)
        {
            var verdict = Assess(subject, terms, programme, upTo, strand.Id, at, callIsBroken, decides);
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

    /// <summary>Nobody but an officer says which reading of a date holds: until then what must hold at it is open, with the answer by each.</summary>
    private static Judgement Judge(Criterion criterion, in Subject subject, CallTerms terms, ProgrammeFacts programme, DateTimeOffset moment, Deadline? ambiguous)
    {
        var finding = Examine(criterion, subject, programme, moment);

        return ambiguous is { OtherReading: { } other }
            ? new(criterion, moment, new(Outcome.Undetermined, Verdict.DeadlineAmbiguous, Parts: [finding, Examine(criterion, subject, programme, other)]), ambiguous)
            : new(criterion, moment, finding);
    }

    /// <summary>Where the deadline or a fixed date counts and has two readings, that; not for a moment that somebody asked about.</summary>
    private static Deadline? Ambiguous(ReferenceDate reference, ApplicationDossier? application, CallTerms terms, DateTimeOffset? at) =>
        reference.Kind is ReferenceKind.Date ? reference.Fixed() is { OtherReading: not null } date ? date : null
        : at is null && terms.Deadline is { OtherReading: not null } deadline && IsTheDeadline(reference, application) ? deadline
        : null;

    /// <summary>The lower of with and without what the applicant asserted afterwards.</summary>
    private static Finding Examine(Criterion criterion, in Subject subject, ProgrammeFacts programme, DateTimeOffset moment)
    {
        var @case = subject.At(moment, programme, strict: false, criterion.Id);
        var finding = @case.Ask(criterion.Question);
        if (!subject.ReachesBack) return finding;

        var strict = (@case with { Strict = true }).Ask(criterion.Question);
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
    internal static DateTimeOffset? Moment(ReferenceDate reference, CallTerms terms, ApplicationDossier? application, DateTimeOffset? at) => reference.Kind switch
    {
        ReferenceKind.Deadline => at ?? terms.Deadline?.Instant,
        ReferenceKind.Submission => at ?? application?.Standing?.From ?? terms.Deadline?.Instant,
        ReferenceKind.BeforePublication => terms.PublishedOn is { } published ? BrusselsTime.LastMomentOf(published.AddDays(-1)) : null,
        ReferenceKind.BeforeEvent => terms.EventFrom is not { } day ? null
            : reference.Days is > 0 and var days ? BrusselsTime.LastMomentOf(day.AddDays(-days))
            : BrusselsTime.StartOfDay(day),
        ReferenceKind.Date => reference.Fixed()?.Instant,
        _ => null,
    };
}

/// <summary>One row of the standings: outcome and, for each criterion by its place in the terms, whether it is met or not met.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Standing(Outcome Outcome, ulong Met, ulong NotMet);
