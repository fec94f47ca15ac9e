using System.Collections;
using System.Globalization;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>Puts a verdict into words and evidence. Assessing is cheap and done often; telling is done when somebody reads.</summary>
public static class VerdictTelling
{
    private static readonly Text IndicationNotice = new(
        "This is an indication from what is recorded, not a decision.",
        "Das ist eine Auskunft nach dem Stand der Einträge, keine Entscheidung.");

    private static readonly Text ProvisionalNotice = new(
        $"The call is only announced; its published text may ask for something else. {IndicationNotice.En}",
        $"Die Ausschreibung ist erst angekündigt; ihr veröffentlichter Text kann anderes verlangen. {IndicationNotice.De}");

    /// <param name="upTo">The last stage to be judged.</param>
    public static VerdictAnswer Tell(
        this IKnowledge knowledge, in Subject subject, long subjectVersion, CallDossier call, ProgrammeFacts programme, DateTimeOffset now,
        Stage upTo = Stage.Organisation, string? strand = null, DateTimeOffset? at = null, DateTimeOffset? knownAt = null)
    {
        var terms = call.Terms!;
        var names = new ProgrammeNames(programme);
        var verdict = Assessment.Assess(subject, terms, programme, upTo, strand, at, call.IsBroken);

        var findings = new List<FindingAnswer>(verdict.Judgements.Count + verdict.NotFullyKnown.Count);
        var counted = subject with { Consortium = verdict.Consortium, Travel = terms.Travel };
        var slips = PossibleSlips.In(verdict, counted, programme).Select(slip => slip.Criterion).ToHashSet(StringComparer.Ordinal);
        foreach (var judgement in verdict.Judgements) findings.Add(Tell(judgement, counted, terms, programme, names, knownAt ?? now, slips.Contains(judgement.Criterion.Id)));
        foreach (var stage in verdict.NotFullyKnown) findings.Add(TextNotKnown(stage));
        findings.AddRange(NotReadable(verdict.NotReadable));

        return new(
            verdict.Outcome, Headline.Of(verdict, call.IsProvisional), Bindingness.Indication, call.IsProvisional ? ProvisionalNotice : IndicationNotice, upTo,
            [.. verdict.StillOpen.Select(open => Tell(open, terms, names))],
            Summary(call, now), call.LastTold!.Version, terms.Completeness, terms.NotFullyKnown, verdict.Strand,
            new(subject.Dossier.Id, subject.Dossier.Name.Newest?.Value, subjectVersion),
            at ?? terms.Deadline?.Instant, knownAt, knowledge.Position, Assessment.Engine, findings, call.IsProvisional,
            terms.Reimburses ? ReimbursementTelling.Of(verdict, subject, call, programme, names, at, knownAt ?? now) : null,
            ChangedByTelling.Of(verdict, subject, call, programme, names, strand, at));
    }

    /// <summary>What must still hold when the grant is signed, or as long as the project runs.</summary>
    public static IReadOnlyList<FindingAnswer> AtSignature(in Subject subject, CallTerms terms, ProgrammeFacts programme, DateOnly signature, int? months, string? strand, bool callIsBroken, Stage upTo = Stage.Consortium)
    {
        var names = new ProgrammeNames(programme);
        var verdict = Assessment.AssessAtSignature(subject, terms, programme, signature, months, upTo, strand, callIsBroken);
        var counted = subject with { Consortium = verdict.Consortium };
        return [.. verdict.Judgements.Select(judgement => Tell(judgement, counted, terms, programme, names))];
    }

    /// <summary>The findings alone, for criteria that no call asks, judged for one moment.</summary>
    public static IReadOnlyList<FindingAnswer> Findings(Subject subject, CallTerms terms, ProgrammeFacts programme, DateTimeOffset at)
    {
        var names = new ProgrammeNames(programme);
        var verdict = Assessment.Assess(subject, terms, programme, at: at, callIsBroken: programme.RulesAreBroken);
        return
        [
            .. verdict.Judgements.Select(judgement => Tell(judgement, subject, terms, programme, names)),
            .. NotReadable(verdict.NotReadable & ~Ground.Call),
            .. NotReadable(programme.RulesAreBroken ? Ground.Programme : Ground.None),
        ];
    }

    public static CallSummary Summary(CallDossier call, DateTimeOffset now) =>
        new(call.Id, call.Terms!.Reference, call.Terms.Title, call.Terms.Kind, call.StatusAt(now), call.Terms.Deadline?.Instant,
            call.Terms.Completeness, call.Terms.Summary, call.Terms.ExpectedPeriod, call.Terms.EventFrom, call.Terms.Budget, call.Terms.Deadline?.OtherReading,
            ReimbursementTelling.CutOffs(call));

    internal static StillOpenAnswer Tell(StillOpen open, CallTerms terms, Names names) => new(
        open.Criterion.Id, open.Criterion.Clause, QuestionCatalogue.TypeOf(open.Criterion.Question), open.Criterion.Stage, open.Criterion.Severity, open.Reason,
        open.Criterion.Question.Statement(names), open.Criterion.ReferenceDate.Kind is ReferenceKind.GrantSignature ? terms.SignaturePlanned : null);

    /// <param name="now">When somebody could begin to mend it; null where nobody can, such as in an example.</param>
    /// <param name="maybeASlip">Then an officer may ask about it after the deadline, and what was mistyped is put right.</param>
    internal static FindingAnswer Tell(in Judgement judgement, in Subject subject, CallTerms terms, ProgrammeFacts programme, Names names, DateTimeOffset? now = null, bool maybeASlip = false)
    {
        var (criterion, at, finding) = (judgement.Criterion, judgement.At, judgement.Finding);
        var explanation = Verdict.Explain(judgement, subject, programme, names);

        return new(
            criterion.Id, criterion.Clause, QuestionCatalogue.TypeOf(criterion.Question), criterion.Severity, criterion.Stage, criterion.Confidence,
            criterion.Question.Statement(names), new(criterion.ReferenceDate.Kind, at), finding.Outcome,
            new(explanation.Code, explanation.Reason), [.. Evidence(finding, subject.Consortium).Distinct()],
            explanation.Remedy is { } remedy ? Tell(maybeASlip ? remedy with { Remains = true } : remedy, judgement, By(criterion, at, terms), now) : null,
            Parts(judgement, subject, programme, names));
    }

    /// <summary>What is missing or unverified can still be told and checked; what was not so at the moment that counts, nothing mends once it has passed.</summary>
    private static RemedyAnswer Tell(Remedy remedy, in Judgement judgement, DateTimeOffset? moment, DateTimeOffset? now)
    {
        var by = remedy.By ?? moment;
        if (remedy.Code == Remedy.TooLate.Code) by = null;
        if (by < now)
        {
            if (judgement.Finding is { Outcome: Outcome.NotMet, Discounted: false } && !remedy.Remains) remedy = Remedy.TooLate;
            by = null;
        }

        return new(remedy.Code, remedy.What, by);
    }

    /// <summary>What existed before a text was published cannot be changed any more; what is stated about it can, until the deadline.</summary>
    private static DateTimeOffset? By(Criterion criterion, DateTimeOffset at, CallTerms terms) => criterion.ReferenceDate.Kind is ReferenceKind.BeforePublication ? terms.Deadline?.Instant : at;

    private static List<PartAnswer>? Parts(in Judgement judgement, Subject subject, ProgrammeFacts programme, Names names)
    {
        if (judgement.Finding.Reason is Verdict.DeadlineAmbiguous) return null;   // its parts are the answers by two readings
        if (judgement.Finding is { Reason: Case.EachPartner, Parts: { } answers }) return Partners(judgement.Criterion.Question, answers, subject, judgement, programme, names);
        if (judgement.Criterion.Question is not Composition composition || judgement.Finding.Parts is not { } parts || parts.Length != composition.Parts.Length) return null;

        var @case = subject.At(judgement.At, programme, judgement.Finding.Discounted, judgement.Criterion.Id);
        return [.. composition.Parts.Zip(parts, (part, finding) =>
        {
            var explanation = @case.Explain(part, finding, names);
            return new PartAnswer(QuestionCatalogue.TypeOf(part), finding.Outcome, new(explanation.Code, explanation.Reason));
        })];
    }

    /// <summary>One answer for each partner; of those who have not confirmed only the outcome.</summary>
    private static List<PartAnswer> Partners(Question question, Finding[] answers, in Subject subject, in Judgement judgement, ProgrammeFacts programme, Names names)
    {
        var together = subject.At(judgement.At, programme, judgement.Finding.Discounted, judgement.Criterion.Id);
        var told = new List<PartAnswer>(answers.Length);
        foreach (var (partner, answer) in subject.Consortium!.Counted.Zip(answers))
        {
            var discreet = partner.IsDiscreet && answer.Outcome is not Outcome.Met;
            var explanation = discreet ? null : question.Explain(answer, together.Of(partner), names);
            told.Add(new(
                QuestionCatalogue.TypeOf(question), answer.Outcome,
                explanation is null ? new("not-told", new("The partner sees the reason.", "Den Grund sieht der Partner.")) : new(explanation.Code, explanation.Reason),
                discreet ? null : partner.Dossier.Id, discreet ? null : partner.Dossier.Name.Newest?.Value));
        }

        return told;
    }

    private static List<EvidenceAnswer> Evidence(Finding finding, Consortium? consortium)
    {
        var evidence = new List<EvidenceAnswer>(2);
        if (finding.Evidence is { } first) evidence.Add(Tell(first));
        if (finding.Also is { } second) evidence.Add(Tell(second));
        for (var i = 0; i < (finding.Parts?.Length ?? 0); i++)
        {
            if (finding.Reason is Case.EachPartner && consortium!.Counted[i].IsDiscreet) continue;
            evidence.AddRange(Evidence(finding.Parts![i], consortium));
        }

        return evidence;
    }

    private static EvidenceAnswer Tell(Fact fact) => new(
        fact.Told.Event, fact.Told.EventId, fact.Told.Stream, fact.Told.Version, fact.Told.RecordedAt,
        fact.From, fact.Until == DateTimeOffset.MaxValue ? null : fact.Until, Shown(fact.Shown), fact.Basis.AssertedBy, fact.Basis.VerifiedBy is not null || fact.Basis.AssertedBy is not AssertedBy.Applicant);

    private static string? Shown(object? value) => value switch
    {
        null => null,
        string text => text,
        RegionCode region => region.Code,
        Participation => "participates",
        bool yes => yes ? "yes" : "no",
        IEnumerable list => string.Join(", ", list.Cast<object>()),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static FindingAnswer TextNotKnown(Stage stage) => new(
        Verdict.TextOf(stage), "call text", "call-text/1", Severity.Mandatory, stage, Confidence.Found,
        new("The call's text for this stage is known in full.", "Der Text der Ausschreibung ist für diese Stufe vollständig bekannt."),
        new(ReferenceKind.Deadline, null), Outcome.Undetermined,
        new(Verdict.TextNotKnown, new("The call's text is not known in full.", "Der Text der Ausschreibung ist nicht vollständig bekannt.")), [],
        new("read-original", new("Read the original text of the call before you rely on this.", "Lesen Sie den Originaltext, bevor Sie sich darauf verlassen."), null));

    /// <summary>One finding for each part of the ground that could not be read.</summary>
    private static IEnumerable<FindingAnswer> NotReadable(Ground ground)
    {
        (Ground Part, string Criterion, Stage Stage, Text About)[] parts =
        [
            (Ground.Organisation, "RECORD", Stage.Organisation, new("about the organisation", "zur Organisation")),
            (Ground.Application, "RECORD-APPLICATION", Stage.Application, new("about the application", "zum Antrag")),
            (Ground.Call, "RECORD-CALL", Stage.Organisation, new("about the call", "zur Ausschreibung")),
            (Ground.Programme, "RECORD-PROGRAMME", Stage.Organisation, new("about the programme", "zum Programm")),
        ];

        return parts.Where(part => ground.HasFlag(part.Part)).Select(part => new FindingAnswer(
            part.Criterion, "-", "record/1", Severity.Mandatory, part.Stage, Confidence.Found,
            new($"Every record {part.About.En} can be read.", $"Alle Einträge {part.About.De} sind lesbar."),
            new(ReferenceKind.Deadline, null), Outcome.Undetermined,
            new(Verdict.Unreadable, new($"A record {part.About.En} cannot be read.", $"Ein Eintrag {part.About.De} ist nicht lesbar.")), [],
            new("wait-for-repair", new("The operators have been alarmed; look again later.", "Der Betrieb ist alarmiert; sehen Sie später noch einmal nach."), null)));
    }
}
