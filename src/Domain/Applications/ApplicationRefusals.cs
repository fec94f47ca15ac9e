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
        "This organisation stands in no other proposal of the same phase.", "Diese Organisation steht in keinem weiteren Antrag derselben Phase."));

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
}
