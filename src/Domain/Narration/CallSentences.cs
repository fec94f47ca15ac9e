using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Narration;

internal static class CallSentences
{
    public const string Proposer = "{proposer}";

    public static Narrated Tell(ICallEvent @event) => @event switch
    {
        CallDrafted drafted => Say($"{{who}} wrote the terms of {drafted.Terms.Reference}{Until(drafted.Terms).En}.", $"{{who}} hat die Bedingungen von {drafted.Terms.Reference} geschrieben{Until(drafted.Terms).De}.").By(drafted.DraftedBy),
        StepProposed proposed => Proposed(proposed.Step).By(proposed.ProposedBy).Reason(proposed.Reason),
        CallAnnounced announced => Confirmed("The call was announced", "Die Ausschreibung wurde angekündigt", announced.ProposedBy, announced.ConfirmedBy),
        AnnouncementDropped dropped => Confirmed("The announced call was dropped", "Die angekündigte Ausschreibung wurde fallen gelassen", dropped.ProposedBy, dropped.ConfirmedBy).Reason(dropped.Reason),
        CallPublished published => Confirmed("The call was published", "Die Ausschreibung wurde veröffentlicht", published.ProposedBy, published.ConfirmedBy, ImpactSentences.Signed(published.Impact)),
        CorrigendumProposed proposed => Say($"{{who}} proposed a corrigendum (proposal {proposed.Number}): {proposed.Corrigendum.Title.En}.", $"{{who}} hat eine Berichtigung vorgeschlagen (Vorschlag {proposed.Number}): {proposed.Corrigendum.Title.De}.").By(proposed.ProposedBy),
        CorrigendumDrafted drafted => Say("{who} wrote the terms of a corrigendum in preparation.", "{who} hat die Bedingungen einer Berichtigung in Vorbereitung geschrieben.").By(drafted.DraftedBy),
        ProposalWithdrawn withdrawn => Withdrawn(withdrawn).By(withdrawn.WithdrawnBy),
        CorrigendumPublished published => Confirmed(
            $"Corrigendum {published.Number} came into force: {published.Corrigendum.Title.En}; {Clauses(published.Corrigendum).En}; because {Trimmed(published.Corrigendum.Reason.En)}",
            $"Berichtigung {published.Number} trat in Kraft: {published.Corrigendum.Title.De}; {Clauses(published.Corrigendum).De}; Grund: {Trimmed(published.Corrigendum.Reason.De)}",
            published.ProposedBy, published.ConfirmedBy, ImpactSentences.Signed(published.Impact)),
        DeadlineReadingRecorded recorded => EntryWords.Moment(recorded.Holds) switch
        {
            var holds => Say($"{{who}} recorded which reading of the deadline holds: {holds.En}.", $"{{who}} hat festgehalten, welche Lesart der Frist gilt: {holds.De}.").By(recorded.RecordedBy),
        },
        PlacesRecorded { AreLeft: true } recorded => Say(
            $"{{who}} recorded that places are left for cut-off {recorded.CutOff}.", $"{{who}} hat festgehalten, dass für Stichtag {recorded.CutOff} Plätze übrig sind.").By(recorded.RecordedBy),
        PlacesRecorded recorded => Say(
            $"{{who}} recorded that no places are left for cut-off {recorded.CutOff}.", $"{{who}} hat festgehalten, dass für Stichtag {recorded.CutOff} keine Plätze übrig sind.").By(recorded.RecordedBy),
        QuestionAnswered answered => Say(
                $"{{who}} {(answered.Corrects ? "corrected the answer to" : "answered")} question {answered.Number}{(answered.Section is null ? "" : $" on clause {answered.Section}")}.",
                $"{{who}} hat {(answered.Corrects ? "die Antwort auf Frage" : "Frage")} {answered.Number}{(answered.Section is null ? "" : $" zu Ziffer {answered.Section}")} {(answered.Corrects ? "berichtigt" : "beantwortet")}.")
            .By(answered.AnsweredBy).Note(new("Question", "Frage"), answered.Question).Note(new("Answer", "Antwort"), answered.Answer),
        CallClosed closed => EntryWords.Moment(closed.EffectiveAt) switch
        {
            var at => Say($"The deadline passed; the call closed on {at.En}.", $"Die Frist lief ab; die Ausschreibung schloss am {at.De}."),
        },
        CallCancelled cancelled => Confirmed("The call was cancelled", "Die Ausschreibung wurde aufgehoben", cancelled.ProposedBy, cancelled.ConfirmedBy).Reason(cancelled.Reason),
        ResultsAnnounced announced => Results(announced.Results).By(announced.AnnouncedBy),
        _ => throw new UnknownEventException(@event),
    };

    private static Narrated Confirmed(string en, string de, Guid proposedBy, Guid confirmedBy, Text signed = default) =>
        Say($"{en} (proposed by {Proposer}, confirmed by {{who}}{signed.En}).", $"{de} (vorgeschlagen von {Proposer}, bestätigt von {{who}}{signed.De}).").By(confirmedBy).Person(Proposer, proposedBy);

    private static Narrated Proposed(CallStep step) => step switch
    {
        CallStep.Announce => Say("{who} proposed to announce the call.", "{who} hat vorgeschlagen, die Ausschreibung anzukündigen."),
        CallStep.Publish => Say("{who} proposed to publish the call.", "{who} hat vorgeschlagen, die Ausschreibung zu veröffentlichen."),
        CallStep.Drop => Say("{who} proposed to drop the announced call.", "{who} hat vorgeschlagen, die angekündigte Ausschreibung fallen zu lassen."),
        _ => Say("{who} proposed to cancel the call.", "{who} hat vorgeschlagen, die Ausschreibung aufzuheben."),
    };

    private static Narrated Withdrawn(ProposalWithdrawn withdrawn) => withdrawn switch
    {
        { Corrigendum: { } proposal } => Say($"{{who}} withdrew proposal {proposal} of a corrigendum.", $"{{who}} hat Vorschlag {proposal} einer Berichtigung zurückgezogen."),
        { Step: CallStep.Announce } => Say("{who} withdrew the proposal to announce the call.", "{who} hat den Vorschlag zurückgezogen, die Ausschreibung anzukündigen."),
        { Step: CallStep.Publish } => Say("{who} withdrew the proposal to publish the call.", "{who} hat den Vorschlag zurückgezogen, die Ausschreibung zu veröffentlichen."),
        { Step: CallStep.Drop } => Say("{who} withdrew the proposal to drop the announced call.", "{who} hat den Vorschlag zurückgezogen, die angekündigte Ausschreibung fallen zu lassen."),
        _ => Say("{who} withdrew the proposal to cancel the call.", "{who} hat den Vorschlag zurückgezogen, die Ausschreibung aufzuheben."),
    };

    private static Narrated Results(ResultsSummary results)
    {
        (int? Count, string En, string De)[] parts =
        [
            (results.Received, "received", "eingegangen"), (results.Funded, "funded", "gefördert"), (results.Reserve, "on the reserve list", "auf der Reserveliste"),
            (results.LabelledWithoutFunding, "labelled without funding", "mit Label ohne Förderung"), (results.Rejected, "rejected", "abgelehnt"),
        ];
        var known = parts.Where(part => part.Count is not null).ToArray();
        return known.Length == 0
            ? Say("{who} made the results public.", "{who} hat die Ergebnisse bekannt gegeben.")
            : Say(
                $"{{who}} made the results public: {string.Join(", ", known.Select(part => $"{part.Count} {part.En}"))}.",
                $"{{who}} hat die Ergebnisse bekannt gegeben: {string.Join(", ", known.Select(part => $"{part.Count} {part.De}"))}.");
    }

    private static Text Until(CallTerms terms) => terms.Deadline is { } deadline && EntryWords.Moment(deadline.Instant) is var at
        ? new($", with the deadline of {at.En}", $", mit der Frist {at.De}")
        : new("", "");

    private static Text Clauses(Corrigendum corrigendum)
    {
        string Numbers(string inserted, string deleted, string moved) => string.Join(", ", corrigendum.Changes.Select(change => (change.OldNumber, change.NewNumber) switch
        {
            (null, var now) => $"{now} ({inserted})",
            (var old, null) => $"{old} ({deleted})",
            var (old, now) => old == now ? now : $"{old} ({moved} {now})",
        }));
        return new($"changed: {Numbers("new", "deleted", "now")}", $"geändert: {Numbers("neu", "gestrichen", "jetzt")}");
    }

    private static string Trimmed(string sentence) => sentence.Trim().TrimEnd('.');

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
