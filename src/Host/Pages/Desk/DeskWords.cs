using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>How the desks call the states of things.</summary>
internal static class DeskWords
{
    public static string Of(CallPhase phase) => phase switch
    {
        CallPhase.Draft => T("draft", "Entwurf"),
        CallPhase.Announced => T("announced", "angekündigt"),
        CallPhase.Dropped => T("dropped", "fallen gelassen"),
        CallPhase.Open => T("open", "offen"),
        CallPhase.OpenByOneReading => T("open by one reading of the deadline", "nach einer Lesart der Frist offen"),
        CallPhase.Closed => T("closed", "geschlossen"),
        CallPhase.Cancelled => T("cancelled", "aufgehoben"),
        CallPhase.Decided => T("results announced", "Ergebnisse bekannt"),
        _ => T("deadline not known", "Frist nicht bekannt"),
    };

    public static string Of(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Draft => T("draft", "Entwurf"),
        RegistrationStatus.ReviewRequested => T("review requested", "Prüfung beantragt"),
        RegistrationStatus.Published => T("published", "veröffentlicht"),
        RegistrationStatus.Refused => T("refused", "abgelehnt"),
        RegistrationStatus.Suspended => T("suspended", "gesperrt"),
        _ => T("withdrawn", "zurückgezogen"),
    };

    public static string Of(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Draft => T("draft", "Entwurf"),
        ApplicationStatus.Submitted => T("handed in", "eingereicht"),
        _ => T("withdrawn", "zurückgezogen"),
    };

    public static string Of(CallStep step) => step switch
    {
        CallStep.Announce => T("announce the call", "Ausschreibung ankündigen"),
        CallStep.Publish => T("publish the call", "Ausschreibung veröffentlichen"),
        CallStep.Drop => T("drop the announced call", "angekündigte Ausschreibung fallen lassen"),
        _ => T("cancel the call", "Ausschreibung aufheben"),
    };

    public static string Kind(string kind) => kind switch
    {
        "escp" => T("European Strategic Cluster Partnership", "Europäische strategische Clusterpartnerschaft"),
        "cluster-excellence" => T("Cluster Excellence", "Clusterexzellenz"),
        "matching-event" => T("Matching event", "Matchmaking-Veranstaltung"),
        _ => kind,
    };

    public static bool? Met(Outcome outcome) => outcome switch { Outcome.Met => true, Outcome.NotMet => false, _ => null };
}
