using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>What became of a request to take part in an event.</summary>
public enum SelectionOutcome { Selected, ReserveList, Rejected }

/// <summary>Officers recorded what became of a request once its cut-off had passed. A version handed in later is not selected from yet.</summary>
/// <param name="Version">The version it is about: the last one handed in.</param>
public sealed record SelectionRecorded(SelectionOutcome Outcome, int Version, Guid DecidedBy, DateTimeOffset DecidedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>Requests to an event are collected until a cut-off, then selected from; some may be improved and handed in again for the next one.</summary>
public static class Selecting
{
    /// <summary>Recorded otherwise later, such as somebody moving up from the reserve list, the later record holds.</summary>
    public static Decision<IApplicationEvent> RecordSelection(
        this CallApplication application, SelectionOutcome outcome, CallDossier call, Guid by, DateTimeOffset at, NoteRef reason) => application switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        _ when call.Terms?.Travel is null => SelectionRefusals.NotForeseen,
        { Status: not ApplicationStatus.Submitted } or { ReceivedAt: null } => SelectionRefusals.NothingHandedIn,
        _ when call.Terms.RoundOf(application.ReceivedAt!.Value) is { } round && at <= round => SelectionRefusals.CutOffAhead(round),
        { Selection: { } recorded } when recorded.Outcome == outcome && recorded.Version == application.Versions => [],
        _ => [new SelectionRecorded(outcome, application.Versions, by, at, reason)],
    };

    /// <summary>Why a request that was handed in can't be changed at that moment; null where it can.</summary>
    public static Refusal? Resubmitting(this CallApplication application, CallDossier call, DateTimeOffset at)
    {
        if (call.Terms?.Travel is not { CutOffs.Length: > 0 } travel) return null;
        if (application is not { Status: ApplicationStatus.Submitted, ReceivedAt: { } receivedAt } || travel.RoundOf(receivedAt) is not { } round || at <= round) return null;

        return application.Selection is { } selection && selection.Version == application.Versions
            ? (selection.Outcome, travel.Resubmission) switch
            {
                (SelectionOutcome.Selected, _) => SelectionRefusals.Selected,
                (SelectionOutcome.ReserveList, Resubmission.ReserveList or Resubmission.ReserveListAndRejected) => null,
                (SelectionOutcome.Rejected, Resubmission.ReserveListAndRejected) => null,
                _ => SelectionRefusals.NoSecondTry,
            }
            : SelectionRefusals.BeingSelected;
    }

    /// <summary>Until when requests received then are collected: the next cut-off, and without one the deadline.</summary>
    private static DateTimeOffset? RoundOf(this CallTerms terms, DateTimeOffset receivedAt) =>
        terms.Travel is { CutOffs.Length: > 0 } travel ? travel.RoundOf(receivedAt) : terms.Deadline?.Latest;
}

internal static class SelectionRefusals
{
    public static readonly Refusal NotForeseen = new("selection-not-foreseen", new(
        "This call does not select from requests to an event.", "Diese Ausschreibung wählt nicht unter Anträgen zu einer Veranstaltung aus."));

    public static readonly Refusal NothingHandedIn = new("nothing-handed-in", new(
        "This request has not been handed in, or is withdrawn.", "Dieser Antrag ist nicht eingereicht oder zurückgezogen."));

    public static readonly Refusal BeingSelected = new("request-being-selected", new(
        "The cut-off has passed and the selection is under way. Wait for its outcome, or withdraw the request.",
        "Der Stichtag ist vorbei, die Auswahl läuft. Warten Sie das Ergebnis ab, oder ziehen Sie den Antrag zurück."));

    public static readonly Refusal Selected = new("request-selected", new(
        "This request has been selected and stays as it is. Withdraw it if you cannot come.",
        "Dieser Antrag ist ausgewählt und bleibt, wie er ist. Ziehen Sie ihn zurück, wenn Sie nicht kommen können."));

    public static readonly Refusal NoSecondTry = new("resubmission-not-foreseen", new(
        "The call does not foresee that this request is improved and handed in again. Withdraw it to begin anew.",
        "Die Ausschreibung sieht nicht vor, dass dieser Antrag verbessert und erneut eingereicht wird. Ziehen Sie ihn zurück, um neu zu beginnen."));

    public static Refusal CutOffAhead(DateTimeOffset round)
    {
        var at = Narration.EntryWords.Moment(round);
        return new("cut-off-ahead", new($"Requests are collected until {at.En}. Record the selection after that.", $"Anträge werden bis {at.De} gesammelt. Halten Sie die Auswahl danach fest."));
    }
}
