using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Inbound;

/// <summary>The grant system says that the agreement is signed on a day. Here that is a proposal: what must hold on that day is checked and recorded, and an officer confirms.</summary>
[May(Granted = true)]
public sealed record TakeSignature(Origin Origin, Guid Application, DateOnly On) : IRequest<Receipt>, IDelivered
{
    public Guid? CallIn(IKnowledge knowledge) => knowledge.Application(Application)?.State.Call;
}

public sealed class TakeSignatureShape : AbstractValidator<TakeSignature>
{
    public TakeSignatureShape()
    {
        RuleFor(command => command.Origin).SetValidator(new OriginShape()).OverridePropertyName("");
        RuleFor(command => (DateOnly?)command.On).Day().OverridePropertyName("on");
    }
}

public sealed class TakeSignatureHandler(ILedger ledger, IFacts facts, IGrantedAccess granted, CommandFrame frame, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<TakeSignature, Receipt>
{
    public async Task<Receipt> Handle(TakeSignature command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.Application, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.Application);
        if (!await granted.Delivers(callers.Caller, found.State.Call, cancellationToken)) throw AccessRefused.ForLackOfRole();

        frame.CountOnce(callers.Caller, command.Origin, command);
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        var verdict = Grounds.Of(found, found.Dossier.ForSignature, call, own, facts.Now).RecordAtSignature(command.On);
        return await ledger.DecideOn(command.Application, found.Version, (CallApplication application) => Propose(application, command.On, verdict, by, at), cancellationToken);
    }

    private static Decision<IApplicationEvent> Propose(CallApplication application, DateOnly on, RecordedVerdict verdict, Guid by, DateTimeOffset at)
    {
        var check = application.CheckSignature(on, verdict, by, at);
        if (check.Refusal is { } refused) return refused;

        var proposal = check.Aggregate(application, (state, told) => state.Evolve(told)).ProposeSignature(on, verdict, by, at, null);
        return proposal.Refusal is { } no ? no : [.. check, .. proposal];
    }
}
