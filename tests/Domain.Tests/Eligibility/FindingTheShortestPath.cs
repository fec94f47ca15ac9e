using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Generated;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What to do, by when, to be told "met"; and when nothing can be done.</summary>
public sealed class FindingTheShortestPath
{
    private static readonly DateTimeOffset Now = Utc("2016-10-04 07:00");

    [Fact]
    public void what_is_met_needs_nothing_done()
    {
        var path = Find(Terms("2017-05-23 17:00", Asked(new HasStaff(1))), Profile(new() { StaffFte = 2 }));
        Assert.True(path.Exists);
        Assert.Empty(path.Steps);
    }

    [Fact]
    public void each_act_says_by_when_it_must_be_done_and_begun()
    {
        var path = Find(Terms("2017-05-23 17:00", One("A", new HasMembers(15)), One("B", new RegisteredOrRequested())), Profile(new() { MembersSme = 8, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 }));

        Assert.Equal(["win-members", "request-review"], path.Steps.Select(step => step.Act.Code));
        Assert.All(path.Steps, step => Assert.Equal(Utc("2017-05-23 15:00"), step.By));
        Assert.Equal(Utc("2017-05-23 15:00").AddDays(-LeadTime.Growth), path.Steps[0].BeginBy);
        Assert.Equal("Win 7 more members and enter them in the profile.", path.Steps[0].Act.What.En);
    }

    [Fact]
    public void of_two_ways_the_quicker_is_taken()
    {
        var path = Find(Terms("2017-05-23 17:00", Asked(new Any([new HoldsLabel(QualityLabel.Bronze), new HasPic()]))), Profile(new() { Name = "M" }));
        Assert.Equal("obtain-pic", Assert.Single(path.Steps).Act.Code);
    }

    [Fact]
    public void one_act_may_serve_several_criteria()
    {
        var path = Find(Terms("2017-05-23 17:00", One("A", new RegisteredOrRequested()), One("B", new All([new RegisteredOrRequested(), new HasPic()]))), Profile(new() { Name = "M" }));
        Assert.Equal(["A", "B"], path.Steps.Single(step => step.Act.Code == "request-review").Serves.Select(criterion => criterion.Id));
        Assert.Equal(2, path.Steps.Count);
    }

    [Fact]
    public void who_has_yet_to_register_is_told_until_when_and_not_that_it_is_impossible()
    {
        Assert.Equal(
            new("Possible if you register by 30 November 2016.", "Möglich, wenn Sie sich bis zum 30. November 2016 registrieren."),
            IfDone(Terms("2016-11-30 17:00", One("A", new RegisteredOrRequested()), One("B", new HasMembers(5))), Profile(new() { MembersSme = 8, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 })));

        // A profile must be published in time, which takes the moderators some days; what else is missing has its own day.
        Assert.Equal("Possible if you register by 20 November 2016.", IfDone(Terms("2016-11-30 17:00", Asked(new RegisteredWithCompleteProfile(["website"]))), Profile(new() { Name = "M" })).En);
        Assert.Equal(
            new("Possible if you begin by 24 March 2017 to mend what is missing.", "Möglich, wenn Sie bis zum 24. März 2017 beginnen nachzuholen, was fehlt."),
            IfDone(Terms("2017-05-23 17:00", Asked(new HasStaff(2))), Profile(new() { StaffFte = 1 })));
    }

    private static Domain.Deciding.Text IfDone(CallTerms terms, IClusterEvent told)
    {
        var path = Find(terms, told);
        Assert.True(path.Exists);
        return Headline.IfDone(Assessment.Assess(new(Organisation(("2016-01-01 00:00", told))), terms, Facts), path, provisional: false);
    }

    [Fact]
    public void what_takes_too_long_is_no_path_and_what_stands_in_the_way_is_named()
    {
        var path = Find(Terms("2016-11-04 17:00", One("A", new HasStaff(5)), One("B", new HasPic())), Profile(new() { StaffFte = 1 }));
        Assert.False(path.Exists);
        Assert.Equal("A", Assert.Single(path.Blocking).Criterion.Id);
    }

    [Fact]
    public void a_seat_elsewhere_is_no_path() =>
        Assert.False(Find(Terms("2017-05-23 17:00", Asked(new EstablishedIn(CountrySet.Participating))), Profile(new() { Country = "CH" })).Exists);

    [Fact]
    public void a_lapsed_label_can_be_renewed_backwards_even_after_the_deadline()
    {
        var call = Terms("2017-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Bronze)));
        var lapsed = Organisation(("2015-04-01 10:00", Label(QualityLabel.Bronze, "2015-03-01", "2017-03-31")));

        var step = Assert.Single(ShortestPath.Find(new(lapsed), call, Facts, Called, Utc("2017-06-30 12:00")).Steps);
        Assert.Equal(("renew-label", BrusselsTime.LastMomentOf(Day("2018-03-31"))), (step.Act.Code, step.By));
        Assert.Equal(step.By.AddDays(-LeadTime.Label), step.BeginBy);
        Assert.False(ShortestPath.Find(new(lapsed), call, Facts, Called, Utc("2018-06-30 12:00")).Exists);
    }

    [Fact]
    public void where_no_renewal_reaches_to_the_deadline_a_label_must_be_obtained_until_then()
    {
        var call = Terms("2021-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Bronze)));
        var lapsed = Organisation(("2015-04-01 10:00", Label(QualityLabel.Bronze, "2015-03-01", "2017-03-31")));

        var step = Assert.Single(ShortestPath.Find(new(lapsed), call, Facts, Called, Utc("2020-06-30 12:00")).Steps);
        Assert.Equal(("obtain-label", Utc("2021-05-23 15:00")), (step.Act.Code, step.By));
    }

    [Fact]
    public void a_label_that_was_taken_away_is_not_renewed()
    {
        var call = Terms("2017-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Bronze)));
        var revoked = Organisation(
            ("2015-04-01 10:00", Label(QualityLabel.Bronze, "2015-03-01", "2017-03-31")), ("2016-04-01 10:00", new LabelRevoked(QualityLabel.Bronze, null, Moderated with { ValidFrom = Day("2016-04-01") })));

        Assert.Equal("obtain-label", Assert.Single(ShortestPath.Find(new(revoked), call, Facts, Called, Now).Steps).Act.Code);
    }

    [Fact]
    public void what_was_told_too_late_can_be_verified()
    {
        var late = Organisation(("2017-06-01 10:00", Profile(new() { StaffFte = 3 }, Herself with { ValidFrom = Day("2017-01-01") })), ("2017-01-02 10:00", Profile(new() { Name = "M" })));
        var path = ShortestPath.Find(new(late), Terms("2017-05-23 17:00", Asked(new HasStaff(2))), Facts, Called, Utc("2017-06-02 10:00"));
        Assert.Equal("have-entry-verified", Assert.Single(path.Steps).Act.Code);
    }

    [Fact]
    public void a_suspended_profile_may_still_plan_to_register()
    {
        var path = Find(Terms("2017-05-23 17:00", Asked(new RegisteredOrPlanned())), new ProfileSuspended(Mona, Utc("2016-02-01"), Why));
        Assert.Single(path.Steps);
        Assert.False(Find(Terms("2017-05-23 17:00", Asked(new RegisteredOrRequested())), new ProfileSuspended(Mona, Utc("2016-02-01"), Why)).Exists);
    }

    [Fact]
    public void a_person_s_judgement_is_no_path() => Assert.False(Find(Terms("2017-05-23 17:00", Asked(new Judged(new("Look.", "Sehen Sie hin.")))), Profile(new() { Name = "M" })).Exists);

    /// <summary>The law: whoever does everything the path says is told "met".</summary>
    [Fact]
    public void carrying_out_the_path_makes_every_condition_met() =>
        Gen.Select(HistoryWithoutBackdating, Generated.Terms, Gen.Int[0, 2000]).Sample((history, terms, days) =>
        {
            var now = Utc("2015-03-01").AddDays(days);
            var subject = new Subject(Dossier(history.Where(it => it.At <= now)));
            var path = ShortestPath.Find(subject, terms, Facts, Called, now);
            if (!path.Exists)
            {
                Assert.Empty(path.Steps);
                return;
            }

            Assert.True(AllMet(subject, terms, path.Steps, now));
        }, iter: Math.Max(Check.Iter, 1_000));

    /// <summary>Nothing is left out of a path that it could do without.</summary>
    [Fact]
    public void a_path_holds_nothing_superfluous() =>
        Gen.Select(HistoryWithoutBackdating, Generated.Terms).Sample((history, terms) =>
        {
            var now = Utc("2016-10-04 07:00");
            var subject = new Subject(Dossier(history.Where(it => it.At <= now)));
            var path = ShortestPath.Find(subject, terms, Facts, Called, now);
            Assert.All(path.Steps, step =>
            {
                Assert.NotEmpty(step.Serves);
                Assert.False(AllMet(subject, terms, path.Steps.Where(other => other != step), now));
            });
            Assert.All(path.Steps, step => Assert.False(string.IsNullOrWhiteSpace(step.Act.What.En) || string.IsNullOrWhiteSpace(step.Act.What.De)));
        }, iter: Math.Max(Check.Iter, 1_000));

    private static bool AllMet(Subject subject, CallTerms terms, IEnumerable<PathStep> steps, DateTimeOffset now)
    {
        var strand = Assessment.Assess(subject, terms, Facts).Strand;
        var done = steps.OrderBy(step => step.Act.LeadDays).Aggregate(subject, (known, step) => step.Act.Do(known, now.AddDays(step.Act.LeadDays)));
        return Assessment.Assess(done, terms, Facts, strand: strand).Judgements.All(judgement => judgement.Finding.Outcome is Met || judgement.Criterion.Severity is Severity.Advisory);
    }

    private static Criterion One(string id, Question question) => Asked(question) with { Id = id };

    private static ShortestPath Find(CallTerms terms, IClusterEvent fact) => ShortestPath.Find(new(Organisation(("2016-01-01 10:00", fact))), terms, Facts, Called, Now);
}
