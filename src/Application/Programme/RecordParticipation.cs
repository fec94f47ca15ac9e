using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Programme;

/// <summary>Propose what is recorded of a country's part in the programme: from when until when, also for a time that has passed. It counts when a second officer has confirmed it.</summary>
/// <param name="From">First day; with <paramref name="YearOnly"/> any day of the year.</param>
/// <param name="Until">Last day; null while no end is known.</param>
/// <param name="Corrects">Takes the place of everything recorded of the country's part.</param>
/// <param name="Source">Where it is told: an agreement, a notice.</param>
[May(Role.Officer)]
public sealed record ProposeParticipation(Guid ProposalId, string Country, DateOnly From, DateOnly? Until, bool YearOnly, bool Corrects, string Source) : IRequest<Receipt>;

public sealed class ProposeParticipationShape : AbstractValidator<ProposeParticipation>
{
    public ProposeParticipationShape()
    {
        RuleFor(command => command.ProposalId).Id().OverridePropertyName("id");
        RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
        RuleFor(command => command.Until).Day();
        RuleFor(command => command.Until).Must((command, until) => !(until < command.From)).WithMessage(ProfileShape.Say("The last day lies before the first.", "Der letzte Tag liegt vor dem ersten."));
        RuleFor(command => command.Source).Source();
    }
}

public sealed class ProposeParticipationHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeParticipation, Receipt>
{
    public Task<Receipt> Handle(ProposeParticipation command, CancellationToken cancellationToken)
    {
        if (!facts.Now.Programme.Countries.ContainsKey(command.Country)) throw Moments.UnknownCountry(command.Country);

        var from = command.YearOnly ? new DateOnly(command.From.Year, 1, 1) : command.From;
        var proposed = new AssociationProposed(
            command.ProposalId, command.Country, from, command.Until, command.YearOnly, command.Corrects, command.Source.Trim(), callers.Caller.Actor, clock.GetUtcNow());
        return ledger.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Propose(proposed), cancellationToken);
    }
}

/// <summary>A second officer confirms what was proposed; from then on verdicts rest on it.</summary>
[May(Role.Officer)]
public sealed record ConfirmParticipation(string Country, Guid ProposalId) : IRequest<Receipt>;

public sealed class ConfirmParticipationHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmParticipation, Receipt>
{
    public Task<Receipt> Handle(ConfirmParticipation command, CancellationToken cancellationToken) =>
        ledger.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Confirm(command.Country, command.ProposalId, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}

/// <summary>Take the proposal back, or turn another officer's down.</summary>
[May(Role.Officer)]
public sealed record DropParticipation(string Country, Guid ProposalId) : IRequest<Receipt>;

public sealed class DropParticipationHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DropParticipation, Receipt>
{
    public Task<Receipt> Handle(DropParticipation command, CancellationToken cancellationToken) =>
        ledger.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Drop(command.Country, command.ProposalId, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}
