using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;

namespace EligibilityService.Domain.Applications;

internal static class ApplicationRefusals
{
    public static readonly Refusal Unknown = new("application-unknown", new("There is no such application.", "Diesen Antrag gibt es nicht."));

    public static readonly Refusal StartedOtherwise = new("application-started-otherwise", new(
        "An application with this id was started with other details. Use a new id.",
        "Unter dieser Kennung wurde ein Antrag mit anderen Angaben begonnen. Verwenden Sie eine neue."));

    public static readonly Refusal CallNotOpen = new("call-not-open", new(
        "This call is not open for applications.", "Diese Ausschreibung ist nicht für Anträge offen."));

    public static readonly Refusal CallCancelled = new("call-cancelled", new(
        "This call has been cancelled.", "Diese Ausschreibung ist aufgehoben."));

    public static Refusal StrandUnknown(IEnumerable<Strand> strands)
    {
        var ids = string.Join(", ", strands.Select(strand => strand.Id));
        return new("strand-unknown", new($"Name one strand of this call: {ids}.", $"Nennen Sie einen Handlungsbereich dieser Ausschreibung: {ids}."));
    }

    public static Refusal Late(DateTimeOffset deadline, DateTimeOffset receivedAt)
    {
        var (last, came) = (EntryWords.Exact(deadline), EntryWords.Exact(receivedAt));
        return new("deadline-has-passed", new(
            $"The deadline was {last.En}; this was received on {came.En}. Nothing was changed.",
            $"Die Frist endete am {last.De}; eingegangen ist dies am {came.De}. Nichts wurde geändert."));
    }

    public static readonly Refusal PartnerUnknown = new("partner-unknown", new(
        "There is no such partner in this application, or no published cluster with this id. Look it up in the directory.",
        "Diesen Partner gibt es im Antrag nicht, oder kein veröffentlichtes Cluster unter dieser Kennung. Suchen Sie es im Verzeichnis."));

    public static readonly Refusal PartnerTwice = new("partner-named-twice", new(
        "This organisation stands in the application already. Change its part instead of naming it again.",
        "Diese Organisation steht schon im Antrag. Ändern Sie ihre Rolle, statt sie noch einmal zu nennen."));

    public static readonly Refusal PartnerGone = new("partner-withdrawn", new(
        "This cluster has been withdrawn and cannot be a partner.", "Dieses Cluster ist zurückgezogen und kann kein Partner sein."));

    public static readonly Refusal TooManyPartners = new("partners-too-many", new(
        $"An application names at most {CallApplication.MostPartners} organisations.", $"Ein Antrag nennt höchstens {CallApplication.MostPartners} Organisationen."));

    public static readonly Refusal OneCoordinator = new("coordinator-is-fixed", new(
        "The cluster that began the application coordinates it; all others take part in another role.",
        "Es koordiniert das Cluster, das den Antrag begonnen hat; alle anderen nehmen in einer anderen Rolle teil."));

    public static readonly Refusal ControlInACircle = new("partner-control-circle", new(
        "Partners would control each other in a circle. State for each who controls it in the end.",
        "Partner würden einander im Kreis beherrschen. Geben Sie für jeden an, wer ihn letztlich beherrscht."));

    public static readonly Refusal ControllerUnknown = new("partner-controller-not-named", new(
        "The controlling partner does not stand in this application. Name it first, or state the controller by name.",
        "Der beherrschende Partner steht nicht im Antrag. Nennen Sie ihn zuerst, oder geben Sie den Namen an."));

    public static readonly Refusal HasAProfile = new("partner-has-profile", new(
        "Its own profile tells what kind of organisation this is; only its people change that.",
        "Was für eine Organisation das ist, sagt ihr eigenes Profil; ändern können es nur ihre Leute."));

    public static readonly Refusal ChangedSince = new("application-changed-since", new(
        "The application has changed since you looked at it. Look at it again, then confirm.",
        "Der Antrag hat sich geändert, seit Sie ihn angesehen haben. Sehen Sie ihn neu an und bestätigen Sie dann."));

    public static readonly Refusal NotHandedIn = new("application-not-handed-in", new(
        "The application is not handed in, so there is nothing to decide.", "Der Antrag ist nicht eingereicht; es gibt nichts zu entscheiden."));

    public static readonly Refusal DeadlineAhead = new("deadline-ahead", new(
        "The deadline has not passed; until then the application may still change.", "Die Frist läuft noch; bis dahin kann sich der Antrag ändern."));

    public static readonly Refusal NotForJudgement = new("criterion-not-for-judgement", new(
        "This call has no such criterion that an officer answers.", "Diese Ausschreibung hat kein solches Kriterium, das die Programmstelle beurteilt."));

    public static readonly Refusal NotInTwoProposals = new("organisation-not-in-two-proposals", new(
        "This organisation stands in no other proposal of the same phase, or in one on which you do not decide: then a colleague settles it.",
        "Diese Organisation steht in keinem weiteren Antrag derselben Phase, oder in einem, über den Sie nicht entscheiden: Dann klärt es jemand anderes aus der Sachbearbeitung."));

    public static readonly Refusal ReasonNeeded = new("reason-needed", new(
        "This is not what the verdict says. Give the reason.", "Das entspricht nicht dem Ergebnis der Prüfung. Nennen Sie den Grund."));

    public static readonly Refusal AlreadyDecided = new("eligibility-already-decided", new(
        "The eligibility has been decided. The decision stays; it can be changed by way of redress only.",
        "Die Förderfähigkeit ist entschieden. Die Entscheidung bleibt; ändern lässt sie sich nur auf dem Rechtsweg."));

    public static readonly Refusal NothingProposed = new("eligibility-not-proposed", new(
        "No officer has proposed a decision yet.", "Es ist noch keine Entscheidung vorgeschlagen."));

    public static readonly Refusal SecondOfficer = new("four-eyes", new(
        "You have proposed this yourself. A second officer has to confirm it.",
        "Das haben Sie selbst vorgeschlagen. Bestätigen muss es eine zweite Person der Programmstelle."));

    public static readonly Refusal VerdictMoved = new("verdict-changed-since", new(
        "What the proposal rested on has changed, and the verdict with it. Propose the decision anew.",
        "Worauf der Vorschlag beruhte, hat sich geändert, und damit das Ergebnis. Schlagen Sie die Entscheidung neu vor."));

    public static readonly Refusal ClarifiesNothing = new("clarification-without-criterion", new(
        "Name the criteria of this call that the question is about.", "Nennen Sie die Kriterien dieser Ausschreibung, um die es geht."));

    public static readonly Refusal ClarificationTerm = new("clarification-term", new(
        "Give the applicant at least one day and at most sixty to answer.", "Geben Sie für die Antwort mindestens einen Tag und höchstens sechzig."));

    public static readonly Refusal ClarificationUnknown = new("clarification-unknown", new(
        "There is no such question in this application.", "Diese Rückfrage gibt es in diesem Antrag nicht."));

    public static readonly Refusal ClarificationAnswered = new("clarification-answered", new(
        "This question has been answered. Ask the programme officers if something is missing.", "Diese Rückfrage ist beantwortet. Wenn etwas fehlt, wenden Sie sich an die Programmstelle."));

    public static Refusal ClarificationTermOver(DateTimeOffset answerBy) => EntryWords.Moment(answerBy) switch
    {
        var until => new("clarification-term-over", new($"The term for the answer ended on {until.En}.", $"Die Frist für die Antwort ist am {until.De} abgelaufen.")),
    };

    public static readonly Refusal NotASlip = new("clarification-improves", new(
        "Only figures that were mistyped can be corrected: grant, costs, duration, target countries, pages. The proposal cannot be improved.",
        "Berichtigen lassen sich nur verschriebene Angaben: Finanzhilfe, Kosten, Laufzeit, Zielländer, Seiten. Verbessern lässt sich der Antrag nicht."));

    public static readonly Refusal NothingToCorrect = new("clarification-without-correction", new(
        "The applicant has not corrected anything in answer to this question.", "Auf diese Rückfrage hin wurde nichts berichtigt."));

    public static Refusal ClarificationPending(DateTimeOffset answerBy) => EntryWords.Moment(answerBy) switch
    {
        var until => new("clarification-pending", new(
            $"The applicant has been asked and may answer until {until.En}. Reject after that, or after the answer.",
            $"Eine Rückfrage läuft bis {until.De}. Lehnen Sie erst danach ab, oder nach der Antwort.")),
    };

    public static Refusal ClarificationNeeded(IEnumerable<string> criteria) => string.Join(", ", criteria) switch
    {
        var ids => new("clarification-needed", new(
            $"This may be a slip: {ids}. Ask the applicant before you reject the application.",
            $"Das kann ein Versehen sein: {ids}. Fragen Sie zurück, bevor Sie den Antrag ablehnen.")),
    };

    public static readonly Refusal NothingToTell = new("nothing-to-tell", new(
        "There is no confirmed decision that this letter could tell.", "Es gibt keine bestätigte Entscheidung, die dieses Schreiben mitteilen könnte."));

    public static readonly Refusal AlreadyTold = new("letter-already-sent", new(
        "This decision has been told already; the letter stays as it was sent.", "Diese Entscheidung ist schon mitgeteilt; das Schreiben bleibt, wie es versandt wurde."));

    public static readonly Refusal LetterUnknown = new("letter-unknown", new("There is no such letter.", "Dieses Schreiben gibt es nicht."));

    public static readonly Refusal NothingAgainst = new("nothing-against", new(
        "This letter tells no decision that stands against you; there is nothing to turn against.", "Dieses Schreiben teilt keine geltende Entscheidung zu Ihren Lasten mit; es gibt nichts, wogegen Sie vorgehen könnten."));

    public static readonly Refusal AnotherDecision = new("redress-of-another-decision", new(
        "This way leads against another decision. Choose one that the letter names.", "Dieser Weg führt gegen eine andere Entscheidung. Wählen Sie einen, den das Schreiben nennt."));

    public static readonly Refusal OneActionAtATime = new("redress-pending", new(
        "One action is pending. Wait for its outcome, or take it back before you bring another.",
        "Ein Rechtsbehelf läuft. Warten Sie das Ergebnis ab, oder nehmen Sie ihn zurück, bevor Sie einen anderen einlegen."));

    public static readonly Refusal RedressTwice = new("redress-twice", new(
        "You have brought this action against the decision already.", "Diesen Rechtsbehelf haben Sie gegen die Entscheidung schon eingelegt."));

    public static Refusal RedressLate(DateOnly last) => EntryWords.Day(last) switch
    {
        var day => new("redress-late", new($"The period ended on {day.En}.", $"Die Frist ist am {day.De} abgelaufen.")),
    };

    public static readonly Refusal RedressUnknown = new("redress-unknown", new("There is no such action, or it was taken back.", "Diesen Rechtsbehelf gibt es nicht, oder er ist zurückgenommen."));

    public static readonly Refusal RedressDecided = new("redress-decided", new("This action has been decided.", "Über diesen Rechtsbehelf ist entschieden."));

    public static readonly Refusal RedressNotProposed = new("redress-not-proposed", new("No officer has proposed what becomes of it yet.", "Was daraus wird, ist noch nicht vorgeschlagen."));

    public static readonly Refusal OwnDecision = new("own-decision", new(
        "You proposed this decision. Somebody else proposes what becomes of it.", "Diese Entscheidung haben Sie vorgeschlagen. Was daraus wird, schlägt jemand anders vor."));
}
