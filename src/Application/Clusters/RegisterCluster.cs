using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Begin a profile. It stays a draft until its review is requested and a moderator publishes it.</summary>
[May(Role.Applicant)]
public sealed record RegisterCluster(Guid ClusterId, ProfileFields Profile) : IRequest<Receipt>;

public sealed class RegisterClusterShape : AbstractValidator<RegisterCluster>
{
    public RegisterClusterShape()
    {
        RuleFor(command => command.ClusterId).Id().OverridePropertyName("id");
        RuleFor(command => command.Profile.Name).NotEmpty().WithMessage(ProfileShape.Say("Enter the name of the organisation.", "Geben Sie den Namen der Organisation an.")).OverridePropertyName("name");
        RuleFor(command => command.Profile.Country).NotEmpty().WithMessage(ProfileShape.Say("Enter the country of the seat first; the other entries depend on it.", "Geben Sie zuerst das Sitzland an; die übrigen Angaben hängen davon ab.")).OverridePropertyName("country");
        RuleFor(command => command.Profile).SetValidator(new ProfileShape()).OverridePropertyName("");
    }
}

public sealed class RegisterClusterHandler(ILedger ledger, IFacts facts, ICallerAccessor callers) : IRequestHandler<RegisterCluster, Receipt>
{
    public Task<Receipt> Handle(RegisterCluster command, CancellationToken cancellationToken)
    {
        ProfileShape.RefuseUnknownCodes(command.Profile, facts.Now.Programme);

        return ledger.Decide(
            command.ClusterId,
            (Cluster cluster) => cluster.Draft(callers.Caller.PersonId, null, command.Profile, new(AssertedBy.Applicant)),
            cancellationToken);
    }
}
