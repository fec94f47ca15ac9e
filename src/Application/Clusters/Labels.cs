using EligibilityService.Application.Access;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Record a quality label: from the month of its interview, or with the period its certificate states.</summary>
/// <remarks>A moderator's record counts as verified; what the cluster states of itself does not until it is.</remarks>
[May(Role.Moderator, Own = true)]
public sealed record AwardLabel(
    Guid ClusterId, QualityLabel Label, DateOnly? InterviewMonth, DateOnly? ValidFrom, DateOnly? ValidUntil, string? AwardedBy) : IRequest<Receipt>, IConcernsCluster;

public sealed class AwardLabelShape : AbstractValidator<AwardLabel>
{
    public AwardLabelShape(ServiceClock clock)
    {
        RuleFor(command => command.Label).IsInEnum();
        RuleFor(command => command.InterviewMonth).Must((command, month) => month is not null ^ (command.ValidFrom is not null && command.ValidUntil is not null))
            .WithMessage(ProfileShape.Say("Give either the month of the interview, or both first and last day.", "Geben Sie entweder den Monat des Interviews an oder ersten und letzten Tag."));
        RuleFor(command => command.AwardedBy).Line(100);
        RuleFor(command => command.InterviewMonth).Day();
        RuleFor(command => command.InterviewMonth).Must(month => month is null || month <= Domain.Time.BrusselsTime.DayOf(clock.GetUtcNow()))
            .WithMessage(ProfileShape.Say("The interview lies in the future. Record the label when it has taken place.", "Das Interview liegt in der Zukunft. Tragen Sie das Label ein, wenn es stattgefunden hat."));
        RuleFor(command => command.ValidFrom).Day();
        RuleFor(command => command.ValidUntil).Day();
        RuleFor(command => command.ValidUntil).Must((command, until) => !(until < command.ValidFrom)).WithMessage(ProfileShape.Say("The last day lies before the first.", "Der letzte Tag liegt vor dem ersten."));
    }
}

public sealed class AwardLabelHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<AwardLabel, Receipt>
{
    public Task<Receipt> Handle(AwardLabel command, CancellationToken cancellationToken)
    {
        var caller = callers.Caller;
        var basis = caller.Is(Role.Moderator) ? new Basis(AssertedBy.Moderator, VerifiedBy: caller.PersonId) : new Basis(AssertedBy.Applicant);
        var by = command.AwardedBy ?? "ESCA";

        return ledger.Decide(
            command.ClusterId,
            (Cluster cluster) => command.InterviewMonth is { } month
                ? cluster.Award(command.Label, month, by, basis)
                : cluster.Award(command.Label, command.ValidFrom!.Value, command.ValidUntil!.Value, by, basis),
            cancellationToken);
    }
}

/// <summary>A label was taken away from a day on.</summary>
[May(Role.Moderator)]
public sealed record RevokeLabel(Guid ClusterId, QualityLabel Label, DateOnly From) : IRequest<Receipt>;

public sealed class RevokeLabelShape : AbstractValidator<RevokeLabel>
{
    public RevokeLabelShape() => RuleFor(command => (DateOnly?)command.From).Day().OverridePropertyName("from");
}

public sealed class RevokeLabelHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<RevokeLabel, Receipt>
{
    public Task<Receipt> Handle(RevokeLabel command, CancellationToken cancellationToken) => ledger.Decide(
        command.ClusterId,
        (Cluster cluster) => cluster.RevokeLabel(command.Label, null, new(AssertedBy.Moderator, command.From, VerifiedBy: callers.Caller.PersonId)),
        cancellationToken);
}
