using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Host.Pages.Calls;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Clusters;

/// <summary>How the pages name what a profile says.</summary>
internal static class ClusterWords
{
    public static string Label(QualityLabel label) => T($"{Names.Label(label).En} label", $"{Names.Label(label).De}-Label");

    public static string Kind(OrganisationKind kind) => kind switch
    {
        OrganisationKind.ClusterOrganisation => T("Cluster organisation", "Clusterorganisation"),
        OrganisationKind.BusinessNetwork => T("Business network organisation", "Unternehmensnetzwerkorganisation"),
        OrganisationKind.ClusterAssociation => T("Association of clusters", "Clusterverband"),
        _ => T("Another kind of organisation", "Andere Art von Organisation"),
    };

    public static string Status(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Draft => T("draft", "Entwurf"),
        RegistrationStatus.ReviewRequested => T("waits for review", "wartet auf Prüfung"),
        RegistrationStatus.Published => T("published", "veröffentlicht"),
        RegistrationStatus.Refused => T("refused", "abgelehnt"),
        RegistrationStatus.Suspended => T("suspended", "ausgesetzt"),
        _ => T("withdrawn", "zurückgezogen"),
    };

    /// <summary>From the narrowest to the widest: "Stuttgart (DE11), Baden-Württemberg (DE1)".</summary>
    public static string Region(string code, ProgrammeFacts programme)
    {
        var names = new ProgrammeNames(programme);
        var levels = from length in Enumerable.Range(3, Math.Max(0, code.Length - 2)).Reverse()
                     let level = code[..length]
                     where length == code.Length || programme.Regions.ContainsKey(new(level, RegionCode.ProgrammeVersion))
                     select names.Region(level).Said();
        return string.Join(", ", levels);
    }

    /// <summary>Where a cluster has its seat, in one line.</summary>
    public static string Place(string? country, string? region, string? city, ProgrammeFacts programme)
    {
        var names = new ProgrammeNames(programme);
        return string.Join(" · ", new[] { country is null ? null : names.Country(country).Said(), region is null ? null : names.Region(region).Said(), city }.OfType<string>());
    }
}
