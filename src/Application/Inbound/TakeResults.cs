using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Inbound;

/// <summary>Another system says what became of the proposals to a call, in numbers.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Granted = true)]
public sealed record TakeResults(Origin Origin, string Call, ResultsSummary Results) : IRequest<Receipt>, IDelivered
{
    public Guid? CallIn(IKnowledge knowledge) => knowledge.Call(Call)?.Id;
}

public sealed class TakeResultsShape : AbstractValidator<TakeResults>
{
    public TakeResultsShape()
    {
        RuleFor(command => command.Origin).SetValidator(new OriginShape()).OverridePropertyName("");
        RuleFor(command => new AnnounceResults(Guid.Empty, command.Results)).SetValidator(new AnnounceResultsShape()).OverridePropertyName("");
    }
}

public sealed class TakeResultsHandler(ILedger ledger, IFacts facts, IGrantedAccess granted, CommandFrame frame, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<TakeResults, Receipt>
{
    public async Task<Receipt> Handle(TakeResults command, CancellationToken cancellationToken)
    {
        if (facts.Now.Call(command.Call) is not { } call) return new(Guid.Empty, 0, 0, Applying.CallUnknown);
        if (!await granted.Delivers(callers.Caller, call.Id, cancellationToken)) throw AccessRefused.ForLackOfRole();

        frame.CountOnce(callers.Caller, command.Origin, command);
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(call.Id, (Call known) => known.AnnounceResults(command.Results, by, at), cancellationToken);
    }
}
