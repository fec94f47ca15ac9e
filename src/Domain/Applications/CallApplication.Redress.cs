using System.Collections.Immutable;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>How a decision is told, from when periods run, and what becomes of it when the applicant turns against it.</summary>
public sealed partial record CallApplication
{
    public ImmutableList<Letter> Letters { get; init; } = [];

    /// <summary>In the order in which they came in.</summary>
    public ImmutableList<Redress> Redresses { get; init; } = [];

    /// <summary>A decision is told once; after another decision of the kind, that one is.</summary>
    public Decision<IApplicationEvent> SendLetter(Guid letter, LetterKind kind, NoteRef text, Guid by, DateTimeOffset at) => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        _ when Letters.Exists(sent => sent.Id == letter) => [],
        _ when DecidedAt(kind) is null => ApplicationRefusals.NothingToTell,
        _ when !Owes(kind) => ApplicationRefusals.AlreadyTold,
        _ => [new LetterSent(letter, kind, text, by, at)],
    };

    /// <summary>Only the first time counts.</summary>
    public Decision<IApplicationEvent> OpenLetter(Guid letter, Guid by, DateTimeOffset at) => Letters.Find(sent => sent.Id == letter) switch
    {
        null => ApplicationRefusals.LetterUnknown,
        { OpenedAt: not null } => [],
        _ => [new LetterOpened(letter, by, at)],
    };

    public Decision<IApplicationEvent> RequestRedress(Guid id, RedressKind kind, Guid letter, NoteRef grounds, Guid by, DateTimeOffset receivedAt)
    {
        if (!Exists) return ApplicationRefusals.Unknown;
        if (Redresses.Exists(known => known.Id == id)) return [];
        if (Letters.Find(sent => sent.Id == letter) is not { } told) return ApplicationRefusals.LetterUnknown;
        if (!IsContestable(told)) return ApplicationRefusals.NothingAgainst;
        if (!Against(told).Contains(kind)) return ApplicationRefusals.AnotherDecision;
        if (Redresses.Exists(known => known.IsPending)) return ApplicationRefusals.OneActionAtATime;
        if (Redresses.Exists(known => known.Kind == kind && known.Letter == letter)) return ApplicationRefusals.RedressTwice;

        // Who has not opened it may act all the same: the period has not even begun.
        return told.ReceivedAt(receivedAt) is { } received && !Periods.Runs(kind, received, receivedAt)
            ? ApplicationRefusals.RedressLate(Periods.LastDay(kind, received))
            : [new RedressRequested(id, kind, letter, grounds, by, receivedAt)];
    }

    public Decision<IApplicationEvent> WithdrawRedress(Guid id, Guid by, DateTimeOffset receivedAt) => Redresses.Find(known => known.Id == id) switch
    {
        null => ApplicationRefusals.RedressUnknown,
        { IsWithdrawn: true } => [],
        { Decided: not null } => ApplicationRefusals.RedressDecided,
        _ => [new RedressWithdrawn(id, by, receivedAt)],
    };

    /// <summary>Whoever proposed the decision does not propose what becomes of it; the one who confirmed it may.</summary>
    public Decision<IApplicationEvent> ProposeRedress(Guid id, bool upheld, Actor by, DateTimeOffset at, NoteRef reason) => Redresses.Find(known => known.Id == id) switch
    {
        null or { IsWithdrawn: true } => ApplicationRefusals.RedressUnknown,
        { Decided: not null } => ApplicationRefusals.RedressDecided,
        var known when IsOwn(known, by) => ApplicationRefusals.OwnDecision,
        { Proposed: { } before } when before.Upheld == upheld && by.Is(before.ProposedBy) => [],
        _ => [new RedressProposed(id, upheld, by, at, reason)],
    };

    public Decision<IApplicationEvent> ConfirmRedress(Guid id, Actor by, DateTimeOffset at) => Redresses.Find(known => known.Id == id) switch
    {
        null or { IsWithdrawn: true } => ApplicationRefusals.RedressUnknown,
        { Decided: { } decided } => by.Is(decided.ConfirmedBy) ? [] : ApplicationRefusals.RedressDecided,
        { Proposed: null } => ApplicationRefusals.RedressNotProposed,
        { Proposed: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        { Proposed: var proposed } redress => [new RedressDecided(id, proposed.Upheld, proposed.ProposedBy, by, at, proposed.Reason, redress.Against)],
    };

    /// <summary>Whoever proposed the decision that it is about.</summary>
    public bool IsOwn(Redress redress, Actor officer) => (redress.Against switch
    {
        LetterKind.AwardDecision => Award?.ProposedBy,
        LetterKind.TravelDecision => Reimbursed?.ProposedBy,
        _ => Decided?.ProposedBy,
    }) is { } proposer && officer.Is(proposer);

    /// <summary>The ways against what a letter told; whatever it told, the decision in the end. Against the outcome of one way the same is not gone again.</summary>
    public RedressKind[] Against(Letter letter)
    {
        RedressKind[] ways = DecisionOf(letter) switch
        {
            LetterKind.AwardDecision => [RedressKind.EvaluationReview, RedressKind.LegalityReview, RedressKind.Annulment],
            LetterKind.TravelDecision => [RedressKind.LegalityReview, RedressKind.Annulment],
            _ => [RedressKind.EligibilityReview, RedressKind.LegalityReview, RedressKind.Annulment],
        };
        return letter.Kind is LetterKind.RedressDecision ? [.. ways.Where(way => way != ToldBy(letter)?.Kind)] : ways;
    }

    /// <summary>Whether a letter of the kind waits to be written.</summary>
    public bool Owes(LetterKind kind) => DecidedAt(kind) is { } decided && !Letters.Exists(sent => sent.Kind == kind && sent.SentAt >= decided);

    private DateTimeOffset? DecidedAt(LetterKind kind) => kind switch
    {
        LetterKind.EligibilityDecision => Decided?.DecidedAt,
        LetterKind.AwardDecision => Award?.DecidedAt,
        LetterKind.TravelDecision => Reimbursed?.DecidedAt,
        LetterKind.RedressDecision => Redresses.Select(redress => redress.Decided?.DecidedAt).Max(),
        _ => null,
    };

    /// <summary>It tells a decision that stands and did not give the applicant what was asked for.</summary>
    public bool IsContestable(Letter letter) => letter.Kind switch
    {
        LetterKind.EligibilityDecision => Decided is { Eligible: false } decided && letter.SentAt >= decided.DecidedAt,
        LetterKind.TravelDecision => Reimbursed is { } paid && !paid.PaysAll() && letter.SentAt >= paid.DecidedAt,
        LetterKind.AwardDecision => Award is { } award && !award.GivesAll() && letter.SentAt >= award.DecidedAt,
        _ => ToldBy(letter) is { Decided.Upheld: false },
    };

    /// <summary>The decision that a letter is about in the end: one on the outcome of a redress is about what that was brought against.</summary>
    private LetterKind DecisionOf(Letter letter) => letter.Kind is LetterKind.RedressDecision ? ToldBy(letter)?.Against ?? LetterKind.EligibilityDecision : letter.Kind;

    private Redress? ToldBy(Letter letter) => Redresses.FindLast(redress => redress.Decided?.DecidedAt <= letter.SentAt);

    private CallApplication EvolveRedress(IApplicationEvent @event) => @event switch
    {
        LetterSent sent => this with { Letters = Letters.Add(new(sent.Letter, sent.Kind, sent.Text, sent.SentAt)) },
        LetterOpened opened => this with { Letters = [.. Letters.Select(sent => sent.Id == opened.Letter ? sent with { OpenedAt = opened.OpenedAt } : sent)] },
        RedressRequested asked => this with { Redresses = Redresses.Add(new(asked.Redress, asked.Kind, asked.Letter, asked.Grounds, asked.ReceivedAt, Letters.Find(sent => sent.Id == asked.Letter) is { } told ? DecisionOf(told) : LetterKind.EligibilityDecision)) },
        RedressWithdrawn gone => With(gone.Redress, redress => redress with { IsWithdrawn = true }),
        RedressProposed proposed => With(proposed.Redress, redress => redress with { Proposed = proposed }),
        RedressDecided { Upheld: true, Against: LetterKind.AwardDecision } decided => With(decided.Redress, redress => redress with { Decided = decided }) with
        {
            ProposedAward = null, Award = null, SignatureCheck = null, ProposedSignature = null, ProposedChange = null, Agreement = null, FormerAgreement = Agreement ?? FormerAgreement,
        },
        RedressDecided { Upheld: true, Against: LetterKind.TravelDecision } decided => With(decided.Redress, redress => redress with { Decided = decided }) with { ProposedReimbursement = null, Reimbursed = null },
        RedressDecided { Upheld: true } decided => With(decided.Redress, redress => redress with { Decided = decided }) with { Proposed = null, Decided = null },
        RedressDecided decided => With(decided.Redress, redress => redress with { Decided = decided }),
        _ => throw new UnknownEventException(@event),
    };

    private CallApplication With(Guid id, Func<Redress, Redress> change) => this with { Redresses = [.. Redresses.Select(known => known.Id == id ? change(known) : known)] };
}
