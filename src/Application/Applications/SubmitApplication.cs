using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Hand in the proposal as it stands. Only the last version before the deadline counts.</summary>
/// <param name="ReceivedAt">When the request's whole body had been read: in time or late turns on this alone.</param>
/// <param name="ConfirmEmpty">It is meant, although nothing at all was filled in.</param>
[May(Own = true)]
public sealed record SubmitApplication(Guid ApplicationId, Guid ClusterId, DateTimeOffset ReceivedAt, bool ConfirmEmpty = false) : IRequest<Receipt>, IConcernsCluster;

public sealed class SubmitApplicationHandler(ILedger ledger, IFacts facts, ICallerAccessor callers) : IRequestHandler<SubmitApplication, Receipt>
{
    public async Task<Receipt> Handle(SubmitApplication command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (application, call, own) || application.State.Coordinator != command.ClusterId)
        {
            return Applying.Unknown(command.ApplicationId);
        }

        return await ledger.DecideOn(
            command.ApplicationId, application.Version,
            (CallApplication state) => Asked(state, command, state.Submit(call, callers.Caller.PersonId, command.ReceivedAt, () => Record(application, call, own, command))),
            cancellationToken);
    }

    /// <summary>An empty application is handed in when that is said, and not by a slip of the hand.</summary>
    private static Decision<IApplicationEvent> Asked(CallApplication state, SubmitApplication command, Decision<IApplicationEvent> decision) =>
        decision.Count > 0 && state.IsEmpty && !command.ConfirmEmpty ? Applying.Empty : decision;

    /// <summary>The verdict at this moment, with the version of everything it was made from, so that it can be made again.</summary>
    private RecordedVerdict Record(ApplicationRecord application, CallDossier call, IKnowledge own, SubmitApplication command) =>
        Grounds.Of(application, application.Dossier.Received(application.State.Versions + 1, command.ReceivedAt, application.Version), call, own, facts.Now).Record();
}
