using EligibilityService.Application.Access;
using EligibilityService.Domain.Calls;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>Record whether places are left for a cut-off that counts only then.</summary>
/// <param name="CutOff">Its number in the call, from 1.</param>
[May(Role.Officer)]
public sealed record RecordPlaces(Guid CallId, int CutOff, bool AreLeft) : IRequest<Receipt>;

public sealed class RecordPlacesHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<RecordPlaces, Receipt>
{
    public Task<Receipt> Handle(RecordPlaces command, CancellationToken cancellationToken) =>
        ledger.Decide(command.CallId, (Call call) => call.RecordPlaces(command.CutOff, command.AreLeft, callers.Caller.PersonId), cancellationToken);
}
