using System.Globalization;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Eligibility;

/// <summary>An organisation that nobody registered, as it is typed in. Nothing is kept.</summary>
/// <param name="Labels">Quality labels with their first and last day; an empty list says that there is none, no list says nothing.</param>
public sealed record SupposedOrganisation(ProfileFields Profile, CheckedLabel[]? Labels = null, CheckedRegistration Registration = CheckedRegistration.None);

/// <summary>Partners that are supposed, beside those that are recorded.</summary>
internal static class SupposedPartners
{
    /// <remarks>Its id is made up, and holds for this answer only.</remarks>
    public static OrganisationDossier Dossier(this SupposedOrganisation supposed, int place)
    {
        var name = supposed.Profile.Name ?? string.Create(CultureInfo.InvariantCulture, $"({supposed.Profile.Country ?? "?"} {place + 1})");
        return Hypothesis.Of(new CheckEligibility(supposed.Profile with { Name = name }, supposed.Labels, supposed.Registration)).Dossier with { Id = Guid.CreateVersion7() };
    }

    /// <summary>A proposal in which these partners have signed that they plan to register; null where nobody has.</summary>
    public static ApplicationDossier? Planning(IEnumerable<Guid> partners)
    {
        var signed = partners.ToArray();
        return signed.Length == 0 ? null : signed.Aggregate(new ApplicationDossier(Guid.Empty), (application, partner) => application.Learn(
            new DeclarationSigned(DeclarationKind.PlansToRegister, partner, Guid.Empty, Hypothesis.Since), new Told(Guid.Empty, "", Guid.Empty, 0, Hypothesis.Since)));
    }

    /// <exception cref="ValidationException">A code is not in the programme's lists.</exception>
    public static void RefuseUnknownCodes(ConsortiumPartner[] partners, ProgrammeFacts programme)
    {
        ValidationFailure[] failures =
        [
            .. from partner in partners.Index()
               where partner.Item.Organisation is not null
               from failure in ProfileShape.UnknownCodes(partner.Item.Organisation!.Profile, programme)
               select new ValidationFailure($"partners[{partner.Index}].organisation.profile.{failure.PropertyName}", failure.ErrorMessage),
        ];
        if (failures.Length > 0) throw new ValidationException(failures);
    }

    /// <summary>No event stands behind what was typed in.</summary>
    public static IReadOnlyList<FindingAnswer> WithoutSupposed(this IReadOnlyList<FindingAnswer> findings) =>
        [.. findings.Select(finding => finding with { Evidence = [.. finding.Evidence.Where(evidence => evidence.EventId != Guid.Empty)] })];
}

public sealed class SupposedOrganisationShape : AbstractValidator<SupposedOrganisation>
{
    public SupposedOrganisationShape()
    {
        RuleFor(supposed => supposed.Profile).NotNull().WithMessage(ProfileShape.Say("Say something of the organisation in 'profile'.", "Sagen Sie unter „profile“ etwas über die Organisation."));
        RuleFor(supposed => new CheckEligibility(supposed.Profile, supposed.Labels, supposed.Registration, false, null, null, null, null))
            .SetValidator(new CheckEligibilityShape()).OverridePropertyName("").When(supposed => supposed.Profile is not null);
    }
}
