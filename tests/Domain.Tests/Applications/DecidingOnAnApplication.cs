using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>What officers record about an application, and how two of them decide.</summary>
public sealed class DecidingOnAnApplication : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), MedTech = Id(40), Other = Id(41);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), After = Utc("2017-06-30 10:00:00");
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly RecordedVerdict NotMet = Recorded(Outcome.NotMet, 3), Met = Recorded(Outcome.Met, 3);

    private static readonly CallDossier Call = new(Id(50))
    {
        Terms = new()
        {
            Reference = "COS-CLUSINT-2016-03-01", Title = new("Clusters", "Cluster"), Kind = "escp", Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline,
            Criteria =
            [
                new("FIT-1", "2", new Judged(new("It fits.", "Es passt.")), Domain.Time.ReferenceDate.Deadline, Stage: Stage.Application),
                new("FIT-2", "2", new Judged(new("It fits.", "Es passt.")), Domain.Time.ReferenceDate.Deadline, Stage: Stage.Application, Strands: ["2"]),
                new("PIC", "2", new HasPic(), Domain.Time.ReferenceDate.Deadline),
            ],
        },
        Status = CallStatus.Closed,
    };

    private static readonly IApplicationEvent[] Draft = [new ApplicationStarted(Call.Id, "1", MedTech, Anna)];
    private static readonly IApplicationEvent[] Submitted = [.. Draft, new ApplicationSubmitted(1, Anna, Before, NotMet)];
    private static readonly IApplicationEvent[] Proposed = [.. Submitted, new EligibilityProposed(false, Marco, After, NotMet, null)];
    private static readonly IApplicationEvent[] Decided = [.. Proposed, new EligibilityDecided(false, Marco, Elena, After, NotMet, null)];

    [Fact]
    public void an_officer_judges_what_the_call_leaves_to_judgement_and_may_correct_it()
    {
        Given(Submitted).When(it => it.Judge("FIT-1", true, Marco, Call, After, Why)).Then(new CriterionJudged("FIT-1", true, Marco, After, Why));
        Given([.. Submitted, new CriterionJudged("FIT-1", true, Marco, After, Why)])
            .When(it => it.Judge("FIT-1", false, Elena, Call, After, Why)).Then(new CriterionJudged("FIT-1", false, Elena, After, Why));
    }

    [Theory]
    [InlineData("PIC")]
    [InlineData("FIT-2")]
    [InlineData("FIT-9")]
    public void nothing_else_is_judged(string criterion) => Given(Submitted).When(it => it.Judge(criterion, true, Marco, Call, After, Why)).ThenRefused("criterion-not-for-judgement");

    [Fact]
    public void a_draft_is_not_judged() => Given(Draft).When(it => it.Judge("FIT-1", true, Marco, Call, After, Why)).ThenRefused("application-not-handed-in");

    [Fact]
    public void two_that_seem_to_be_one_are_compared()
    {
        Given(Submitted).When(it => it.Compare(MedTech, Other, true, seemsTheSame: true, Marco, After, Why)).Then(new OrganisationsCompared(MedTech, Other, true, Marco, After, Why));
        Given(Submitted).When(it => it.Compare(MedTech, Other, true, seemsTheSame: false, Marco, After, Why)).ThenRefused("organisation-not-in-two-proposals");
    }

    [Fact]
    public void of_two_proposals_one_is_let_stand()
    {
        Given(Submitted).When(it => it.Stand(MedTech, standsTwice: true, Marco, After, Why)).ThenEachTime(new ProposalLetStand(MedTech, Marco, After, Why));
        Given([.. Submitted, new ProposalLetStand(MedTech, Marco, After, Why)]).When(it => it.Stand(MedTech, standsTwice: false, Marco, After, Why)).ThenNothing();
        Given(Submitted).When(it => it.Stand(MedTech, standsTwice: false, Marco, After, Why)).ThenRefused("organisation-not-in-two-proposals");
    }

    [Fact]
    public void one_officer_proposes_and_another_confirms()
    {
        Given(Submitted).When(it => it.ProposeEligibility(false, Marco, Call, After, NotMet, null)).Then(new EligibilityProposed(false, Marco, After, NotMet, null));
        Given(Proposed).When(it => it.ConfirmEligibility(Marco, After, NotMet, [])).ThenRefused("four-eyes");
        Given(Proposed).When(it => it.ConfirmEligibility(Elena, After, NotMet, [])).Then(new EligibilityDecided(false, Marco, Elena, After, NotMet, null));
    }

    [Fact]
    public void what_the_verdict_does_not_say_needs_a_reason()
    {
        Given(Submitted).When(it => it.ProposeEligibility(true, Marco, Call, After, NotMet, null)).ThenRefused("reason-needed");
        Given(Submitted).When(it => it.ProposeEligibility(false, Marco, Call, After, Met, null)).ThenRefused("reason-needed");
        Given(Submitted).When(it => it.ProposeEligibility(true, Marco, Call, After, NotMet, Why)).Then(new EligibilityProposed(true, Marco, After, NotMet, Why));
    }

    [Fact]
    public void nothing_is_confirmed_on_another_verdict_than_was_proposed() => Given(Proposed).When(it => it.ConfirmEligibility(Elena, After, Met, [])).ThenRefused("verdict-changed-since");

    [Fact]
    public void a_proposal_may_be_replaced_before_it_is_confirmed() =>
        Given(Proposed).When(it => it.ProposeEligibility(true, Elena, Call, After, NotMet, Why)).Then(new EligibilityProposed(true, Elena, After, NotMet, Why));

    [Fact]
    public void before_the_deadline_nothing_is_judged_or_decided()
    {
        Given(Submitted).When(it => it.ProposeEligibility(false, Marco, Call, Before, NotMet, null)).ThenRefused("deadline-ahead");
        Given(Submitted).When(it => it.Judge("FIT-1", true, Marco, Call, Before, Why)).ThenRefused("deadline-ahead");
    }

    [Fact]
    public void a_decision_stays()
    {
        Given(Decided).When(it => it.ProposeEligibility(true, Marco, Call, After, Met, null)).ThenRefused("eligibility-already-decided");
        Given(Decided).When(it => it.ConfirmEligibility(Elena, After, Met, [])).ThenNothing();
        Given(Decided).When(it => it.ConfirmEligibility(Marco, After, Met, [])).ThenRefused("eligibility-already-decided");
    }

    [Fact]
    public void nothing_is_confirmed_that_nobody_proposed() => Given(Submitted).When(it => it.ConfirmEligibility(Elena, After, NotMet, [])).ThenRefused("eligibility-not-proposed");

    private static RecordedVerdict Recorded(Outcome outcome, int callVersion) => new(outcome, Stage.Application, "3", callVersion, [], [new("LAB-1", outcome, "label")]);
}
