using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Domain.Applications;

/// <summary>What officers record about an application, and how two of them decide on its eligibility.</summary>
public sealed partial record CallApplication
{
    public ImmutableDictionary<string, bool> Judgements { get; init; } = ImmutableDictionary<string, bool>.Empty;
    public ImmutableDictionary<(Guid, Guid), bool> Compared { get; init; } = ImmutableDictionary<(Guid, Guid), bool>.Empty;
    public ImmutableHashSet<Guid> LetStand { get; init; } = [];
    public EligibilityProposed? Proposed { get; init; }
    public EligibilityDecided? Decided { get; init; }

    /// <remarks>Before the deadline another version may still take the place of the one that was read.</remarks>
    public Decision<IApplicationEvent> Judge(string criterion, bool met, Guid by, CallDossier call, DateTimeOffset at, NoteRef reason) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when !(call.Terms?.Deadline?.Latest < at) => ApplicationRefusals.DeadlineAhead,
        _ when call.Terms!.Criteria.FirstOrDefault(known => known.Id == criterion) is not { } found || !found.Concerns(Strand) || found.Question.Judged().Count() != 1 => ApplicationRefusals.NotForJudgement,
        _ when Judgements.TryGetValue(criterion, out var answered) && answered == met => [],
        _ => [new CriterionJudged(criterion, met, by, at, reason)],
    };

    /// <param name="seemsTheSame">Whether the two seem to be one, as far as the service can see.</param>
    public Decision<IApplicationEvent> Compare(Guid organisation, Guid other, bool same, bool seemsTheSame, Guid by, DateTimeOffset at, NoteRef reason) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when !seemsTheSame => ApplicationRefusals.NotInTwoProposals,
        _ when Compared.TryGetValue((organisation, other), out var told) && told == same => [],
        _ => [new OrganisationsCompared(organisation, other, same, by, at, reason)],
    };

    /// <param name="standsTwice">Whether it stands in another proposal of the phase too, and it is not settled that this one stands.</param>
    public Decision<IApplicationEvent> Stand(Guid organisation, bool standsTwice, Guid by, DateTimeOffset at, NoteRef reason) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when !standsTwice => LetStand.Contains(organisation) ? [] : ApplicationRefusals.NotInTwoProposals,
        _ => [new ProposalLetStand(organisation, by, at, reason)],
    };

    /// <summary>Saying otherwise before it is confirmed takes the place of what was proposed.</summary>
    public Decision<IApplicationEvent> ProposeEligibility(bool eligible, Guid by, CallDossier call, DateTimeOffset at, RecordedVerdict verdict, NoteRef? reason) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when !(call.Terms?.Deadline?.Latest < at) => ApplicationRefusals.DeadlineAhead,
        { Decided: not null } => ApplicationRefusals.AlreadyDecided,
        { Proposed: { } before } when before.Eligible == eligible && before.ProposedBy == by && before.Verdict.SaysTheSameAs(verdict) => [],
        _ when reason is null && eligible != verdict.Outcome is Outcome.Met => ApplicationRefusals.ReasonNeeded,
        _ => [new EligibilityProposed(eligible, by, at, verdict, reason)],
    };

    /// <param name="slips">Criteria that are not met by what may be a slip: for these the applicant is asked before anything is rejected.</param>
    public Decision<IApplicationEvent> ConfirmEligibility(Actor by, DateTimeOffset at, RecordedVerdict verdict, IReadOnlyCollection<string> slips) => this switch
    {
        { Decided: { } decided } => by.Is(decided.ConfirmedBy) ? [] : ApplicationRefusals.AlreadyDecided,
        _ when NothingToDecide is { } refusal => refusal,
        { Proposed: null } => ApplicationRefusals.NothingProposed,
        { Proposed: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        { Proposed: var proposed } when !proposed.Verdict.SaysTheSameAs(verdict) => ApplicationRefusals.VerdictMoved,
        { Proposed.Eligible: false } when Unclarified(slips, at) is { } refusal => refusal,
        { Proposed: var proposed } => [new EligibilityDecided(proposed.Eligible, proposed.ProposedBy, by, at, verdict, proposed.Reason)],
    };

    private CallApplication EvolveDecisions(IApplicationEvent @event) => @event switch
    {
        CriterionJudged judged => this with { Judgements = Judgements.SetItem(judged.Criterion, judged.Met) },
        OrganisationsCompared compared => this with { Compared = Compared.SetItem((compared.Organisation, compared.Other), compared.Same) },
        ProposalLetStand stands => this with { LetStand = LetStand.Add(stands.Organisation) },
        EligibilityProposed proposed => this with { Proposed = proposed },
        EligibilityDecided decided => this with { Decided = decided },
        _ => throw new UnknownEventException(@event),
    };

    private Refusal? NothingToDecide => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        { Status: not ApplicationStatus.Submitted } => ApplicationRefusals.NotHandedIn,
        _ => null,
    };
}
