using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Applications;

/// <summary>What becomes of an eligible proposal: evaluated, awarded by two, and signed.</summary>
public sealed partial record CallApplication
{
    /// <summary>The last one recorded counts.</summary>
    public ApplicationEvaluated? Evaluation { get; init; }

    /// <summary>Waits for a second officer; also while a place on the reserve list holds.</summary>
    public AwardProposed? ProposedAward { get; init; }

    public AwardDecided? Award { get; init; }
    public SignatureChecked? SignatureCheck { get; init; }
    public SignatureProposed? ProposedSignature { get; init; }
    public GrantSigned? Agreement { get; init; }

    /// <summary>Corrected while an award is proposed, the proposal falls: it was made on another score.</summary>
    public Decision<IApplicationEvent> Evaluate(ApplicationEvaluated evaluation) => this switch
    {
        _ when NotToAward is { } refusal => refusal,
        { Evaluation: { } known } when known.Score == evaluation.Score && known.Threshold == evaluation.Threshold && known.Criteria.SequenceEqual(evaluation.Criteria) => [],
        { Award: not null } => AwardRefusals.AlreadyAwarded,
        _ => [evaluation],
    };

    /// <param name="requested">The grant as handed in; null where the proposal names none.</param>
    public Decision<IApplicationEvent> ProposeAward(AwardResult result, int rank, decimal? amount, decimal? requested, Guid by, DateTimeOffset at, NoteRef? reason) => this switch
    {
        _ when NotToAward is { } refusal => refusal,
        { Evaluation: null } => AwardRefusals.NotEvaluated,
        { Award: { } award } when award.Result is not AwardResult.Reserve || result is not AwardResult.Funded => AwardRefusals.AlreadyAwarded,
        { Evaluation: var known } when result is not AwardResult.Rejected && !known.ReachesThreshold() => AwardRefusals.BelowThreshold,
        _ when result is AwardResult.Funded == amount is null => AwardRefusals.AmountWithFunding,
        _ when amount is { } granted && (granted <= 0 || decimal.Round(granted, 2) != granted) => AwardRefusals.NotAnAmount,
        _ when amount is not null && requested is null => AwardRefusals.NothingRequested,
        _ when amount > requested => AwardRefusals.MoreThanRequested,
        _ when result is AwardResult.Labelled or AwardResult.Rejected && reason is null => AwardRefusals.ReasonNeeded,
        { ProposedAward: { } before } when before.Result == result && before.Amount == amount && before.Rank == rank && before.ProposedBy == by => [],
        _ => [new AwardProposed(result, rank, amount, requested, by, at, reason)],
    };

    /// <summary>The second officer says what is confirmed, so that nothing is signed that was proposed otherwise meanwhile.</summary>
    public Decision<IApplicationEvent> ConfirmAward(AwardResult result, decimal? amount, Actor by, DateTimeOffset at) => this switch
    {
        _ when NotToAward is { } refusal => refusal,
        { ProposedAward: null, Award: { } award } when by.Is(award.ConfirmedBy) && award.Result == result && award.Amount == amount => [],
        { ProposedAward: null } => Award is null ? AwardRefusals.NotProposed : AwardRefusals.AlreadyAwarded,
        { ProposedAward: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        { ProposedAward: var proposed } when proposed.Result != result || proposed.Amount != amount => AwardRefusals.ChangedSince,
        { ProposedAward: var proposed } => [new AwardDecided(result, proposed.Rank, amount, proposed.Requested, proposed.ProposedBy, by, at, proposed.Reason)],
    };

    /// <summary>Each check is recorded: what held last counts.</summary>
    public Decision<IApplicationEvent> CheckSignature(DateOnly on, RecordedVerdict verdict, Guid by, DateTimeOffset at) => this switch
    {
        _ when NotToSign is { } refusal => refusal,
        { SignatureCheck: { } known } when known.On == on && known.Verdict.SaysTheSameAs(verdict) => [],
        _ => [new SignatureChecked(on, verdict, by, at)],
    };

    /// <param name="verdict">Of this moment, for the same day: what was checked must still be so.</param>
    public Decision<IApplicationEvent> ProposeSignature(DateOnly on, RecordedVerdict verdict, Guid by, DateTimeOffset at, NoteRef? reason) => this switch
    {
        _ when NotToSign is { } refusal => refusal,
        _ when NotChecked(on, verdict) is { } refusal => refusal,
        _ when verdict.Outcome is not Outcome.Met && reason is null => AwardRefusals.ConditionsNotMet,
        { ProposedSignature: { } before } when before.On == on && before.ProposedBy == by && (before.Reason is null) == (reason is null) => [],
        _ => [new SignatureProposed(on, by, at, reason)],
    };

    public Decision<IApplicationEvent> ConfirmSignature(RecordedVerdict verdict, Actor by, DateTimeOffset at) => this switch
    {
        { Agreement: { } signed } when by.Is(signed.ConfirmedBy) => [],
        _ when NotToSign is { } refusal => refusal,
        { ProposedSignature: null } => AwardRefusals.SignatureNotProposed,
        { ProposedSignature: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        { ProposedSignature: var proposed } when NotChecked(proposed.On, verdict) is { } refusal => refusal,
        { ProposedSignature.Reason: null } when verdict.Outcome is not Outcome.Met => AwardRefusals.ConditionsNotMet,
        { ProposedSignature: var proposed } => [new GrantSigned(proposed.On, proposed.ProposedBy, by, at, proposed.Reason)],
    };

    /// <summary>The day for which a signature is proposed, or was last checked.</summary>
    public DateOnly? SignatureDay => ProposedSignature?.On ?? SignatureCheck?.On;

    private Refusal? NotToAward => NothingToDecide ?? (Decided is { Eligible: true } ? null : AwardRefusals.NotEligible);

    private Refusal? NotToSign => this switch
    {
        _ when NotToAward is { } refusal => refusal,
        { Award: not { Result: AwardResult.Funded } } => AwardRefusals.NotFunded,
        { Agreement: not null } => AwardRefusals.AlreadySigned,
        _ => null,
    };

    private Refusal? NotChecked(DateOnly on, RecordedVerdict verdict) =>
        SignatureCheck is not { } known || known.On != on ? AwardRefusals.NotChecked : known.Verdict.SaysTheSameAs(verdict) ? null : AwardRefusals.CheckMoved;

    private CallApplication EvolveAward(IApplicationEvent @event) => @event switch
    {
        ApplicationEvaluated evaluated => this with { Evaluation = evaluated, ProposedAward = null },
        AwardProposed proposed => this with { ProposedAward = proposed },
        AwardDecided decided => this with { Award = decided, ProposedAward = null },
        SignatureChecked check => this with { SignatureCheck = check, ProposedSignature = null },
        SignatureProposed proposed => this with { ProposedSignature = proposed },
        GrantSigned signed => this with { Agreement = signed },
        _ => throw new UnknownEventException(@event),
    };
}

internal static class AwardRefusals
{
    public static readonly Refusal NotEligible = new("not-decided-eligible", new(
        "Only proposals that two officers found eligible are evaluated and awarded.", "Bewertet und entschieden wird nur über Anträge, die zwei Personen für förderfähig befunden haben."));

    public static readonly Refusal AlreadyAwarded = new("award-already-decided", new(
        "The award has been decided. It can be changed by way of redress only; from the reserve list a proposal can move up to funding.",
        "Über die Förderung ist entschieden. Ändern lässt sich das nur auf dem Rechtsweg; von der Reserveliste kann ein Antrag nachrücken."));

    public static readonly Refusal NotEvaluated = new("not-evaluated", new(
        "This proposal has not been evaluated. Import the results of the evaluation first.", "Dieser Antrag ist nicht bewertet. Importieren Sie zuerst die Ergebnisse der Bewertung."));

    public static readonly Refusal BelowThreshold = new("below-threshold", new(
        "The score lies below the threshold: this proposal can only be rejected.", "Die Punktzahl liegt unter dem Schwellenwert: Dieser Antrag kann nur abgelehnt werden."));

    public static readonly Refusal AmountWithFunding = new("award-amount", new(
        "State the grant where the proposal is funded, and no amount otherwise.", "Nennen Sie die Finanzhilfe, wenn gefördert wird, und sonst keinen Betrag."));

    public static readonly Refusal NotAnAmount = new("award-amount-not-to-the-cent", new("State an amount above zero, to the cent.", "Nennen Sie einen Betrag über null, auf den Cent genau."));

    public static readonly Refusal NothingRequested = new("no-grant-requested", new("This proposal asks for no grant, so none can be given.", "Dieser Antrag nennt keine Finanzhilfe; es kann keine gewährt werden."));

    public static readonly Refusal MoreThanRequested = new("award-above-request", new(
        "This is more than the proposal asks for. Give at most the requested grant.", "Das ist mehr als beantragt. Gewähren Sie höchstens die beantragte Finanzhilfe."));

    public static readonly Refusal ReasonNeeded = new("award-reason-needed", new(
        "Give the reason for a rejection, or for a label without funding. The applicant reads it.", "Nennen Sie den Grund für die Ablehnung oder für das Label ohne Förderung. Der Antragsteller liest ihn."));

    public static readonly Refusal NotProposed = new("award-not-proposed", new(
        "No officer has proposed what this proposal gets, or its score was corrected since.", "Für diesen Antrag ist nichts vorgeschlagen, oder seine Punktzahl wurde seither berichtigt."));

    public static readonly Refusal ChangedSince = new("award-changed-since", new(
        "Something else is proposed than what you confirm. Look at it again.", "Vorgeschlagen ist etwas anderes, als Sie bestätigen. Sehen Sie es noch einmal an."));

    public static readonly Refusal NotFunded = new("not-funded", new("This proposal is not funded, so nothing is signed.", "Dieser Antrag wird nicht gefördert; zu unterzeichnen ist nichts."));

    public static readonly Refusal AlreadySigned = new("grant-already-signed", new("The grant agreement has been signed.", "Die Finanzhilfevereinbarung ist unterzeichnet."));

    public static readonly Refusal NotChecked = new("signature-not-checked", new(
        "Have the conditions checked for the day of the signature first.", "Lassen Sie zuerst die Voraussetzungen für den Tag der Unterzeichnung prüfen."));

    public static readonly Refusal CheckMoved = new("signature-check-outdated", new(
        "The conditions come out otherwise than when they were checked. Check them again.", "Die Voraussetzungen stellen sich anders dar als bei der Prüfung. Prüfen Sie sie noch einmal."));

    public static readonly Refusal ConditionsNotMet = new("signature-conditions-not-met", new(
        "Not all conditions are met on that day. Give the reason why it is signed all the same.", "An diesem Tag sind nicht alle Voraussetzungen erfüllt. Nennen Sie den Grund, warum dennoch unterzeichnet wird."));

    public static readonly Refusal SignatureNotProposed = new("signature-not-proposed", new(
        "No officer has proposed the signature, or the conditions were checked again since.", "Die Unterzeichnung ist nicht vorgeschlagen, oder die Voraussetzungen wurden seither noch einmal geprüft."));
}
