using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Partnerships;

/// <summary>Record that an organisation joined a partnership, or correct since when it belongs and what it is called.</summary>
/// <param name="Member">The member who is corrected; null for one who is new.</param>
/// <param name="From">First day on which it belongs.</param>
[May(Role.Officer)]
public sealed record RecordJoining(Guid PartnershipId, Guid? Member, NamedMember Named, DateOnly From, string Source) : IRequest<Receipt>;

public sealed class RecordJoiningShape : AbstractValidator<RecordJoining>
{
    public RecordJoiningShape()
    {
        RuleFor(command => command.Named).NotNull().SetValidator(new NamedMemberShape()).OverridePropertyName("");
        RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
        RuleFor(command => command.Source).Source();
    }
}

public sealed class RecordJoiningHandler(ILedger ledger, IFacts facts, ServiceClock clock) : IRequestHandler<RecordJoining, Receipt>
{
    public async Task<Receipt> Handle(RecordJoining command, CancellationToken cancellationToken)
    {
        var member = (await facts.Members(command.PartnershipId, [command.Named], "", cancellationToken))[0];
        var today = BrusselsTime.DayOf(clock.GetUtcNow());
        return await ledger.Decide(
            command.PartnershipId, (Partnership partnership) => partnership.Join(command.Member is { } corrected ? member with { Id = corrected } : member, command.From, command.Source.Trim(), today, corrects: command.Member is not null), cancellationToken);
    }
}

/// <summary>Record that a member left a partnership, or correct the day.</summary>
/// <param name="From">First day on which it no longer belongs.</param>
[May(Role.Officer)]
public sealed record RecordLeaving(Guid PartnershipId, Guid Member, DateOnly From, string Source) : IRequest<Receipt>;

public sealed class RecordLeavingShape : AbstractValidator<RecordLeaving>
{
    public RecordLeavingShape()
    {
        RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
        RuleFor(command => command.Source).Source();
    }
}

public sealed class RecordLeavingHandler(ILedger ledger, ServiceClock clock) : IRequestHandler<RecordLeaving, Receipt>
{
    public Task<Receipt> Handle(RecordLeaving command, CancellationToken cancellationToken)
    {
        var today = BrusselsTime.DayOf(clock.GetUtcNow());
        return ledger.Decide(command.PartnershipId, (Partnership partnership) => partnership.Leave(command.Member, command.From, command.Source.Trim(), today), cancellationToken);
    }
}

/// <summary>Record that a partnership may carry a label.</summary>
/// <param name="Until">Last day; without it, no end is known.</param>
/// <param name="Replaces">The label as recorded before, where its name or first day is wrong.</param>
[May(Role.Officer)]
public sealed record RecordPartnershipLabel(Guid PartnershipId, string Label, DateOnly From, DateOnly? Until, string Source, ToldLabel? Replaces = null) : IRequest<Receipt>;

public sealed class RecordPartnershipLabelShape : AbstractValidator<RecordPartnershipLabel>
{
    public RecordPartnershipLabelShape()
    {
        RuleFor(command => command.Label).NotEmpty().WithMessage(ProfileShape.Say("Name the label, such as ESCP-4i.", "Nennen Sie das Label, etwa ESCP-4i."));
        RuleFor(command => command.Label).Line(60);
        RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
        RuleFor(command => command.Until).Day();
        RuleFor(command => command.Until).Must((command, until) => !(until < command.From)).WithMessage(ProfileShape.Say("The last day lies before the first.", "Der letzte Tag liegt vor dem ersten."));
        RuleFor(command => command.Source).Source();
    }
}

public sealed class RecordPartnershipLabelHandler(ILedger ledger, ServiceClock clock) : IRequestHandler<RecordPartnershipLabel, Receipt>
{
    public Task<Receipt> Handle(RecordPartnershipLabel command, CancellationToken cancellationToken)
    {
        var today = BrusselsTime.DayOf(clock.GetUtcNow());
        return ledger.Decide(
            command.PartnershipId, (Partnership partnership) => partnership.Award(command.Label.Trim(), command.From, command.Until, command.Source.Trim(), today, command.Replaces), cancellationToken);
    }
}

/// <summary>Record that a phase of a partnership is funded under a call.</summary>
/// <param name="Call">Reference of the call, also of one that the service does not know.</param>
/// <param name="Grant">Left out where it is not known.</param>
[May(Role.Officer)]
public sealed record RecordFunding(Guid PartnershipId, string Phase, string Call, string? Strand, decimal? Grant, DateOnly From, string Source) : IRequest<Receipt>;

public sealed class RecordFundingShape : AbstractValidator<RecordFunding>
{
    public RecordFundingShape()
    {
        RuleFor(command => command.Phase).NotEmpty().WithMessage(ProfileShape.Say("Name the phase: preparatory or implementation.", "Nennen Sie die Phase: preparatory oder implementation."));
        RuleFor(command => command.Phase).Line(40);
        RuleFor(command => command.Call).NotEmpty().WithMessage(ProfileShape.Say("Name the call by its reference.", "Nennen Sie die Ausschreibung mit ihrem Kennzeichen."));
        RuleFor(command => command.Call).Line(80);
        RuleFor(command => command.Strand).Line(20);
        RuleFor(command => command.Grant).Must(grant => grant is null || (grant is > 0 and <= 1_000_000_000m && decimal.Round(grant.Value, 2) == grant))
            .WithMessage(ProfileShape.Say("An amount in euro above 0, to the cent; left out where it is not known.", "Ein Betrag in Euro über 0, auf den Cent; weggelassen, wenn er nicht bekannt ist."));
        RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
        RuleFor(command => command.Source).Source();
    }
}

public sealed class RecordFundingHandler(ILedger ledger, IFacts facts, ServiceClock clock) : IRequestHandler<RecordFunding, Receipt>
{
    public Task<Receipt> Handle(RecordFunding command, CancellationToken cancellationToken)
    {
        // One call has several spellings of its reference; recorded is the one it goes by.
        var call = facts.Now.Call(command.Call) is { IsPublic: true, Terms: { } terms } ? terms.Reference : command.Call.Trim();
        var today = BrusselsTime.DayOf(clock.GetUtcNow());
        return ledger.Decide(
            command.PartnershipId, (Partnership partnership) => partnership.Fund(command.Phase.Trim(), call, command.Strand, command.Grant, command.From, command.Source.Trim(), today), cancellationToken);
    }
}
