using System.Text.Json;
using EligibilityService.Domain.Clusters;
using EligibilityService.Host.Pages.Ecl;
using EligibilityService.Host.Pages.Verdicts;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>The answers that every question about an organisation offers.</summary>
internal static class ClusterChoices
{
    public static Choice[] Kinds =>
    [
        Kind(OrganisationKind.ClusterOrganisation, T("It manages a cluster and supports its members.", "Sie managt ein Cluster und unterstützt dessen Mitglieder.")),
        Kind(OrganisationKind.BusinessNetwork, T("It gives or channels support services to enterprises.", "Es erbringt oder vermittelt Unterstützung für Unternehmen.")),
        Kind(OrganisationKind.ClusterAssociation),
        Kind(OrganisationKind.Other, T("An enterprise, a university or a public body, for example.", "Etwa ein Unternehmen, eine Hochschule oder eine Behörde.")),
    ];

    public static Choice[] YesNo => [new("yes", T("Yes", "Ja")), new("no", T("No", "Nein"))];

    private static Choice Kind(OrganisationKind kind, string? help = null) => new(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), Words.Of(kind), help);
}
