using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Tests.Eligibility;
using static EligibilityService.Domain.Tests.Eligibility.Events;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>An event on 1 and 2 June 2024; up to EUR 800 for a person, and EUR 700 for each week of at most two.</summary>
public sealed class ReimbursingTravel : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), Ticket = Id(70), Invoice = Id(71), Letter = Id(60), Review = Id(61);
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly DateTimeOffset Received = FirstCutOff.AddDays(-10), Selected = FirstCutOff.AddDays(5), After = Utc("2024-06-03 08:00:00");
    private static readonly TravelTerms Caps = new() { MaximumPerPerson = 1_000m, MaximumPerPersonAndWeek = 700m, MaximumWeeks = 2, PersonsPerCluster = 2 };
    private static readonly CallDossier Call = Of(Caps);

    private static readonly IApplicationEvent[] Submitted = [new ApplicationStarted(Call.Id, null, Id(40), Anna), new ProposalChanged(new() { Persons = 2, TravelCosts = [900m, 400m] }, []), new ApplicationSubmitted(1, Anna, Received, Recorded)];
    private static readonly IApplicationEvent[] Chosen = [.. Submitted, new SelectionRecorded(SelectionOutcome.Selected, 1, Marco, Selected, Why)];
    private static readonly IApplicationEvent[] Proven = [.. Chosen, Evidence(Ticket), Evidence(Invoice)];
    private static readonly ShownJourney[] Spent = [new(650.10m, 1, [Ticket]), new(399.99m, 1, [Invoice])];
    private static readonly ReimbursementProposed Proposed = new([new(650.10m, 1, Spent[0].Evidence, 650.10m, TravelLimit.None), new(399.99m, 1, Spent[1].Evidence, 399.99m, TravelLimit.None)], 1_050.09m, Marco, After, null);

    private static CallDossier Of(TravelTerms travel) => new(Id(50)) { Terms = India with { Travel = travel, EventFrom = new(2024, 6, 1), EventUntil = new(2024, 6, 2) }, Status = CallStatus.Closed };

    private static DocumentAttached Evidence(Guid id) => new(id, DocumentKind.TravelEvidence, Why, 100, "hash", Anna, After);

    private static Decision<IApplicationEvent> Propose(CallApplication it, ShownJourney[] journeys, Outcome? outcome = Outcome.Met, NoteRef? reason = null, CallDossier? call = null, DateTimeOffset? at = null) =>
        it.ProposeReimbursement(journeys, [900m, 400m], outcome, call ?? Call, Marco, at ?? After, reason);

    [Theory]
    [InlineData("650.10", 1, "650.10", TravelLimit.None)]
    [InlineData("700.01", 1, "700", TravelLimit.PerPersonAndWeek)]
    [InlineData("899.99", 2, "899.99", TravelLimit.None)]
    [InlineData("950", 2, "900", TravelLimit.Requested)]
    [InlineData("0", null, "0", TravelLimit.None)]
    public void pays_at_most_what_was_spent_asked_for_and_foreseen(string spent, int? weeks, string paid, TravelLimit limit)
    {
        var journey = Reimbursement.Of(new(decimal.Parse(spent, System.Globalization.CultureInfo.InvariantCulture), weeks, [Ticket]), 900m, Caps);

        Assert.Equal((decimal.Parse(paid, System.Globalization.CultureInfo.InvariantCulture), limit), (journey.Paid, journey.Limit));
    }

    [Fact]
    public void pays_for_no_more_weeks_than_the_call_does() => Assert.Equal(1_000m, Reimbursement.Of(new(3_000m, 6, [Ticket]), null, Caps).Paid);

    [Fact]
    public void an_amount_that_is_not_known_limits_nothing() => Assert.Equal(3_000m, Reimbursement.Of(new(3_000m, 6, [Ticket]), null, new()).Paid);

    [Fact]
    public void is_proposed_by_one_and_confirmed_by_another_who_says_the_amount()
    {
        var decision = Propose(Given(Proven).State, Spent);
        var proposed = Assert.IsType<ReimbursementProposed>(Assert.Single(decision));
        Assert.Equal((1_050.09m, 2), (proposed.Amount, proposed.Journeys.Length));
        Given([.. Proven, proposed]).When(it => Propose(it, Spent)).ThenNothing();
        Given(Proven).When(it => it.ConfirmReimbursement(1_050.09m, Call, Elena, After)).ThenRefused("reimbursement-not-proposed");
        Given([.. Proven, Proposed]).When(it => it.ConfirmReimbursement(1_050.09m, Call, Marco, After)).ThenRefused("four-eyes");
        Given([.. Proven, Proposed]).When(it => it.ConfirmReimbursement(1_050.09m, Call, new Actor(Id(4), [Marco]), After)).ThenRefused("four-eyes");
        Given([.. Proven, Proposed]).When(it => it.ConfirmReimbursement(1_050m, Call, Elena, After)).ThenRefused("award-changed-since");
        var decided = new ReimbursementDecided(Proposed.Journeys, 1_050.09m, Marco, Elena, After, null);
        Given([.. Proven, Proposed]).When(it => it.ConfirmReimbursement(1_050.09m, Call, Elena, After)).Then(decided);
        Given([.. Proven, Proposed, decided]).When(it => it.ConfirmReimbursement(1_050.09m, Call, Elena, After)).ThenNothing();
        Given([.. Proven, Proposed, decided]).When(it => Propose(it, Spent)).ThenRefused("reimbursement-already-decided");
    }

    [Fact]
    public void waits_for_selection_and_for_the_end_of_the_event()
    {
        Given(Submitted).When(it => Propose(it, Spent)).ThenRefused("not-selected");
        Given([.. Submitted, new SelectionRecorded(SelectionOutcome.ReserveList, 1, Marco, Selected, Why)]).When(it => Propose(it, Spent)).ThenRefused("not-selected");
        Given(Proven).When(it => Propose(it, Spent, at: Utc("2024-06-02 21:59:59"))).ThenRefused("event-ahead");
        Given([.. Proven, new ApplicationWithdrawn(Anna, After, null)]).When(it => Propose(it, Spent)).ThenRefused("application-not-handed-in");
    }

    [Fact]
    public void needs_evidence_for_each_person_and_each_document_once()
    {
        Given(Proven).When(it => Propose(it, [new(10m, 1, [])])).ThenRefused("evidence-missing");
        Given(Proven).When(it => Propose(it, [new(10m, 1, [Id(99)])])).ThenRefused("evidence-missing");
        Given(Proven).When(it => Propose(it, [new(10m, 1, [Ticket]), new(10m, 1, [Ticket])])).ThenRefused("evidence-twice");
        Given(Proven).When(it => Propose(it, [new(10m, null, [Ticket])])).ThenRefused("reimbursement-weeks");
        Given(Proven).When(it => Propose(it, [new(10.005m, 1, [Ticket])])).ThenRefused("reimbursement-amount");
        Given(Proven).When(it => Propose(it, [.. Spent, new(0m, 1, [])])).ThenRefused("reimbursement-persons");
    }

    [Fact]
    public void at_own_cost_nothing_is_paid_and_what_is_open_needs_a_reason()
    {
        Given(Proven).When(it => Propose(it, Spent, Outcome.NotMet, Why)).ThenRefused("not-reimbursable");
        Given(Proven).When(it => Propose(it, Spent, Outcome.Undetermined)).ThenRefused("reimbursement-reason-needed");
        Given(Proven).When(it => Propose(it, Spent, call: Of(Caps with { NotFullyKnown = true }))).ThenRefused("reimbursement-reason-needed");
        Given(Proven).When(it => Propose(it, [new(0m, null, [])])).ThenRefused("reimbursement-reason-needed");
    }

    [Fact]
    public void evidence_comes_from_whoever_was_selected_until_it_is_decided()
    {
        Given(Chosen).When(it => it.Attach(Evidence(Ticket), Call)).Then(Evidence(Ticket));
        Given(Proven).When(it => it.Attach(Evidence(Ticket), Call)).ThenNothing();
        Given(Submitted).When(it => it.Attach(Evidence(Ticket), Call)).ThenRefused("not-selected");
        Given([.. Proven, new ReimbursementDecided([], 0m, Marco, Elena, After, Why)]).When(it => it.Attach(Evidence(Id(72)), Call)).ThenRefused("reimbursement-already-decided");
    }

    [Fact]
    public void who_got_less_than_spent_may_turn_against_it_and_then_it_is_decided_anew()
    {
        IApplicationEvent[] less = [.. Proven, new ReimbursementDecided([new(950m, 2, [Ticket], 900m, TravelLimit.Requested)], 900m, Marco, Elena, After, null), new LetterSent(Letter, LetterKind.TravelDecision, Why, Marco, After)];
        Given(less).When(it => it.RequestRedress(Review, RedressKind.EvaluationReview, Letter, Why, Anna, After)).ThenRefused("redress-of-another-decision");
        var asked = new RedressRequested(Review, RedressKind.LegalityReview, Letter, Why, Anna, After);
        Given(less).When(it => it.RequestRedress(Review, RedressKind.LegalityReview, Letter, Why, Anna, After)).Then(asked);
        Given([.. less, asked]).When(it => it.ProposeRedress(Review, true, Marco, After, Why)).ThenRefused("own-decision");
        var fallen = Given([.. less, asked, new RedressDecided(Review, true, Elena, Marco, After, Why, LetterKind.TravelDecision)]).State;
        Assert.Null(fallen.Reimbursed);
        Assert.NotNull(fallen.Selection);
    }
}
