using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Time;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Calls;

/// <summary>Where a call's text is read: its address, the anchors of its clauses, the days it names.</summary>
internal static class CallWords
{
    /// <summary>The moment at which a criterion must hold, with its day where that is known.</summary>
    public static string Counts(ReferenceDate reference, CallTerms terms) => reference.Kind switch
    {
        ReferenceKind.Deadline => With(T("at the deadline", "zum Ende der Frist"), terms.Deadline is { } deadline ? Day(deadline.Instant) : null),
        ReferenceKind.Submission => T("when the application is submitted", "bei Einreichung des Antrags"),
        ReferenceKind.GrantSignature => With(T("when the grant agreement is signed", "bei Unterzeichnung der Finanzhilfevereinbarung"), terms.SignaturePlanned is { } day ? Day(day) : null),
        ReferenceKind.BeforePublication => With(T("before the text was published", "vor der Veröffentlichung"), terms.PublishedOn is { } published ? Day(published) : null),
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
