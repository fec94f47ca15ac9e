using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Propose what is reimbursed after an event, computed from what the evidence shows within the call's amounts. It takes effect when a second officer confirms.</summary>
/// <param name="Journeys">One for each person; no names.</param>
/// <param name="Reason">For the applicant to read; needed where nothing is paid, or where the call does not say in full what it pays.</param>
[May(Assigned = true)]
public sealed record ProposeReimbursement(Guid ApplicationId, ShownJourney[] Journeys, string? Reason = null) : IRequest<Receipt>, IConcernsApplication;

public sealed class ProposeReimbursementShape : AbstractValidator<ProposeReimbursement>
{
    public ProposeReimbursementShape()
    {
        RuleFor(command => command.Journeys).Must(journeys => journeys.Length is >= 1 and <= TravelBounds.MostPersons).WithMessage(TravelBounds.Persons).OverridePropertyName("journeys");
        RuleFor(command => command.Journeys).Must(journeys => TravelBounds.AreCosts([.. journeys.Select(journey => journey.Spent)])).WithMessage(TravelBounds.Costs).OverridePropertyName("journeys");
        RuleFor(command => command.Journeys).Must(journeys => journeys.All(journey => TravelBounds.AreWeeks(journey.Weeks))).WithMessage(TravelBounds.Weeks).OverridePropertyName("journeys");
        When(command => !string.IsNullOrWhiteSpace(command.Reason), () => RuleFor(command => command.Reason!).Reason());
    }
}

public sealed class ProposeReimbursementHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeReimbursement, Receipt>
{
    public async Task<Receipt> Handle(ProposeReimbursement command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, sent) = (callers.Caller.PersonId, clock.GetUtcNow(), found.Dossier.AsSent);
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        var reimbursement = Grounds.Of(found, sent, call, own, facts.Now).Record().Reimbursement?.Outcome;
        return await ledger.DecideOn(
            command.ApplicationId, found.Version,
            (CallApplication application) => application.ProposeReimbursement(command.Journeys, sent.TravelCosts.Newest?.Value ?? [], reimbursement, call, by, at, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms what the first proposed, by saying the amount.</summary>
[May(Assigned = true)]
public sealed record ConfirmReimbursement(Guid ApplicationId, decimal Amount) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmReimbursementHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmReimbursement, Receipt>
{
    public async Task<Receipt> Handle(ConfirmReimbursement command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (_, call, _)) return Applying.Unknown(command.ApplicationId);

        return await ledger.Decide(
            command.ApplicationId, (CallApplication application) => application.ConfirmReimbursement(command.Amount, call, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken);
    }
}

/// <summary>What is reimbursed after an event. For its people once it is decided; for officers and auditors always.</summary>
[May(Granted = true)]
public sealed record ShowReimbursement(Guid ApplicationId) : IRequest<ReimbursementDecisionAnswer?>, IConcernsApplication;

/// <summary>What is reimbursed, as of a position.</summary>
/// <param name="IsOver">The event has ended, so it can be decided.</param>
/// <param name="TakesEvidence">The applicant can attach what proves the journey.</param>
/// <param name="Requested">Person by person, as handed in.</param>
/// <param name="Evidence">Ids of the documents attached after the selection.</param>
/// <param name="Proposed">For officers and auditors.</param>
/// <param name="Reason">Of what is decided or, for officers and auditors, proposed; null once erased.</param>
public sealed record ReimbursementDecisionAnswer(
    Guid Application, long Version, long Position, bool IsOver, bool TakesEvidence, [property: Euro] decimal[] Requested, IReadOnlyList<Guid> Evidence,
    ProposedReimbursementAnswer? Proposed, DecidedReimbursementAnswer? Decided, string? Reason);

/// <summary>What one officer proposed.</summary>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record ProposedReimbursementAnswer([property: Euro] decimal Amount, IReadOnlyList<Journey> Journeys, DateTimeOffset ProposedAt, bool Mine);

/// <summary>What two officers decided.</summary>
public sealed record DecidedReimbursementAnswer([property: Euro] decimal Amount, IReadOnlyList<Journey> Journeys, DateTimeOffset DecidedAt);

public sealed class ShowReimbursementHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowReimbursement, ReimbursementDecisionAnswer?>
{
    public async Task<ReimbursementDecisionAnswer?> Handle(ShowReimbursement question, CancellationToken cancellationToken)
    {
        var (knowledge, caller, now) = (facts.Now, callers.Caller, clock.GetUtcNow());
        if (knowledge.Application(question.ApplicationId) is not { } application || !new Sight(caller, knowledge, now).IsInside(application)) return null;
        if (knowledge.Call(application.State.Call)?.Terms is not { Travel: not null } terms) return null;

        var (state, office) = (application.State, caller.Is(Role.Officer) || caller.Is(Role.Auditor));
        var (proposed, decided) = (office ? state.ProposedReimbursement : null, state.Reimbursed);
        var reason = (proposed?.Reason ?? decided?.Reason)?.Id;
        return new(
            question.ApplicationId, application.Version, knowledge.Position, terms.IsOver(now), state.Reimbursed is null && state.IsSelectedAsHandedIn, application.Dossier.AsSent.TravelCosts.Newest?.Value ?? [],
            [.. application.Dossier.Evidence.Select(document => document.Document)],
            proposed is null ? null : new(proposed.Amount, proposed.Journeys, proposed.ProposedAt, caller.Actor.Is(proposed.ProposedBy)),
            decided is null ? null : new(decided.Amount, decided.Journeys, decided.DecidedAt),
            reason is { } note ? (await notes.Texts([note], cancellationToken)).GetValueOrDefault(note) : null);
    }
}
