using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;

namespace EligibilityService.Domain.Calls;

internal static class CallRefusals
{
    public static readonly Refusal Unknown = new("call-unknown", new("There is no such call.", "Diese Ausschreibung gibt es nicht."));

    public static readonly Refusal PublishedAlready = new("call-published-already", new(
        "This call is published or ended. Its text changes by corrigendum only.",
        "Diese Ausschreibung ist veröffentlicht oder beendet. Ihr Text ändert sich nur durch eine Berichtigung."));

    public static readonly Refusal NotAnnounced = new("call-not-announced", new(
        "Only an announced call can be dropped.",
        "Nur eine angekündigte Ausschreibung kann fallen gelassen werden."));

    public static readonly Refusal NotPublished = new("call-not-published", new(
        "This call has not been published.",
        "Diese Ausschreibung ist nicht veröffentlicht."));

    public static readonly Refusal NotOpen = new("call-not-open", new(
        "This call is not open.",
        "Diese Ausschreibung ist nicht offen."));

    public static readonly Refusal ResultsOtherwise = new("results-announced-otherwise", new(
        "Other results of this call have been announced already. Ask the officers of the call before you send different ones.",
        "Zu dieser Ausschreibung sind schon andere Ergebnisse bekannt gegeben. Fragen Sie die Sachbearbeitung, bevor Sie abweichende senden."));

    public static readonly Refusal NotClosed = new("call-not-closed", new(
        "Results can be announced once the call is closed.",
        "Ergebnisse können bekannt gegeben werden, wenn die Ausschreibung geschlossen ist."));

    public static readonly Refusal DeadlineHasPassed = new("deadline-has-passed", new(
        "The deadline lies in the past. Choose a later one.",
        "Die Frist liegt in der Vergangenheit. Wählen Sie eine spätere."));

    public static readonly Refusal ReferenceStays = new("call-reference-stays", new(
        "A corrigendum does not change the call's reference. Add the other spelling as an alias.",
        "Eine Berichtigung ändert das Kennzeichen nicht. Tragen Sie die andere Schreibweise als weiteren Namen ein."));

    public static readonly Refusal PublicationStays = new("call-publication-stays", new(
        "A corrigendum changes neither the kind of the call nor the day on which it was published.",
        "Eine Berichtigung ändert weder die Art der Ausschreibung noch den Tag ihrer Veröffentlichung."));

    public static readonly Refusal AsksNothing = new("call-asks-nothing", new(
        "This text has no criterion, so everybody could take part. Write its criteria; or name the stages whose text is not fully known.",
        "Dieser Text hat kein Kriterium; so könnten alle teilnehmen. Schreiben Sie die Kriterien, oder nennen Sie die Stufen, deren Text nicht vollständig bekannt ist."));

    public static Refusal PublishedAnotherDay(DateOnly claimed, DateOnly day) => (EntryWords.Day(claimed), EntryWords.Day(day)) switch
    {
        var (told, real) => new("publication-day-differs", new(
            $"The text names {told.En} as its day of publication, but that is {real.En}. Write the day on which it is published, or none.",
            $"Der Text nennt den {told.De} als Tag der Veröffentlichung; das ist aber der {real.De}. Tragen Sie den Tag ein, an dem er veröffentlicht wird, oder keinen.")),
    };

    /// <param name="number">Null: the corrigendum names no clause.</param>
    public static Refusal ClauseReadsOtherwise(string? number) => new("clause-reads-otherwise", new(
        $"{(number is null ? "No clause reads" : $"Clause {number} does not read")} in force as the corrigendum says it did. Take the old text from the call as it is now.",
        $"{(number is null ? "Keine geltende Ziffer lautet so" : $"Die geltende Ziffer {number} lautet nicht so")}, wie die Berichtigung angibt. Übernehmen Sie den alten Text aus der geltenden Ausschreibung."));

    /// <param name="number">Null: the corrigendum names no clause.</param>
    public static Refusal ClauseWillReadOtherwise(string? number) => new("clause-will-read-otherwise", new(
        $"By the new terms {(number is null ? "no clause reads" : $"clause {number} does not read")} as the corrigendum says it will. Write the same text in both.",
        $"Nach den neuen Bedingungen lautet {(number is null ? "keine Ziffer so" : $"Ziffer {number} nicht so")}, wie die Berichtigung angibt. Schreiben Sie in beide denselben Text."));

    public static readonly Refusal NotTheProposer = new("not-the-proposer", new(
        "Somebody else proposed this. Only the proposer takes it back; leave it unconfirmed, or ask for it to be withdrawn.",
        "Das hat jemand anderes vorgeschlagen. Zurückziehen kann es nur diese Person; bestätigen Sie es nicht, oder bitten Sie um den Rückzug."));

    public static readonly Refusal NothingProposed = new("nothing-proposed", new(
        "This step is not proposed, so there is nothing to take back.",
        "Dieser Schritt ist nicht vorgeschlagen; es gibt nichts zurückzuziehen."));

    public static readonly Refusal CorrigendumInForce = new("corrigendum-in-force", new(
        "This corrigendum is in force. Propose another one that corrects it.",
        "Diese Berichtigung ist in Kraft. Schlagen Sie eine weitere vor, die sie berichtigt."));

    public static readonly Refusal CorrigendumWithdrawn = new("corrigendum-withdrawn", new(
        "This proposal was withdrawn. If it shall come into force after all, propose it again.",
        "Dieser Vorschlag wurde zurückgezogen. Soll er doch in Kraft treten, schlagen Sie ihn neu vor."));

    public static readonly Refusal ChangesNothing = new("corrigendum-changes-nothing", new(
        "This corrigendum changes neither a clause nor a date nor a criterion. Say what changes.",
        "Diese Berichtigung ändert weder eine Ziffer noch ein Datum noch ein Kriterium. Sagen Sie, was sich ändert."));

    public static readonly Refusal NamesStay = new("call-names-stay", new(
        "An announced call can still be found by every name it was announced under. Keep the reference and the aliases; a new spelling can be added.",
        "Eine angekündigte Ausschreibung bleibt unter jedem angekündigten Namen auffindbar. Behalten Sie Kennzeichen und weitere Namen bei; eine neue Schreibweise kann dazukommen."));

    public static readonly Refusal NoSuchCorrigendum = new("corrigendum-unknown", new(
        "No corrigendum with this number has been proposed.",
        "Eine Berichtigung mit dieser Nummer ist nicht vorgeschlagen."));

    public static readonly Refusal CorrigendumStale = new("corrigendum-stale", new(
        "The text has changed since this corrigendum was proposed; confirming it would undo that change. Propose it again on the terms now in force.",
        "Der Text hat sich geändert, seit diese Berichtigung vorgeschlagen wurde; sie zu bestätigen machte das rückgängig. Schlagen Sie sie auf Grundlage der geltenden Bedingungen neu vor."));

    public static readonly Refusal CutOffWaitsForNothing = new("cut-off-waits-for-nothing", new(
        "This call has no cut-off with this number that counts only if places are left.",
        "Diese Ausschreibung hat keinen Stichtag mit dieser Nummer, der nur gilt, wenn Plätze übrig sind."));

    public static readonly Refusal FourEyes = new("four-eyes", new(
        "You have proposed this yourself. A second officer has to confirm it.",
        "Sie haben das selbst vorgeschlagen. Eine zweite Person muss es bestätigen."));

    public static readonly Refusal DeadlineIsClear = new("deadline-is-clear", new(
        "The deadline has one reading only. Move it by corrigendum.",
        "Die Frist ist eindeutig. Verschieben Sie sie durch eine Berichtigung."));

    public static readonly Refusal NotAReading = new("deadline-not-a-reading", new(
        "This instant is neither of the two readings of the deadline.",
        "Dieser Zeitpunkt ist keine der beiden Lesarten der Frist."));
}
