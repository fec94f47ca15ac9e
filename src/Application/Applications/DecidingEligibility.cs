using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Narration;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Propose how the eligibility of an application is decided, on the verdict of this moment. It takes effect when a second officer confirms.</summary>
/// <param name="Reason">Needed where the decision is not what the verdict says.</param>
[May(Assigned = true)]
public sealed record ProposeEligibility(Guid ApplicationId, bool Eligible, string? Reason = null) : IRequest<Receipt>, IConcernsApplication;

public sealed class ProposeEligibilityShape : AbstractValidator<ProposeEligibility>
{
    public ProposeEligibilityShape() => When(command => !string.IsNullOrWhiteSpace(command.Reason), () => RuleFor(command => command.Reason!).Reason());
}

public sealed class ProposeEligibilityHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeEligibility, Receipt>
{
    public async Task<Receipt> Handle(ProposeEligibility command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        var verdict = Grounds.Of(found, found.Dossier.AsSent, call, own, facts.Now).Record();
        return await ledger.DecideOn(command.ApplicationId, found.Version, (CallApplication application) => application.ProposeEligibility(command.Eligible, by, call, at, verdict, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms what the first proposed; from then on it is a decision.</summary>
[May(Assigned = true)]
public sealed record ConfirmEligibility(Guid ApplicationId) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmEligibilityHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmEligibility, Receipt>
{
    public async Task<Receipt> Handle(ConfirmEligibility command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var grounds = Grounds.Of(found, found.Dossier.AsSent, call, own, facts.Now);
        var (verdict, slips) = (grounds.Record(), grounds.Slips().Select(slip => slip.Criterion).ToArray());
        return await ledger.DecideOn(command.ApplicationId, found.Version, (CallApplication application) => application.ConfirmEligibility(by, at, verdict, slips), cancellationToken);
    }
}

internal static class DecisionTelling
{
    /// <summary>The verdict on which officers decided, and that they did.</summary>
    public static VerdictAnswer DecidedBy(this VerdictAnswer verdict, EligibilityDecided decided) => verdict with
    {
        Bindingness = Bindingness.Decision,
        Notice = new(
            $"Two officers decided on {EntryWords.Moment(decided.DecidedAt).En}: {(decided.Eligible ? "eligible" : "not eligible")}. This is the verdict they decided on.",
            $"Entschieden von zwei Personen der Programmstelle am {EntryWords.Moment(decided.DecidedAt).De}: {(decided.Eligible ? "förderfähig" : "nicht förderfähig")}. Dies ist das Ergebnis, auf dem die Entscheidung beruht."),
    };
}
