using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>From the evaluation to the signature of the grant.</summary>
public sealed class AwardingGrants : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), Letter = Id(60), Review = Id(61), Import = Id(62);
    private static readonly DateTimeOffset At = Utc("2017-09-05 10:00:00"), Later = Utc("2017-09-12 10:00:00");
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly DateOnly Day = new(2017, 12, 1);
    private static readonly RecordedVerdict Met = new(Outcome.Met, Stage.Application, "5", 3, [], [new("LAB-1", Outcome.Met, "label")]);
    private static readonly RecordedVerdict Lapsed = new(Outcome.NotMet, Stage.Application, "5", 3, [], [new("LAB-1", Outcome.NotMet, "label-not-valid")]);

    private static readonly IApplicationEvent[] Submitted = [new ApplicationStarted(Id(50), "1", Id(40), Anna), new ApplicationSubmitted(1, Anna, At, Met)];
    private static readonly IApplicationEvent[] Eligible = [.. Submitted, new EligibilityProposed(true, Marco, At, Met, null), new EligibilityDecided(true, Marco, Elena, At, Met, null)];
    private static readonly IApplicationEvent[] Evaluated = [.. Eligible, Scored(82.5m)];
    private static readonly IApplicationEvent[] Proposed = [.. Evaluated, new AwardProposed(AwardResult.Funded, 1, 150_000m, 150_000m, Marco, At, null)];
    private static readonly IApplicationEvent[] Funded = [.. Proposed, new AwardDecided(AwardResult.Funded, 1, 150_000m, 150_000m, Marco, Elena, At, null)];
    private static readonly IApplicationEvent[] Reserve = [.. Evaluated, new AwardDecided(AwardResult.Reserve, 3, null, 150_000m, Marco, Elena, At, null)];
    private static readonly IApplicationEvent[] Refused = [.. Evaluated, new AwardDecided(AwardResult.Rejected, 4, null, 150_000m, Marco, Elena, At, Why), new LetterSent(Letter, LetterKind.AwardDecision, Why, Marco, At)];

    private static ApplicationEvaluated Scored(decimal score, decimal? threshold = 70m) => new(score, threshold, [new("Impact", 40m)], Import, Marco, At, null);

    [Fact]
    public void only_what_two_officers_found_eligible_is_evaluated()
    {
        Given(Eligible).When(it => it.Evaluate(Scored(82.5m))).Then(Scored(82.5m));
        Given(Submitted).When(it => it.Evaluate(Scored(82.5m))).ThenRefused("not-decided-eligible");
        Given([.. Submitted, new EligibilityDecided(false, Marco, Elena, At, Lapsed, null)]).When(it => it.Evaluate(Scored(82.5m))).ThenRefused("not-decided-eligible");
        Given([.. Evaluated, new ApplicationWithdrawn(Anna, At, null)]).When(it => it.Evaluate(Scored(1m))).ThenRefused("application-not-handed-in");
    }

    [Fact]
    public void the_same_results_again_change_nothing_and_others_correct_until_the_award_is_decided()
    {
        Given(Evaluated).When(it => it.Evaluate(Scored(82.5m) with { EvaluatedIn = Id(63), RecordedBy = Elena })).ThenNothing();
        Given(Evaluated).When(it => it.Evaluate(Scored(81m))).Then(Scored(81m));
        Given(Funded).When(it => it.Evaluate(Scored(81m))).ThenRefused("award-already-decided");
        Given([.. Proposed, Scored(81m)]).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Elena, At)).ThenRefused("award-not-proposed");
    }

    [Fact]
    public void an_award_is_proposed_by_one_and_confirmed_by_another_who_says_what()
    {
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, 149_999.99m, 150_000m, Marco, At, null)).Then(new AwardProposed(AwardResult.Funded, 1, 149_999.99m, 150_000m, Marco, At, null));
        Given(Eligible).When(it => it.ProposeAward(AwardResult.Funded, 1, 1m, 2m, Marco, At, null)).ThenRefused("not-evaluated");
        Given(Evaluated).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Elena, At)).ThenRefused("award-not-proposed");
        Given(Proposed).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Marco, At)).ThenRefused("four-eyes");
        Given(Proposed).When(it => it.ConfirmAward(AwardResult.Funded, 140_000m, Elena, At)).ThenRefused("award-changed-since");
        Given(Proposed).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Elena, At)).Then(new AwardDecided(AwardResult.Funded, 1, 150_000m, 150_000m, Marco, Elena, At, null));
        Given(Funded).When(it => it.ProposeAward(AwardResult.Rejected, 1, null, 150_000m, Marco, At, Why)).ThenRefused("award-already-decided");
    }

    [Fact]
    public void the_grant_is_to_the_cent_and_at_most_what_was_asked_for()
    {
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, 150_000.01m, 150_000m, Marco, At, null)).ThenRefused("award-above-request");
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, 1_000.005m, 150_000m, Marco, At, null)).ThenRefused("award-amount-not-to-the-cent");
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, 0m, 150_000m, Marco, At, null)).ThenRefused("award-amount-not-to-the-cent");
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, null, 150_000m, Marco, At, null)).ThenRefused("award-amount");
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Reserve, 1, 5m, 150_000m, Marco, At, null)).ThenRefused("award-amount");
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Funded, 1, 5m, null, Marco, At, null)).ThenRefused("no-grant-requested");
    }

    [Fact]
    public void below_the_threshold_a_proposal_is_rejected_with_reason_and_at_it_may_be_funded()
    {
        IApplicationEvent[] below = [.. Eligible, Scored(69.99m)];
        foreach (var (result, amount) in ((AwardResult, decimal?)[])[(AwardResult.Funded, 5m), (AwardResult.Reserve, null), (AwardResult.Labelled, null)])
        {
            Given(below).When(it => it.ProposeAward(result, 4, amount, 150_000m, Marco, At, Why)).ThenRefused("below-threshold");
        }

        Given(below).When(it => it.ProposeAward(AwardResult.Rejected, 4, null, 150_000m, Marco, At, null)).ThenRefused("award-reason-needed");
        Given(below).When(it => it.ProposeAward(AwardResult.Rejected, 4, null, 150_000m, Marco, At, Why)).Then(new AwardProposed(AwardResult.Rejected, 4, null, 150_000m, Marco, At, Why));
        Given([.. Eligible, Scored(70m)]).When(it => it.ProposeAward(AwardResult.Funded, 4, 5m, 150_000m, Marco, At, null)).Then(new AwardProposed(AwardResult.Funded, 4, 5m, 150_000m, Marco, At, null));
        Given(Evaluated).When(it => it.ProposeAward(AwardResult.Labelled, 4, null, 150_000m, Marco, At, null)).ThenRefused("award-reason-needed");
    }

    [Fact]
    public void from_the_reserve_list_a_proposal_moves_up_by_two_officers_and_is_told_anew()
    {
        IApplicationEvent[] told = [.. Reserve, new LetterSent(Letter, LetterKind.AwardDecision, Why, Marco, At)];
        Given(told).When(it => it.ProposeAward(AwardResult.Rejected, 3, null, 150_000m, Marco, Later, Why)).ThenRefused("award-already-decided");
        Given(told).When(it => it.ProposeAward(AwardResult.Funded, 3, 150_000m, 150_000m, Marco, Later, null)).Then(new AwardProposed(AwardResult.Funded, 3, 150_000m, 150_000m, Marco, Later, null));
        Assert.False(Given(told).State.Owes(LetterKind.AwardDecision));
        var moved = Given([.. told, new AwardProposed(AwardResult.Funded, 3, 150_000m, 150_000m, Marco, Later, null), new AwardDecided(AwardResult.Funded, 3, 150_000m, 150_000m, Marco, Elena, Later, null)]).State;
        Assert.True(moved.Owes(LetterKind.AwardDecision));
        Assert.Equal(AwardResult.Funded, moved.Award!.Result);
    }

    [Fact]
    public void an_upheld_redress_makes_the_award_fall_and_the_eligibility_stay()
    {
        Given(Refused).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Why, Anna, At)).ThenRefused("redress-of-another-decision");
        var asked = new RedressRequested(Review, RedressKind.EvaluationReview, Letter, Why, Anna, At);
        Given(Refused).When(it => it.RequestRedress(Review, RedressKind.EvaluationReview, Letter, Why, Anna, At)).Then(asked);
        Given([.. Refused, asked]).When(it => it.ProposeRedress(Review, true, Marco, At, Why)).ThenRefused("own-decision");
        var upheld = new RedressDecided(Review, true, Elena, Marco, At, Why, LetterKind.AwardDecision);
        Given([.. Refused, asked, new RedressProposed(Review, true, Elena, At, Why)]).When(it => it.ConfirmRedress(Review, Marco, At)).Then(upheld);

        var after = Given([.. Refused, asked, upheld]).State;
        Assert.Null(after.Award);
        Assert.True(after.Decided!.Eligible);
        Given([.. Refused, asked, upheld]).When(it => it.Evaluate(Scored(90m))).Then(Scored(90m));
    }

    [Fact]
    public void who_got_less_than_asked_may_turn_against_it_and_who_got_all_may_not()
    {
        IApplicationEvent[] Told(decimal amount) => [.. Evaluated, new AwardDecided(AwardResult.Funded, 1, amount, 150_000m, Marco, Elena, At, null), new LetterSent(Letter, LetterKind.AwardDecision, Why, Marco, At)];
        Given(Told(150_000m)).When(it => it.RequestRedress(Review, RedressKind.Annulment, Letter, Why, Anna, At)).ThenRefused("nothing-against");
        Given(Told(149_999.99m)).When(it => it.RequestRedress(Review, RedressKind.Annulment, Letter, Why, Anna, At)).Then(new RedressRequested(Review, RedressKind.Annulment, Letter, Why, Anna, At));
    }

    [Fact]
    public void a_grant_is_signed_by_two_once_the_conditions_were_checked_for_that_day()
    {
        var check = new SignatureChecked(Day, Met, Marco, At);
        Given(Funded).When(it => it.CheckSignature(Day, Met, Marco, At)).Then(check);
        Given(Reserve).When(it => it.CheckSignature(Day, Met, Marco, At)).ThenRefused("not-funded");
        Given(Funded).When(it => it.ProposeSignature(Day, Met, Marco, At, null)).ThenRefused("signature-not-checked");
        Given([.. Funded, check]).When(it => it.ProposeSignature(Day.AddDays(1), Met, Marco, At, null)).ThenRefused("signature-not-checked");
        Given([.. Funded, check]).When(it => it.ProposeSignature(Day, Lapsed, Marco, At, null)).ThenRefused("signature-check-outdated");

        var proposed = new SignatureProposed(Day, Marco, At, null);
        Given([.. Funded, check]).When(it => it.ProposeSignature(Day, Met, Marco, At, null)).Then(proposed);
        Given([.. Funded, check, proposed]).When(it => it.ConfirmSignature(Met, Marco, At)).ThenRefused("four-eyes");
        Given([.. Funded, check, proposed]).When(it => it.ConfirmSignature(Lapsed, Elena, At)).ThenRefused("signature-check-outdated");
        Given([.. Funded, check]).When(it => it.ConfirmSignature(Met, Elena, At)).ThenRefused("signature-not-proposed");
        Given([.. Funded, check, proposed]).When(it => it.ConfirmSignature(Met, Elena, At)).Then(new GrantSigned(Day, Marco, Elena, At, null));
        Given([.. Funded, new GrantSigned(Day, Marco, Elena, At, null)]).When(it => it.CheckSignature(Day, Met, Marco, At)).ThenRefused("grant-already-signed");
    }

    [Fact]
    public void confirming_twice_is_confirming_once_and_nobody_else_confirms_after()
    {
        IApplicationEvent[] signed = [.. Funded, new SignatureChecked(Day, Met, Marco, At), new SignatureProposed(Day, Marco, At, null), new GrantSigned(Day, Marco, Elena, At, null)];
        Given(Funded).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Elena, Later)).ThenNothing();
        Given(Funded).When(it => it.ConfirmAward(AwardResult.Funded, 140_000m, Elena, Later)).ThenRefused("award-already-decided");
        Given(Funded).When(it => it.ConfirmAward(AwardResult.Funded, 150_000m, Id(5), Later)).ThenRefused("award-already-decided");
        Given(signed).When(it => it.ConfirmSignature(Met, Elena, Later)).ThenNothing();
        Given(signed).When(it => it.ConfirmSignature(Met, Id(5), Later)).ThenRefused("grant-already-signed");
    }

    [Fact]
    public void where_a_condition_is_not_met_at_the_signature_a_reason_is_needed()
    {
        IApplicationEvent[] check = [.. Funded, new SignatureChecked(Day, Lapsed, Marco, At)];
        Given(check).When(it => it.ProposeSignature(Day, Lapsed, Marco, At, null)).ThenRefused("signature-conditions-not-met");
        Given(check).When(it => it.ProposeSignature(Day, Lapsed, Marco, At, Why)).Then(new SignatureProposed(Day, Marco, At, Why));
    }
}

/// <summary>The order of evaluated proposals, and the line under which the money ends.</summary>
public sealed class RankingProposals
{
    private static Ranked One(int id, decimal score, decimal? requested, bool reaches = true) => new(Id(id), score, reaches, requested);

    [Fact]
    public void better_scores_go_first_until_the_money_ends_and_a_smaller_one_below_the_line_does_not_jump_it()
    {
        var places = Ranking.Of([One(1, 70m, 100m), One(2, 90m, 400m), One(3, 80m, 500m), One(4, 75m, 200m), One(5, 60m, 10m, reaches: false)], 1_000m);

        Assert.Equal([2, 3, 4, 1, 5], places.Select(place => Array.FindIndex([Id(0), Id(1), Id(2), Id(3), Id(4), Id(5)], id => id == place.Of.Application)));
        Assert.Equal([AwardResult.Funded, AwardResult.Funded, AwardResult.Reserve, AwardResult.Reserve, AwardResult.Rejected], places.Select(place => place.Proposed));
        Assert.Equal([400m, 900m, 1_100m, 1_200m, null], places.Select(place => place.Cumulated));
    }

    [Fact]
    public void what_just_fits_is_funded_and_a_cent_more_is_not()
    {
        Assert.Equal(AwardResult.Funded, Ranking.Of([One(1, 70m, 100m)], 100m).Single().Proposed);
        Assert.Equal(AwardResult.Reserve, Ranking.Of([One(1, 70m, 100.01m)], 100m).Single().Proposed);
    }

    [Fact]
    public void equal_scores_share_a_rank_and_where_only_some_of_them_fit_officers_choose()
    {
        var places = Ranking.Of([One(1, 90m, 50m), One(2, 80m, 40m), One(3, 80m, 40m), One(4, 70m, 5m)], 100m);

        Assert.Equal([1, 2, 2, 4], places.Select(place => place.Rank));
        Assert.Equal([AwardResult.Funded, null, null, AwardResult.Reserve], places.Select(place => place.Proposed));
        Assert.Equal([false, true, true, false], places.Select(place => place.IsTieAtTheLine));
    }

    [Fact]
    public void without_a_budget_or_a_requested_grant_there_is_no_line()
    {
        Assert.All(Ranking.Of([One(1, 90m, 50m), One(2, 80m, 40m)], null), place => Assert.Equal((null, null), (place.WithinBudget, place.Proposed)));
        Assert.Equal([AwardResult.Funded, null, null], Ranking.Of([One(1, 90m, 50m), One(2, 80m, null), One(3, 70m, 1m)], 100m).Select(place => place.Proposed));
    }

    private static Guid Id(int number) => Instants.Id(number);
}
