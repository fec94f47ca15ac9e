using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What the call's own text does to a verdict: dates, stages, strands, severity, gaps.</summary>
public sealed class JudgingByTheCallsText
{
    private static readonly OrganisationDossier Five = Organisation(("2017-01-01 10:00", Profile(new() { StaffFte = 5 })));
    private static readonly Criterion Yes = Asked(new HasStaff(1)), No = Asked(new HasStaff(9)), Open = Asked(new HasMembers(3));

    [Fact]
    public void an_edit_at_eighteen_hundred_does_not_count_at_seventeen_hundred()
    {
        var edited = Organisation(("2017-01-01 10:00", Profile(new() { StaffFte = 5 })), ("2017-05-23 16:00", Profile(new() { StaffFte = 9 })));
        Assert.Equal(NotMet, Terms("2017-05-23 17:00", No).Answer(edited).Outcome);
        Assert.Equal(Met, Terms("2017-05-23 18:00", No).Answer(edited).Outcome);
    }

    [Fact]
    public void an_ambiguous_deadline_leaves_open_whatever_must_hold_at_it()
    {
        var call = Terms(null, Asked(new RegisteredOrRequested())) with { Deadline = Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
        var between = Organisation(("2020-10-26 22:30", new ReviewRequested(null, Utc("2020-10-26 22:30"))));
        var before = Organisation(("2020-10-26 21:30", new ReviewRequested(null, Utc("2020-10-26 21:30"))));
        var judgement = call.Judged(between);

        Assert.Equal((Undetermined, Verdict.DeadlineAmbiguous), (judgement.Finding.Outcome, judgement.Finding.Reason));
        Assert.Equal("record-reading", Verdict.Explain(judgement, new(between), Facts, Called).Remedy?.Code);
        Assert.Equal(
            "Die Frist hat zwei Lesarten, und welche gilt, ist noch nicht festgehalten. Nach der Lesart 26. Oktober 2020, 23:59 Uhr (MEZ): erfüllt; nach der Lesart 26. Oktober 2020, 22:59 Uhr (MEZ): nicht erfüllt.",
            Verdict.Explain(judgement, new(between), Facts, Called).Reason.De);
        Assert.Equal((Undetermined, Met, Met), (call.Answer(before).Outcome, call.Answer(before).Parts![0].Outcome, call.Answer(before).Parts![1].Outcome));
        Assert.Equal(Undetermined, call.Answer(Organisation()).Outcome);
        foreach (var organisation in (OrganisationDossier[])[between, before, Organisation()]) Assert.Equal(new Standing(Undetermined, 0, 0), Assessment.Stand(new(organisation), call, Facts));
        Assert.Equal(NotMet, (call with { Deadline = call.Deadline!.Resolved(Utc("2020-10-26 21:59")) }).Answer(between).Outcome);
        Assert.Equal(Met, (call with { Deadline = call.Deadline.Resolved(Utc("2020-10-26 22:59")) }).Answer(between).Outcome);
    }

    [Fact]
    public void an_ambiguous_deadline_leaves_alone_what_must_hold_on_another_day()
    {
        var call = Terms(null, Asked(new HasStaff(1), new(ReferenceKind.Date, Local: Local("2020-06-01 00:00"))), No) with { Deadline = Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
        var verdict = Assessment.Assess(new(Five), call, Facts);

        Assert.Equal([Met, Undetermined], verdict.Judgements.Select(judgement => judgement.Finding.Outcome));
        Assert.Equal([Met, NotMet], Assessment.Assess(new(Five), call, Facts, at: Utc("2020-10-01 00:00")).Judgements.Select(judgement => judgement.Finding.Outcome));
    }

    [Fact]
    public void nothing_the_organisation_does_mends_an_ambiguous_deadline()
    {
        var call = Terms(null, Asked(new RegisteredOrRequested())) with { Deadline = Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
        var path = ShortestPath.Find(new(Organisation()), call, Facts, Called, Utc("2020-10-01 00:00"));

        Assert.Equal((false, Verdict.DeadlineAmbiguous), (path.Exists, Assert.Single(path.Blocking).Finding.Reason));
    }

    [Fact]
    public void a_submission_between_the_readings_is_in_time_by_one_of_them()
    {
        var call = Terms(null, Asked(new ReceivedByDeadline())) with { Deadline = Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
        var between = Application(("2020-10-26 22:30", Handed(1, "2020-10-26 22:30")));

        Assert.Equal(Undetermined, call.Answer(Five, between).Outcome);
        Assert.Equal(Undetermined, call.Answer(Five, Application(("2020-10-26 21:30", Handed(1, "2020-10-26 21:30")))).Outcome);
        Assert.Equal("received-late", (call with { Deadline = call.Deadline!.Resolved(Utc("2020-10-26 21:59")) }).Answer(Five, between).Reason);
        Assert.Equal(Met, (call with { Deadline = call.Deadline.Resolved(Utc("2020-10-26 22:59")) }).Answer(Five, between).Outcome);

        var twice = Application(
            ("2020-10-26 21:30", Handed(1, "2020-10-26 21:30")), ("2020-10-26 21:40", new ApplicationWithdrawn(Mona, Utc("2020-10-26 21:40"), null)), ("2020-10-26 22:30", Handed(2, "2020-10-26 22:30")));
        Assert.Equal(Undetermined, call.Answer(Five, twice).Outcome);
    }

    [Fact]
    public void what_counts_at_submission_turns_on_the_readings_until_something_is_submitted()
    {
        var call = Terms(null, Asked(new RegisteredOrRequested(), ReferenceDate.Submission)) with { Deadline = Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
        var between = Organisation(("2020-10-26 22:30", new ReviewRequested(null, Utc("2020-10-26 22:30"))));

        Assert.Equal(Undetermined, call.Answer(between).Outcome);
        Assert.Equal(NotMet, call.Answer(between, Application(("2020-10-26 22:00", Handed(1, "2020-10-26 22:00")))).Outcome);
    }

    [Fact]
    public void a_withdrawn_application_has_no_submission_any_more()
    {
        var call = Terms("2017-05-23 17:00", Asked(new ReceivedByDeadline()));
        (string, IApplicationEvent) inTime = ("2017-05-22 10:00", Handed(1, "2017-05-22 10:00")), again = ("2017-05-23 10:00", Handed(2, "2017-05-23 10:00"));
        (string, IApplicationEvent) before = ("2017-05-22 12:00", new ApplicationWithdrawn(Mona, Utc("2017-05-22 12:00"), null)), after = ("2017-05-30 12:00", new ApplicationWithdrawn(Mona, Utc("2017-05-30 12:00"), null));

        foreach (var withdrawn in (ApplicationDossier[])[Application(inTime, before), Application(inTime, after), Application(inTime, before, again, after)])
        {
            var judgement = call.Judged(Five, withdrawn);
            Assert.Equal((NotMet, "withdrawn"), (judgement.Finding.Outcome, judgement.Finding.Reason));
            Assert.Equal("submit-again", Verdict.Explain(judgement, new(Five, withdrawn), Facts, Called).Remedy?.Code);
        }

        Assert.Equal(Met, call.Answer(Five, Application(inTime)).Outcome);
        Assert.Equal(Met, call.Answer(Five, Application(inTime, before, again)).Outcome);
    }

    private static ApplicationSubmitted Handed(int number, string receivedAt) => new(number, Mona, Utc(receivedAt), new(Met, Stage.Application, "1", 1, [], []));

    [Fact]
    public void a_text_not_fully_known_leaves_its_own_stage_open_and_no_other()
    {
        var call = Terms("2017-05-23 17:00", Yes) with { NotFullyKnown = [Stage.Consortium] };

        Assert.Equal(Met, Given(call).Outcome);
        Assert.Equal(Undetermined, Given(call, Stage.Consortium).Outcome);
        Assert.Equal([Stage.Consortium], Given(call, Stage.Consortium).NotFullyKnown);
        Assert.Equal(NotMet, Given(call with { Criteria = [No] }, Stage.Consortium).Outcome);
    }

    [Fact]
    public void a_date_not_known_yet_is_not_judged_but_listed()
    {
        foreach (var (criterion, deadline) in ((Criterion, string?)[])[
            (No with { ReferenceDate = ReferenceDate.GrantSignature }, "2017-05-23 17:00"),
            (No with { ReferenceDate = new(ReferenceKind.WholeDuration) }, "2017-05-23 17:00"),
            (No with { ReferenceDate = new(ReferenceKind.BeforeEvent, 7) }, "2017-05-23 17:00"),
            (No, null)])
        {
            var verdict = Given(Terms(deadline, criterion));
            Assert.Equal((Met, StillOpenReason.DateNotKnown), (verdict.Outcome, Assert.Single(verdict.StillOpen).Reason));
            Assert.Empty(verdict.Judgements);
        }
    }

    [Fact]
    public void a_headline_says_what_waits_for_its_date()
    {
        var later = No with { Id = "LATER", ReferenceDate = ReferenceDate.GrantSignature };

        Assert.Equal("May take part, as far as the organisation is concerned. One condition is judged once its date is known.", Headline.Of(Given(Terms("2017-05-23 17:00", Yes, later))).En);
        Assert.Equal("Teilnahme möglich, was die Organisation betrifft. 2 Bedingungen werden geprüft, sobald ihr Stichtag feststeht.", Headline.Of(Given(Terms("2017-05-23 17:00", Yes, later, later))).De);
        Assert.Equal("Nothing can be said yet: the date at which the condition must hold is not known.", Headline.Of(Given(Terms(null, No))).En);
        Assert.Equal("May take part, as far as the organisation is concerned.", Headline.Of(Given(Terms("2017-05-23 17:00", Yes, later with { Severity = Severity.Advisory }))).En);
        Assert.Equal("Cannot take part as things stand: one condition is not met.", Headline.Of(Given(Terms("2017-05-23 17:00", No, later))).En);
    }

    [Fact]
    public void what_is_judged_later_is_listed()
    {
        var verdict = Given(Terms("2017-05-23 17:00", Yes, No with { Stage = Stage.Award }, Asked(new PartnersAtLeast(3)) with { Stage = Stage.Consortium }));

        Assert.Equal(Met, verdict.Outcome);
        Assert.Equal([StillOpenReason.LaterStage, StillOpenReason.LaterStage], verdict.StillOpen.Select(open => open.Reason));
    }

    /// <summary>Refused after the deadline, where a request or the plan was enough: it stays met, and somebody looks before the grant is prepared.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void what_became_of_a_profile_after_the_deadline_is_flagged_and_changes_nothing(bool planIsEnough)
    {
        var call = Terms("2017-05-23 17:00", Asked(planIsEnough ? new RegisteredOrPlanned() : new RegisteredOrRequested()));
        (string, IClusterEvent) requested = ("2017-05-22 10:00", new ReviewRequested(Mona, Utc("2017-05-22 10:00"))), refused = ("2017-06-06 10:00", new ProfileRefused(Mona, Utc("2017-06-06 10:00"), Why));

        var flag = Assert.Single(Flags(requested, refused));
        Assert.Equal((RegistrationStatus.Refused, "C-1", MedTech), (flag.Since.Value, flag.Criterion.Id, flag.Organisation.Id));
        Assert.Empty(Flags(requested));
        Assert.Empty(Flags(requested, refused, ("2017-06-20 10:00", new ReviewRequested(Mona, Utc("2017-06-20 10:00")))));

        IReadOnlyList<PreparationFlag> Flags(params (string, IClusterEvent)[] told)
        {
            var subject = new Subject(Organisation(told));
            var verdict = Assessment.Assess(subject, call, Facts, Stage.Application);
            Assert.Equal(Met, verdict.Outcome);
            return PreparationFlags.In(verdict, subject);
        }
    }

    /// <summary>"26 October 23.59 CEST": on that day there was no summer time.</summary>
    [Fact]
    public void a_fixed_date_with_two_readings_leaves_open_whatever_must_hold_at_it()
    {
        var asked = Asked(new RegisteredOrRequested(), new(ReferenceKind.Date, Local: Local("2020-10-26 23:59"), Abbreviation: "CEST", Imported: true));
        var call = Terms("2020-11-01 17:00", asked);
        var between = Organisation(("2020-10-26 22:30", new ReviewRequested(null, Utc("2020-10-26 22:30"))));
        var judgement = call.Judged(between);

        Assert.Equal((Undetermined, Verdict.DeadlineAmbiguous), (judgement.Finding.Outcome, judgement.Finding.Reason));
        Assert.Equal([Met, NotMet], judgement.Finding.Parts!.Select(part => part.Outcome));
        Assert.StartsWith("Offen: Ein Termin der Ausschreibung hat zwei Lesarten", Headline.Of(Assessment.Assess(new(between), call, Facts, Stage.Application)).De, StringComparison.Ordinal);
        Assert.StartsWith("Der Stichtag hat zwei Lesarten", Verdict.Explain(judgement, new(between), Facts, Called).Reason.De, StringComparison.Ordinal);
        Assert.Equal(new Standing(Undetermined, 0, 0), Assessment.Stand(new(between), call, Facts));
        Assert.Equal(Met, Terms("2020-11-01 17:00", asked with { ReferenceDate = asked.ReferenceDate with { Abbreviation = "CET", Imported = null } }).Answer(between).Outcome);
        foreach (var instant in (DateTimeOffset[])[Utc("2017-10-29 00:30:00"), Utc("2017-10-29 01:30:00")]) Assert.Equal((instant, null), (ReferenceDate.At(instant).Fixed()!.Instant, ReferenceDate.At(instant).Fixed()!.OtherReading));
    }

    [Fact]
    public void a_day_before_the_event_counts_to_its_end_in_brussels()
    {
        var week = Asked(new HasStaff(1), new(ReferenceKind.BeforeEvent, 7));
        var call = Terms(null, week) with { EventFrom = Day("2016-11-22") };

        var lastMoment = Utc("2016-11-15 23:00").AddMicroseconds(-1);
        Assert.Equal(lastMoment, call.Judged(Five).At);
        Assert.Equal(lastMoment, call.Judged(Five, at: Utc("2018-01-01 00:00")).At);
        Assert.Equal(Utc("2016-11-21 23:00"), (Terms(null, Asked(new HasStaff(1), new(ReferenceKind.BeforeEvent, 0))) with { EventFrom = Day("2016-11-22") }).Judged(Five).At);
    }

    [Theory]
    [InlineData("2016-11-15 22:59:59", Met)]
    [InlineData("2016-11-15 23:00:00", NotMet)]
    public void a_request_one_week_before_the_event_is_in_time_until_midnight(string received, Outcome expected)
    {
        var call = Terms(null, Asked(new RegisteredOrRequested(), new(ReferenceKind.BeforeEvent, 7))) with { EventFrom = Day("2016-11-22") };
        Assert.Equal(expected, call.Answer(Organisation((received, new ReviewRequested(Mona, Utc(received))))).Outcome);
    }

    [Fact]
    public void another_moment_replaces_deadline_and_submission_only()
    {
        var asked = Utc("2018-01-01 00:00");
        var submitted = Application(("2017-05-20 10:00", new ApplicationSubmitted(1, Mona, Utc("2017-05-20 10:00"), new(Met, Stage.Application, "1", 1, [], []))));
        var bySubmission = Terms("2017-05-23 17:00", Yes with { ReferenceDate = ReferenceDate.Submission });
        var fixedDate = Terms("2017-05-23 17:00", Yes with { ReferenceDate = new(ReferenceKind.Date, Local: Local("2017-04-30 12:00")) });

        Assert.Equal(asked, Terms("2017-05-23 17:00", Yes).Judged(Five, at: asked).At);
        Assert.Equal(asked, bySubmission.Judged(Five, submitted, asked).At);
        Assert.Equal(Utc("2017-05-20 10:00"), bySubmission.Judged(Five, submitted).At);
        Assert.Equal(Utc("2017-05-23 15:00"), bySubmission.Judged(Five).At);
        Assert.Equal(Utc("2017-04-30 10:00"), fixedDate.Judged(Five, at: asked).At);
    }

    [Fact]
    public void advice_not_followed_warns_and_does_not_count()
    {
        var verdict = Given(Terms("2017-05-23 17:00", Yes, No with { Severity = Severity.Advisory }));
        Assert.Equal((Met, NotMet), (verdict.Outcome, verdict.Judgements[1].Finding.Outcome));
    }

    [Fact]
    public void a_strand_has_its_own_criteria_besides_the_common_ones()
    {
        var call = Terms("2017-05-23 17:00", Yes, No with { Strands = ["2"] }, Open with { Strands = ["1.a", "1.b"] });
        Outcome In(string? strand) => Assessment.Assess(new(Five), call, Facts, strand: strand).Outcome;

        Assert.Equal([Undetermined, NotMet, Met, NotMet], [In("1.a"), In("2"), In("3"), In(null)]);
    }

    [Fact]
    public void the_rate_belongs_to_the_call()
    {
        var application = Application(("2017-05-01 10:00", new ProposalChanged(new() { RequestedGrant = 90_000m, EligibleCosts = 100_000m }, [])));
        Assert.Equal(Met, Terms("2020-12-02 17:00", Asked(new RateWithin(0.90m))).Answer(Five, application).Outcome);
        Assert.Equal(NotMet, Terms("2020-12-02 17:00", Asked(new RateWithin(0.75m))).Answer(Five, application).Outcome);
    }

    [Fact]
    public void a_record_that_cannot_be_read_leaves_everything_open()
    {
        var verdict = Assessment.Assess(new(Five with { IsBroken = true }), Terms("2017-05-23 17:00", Yes, No), Facts);

        Assert.Equal((Undetermined, true), (verdict.Outcome, verdict.IsBroken));
        Assert.Empty(verdict.Judgements);
    }

    [Fact]
    public void an_event_nobody_knows_is_an_error() =>
        Assert.Throws<Domain.Deciding.UnknownEventException>(() => Organisation(("2017-01-01", new OfTomorrow())));

    private sealed record OfTomorrow : IClusterEvent;

    private static Verdict Given(Domain.Calls.CallTerms call, Stage upTo = Stage.Organisation) => Assessment.Assess(new(Five), call, Facts, upTo);
}
