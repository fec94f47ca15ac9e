using EligibilityService.Domain.Applications;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Who would take part by an application, each with all that is known of it.</summary>
public static class ConsortiumOf
{
    /// <summary>The coordinator, and everybody named who has not declined.</summary>
    /// <param name="profile">A cluster's dossier.</param>
    /// <param name="byCode">The profile that has come since for an organisation without one, by its participant identification code.</param>
    /// <param name="isDiscreet">Of whom no reasons are told to whoever asks; the coordinator's own part is null.</param>
    public static Consortium Members(
        ApplicationDossier application, Func<Guid, OrganisationDossier?> profile, Func<string, OrganisationDossier?> byCode, Func<NamedPartner?, bool> isDiscreet) => new(
    [
        new(profile(application.Coordinator) ?? new(application.Coordinator), PartnerRole.Coordinator, application.CoordinatorControl?.Key) { Alike = application.CoordinatorControl?.AlikeKey, IsDiscreet = isDiscreet(null) },
        .. from partner in application.Partners
           where partner.Standing is not PartnerStanding.Declined
           select new Partner(partner.Dossier(Profile(partner, profile, byCode)), partner.Role, partner.Control?.Key) { Alike = partner.Control?.AlikeKey, IsDiscreet = isDiscreet(partner) },
    ])
    {
        StandsFor = application.StandsFor,
    };

    /// <summary>Who stands in a proposal that others are compared with: the coordinator, and those who count and have confirmed. Naming somebody binds nobody.</summary>
    public static IEnumerable<OrganisationDossier> Standing(ApplicationDossier application, Func<Guid, OrganisationDossier?> profile, Func<string, OrganisationDossier?> byCode) =>
    [
        profile(application.Coordinator) ?? new(application.Coordinator),
        .. from partner in application.Partners
           where partner is { Role: PartnerRole.Partner, Standing: PartnerStanding.Confirmed }
           select partner.Dossier(Profile(partner, profile, byCode)),
    ];

    private static OrganisationDossier? Profile(NamedPartner partner, Func<Guid, OrganisationDossier?> profile, Func<string, OrganisationDossier?> byCode) =>
        partner.Cluster is { } cluster ? profile(cluster) : partner.Organisation?.Pic is { } pic ? byCode(pic) : null;
}
