using EligibilityService.Application.Audit;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

internal static class SubjectWords
{
    public static string Of(ParkedSubject subject) => subject switch
    {
        ParkedSubject.Cluster => T("Cluster", "Cluster"),
        ParkedSubject.Call => T("Call", "Ausschreibung"),
        ParkedSubject.Application => T("Application", "Antrag"),
        ParkedSubject.Programme => T("The programme", "Das Programm"),
        ParkedSubject.Partnership => T("Partnership", "Partnerschaft"),
        ParkedSubject.PartnerSearch => T("Partner search", "Partnersuche"),
        ParkedSubject.Person => T("Access of a person", "Zugang einer Person"),
        ParkedSubject.Subscription => T("Subscription", "Abonnement"),
        ParkedSubject.Log => T("Proofs and dossiers", "Nachweise und Akten"),
        ParkedSubject.Retention => T("Retention", "Aufbewahrung"),
        _ => T("Not known", "Nicht bekannt"),
    };
}
