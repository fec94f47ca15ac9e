using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Hand in the proposal as it stands. Only the last version before the deadline counts.</summary>
/// <param name="ReceivedAt">When the request's whole body had been read: in time or late turns on this alone.</param>
[May(Own = true)]
public sealed record SubmitApplication(Guid ApplicationId, Guid ClusterId, DateTimeOffset ReceivedAt) : IRequest<Receipt>, IConcernsCluster;

public sealed class SubmitApplicationHandler(ILedger ledger, IFacts facts, ICallerAccessor callers) : IRequestHandler<SubmitApplication, Receipt>
{
    public async Task<Receipt> Handle(SubmitApplication command, CancellationToken cancellationToken)
    {
        var read = await facts.Read([command.ApplicationId, command.ClusterId], null, cancellationToken);
        if (read.Application(command.ApplicationId) is not { } application || application.State.Coordinator != command.ClusterId || read.Cluster(command.ClusterId) is not { } cluster)
        {
            return Applying.Unknown(command.ApplicationId);
        }

        var call = await facts.Fresh(application.State.Call, cancellationToken);
        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication state) => state.Submit(call, callers.Caller.PersonId, command.ReceivedAt, () => Record(application, cluster, call, facts.Now, command)),
            cancellationToken);
    }

    /// <summary>The verdict at this moment, with the version of everything it was made from, so that it can be made again.</summary>
    private static RecordedVerdict Record(ApplicationRecord application, ClusterRecord cluster, CallDossier call, IKnowledge present, SubmitApplication command)
    {
        var programme = present.Programme;
        var receipt = new Told(Guid.Empty, "application.submitted", command.ApplicationId, application.Version + 1, command.ReceivedAt);
        var submitted = application.Dossier with
        {
            Submitted = application.Dossier.Submitted.Tell(application.State.Versions + 1, receipt, new(AssertedBy.System), command.ReceivedAt),
        };
        var subject = new Subject(cluster.Dossier, submitted, Event: present.Around(call, cluster.Dossier.Id, command.ApplicationId));
        var verdict = Assessment.Assess(subject, call.Terms!, programme, Stage.Application, application.State.Strand, callIsBroken: call.IsBroken);
        var versions = new Dictionary<Guid, long>
        {
            [cluster.Dossier.Id] = cluster.Version,
            [call.Id] = call.LastTold!.Version,
            [ProgrammeFacts.StreamId] = programme.LastTold?.Version ?? 0,
            [command.ApplicationId] = application.Version,
        };
        foreach (var other in subject.Event?.OwnRequests ?? []) versions[other.Id] = other.LastTold?.Version ?? 0;

        return new(
            verdict.Outcome, verdict.Stage, Assessment.Engine, (int)call.LastTold!.Version, versions, [.. verdict.Judgements.Select(Record)], call.Terms!.Reimburses ? Reimbursement(subject, call, programme, verdict.Strand) : null);
    }

    private static RecordedReimbursement Reimbursement(in Subject subject, CallDossier call, ProgrammeFacts programme, string? strand)
    {
        var verdict = Assessment.Assess(subject, call.Terms!, programme, Stage.Application, strand, callIsBroken: call.IsBroken, decides: Decides.Reimbursement);
        return new(verdict.Outcome, [.. verdict.Judgements.Where(judgement => judgement.Criterion.Decides is Decides.Reimbursement).Select(Record)]);
    }

    private static RecordedFinding Record(Judgement judgement) => new(judgement.Criterion.Id, judgement.Finding.Outcome, judgement.Finding.Reason);
}
