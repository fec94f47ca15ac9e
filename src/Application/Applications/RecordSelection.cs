using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Record what became of a request to an event once its cut-off has passed: selected, on the reserve list, or rejected.</summary>
/// <param name="Reason">For the applicant to read.</param>
[May(Assigned = true)]
public sealed record RecordSelection(Guid ApplicationId, SelectionOutcome Outcome, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class RecordSelectionShape : AbstractValidator<RecordSelection>
{
    public RecordSelectionShape()
    {
        RuleFor(command => command.Outcome).IsInEnum();
        RuleFor(command => command.Reason).Reason();
    }
}

public sealed class RecordSelectionHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RecordSelection, Receipt>
{
    public async Task<Receipt> Handle(RecordSelection command, CancellationToken cancellationToken)
    {
        if ((await facts.Read([command.ApplicationId], null, cancellationToken)).Application(command.ApplicationId) is not { } known) return Applying.Unknown(command.ApplicationId);

        var call = await facts.FreshCall(known.State.Call, cancellationToken);
        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.RecordSelection(command.Outcome, call, by, at, reason), cancellationToken);
    }
}
