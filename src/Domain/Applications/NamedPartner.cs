using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Applications;

/// <summary>An organisation's part in an application, as questions and people look at it.</summary>
/// <param name="Told">What the application tells of an organisation without a profile.</param>
/// <param name="ToldIn">The version of the application in which its part was last told.</param>
public sealed record NamedPartner(Guid Id, Guid? Cluster, PartnerRole Role, PartnerOrganisation? Organisation, Control? Control, OrganisationDossier? Told, long ToldIn)
{
    public PartnerStanding Standing { get; init; }

    /// <summary>When it confirmed or declined.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The version that was looked at when it confirmed.</summary>
    public long? Seen { get; init; }

    /// <summary>The coordinator confirmed for it.</summary>
    public bool IsAttested { get; init; }

    public static NamedPartner By(PartnerNamed named, Told told) =>
        new(named.Partner, named.Cluster, named.Role, named.Organisation, named.Control, Learn(null, named.Partner, named.Organisation, told), told.Version);

    /// <summary>As another system attests it.</summary>
    public static NamedPartner Attested(PartnerJoining partner, Told told, Basis basis) =>
        new(partner.Partner, partner.Cluster, partner.Role, partner.Organisation, null, Learn(null, partner.Partner, partner.Organisation, told, basis), told.Version);

    public NamedPartner With(PartnerChanged changed, Told told) => new(
        Id, Cluster, changed.Role ?? Role, changed.Organisation ?? Organisation, changed.Control ?? Control, Learn(Told, Id, changed.Organisation, told), told.Version);

    /// <summary>The organisation, from its profile, from what the application tells of it, or from both.</summary>
    /// <param name="profile">Its own profile, or the one that joined it by its code.</param>
    public OrganisationDossier Dossier(OrganisationDossier? profile) => (Told, profile) switch
    {
        (null, _) => profile ?? new(Id),
        (_, null) => Told,
        _ => Joined(Told, profile),
    };

    private static OrganisationDossier? Learn(OrganisationDossier? before, Guid id, PartnerOrganisation? organisation, Told told, Basis? basis = null)
    {
        if (organisation is null) return before;

        var fields = organisation.AsProfile();
        string[] empty = ["country", "region", "kind", "hasLegalPersonality", "pic"];
        return (before ?? new(id)).Learn(new ProfileChanged(fields, [.. empty.Where(name => fields[name] is null)], basis ?? new(AssertedBy.Applicant)), told);
    }

    /// <summary>The profile goes before; where it says nothing, what the application tells stays. It keeps the id under which declarations were signed for it.</summary>
    private static OrganisationDossier Joined(OrganisationDossier told, OrganisationDossier profile) => profile with
    {
        Id = told.Id,
        Name = profile.Name.IsEmpty ? told.Name : profile.Name,
        Country = profile.Country.IsEmpty ? told.Country : profile.Country,
        Region = profile.Region.IsEmpty ? told.Region : profile.Region,
        Kind = profile.Kind.IsEmpty ? told.Kind : profile.Kind,
        HasLegalPersonality = profile.HasLegalPersonality.IsEmpty ? told.HasLegalPersonality : profile.HasLegalPersonality,
        Pic = profile.Pic.IsEmpty ? told.Pic : profile.Pic,
    };
}
