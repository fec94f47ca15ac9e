using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Programme;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Granting;

/// <summary>What is granted, in the words of whoever grants it.</summary>
internal static class GrantWords
{
    public static string Of(AccessKind kind) => kind switch
    {
        AccessKind.Assignment => T("Officer: applications of a call", "Sachbearbeitung: Anträge einer Ausschreibung"),
        AccessKind.Clusters => T("Verdicts and histories of clusters", "Ergebnisse und Verläufe von Clustern"),
        AccessKind.Lists => T("Lists by name of who is eligible", "Namenslisten, wer teilnehmen kann"),
        AccessKind.Applications => T("Reading applications", "Anträge lesen"),
        AccessKind.RestrictedFeed => T("Feed: restricted class", "Feed: eingeschränkte Klasse"),
        AccessKind.Inbound => T("Delivering results, signatures, participant numbers", "Ergebnisse, Unterzeichnungen, Teilnehmercodes zuliefern"),
        AccessKind.ClusterFeed => T("Feed: cluster class", "Feed: Clusterklasse"),
        _ => T("Agency: clusters of a region", "Agentur: Cluster einer Region"),
    };

    /// <summary>What it is narrowed to.</summary>
    public static string Narrowed(GrantAnswer grant, IKnowledge knowledge)
    {
        var names = new ProgrammeNames(knowledge.Programme);
        return grant switch
        {
            { Call: { } call } => grant.Reference ?? call.ToString(),
            { Cluster: { } cluster } => grant.ClusterName ?? cluster.ToString(),
            { Country: { } country } => names.Country(country).Said(),
            { Region: { } region } => names.Region(region).Said(),
            { Kind: AccessKind.Assignment or AccessKind.Lists or AccessKind.Applications or AccessKind.Inbound } => T("all calls", "alle Ausschreibungen"),
            { Kind: AccessKind.Clusters } => T("all clusters", "alle Cluster"),
            _ => T("whole", "ganz"),
        };
    }

    public static string Since(GrantAnswer grant) => (grant.GrantedAt, grant.Until) switch
    {
        (null, _) => T("since drafting the call", "seit dem Entwurf der Ausschreibung"),
        ({ } from, null) => T($"since {Moment(from)}", $"seit {Moment(from)}"),
        ({ } from, { } until) => grant.Lapsed ? T($"lapsed on {Day(until)}", $"abgelaufen am {Day(until)}") : T($"since {Moment(from)}, until {Day(until)}", $"seit {Moment(from)}, bis {Day(until)}"),
    };

    public static string With(ConflictAnswer conflict) =>
        conflict.Call is { } call ? T($"Call {conflict.Reference ?? call.ToString()}", $"Ausschreibung {conflict.Reference ?? call.ToString()}")
        : T($"Organisation {conflict.OrganisationName ?? conflict.Organisation.ToString()}", $"Organisation {conflict.OrganisationName ?? conflict.Organisation.ToString()}");
}
