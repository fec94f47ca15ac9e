using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Marco has a second account, which the configuration names: he is one person all the same.</summary>
public sealed class DecidingUnderTwoAccounts : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), Letter = Id(60), Review = Id(61), Import = Id(62);
    private static readonly Actor MarcoAgain = new(Id(4), [Marco]);
    private static readonly DateTimeOffset At = Utc("2017-09-05 10:00:00");
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly DateOnly Day = new(2017, 12, 1);
    private static readonly RecordedVerdict Met = new(Outcome.Met, Stage.Application, "5", 3, [], [new("LAB-1", Outcome.Met, "label")]);

    private static readonly IApplicationEvent[] Submitted = [new ApplicationStarted(Id(50), "1", Id(40), Anna), new ApplicationSubmitted(1, Anna, At, Met)];
    private static readonly IApplicationEvent[] Eligible = [.. Submitted, new EligibilityProposed(true, Marco, At, Met, null), new EligibilityDecided(true, Marco, Elena, At, Met, null)];
    private static readonly IApplicationEvent[] Awarded =
    [
        .. Eligible, new ApplicationEvaluated(82.5m, 70m, [], Import, Elena, At, null), new AwardProposed(AwardResult.Funded, 1, 100m, 200m, Marco, At, null), new AwardDecided(AwardResult.Funded, 1, 100m, 200m, Marco, Elena, At, null),
    ];

    [Fact]
    public void does_not_confirm_the_eligibility_proposed_under_the_other() =>
        Given([.. Submitted, new EligibilityProposed(true, Marco, At, Met, null)]).When(it => it.ConfirmEligibility(MarcoAgain, At, Met, [])).ThenRefused("four-eyes");

    [Fact]
    public void does_not_confirm_the_award_proposed_under_the_other() =>
        Given([.. Eligible, Awarded[^3], Awarded[^2]]).When(it => it.ConfirmAward(AwardResult.Funded, 100m, MarcoAgain, At)).ThenRefused("four-eyes");

    [Fact]
    public void does_not_confirm_the_signature_proposed_under_the_other() =>
        Given([.. Awarded, new SignatureChecked(Day, Met, Elena, At), new SignatureProposed(Day, Marco, At, null)]).When(it => it.ConfirmSignature(Met, MarcoAgain, At)).ThenRefused("four-eyes");

    [Fact]
    public void does_not_review_the_decision_proposed_under_the_other()
    {
        IApplicationEvent[] asked = [.. Awarded, new LetterSent(Letter, LetterKind.AwardDecision, Why, Elena, At), new RedressRequested(Review, RedressKind.EvaluationReview, Letter, Why, Anna, At)];

        Given(asked).When(it => it.ProposeRedress(Review, true, MarcoAgain, At, Why)).ThenRefused("own-decision");
        Given([.. asked, new RedressProposed(Review, false, Marco, At, Why)]).When(it => it.ConfirmRedress(Review, MarcoAgain, At)).ThenRefused("four-eyes");
    }

    [Fact]
    public void counts_as_having_confirmed_what_was_confirmed_under_the_other() =>
        Given([.. Submitted, new EligibilityProposed(true, Elena, At, Met, null), new EligibilityDecided(true, Elena, Marco, At, Met, null)]).When(it => it.ConfirmEligibility(MarcoAgain, At, Met, [])).ThenNothing();
}
