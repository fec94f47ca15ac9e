using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Nobody loses a place to a slip of the pen that nobody asked about.</summary>
public sealed class ClarifyingSlips : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), MedTech = Id(40), Asked = Id(60);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), After = Utc("2017-06-30 10:00:00"), Term = After.AddDays(14), Later = After.AddDays(15);
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly RecordedVerdict NotMet = new(Outcome.NotMet, Stage.Application, "5", 3, [], [new("RATE-1", Outcome.NotMet, "rate-too-high")]);
    private static readonly ProposalFields Meant = new() { RequestedGrant = 150_000m };

    private static readonly CallDossier Call = new(Id(50))
    {
        Terms = new()
        {
            Reference = "COS-CLUSINT-2016-03-01", Title = new("Clusters", "Cluster"), Kind = "escp", Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline,
            Criteria = [new("RATE-1", "11", new RateWithin(0.75m), Domain.Time.ReferenceDate.Deadline, Stage: Stage.Application)],
        },
        Status = CallStatus.Closed,
    };

    private static readonly IApplicationEvent[] Submitted =
    [
        new ApplicationStarted(Call.Id, "1", MedTech, Anna), new ProposalChanged(new() { RequestedGrant = 160_000m, EligibleCosts = 200_000m }, []), new ApplicationSubmitted(1, Anna, Before, NotMet),
    ];
    private static readonly IApplicationEvent[] Proposed = [.. Submitted, new EligibilityProposed(false, Marco, After, NotMet, null)];
    private static readonly ClarificationRequested Question = new(Asked, ["RATE-1"], Why, Marco, After, Term);

    [Fact]
    public void what_may_be_a_slip_is_not_rejected_before_somebody_asked()
    {
        Given(Proposed).When(it => it.ConfirmEligibility(Elena, After, NotMet, ["RATE-1"])).ThenRefused("clarification-needed");
        Given([.. Proposed, Question]).When(it => it.ConfirmEligibility(Elena, After, NotMet, ["RATE-1"])).ThenRefused("clarification-pending");
        Given([.. Proposed, Question]).When(it => it.ConfirmEligibility(Elena, Term, NotMet, ["RATE-1"])).ThenRefused("clarification-pending");
    }

    [Fact]
    public void once_it_is_answered_or_the_term_has_ended_it_may_be()
    {
        EligibilityDecided Decision(DateTimeOffset at) => new(false, Marco, Elena, at, NotMet, null);
        Given([.. Proposed, Question, new ClarificationAnswered(Asked, null, Why, Anna, After)]).When(it => it.ConfirmEligibility(Elena, After, NotMet, ["RATE-1"])).Then(Decision(After));
        Given([.. Proposed, Question]).When(it => it.ConfirmEligibility(Elena, Later, NotMet, ["RATE-1"])).Then(Decision(Later));
    }

    [Fact]
    public void an_officer_asks_within_bounds_after_the_deadline()
    {
        Given(Submitted).When(it => it.RequestClarification(Asked, ["RATE-1"], Why, Marco, Call, After, Term)).Then(Question);
        Given(Submitted).When(it => it.RequestClarification(Asked, ["RATE-9"], Why, Marco, Call, After, Term)).ThenRefused("clarification-without-criterion");
        Given(Submitted).When(it => it.RequestClarification(Asked, [], Why, Marco, Call, After, Term)).ThenRefused("clarification-without-criterion");
        Given(Submitted).When(it => it.RequestClarification(Asked, ["RATE-1"], Why, Marco, Call, After, After.AddHours(2))).ThenRefused("clarification-term");
        Given(Submitted).When(it => it.RequestClarification(Asked, ["RATE-1"], Why, Marco, Call, Before, Before.AddDays(9))).ThenRefused("deadline-ahead");
    }

    [Fact]
    public void the_applicant_answers_once_and_within_the_term()
    {
        IApplicationEvent[] asked = [.. Submitted, Question];
        Given(asked).When(it => it.AnswerClarification(Asked, Meant, Why, Anna, Term)).ThenEachTime(new ClarificationAnswered(Asked, Meant, Why, Anna, Term));
        Given(asked).When(it => it.AnswerClarification(Asked, Meant, Why, Anna, Term.AddMicroseconds(1))).ThenRefused("clarification-term-over");
        Given([.. asked, new ClarificationAnswered(Asked, Meant, Why, Anna, After)]).When(it => it.AnswerClarification(Asked, null, Why, Anna, After)).ThenRefused("clarification-answered");
        Given(asked).When(it => it.AnswerClarification(Id(61), null, Why, Anna, After)).ThenRefused("clarification-unknown");
        Given(asked).When(it => it.AnswerClarification(Asked, new() { Title = "A better one" }, Why, Anna, After)).ThenRefused("clarification-improves");
    }

    [Fact]
    public void an_accepted_slip_is_put_right_as_if_handed_in_so()
    {
        IApplicationEvent[] answered = [.. Submitted, Question, new ClarificationAnswered(Asked, Meant, Why, Anna, After)];
        Given(answered).When(it => it.AcceptSlip(Asked, Marco, After, Why)).Then(new SlipAccepted(Asked, Meant, Marco, After, Why));
        Given([.. Submitted, Question]).When(it => it.AcceptSlip(Asked, Marco, After, Why)).ThenRefused("clarification-without-correction");

        var dossier = new ApplicationDossier(Id(70));
        long version = 0;
        foreach (var e in (IApplicationEvent[])[.. answered, new SlipAccepted(Asked, Meant, Marco, After, Why)]) dossier = dossier.Learn(e, new(Id(80), "x", dossier.Id, ++version, version < 4 ? Before : After));
        Assert.Equal(150_000m, dossier.AsSent.RequestedGrant.At(Call.Terms!.Deadline!.Instant, strict: true)?.Value);
    }

    [Theory]
    [InlineData(160_000, 200_000, "near-miss")]         // 80 per cent where 75 are allowed
    [InlineData(1_500_000, 2_000_000, null)]            // within the rate
    [InlineData(1_000_000, 200_000, "contradicts-itself")]
    [InlineData(190_000, 200_000, null)]                // 95 per cent: no slip by its looks
    public void a_rate_missed_narrowly_or_against_the_own_costs_may_be_a_slip(int grant, int costs, string? code)
    {
        var dossier = new ApplicationDossier(Id(70)) { Coordinator = MedTech }.Learn(new ProposalChanged(new() { RequestedGrant = grant, EligibleCosts = costs }, []), new(Id(80), "x", Id(70), 1, Before));
        var subject = new Subject(new(MedTech), dossier);
        var verdict = Assessment.Assess(subject, Call.Terms!, Domain.Programme.ProgrammeFacts.Empty, Stage.Application);

        Assert.Equal(code, PossibleSlips.In(verdict, subject, ProgrammeFacts.Empty).SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData("US,FR", "near-miss")]          // one third country where two are asked for
    [InlineData("US,JP,CN,IN", "near-miss")]    // one too many
    [InlineData("FR", null)]
    public void one_third_country_too_few_or_too_many_may_be_a_slip(string targets, string? code)
    {
        var programme = ((IProgrammeEvent[])[new EuMembershipRecorded("FR", new(1958, 1, 1), null, "test"), .. new[] { "US", "JP", "CN", "IN" }.Select(third => new CountryListed(third, third, new(third, third), "test", Confidence.Found))])
            .Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Id(301), "x", ProgrammeFacts.StreamId, 1, Before)));
        var dossier = new ApplicationDossier(Id(70)) { Coordinator = MedTech }.Learn(new ProposalChanged(new() { TargetCountries = targets.Split(',') }, []), new(Id(80), "x", Id(70), 1, Before));
        var subject = new Subject(new(MedTech), dossier);
        var terms = Call.Terms! with { Criteria = [new("TGT-1", "11", new ThirdCountriesWithin(2, 3), Domain.Time.ReferenceDate.Deadline, Stage: Stage.Application)] };

        var verdict = Assessment.Assess(subject, terms, programme, Stage.Application);
        Assert.Equal(Outcome.NotMet, verdict.Outcome);
        Assert.Equal(code, PossibleSlips.In(verdict, subject, programme).SingleOrDefault()?.Code);
    }
}
