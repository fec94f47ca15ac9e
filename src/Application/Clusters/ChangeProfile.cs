using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Change some entries of a profile; those not named stay, those cleared are emptied.</summary>
/// <param name="ValidFrom">First Brussels day on which the change holds; without it, from now on.</param>
[May(Own = true)]
public sealed record ChangeProfile(
    Guid ClusterId, ProfileFields Changed, string[] Cleared, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null, FactKind Kind = FactKind.Change)
    : IRequest<Receipt>, IConcernsCluster;

public sealed class ChangeProfileShape : AbstractValidator<ChangeProfile>
{
    public ChangeProfileShape()
    {
        RuleFor(command => command.Changed).SetValidator(new ProfileShape()).OverridePropertyName("");
        RuleFor(command => command.Cleared).Must(names => names.All(ProfileFields.Names.Contains))
            .WithMessage(ProfileShape.Say("Only entries of the profile can be emptied.", "Nur Angaben des Profils können geleert werden."));
        RuleFor(command => command.Cleared).Must(names => !names.Contains("name") && !names.Contains("country"))
            .WithMessage(ProfileShape.Say("Name and country cannot be emptied.", "Name und Land können nicht geleert werden."));
        RuleFor(command => command.ValidUntil).Must((command, until) => until is null || command.ValidFrom is null || until >= command.ValidFrom)
            .WithMessage(ProfileShape.Say("The last day lies before the first.", "Der letzte Tag liegt vor dem ersten."));
        RuleFor(command => command.ValidFrom).Must(from => from is null || (from >= new DateOnly(1990, 1, 1) && from <= new DateOnly(2100, 1, 1)))
            .WithMessage(ProfileShape.Say("A day between 1990 and 2100.", "Ein Tag zwischen 1990 und 2100."));
    }
}

public sealed class ChangeProfileHandler(ILedger ledger, IFacts facts, ServiceClock clock) : IRequestHandler<ChangeProfile, Receipt>
{
    public Task<Receipt> Handle(ChangeProfile command, CancellationToken cancellationToken)
    {
        ProfileShape.RefuseUnknownCodes(command.Changed, facts.Now.Programme);

        return ledger.Decide(
            command.ClusterId,
            (Cluster cluster) => cluster.Change(command.Changed, command.Cleared, new(AssertedBy.Applicant, command.ValidFrom, command.ValidUntil, command.Kind), BrusselsTime.DayOf(clock.GetUtcNow())),
            cancellationToken);
    }
}
