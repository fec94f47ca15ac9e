using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Decisions, and verdicts recorded when an application was handed in, that would come out differently with present knowledge. They stay; somebody looks.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Application">Only this one.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record FindDiffering(string? Call = null, Guid? Application = null) : IRequest<DifferingAnswer>;

/// <summary>What would differ with present knowledge, as of a position.</summary>
public sealed record DifferingAnswer(long Position, IReadOnlyList<DifferingApplication> Applications);

/// <summary>An application whose recorded verdict is not the present one.</summary>
/// <param name="IsDecision">Recorded with a decision; otherwise with the submission.</param>
/// <param name="Eligible">How it was decided.</param>
/// <param name="Recorded">Outcome as recorded.</param>
/// <param name="Present">Outcome with present knowledge.</param>
/// <param name="IsReproduced">Made again from the versions it names, the recorded verdict comes out the same. If not, look into it at once.</param>
public sealed record DifferingApplication(
    Guid Id, CallSummary Call, Guid Coordinator, string? CoordinatorName, bool IsDecision, bool? Eligible, DateTimeOffset RecordedAt, Outcome Recorded, Outcome Present, bool IsReproduced,
    IReadOnlyList<DifferingFinding> Differences);

/// <summary>A criterion that comes out differently.</summary>
/// <param name="Recorded">With what was known then; null where the criterion was not asked.</param>
/// <param name="Present">With what is known now; null where it is not asked any more.</param>
/// <param name="Facts">What the present answer rests on and the recorded one could not.</param>
public sealed record DifferingFinding(string Criterion, string Clause, Text Statement, FindingAnswer? Recorded, FindingAnswer? Present, IReadOnlyList<EvidenceAnswer> Facts);

public sealed class FindDifferingHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<FindDiffering, DifferingAnswer>
{
    public async Task<DifferingAnswer> Handle(FindDiffering question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var call = question.Call is { } asked ? knowledge.Call(asked)?.Id ?? Guid.Empty : (Guid?)null;

        var (sight, differing) = (new Sight(callers.Caller, knowledge, now), new List<DifferingApplication>());
        ApplicationRecord[] only = question.Application is { } id && knowledge.Application(id) is { } known ? [known] : [];
        foreach (var application in (question.Application is null ? knowledge.Applications : only).Where(application => sight.OfApplication(application)).Where(application => call is null || application.State.Call == call).OrderBy(application => application.Dossier.Id))
        {
            if (Kept(application) is not { } kept || knowledge.Present(application, now) is not { } present || !(present.Call.Terms!.Deadline?.Latest < now)) continue;

            var criteria = Differing(kept.Verdict, present.Record(), kept.Submission is null);
            if (criteria.Count > 0) differing.Add(await Tell(application, kept, present, criteria, knowledge, now, cancellationToken));
        }

        return new(knowledge.Position, [.. differing.OrderByDescending(one => one.IsDecision).ThenByDescending(one => one.RecordedAt)]);
    }

    private sealed record KeptVerdict(RecordedVerdict Verdict, ApplicationSubmitted? Submission, DateTimeOffset At);

    /// <summary>A decision takes the place of what was recorded before it.</summary>
    private static KeptVerdict? Kept(ApplicationRecord application) => application switch
    {
        { Dossier.Decided: { } decided } => new(decided.Verdict, null, decided.DecidedAt),
        { State.Status: ApplicationStatus.Submitted, Dossier.LastSubmitted: { } submitted } => new(submitted.Verdict, submitted, submitted.ReceivedAt),
        _ => null,
    };

    /// <summary>The criteria with another outcome. What was still open when it was handed in and has been answered since is no difference; in a decision it is.</summary>
    private static List<string> Differing(RecordedVerdict recorded, RecordedVerdict present, bool isDecision)
    {
        var then = recorded.Findings.ToDictionary(finding => finding.Criterion, finding => finding.Outcome);
        var now = present.Findings.ToDictionary(finding => finding.Criterion, finding => finding.Outcome);
        return
        [
            .. then.Keys.Union(now.Keys)
                .Where(criterion => !(then.TryGetValue(criterion, out var before) && now.TryGetValue(criterion, out var after) && before == after))
                .Where(criterion => isDecision || (then.TryGetValue(criterion, out var before) && before is not Outcome.Undetermined)),
        ];
    }

    private async Task<DifferingApplication> Tell(
        ApplicationRecord application, KeptVerdict kept, Grounds present, List<string> criteria, IKnowledge knowledge, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var again = await facts.Recorded(application.Dossier.Id, kept.Verdict, kept.Submission, null, cancellationToken);
        var (then, today) = (again?.Tell(knowledge, now), present.Tell(knowledge, now));

        return new(
            application.Dossier.Id, today.Call, application.State.Coordinator, today.Subject.Name, kept.Submission is null, application.Dossier.Decided?.Eligible, kept.At,
            kept.Verdict.Outcome, today.Outcome, again?.Record().SaysTheSameAs(kept.Verdict) ?? false,
            [.. criteria.Select(criterion => Difference(Finding(then, criterion), Finding(today, criterion))).OfType<DifferingFinding>()]);

        static FindingAnswer? Finding(VerdictAnswer? verdict, string criterion) => verdict?.Findings.FirstOrDefault(finding => finding.Criterion == criterion);
    }

    private static DifferingFinding? Difference(FindingAnswer? recorded, FindingAnswer? present) => (recorded ?? present) is not { } told ? null : new(
        told.Criterion, told.Clause, told.Statement, recorded, present,
        [.. (present?.Evidence ?? []).Where(fact => recorded?.Evidence.All(known => known.EventId != fact.EventId || known.Verified != fact.Verified) ?? true)]);
}
