using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Narration;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Applying;

/// <summary>Letters, actions and work, as both sides read them.</summary>
internal static class CorrespondenceWords
{
    public static string Of(LetterKind kind) => kind switch
    {
        LetterKind.EligibilityDecision => T("Decision on eligibility", "Entscheidung über die Förderfähigkeit"),
        LetterKind.AwardDecision => T("Award decision", "Gewährungsentscheidung"),
        LetterKind.TravelDecision => T("Reimbursement of travel costs", "Erstattung der Reisekosten"),
        _ => T("Outcome of the review", "Ergebnis der Überprüfung"),
    };

    public static string Of(RedressKind kind) => RedressSentences.Name(kind) is var name ? T(Capital(name.En), Capital(name.De)) : "";

    public static string Of(WorkKind kind) => kind switch
    {
        WorkKind.ToClarify => T("Ask about a possible slip", "Wegen eines möglichen Versehens zurückfragen"),
        WorkKind.ToWeighAnAnswer => T("Weigh an answer", "Antwort würdigen"),
        WorkKind.ToSettleDoubles => T("Settle which proposal stands", "Klären, welcher Antrag gilt"),
        WorkKind.ToDecide => T("Decide", "Entscheiden"),
        WorkKind.ToConfirm => T("Confirm a decision", "Entscheidung bestätigen"),
        WorkKind.ToAward => T("Propose the award", "Förderung vorschlagen"),
        WorkKind.ToConfirmAward => T("Confirm an award", "Förderung bestätigen"),
        WorkKind.ToTell => T("Send the letter", "Schreiben versenden"),
        WorkKind.ToReview => T("Review a decision", "Entscheidung überprüfen"),
        WorkKind.ToReimburse => T("Propose a reimbursement", "Erstattung vorschlagen"),
        WorkKind.ToConfirmReimbursement => T("Confirm a reimbursement", "Erstattung bestätigen"),
        WorkKind.ToConfirmChange => T("Confirm a change of the consortium", "Änderung des Konsortiums bestätigen"),
        WorkKind.ToConfirmSignature => T("Confirm a signature", "Unterzeichnung bestätigen"),
        _ => T("Confirm the review", "Überprüfung bestätigen"),
    };

    /// <summary>What became of an action so far.</summary>
    public static string Of(RedressAnswer redress) => redress switch
    {
        { IsWithdrawn: true } => T("taken back", "zurückgenommen"),
        { IsPending: true } => T("pending", "läuft"),
        { Upheld: true } => T("upheld: the application is decided anew", "stattgegeben: Über den Antrag wird neu entschieden"),
        _ => T("rejected: the decision stays", "zurückgewiesen: Die Entscheidung bleibt"),
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
