using EligibilityService.Application.Audit;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>How what was looked at is called.</summary>
internal static class LookWords
{
    public static string Of(LookedAt what) => what switch
    {
        LookedAt.Application => T("application", "Antrag"),
        LookedAt.Verdict => T("verdict", "Ergebnis"),
        LookedAt.History => T("history", "Verlauf"),
        LookedAt.Audit => T("audit", "Audit"),
        LookedAt.Duplicates => T("double proposals", "doppelte Anträge"),
        LookedAt.Correspondence => T("questions, letters and redress", "Fragen, Schreiben und Rechtsbehelfe"),
        LookedAt.Award => T("evaluation and award", "Bewertung und Förderung"),
        LookedAt.Reimbursement => T("reimbursement of travel costs", "Erstattung der Reisekosten"),
        LookedAt.Documents => T("list of documents", "Liste der Dokumente"),
        LookedAt.Document => T("document", "Dokument"),
        LookedAt.Receipt => T("receipt", "Empfangsbestätigung"),
        LookedAt.Dossier => T("dossier taken out", "Akte entnommen"),
        LookedAt.Ranking => T("ranking", "Rangliste"),
        LookedAt.Applications => T("list of applications", "Liste der Anträge"),
        LookedAt.Worklist => T("worklist", "Aufgabenliste"),
        LookedAt.Differing => T("decisions that would differ", "abweichende Entscheidungen"),
        LookedAt.Eligible => T("clusters by name and verdict", "Cluster namentlich mit Ergebnis"),
        LookedAt.Records => T("search over everything", "Suche über alles"),
        LookedAt.People => T("people of a cluster", "Personen eines Clusters"),
        LookedAt.Person => T("person", "Person"),
        LookedAt.Access => T("who may what", "wer was darf"),
        LookedAt.Review => T("profile under review", "Profil in Prüfung"),
        LookedAt.Mails => T("mails to applicants", "Nachrichten an Antragsteller"),
        LookedAt.Retention => T("what falls due and who is erased", "was fällig ist und wer gelöscht wird"),
        _ => T("clusters of a region", "Cluster einer Region"),
    };

    public static IReadOnlyList<Choice> All => [.. Enum.GetValues<LookedAt>().Select(what => new Choice(what.ToString(), Of(what)))];
}
