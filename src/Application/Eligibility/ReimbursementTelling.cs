using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>Whether travel costs are reimbursed: the second verdict about the same request. It is never better than that about taking part.</summary>
/// <param name="Outcome">Of the conditions for taking part and of those on travel costs together.</param>
/// <param name="Headline">Both verdicts in one sentence.</param>
/// <param name="Findings">Those that are about travel costs alone; those about taking part stand beside.</param>
public sealed record ReimbursementAnswer(Outcome Outcome, Text Headline, IReadOnlyList<FindingAnswer> Findings, IReadOnlyList<StillOpenAnswer> StillOpen);

/// <summary>Puts the verdict on travel costs into words beside that on taking part, for calls that decide on both.</summary>
internal static class ReimbursementTelling
{
    public static ReimbursementAnswer Of(Verdict participation, in Subject subject, CallDossier call, ProgrammeFacts programme, Names names, DateTimeOffset? at, DateTimeOffset now)
    {
        var terms = call.Terms!;
        var verdict = Assessment.Assess(subject, terms, programme, participation.Stage, participation.Strand, at, call.IsBroken, Decides.Reimbursement);
        var counted = subject with { Consortium = verdict.Consortium, Travel = terms.Travel };

        List<FindingAnswer> findings = [];
        foreach (var judgement in verdict.Judgements)
        {
            if (judgement.Criterion.Decides is Decides.Reimbursement) findings.Add(VerdictTelling.Tell(judgement, counted, terms, programme, names, now));
        }

        if (verdict.TravelNotFullyKnown) findings.Add(TextNotKnown(verdict.Stage));

        return new(
            verdict.Outcome, ReimbursementHeadline.Of(participation, verdict, terms), findings,
            [.. verdict.StillOpen.Where(open => open.Criterion.Decides is Decides.Reimbursement).Select(open => VerdictTelling.Tell(open, terms, names))]);
    }

    /// <summary>What is known around a request of this cluster to an event; null where the call is for none.</summary>
    /// <param name="except">The request that is looked at.</param>
    public static EventSurroundings? Around(this IKnowledge knowledge, CallDossier call, Guid cluster, Guid except) => call.Terms?.Travel is null ? null
        : new([.. knowledge.OwnRequests(call.Id, cluster, except).Select(request => request.Dossier)], call.PlacesLeft);

    public static IEnumerable<ApplicationRecord> OwnRequests(this IKnowledge knowledge, Guid call, Guid cluster, Guid except) =>
        knowledge.ApplicationsMarked(call, [OneConsortiumPerPhase.Mark(cluster)]).Where(application => application.State.Call == call && application.State.Coordinator == cluster && application.Dossier.Id != except);

    public static IReadOnlyList<CutOffAnswer>? CutOffs(CallDossier call) => call.Terms!.Travel is not { CutOffs: { Length: > 0 } cutOffs } ? null
        : [.. cutOffs.Select((cutOff, index) => new CutOffAnswer(cutOff.By.Instant, cutOff.OnlyIfPlacesAreLeft, call.PlacesLeft.GetValueOrDefault(index + 1).Newest?.Value))];

    private static FindingAnswer TextNotKnown(Stage stage) => new(
        Verdict.TextOnTravel, "call text", "call-text/1", Severity.Mandatory, stage, Confidence.Found,
        new("What the call says about travel costs is known in full.", "Was die Ausschreibung zu Reisekosten sagt, ist vollständig bekannt."),
        new(ReferenceKind.Deadline, null), Outcome.Undetermined,
        new(Verdict.TextNotKnown, new("What the call says about travel costs is not known in full.", "Was die Ausschreibung zu Reisekosten sagt, ist nicht vollständig bekannt.")), [],
        new("read-original", new("Ask the programme officers before you count on it.", "Fragen Sie bei der Programmstelle, bevor Sie damit rechnen."), null));
}
