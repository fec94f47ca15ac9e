using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Every application of a call with its verdict, at present or with what had been recorded by a moment: the whole population side by side.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="KnownAt">As if asked at that moment.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record JudgeApplications(string Call, DateTimeOffset? KnownAt = null) : IRequest<VerdictsOfCall?>;

/// <summary>The verdicts on a call's applications, by the coordinators' names.</summary>
public sealed record VerdictsOfCall(long Position, CallSummary Call, DateTimeOffset KnownAt, IReadOnlyList<ApplicationVerdict> Applications);

/// <summary>An application's verdict in one line.</summary>
/// <param name="Versions">So many were handed in by then.</param>
/// <param name="Eligible">How it had been decided by then; null where it had not.</param>
/// <param name="Differs">What had been decided is not what the verdict says.</param>
/// <param name="Findings">The mandatory criteria that are not met or open.</param>
public sealed record ApplicationVerdict(
    Guid Id, string? Strand, Guid Coordinator, string? CoordinatorName, ApplicationStatus Status, int Versions, DateTimeOffset? ReceivedAt, Outcome Outcome, bool? Eligible, bool Differs,
    IReadOnlyList<ReasonInBrief> Findings);

/// <summary>A criterion that stands in the way.</summary>
/// <param name="Reason">The same codes as in the application's own verdict.</param>
public sealed record ReasonInBrief(string Criterion, string Clause, Outcome Outcome, string Reason, Text Text);

public sealed class JudgeApplicationsHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<JudgeApplications, VerdictsOfCall?>
{
    public async Task<VerdictsOfCall?> Handle(JudgeApplications question, CancellationToken cancellationToken)
    {
        var (present, now) = (facts.Now, clock.GetUtcNow());
        if (present.Call(question.Call) is not { Terms: not null } call) return null;

        var sight = new Sight(callers.Caller, present, now);
        ApplicationRecord[] seen = [.. present.Applications.Where(application => application.State.Call == call.Id && sight.OfApplication(application))];
        var (then, known) = question.KnownAt is { } moment ? (moment, await Known(call.Id, moment, cancellationToken)) : (now, present);

        var lines = known.Call(call.Id) is { Terms: not null } asThen
            ? Judged([.. seen.Select(application => known.Application(application.Dossier.Id)).OfType<ApplicationRecord>()], asThen, known, then) : [];
        return new(present.Position, VerdictTelling.Summary(call, now), then, [.. lines.OrderBy(line => line.CoordinatorName, StringComparer.Ordinal).ThenBy(line => line.Id)]);
    }

    /// <summary>All proposals of the call, those who stand in them, and what they are judged by, read at one go.</summary>
    private async Task<IKnowledge> Known(Guid call, DateTimeOffset then, CancellationToken cancellationToken)
    {
        var present = facts.Now;
        Guid[] proposals = [.. present.Applications.Where(other => other.State.Call == call).Select(other => other.Dossier.Id)];
        var applications = (await facts.Read(proposals, then, cancellationToken)).Applications.ToArray();
        Guid[] clusters = [.. applications.SelectMany(known => present.ClustersOf(known.Dossier).Concat(present.ClustersOf(known.Dossier.AsSent)))];
        Guid[] partnerships = [.. applications.SelectMany(known => present.PartnershipsOf(known.Dossier))];
        return await facts.Read([.. proposals.Concat(clusters).Concat(partnerships).Append(call).Append(ProgrammeFacts.StreamId).Distinct()], then, cancellationToken);
    }

    private static IEnumerable<ApplicationVerdict> Judged(ApplicationRecord[] applications, CallDossier call, IKnowledge known, DateTimeOffset then)
    {
        var (terms, names) = (call.Terms!, new ProgrammeNames(known.Programme));
        foreach (var application in applications)
        {
            if (known.Cluster(application.State.Coordinator) is null) continue;

            var dossier = application.Dossier.Counting(call, then);
            var consortium = ConsortiumOf.Members(dossier, id => known.Cluster(id)?.Dossier, pic => known.ByCode(pic)?.Dossier, _ => false)
                .WithPartnerships(terms, known);
            consortium = consortium with { Siblings = known.ProposalsTouching(consortium, dossier, call, Reader.OfAll) };
            var subject = new Subject(consortium.Members[0].Dossier, dossier, consortium, known.Around(call, dossier.Coordinator, dossier.Id));
            var verdict = Assessment.Assess(subject, terms, known.Programme, Stage.Application, application.State.Strand, callIsBroken: call.IsBroken);
            var asJudged = subject with { Consortium = verdict.Consortium, Travel = terms.Travel };
            var eligible = dossier.Decided?.Eligible;

            yield return new(
                dossier.Id, application.State.Strand, dossier.Coordinator, known.Cluster(dossier.Coordinator)?.Dossier.Name.Newest?.Value, application.State.Status, application.State.Versions, dossier.Submitted.Newest?.From,
                verdict.Outcome, eligible, eligible is { } decided && decided != verdict.Outcome is Outcome.Met,
                [
                    .. from judgement in verdict.Judgements
                       where judgement.Criterion.Severity is Severity.Mandatory && judgement.Finding.Outcome is not Outcome.Met
                       let explained = Verdict.Explain(judgement, asJudged, known.Programme, names)
                       select new ReasonInBrief(judgement.Criterion.Id, judgement.Criterion.Clause, judgement.Finding.Outcome, explained.Code, explained.Reason),
                ]);
        }
    }
}
