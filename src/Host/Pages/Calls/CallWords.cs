using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Calls;

/// <summary>How the pages name what a call consists of.</summary>
internal static class CallWords
{
    public static readonly IReadOnlyList<string> Kinds = ["escp", "cluster-excellence", "matching-event"];

    public static string Said(this Text text) => text.In(Language);

    public static string Kind(string kind) => kind switch
    {
        "escp" => T("European Strategic Cluster Partnership", "Europäische strategische Clusterpartnerschaft"),
        "cluster-excellence" => T("Cluster Excellence", "Clusterexzellenz"),
        "matching-event" => T("Matching event", "Matchmaking-Veranstaltung"),
        _ => kind,
    };

    public static string Phase(CallPhase phase) => phase switch
    {
        CallPhase.Open => T("open", "offen"),
        CallPhase.OpenByOneReading => T("open by one reading of the deadline", "nach einer Lesart der Frist offen"),
        CallPhase.Announced => T("announced", "angekündigt"),
        CallPhase.Dropped => T("not issued as announced", "nicht wie angekündigt veröffentlicht"),
        CallPhase.Closed => T("closed", "geschlossen"),
        CallPhase.Cancelled => T("cancelled", "aufgehoben"),
        CallPhase.Decided => T("results announced", "Ergebnisse bekannt"),
        CallPhase.Unknown => T("deadline not known", "Frist nicht bekannt"),
        _ => T("draft", "Entwurf"),
    };

    public static string Stage(Stage stage) => stage switch
    {
        Domain.Eligibility.Stage.Organisation => T("The organisation", "Die Organisation"),
        Domain.Eligibility.Stage.Consortium => T("The consortium", "Das Konsortium"),
        Domain.Eligibility.Stage.Application => T("The application", "Der Antrag"),
        _ => T("The award", "Die Gewährung"),
    };

    public static string Severity(Severity severity) => severity is Domain.Eligibility.Severity.Mandatory
        ? T("must be met", "muss erfüllt sein")
        : T("advice only", "nur ein Hinweis");

    public static string Confidence(Confidence confidence) => confidence switch
    {
        Domain.Eligibility.Confidence.Found => T("found in a source", "in einer Quelle gefunden"),
        Domain.Eligibility.Confidence.General => T("generally so in such calls; not found for this one", "in solchen Ausschreibungen üblich; für diese nicht gefunden"),
        _ => T("assumed for the demonstration", "für die Demonstration angenommen"),
    };

    /// <summary>The moment at which a criterion must hold, with its day where that is known.</summary>
    public static string Counts(ReferenceDate reference, CallTerms terms) => reference.Kind switch
    {
        ReferenceKind.Deadline => With(T("at the deadline", "zum Ende der Frist"), terms.Deadline is { } deadline ? Day(deadline.Instant) : null),
        ReferenceKind.Submission => T("when the application is submitted", "bei Einreichung des Antrags"),
        ReferenceKind.GrantSignature => With(T("when the grant agreement is signed", "bei Unterzeichnung der Finanzhilfevereinbarung"), terms.SignaturePlanned is { } day ? Day(day) : null),
        ReferenceKind.BeforeEvent when reference.Days is > 0 and var days => T(
            $"{Counted(days, "day", "days", "", "")} before the event", $"{Counted(days, "", "", "Tag", "Tage")} vor der Veranstaltung"),
        ReferenceKind.BeforeEvent => With(T("when the event begins", "zu Beginn der Veranstaltung"), terms.EventFrom is { } first ? Day(first) : null),
        ReferenceKind.Date when reference.Local is { } local => T($"on {Day(DateOnly.FromDateTime(local))}", $"am {Day(DateOnly.FromDateTime(local))}"),
        ReferenceKind.WholeDuration => T("for the whole duration of the project", "während der ganzen Laufzeit des Projekts"),
        _ => T("date not known", "Datum nicht bekannt"),
    };

    public static string Anchor(string clause) => "clause-" + string.Concat(clause.Select(character => char.IsLetterOrDigit(character) ? character : '-'));

    public static string Address(string reference) => $"calls/{Uri.EscapeDataString(reference)}";

    public static string Percent(decimal rate) => T($"{rate * 100:0.##} %", $"{rate * 100:0.##} %");

    private static string With(string words, string? day) => day is null ? words : $"{words} ({day})";
}
