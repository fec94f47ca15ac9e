using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Events;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Requests to the events of 2017, 2022 and 2024: to the cent and to the microsecond.</summary>
public sealed class JudgingTravel
{
    private static readonly DateTimeOffset InTime = Utc("2022-08-01 10:00:00");
    private static readonly ProposalFields OnePerson = new() { Persons = 1, Weeks = 6, TravelCosts = [4_200.00m] };

    [Theory]
    [InlineData("800.00", Met, "travel-cost-within")]
    [InlineData("800.01", NotMet, "travel-cost-too-high")]
    [InlineData("0", Met, "travel-cost-within")]
    [InlineData(null, Undetermined, "travel-costs-missing")]
    public void pays_for_thessaloniki_up_to_800_euro(string? amount, Outcome outcome, string reason) =>
        Assert.Equal((outcome, reason), Thessaloniki.Said("COST", Request(new() { TravelCosts = amount is null ? null : [decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)] })));

    [Fact]
    public void pays_each_person_up_to_800_euro_not_all_of_them_together()
    {
        Assert.Equal((Met, "travel-cost-within"), Thessaloniki.Said("COST", Request(new() { Persons = 2, TravelCosts = [800m, 800m] })));
        Assert.Equal((NotMet, "travel-cost-too-high"), Thessaloniki.Said("COST", Request(new() { Persons = 2, TravelCosts = [900m, 600m] })));
        Assert.Equal((Undetermined, "travel-costs-not-per-person"), Thessaloniki.Said("COST", Request(new() { Persons = 2, TravelCosts = [1_600m] })));
    }

    [Theory]
    [InlineData(6, 4_200.00, Met, "travel-cost-within")]
    [InlineData(6, 4_200.01, NotMet, "travel-cost-too-high-for-weeks")]
    [InlineData(1, 700.00, Met, "travel-cost-within")]
    [InlineData(1, 700.01, NotMet, "travel-cost-too-high-for-weeks")]
    [InlineData(null, 700.00, Undetermined, "weeks-missing")]
    public void pays_for_japan_up_to_700_euro_a_week(int? weeks, double amount, Outcome outcome, string reason) =>
        Assert.Equal((outcome, reason), Japan.Said("COST", Request(new() { Weeks = weeks, TravelCosts = [(decimal)amount] })));

    [Fact]
    public void takes_the_lower_of_two_caps()
    {
        var both = Call("2022-08-31 23:59", new(), Reimbursed("COST", new TravelCostWithin(2_000m, 700m)));
        Assert.Equal((Met, "travel-cost-within"), both.Said("COST", Request(new() { Weeks = 3, TravelCosts = [2_000m] })));
        Assert.Equal((NotMet, "travel-cost-too-high"), both.Said("COST", Request(new() { Weeks = 3, TravelCosts = [2_000.01m] })));
        Assert.Equal((NotMet, "travel-cost-too-high-for-weeks"), both.Said("COST", Request(new() { Weeks = 2, TravelCosts = [1_400.01m] })));
    }

    [Theory]
    [InlineData(6, Met, "weeks-within")]
    [InlineData(7, NotMet, "weeks-too-many")]
    [InlineData(null, Undetermined, "weeks-missing")]
    public void takes_people_to_japan_for_up_to_six_weeks(int? weeks, Outcome outcome, string reason) => Assert.Equal((outcome, reason), Japan.Said("WEEKS", Request(new() { Weeks = weeks })));

    [Theory]
    [InlineData(1, Met, "persons-within")]
    [InlineData(2, NotMet, "persons-too-many")]
    [InlineData(null, Undetermined, "persons-missing")]
    public void takes_one_person_per_cluster(int? persons, Outcome outcome, string reason) => Assert.Equal((outcome, reason), Japan.Said("PERS", Request(new() { Persons = persons })));

    [Fact]
    public void counts_the_persons_of_all_requests_of_the_cluster_that_stand()
    {
        var (own, other) = (Request(OnePerson, InTime), Request(OnePerson, InTime, 42));

        Assert.Equal((NotMet, "persons-too-many-together"), Japan.Said("PERS", own, Beside(other)));
        Assert.Equal((Met, "persons-within"), Japan.Said("PERS", own, Beside(Request(OnePerson, null, 42))));
        Assert.Equal((Met, "persons-within"), Japan.Said("PERS", own, Beside(other.Then(new ApplicationWithdrawn(Mona, InTime, null), InTime))));
        Assert.Equal((Met, "persons-within"), Japan.Said("PERS", own, Beside(other.Then(new SelectionRecorded(SelectionOutcome.Rejected, 1, Mona, InTime.AddDays(30), Why), InTime.AddDays(30)))));
        Assert.Equal((NotMet, "persons-too-many-together"), Japan.Said("PERS", own, Beside(other.Then(new SelectionRecorded(SelectionOutcome.ReserveList, 1, Mona, InTime.AddDays(30), Why), InTime.AddDays(30)))));
        Assert.Equal((Undetermined, "persons-of-other-request-missing"), Japan.Said("PERS", own, Beside(Request(new(), InTime, 42))));
        Assert.Equal((Undetermined, "persons-of-other-request-missing"), Japan.Said("PERS", own, Beside(other with { IsBroken = true })));
    }

    /// <summary>What is typed after a request has been handed in, and not handed in again, is not part of it.</summary>
    [Fact]
    public void counts_of_another_request_what_was_handed_in()
    {
        var other = Request(OnePerson, InTime, 42).Then(new ProposalChanged(new() { Persons = 3 }, []), InTime.AddDays(1));
        var two = Call("2022-08-31 23:59", null, Decided("PERS", new PersonsPerCluster(2)));

        Assert.Equal((Met, "persons-within"), two.Said("PERS", Request(OnePerson, InTime), Beside(other)));
    }

    [Fact]
    public void reimburses_who_asks_by_the_first_cut_off()
    {
        Assert.Equal((Met, "received-by-cut-off"), India.Said("CUT", Request(new(), FirstCutOff)));
        Assert.Equal((Undetermined, "places-not-known"), India.Said("CUT", Request(new(), FirstCutOff.AddMicroseconds(1))));
        Assert.Equal((NotMet, "not-submitted"), India.Said("CUT", Request(new())));
        Assert.Equal((NotMet, "withdrawn"), India.Said("CUT", Request(new(), FirstCutOff).Then(new ApplicationWithdrawn(Mona, FirstCutOff, null), FirstCutOff)));
    }

    [Fact]
    public void reimburses_by_the_second_cut_off_if_places_are_left()
    {
        var request = Request(new(), SecondCutOff);

        Assert.Equal((Met, "received-while-places-are-left"), India.Said("CUT", request, Places(areLeft: true)));
        Assert.Equal((NotMet, "no-places-left"), India.Said("CUT", request, Places(areLeft: false)));
        Assert.Equal((NotMet, "received-after-cut-off"), India.Said("CUT", Request(new(), SecondCutOff.AddMicroseconds(1)), Places(areLeft: true)));
    }

    [Fact]
    public void takes_late_requests_at_own_cost_where_the_call_says_so()
    {
        var late = Request(new(), SecondCutOff.AddMicroseconds(1));

        Assert.Equal((Met, NotMet), (India.Verdict(Decides.Participation, late).Outcome, India.Verdict(Decides.Reimbursement, late).Outcome));
        Assert.Equal((NotMet, NotMet), (Strict.Verdict(Decides.Participation, late).Outcome, Strict.Verdict(Decides.Reimbursement, late).Outcome));
    }

    [Fact]
    public void counts_the_last_version()
    {
        var again = Request(new(), FirstCutOff).Then(new ApplicationSubmitted(2, Mona, FirstCutOff.AddDays(20), Recorded), FirstCutOff.AddDays(20));
        Assert.Equal((Undetermined, "places-not-known"), India.Said("CUT", again));
    }

    [Fact]
    public void leaves_open_what_an_ambiguous_cut_off_leaves_open()
    {
        var imported = Domain.Time.Deadline.Imported(Local("2020-10-26 23:59"), "CEST");
        var call = Call("2020-10-31 23:59", new() { CutOffs = [new(imported)] }, Decided("CUT", new ReceivedByCutOff()));

        Assert.Equal((Met, "received-by-cut-off"), call.Said("CUT", Request(new(), imported.Earliest)));
        Assert.Equal((Undetermined, "cut-off-ambiguous"), call.Said("CUT", Request(new(), imported.Latest)));
        Assert.Equal((Undetermined, "cut-offs-not-known"), (call with { Travel = new() }).Said("CUT", Request(new(), imported.Earliest)));
    }

    [Fact]
    public void leaves_reimbursement_open_where_the_text_is_known_in_part()
    {
        var call = Call("2016-10-25 23:59", new() { NotFullyKnown = true });

        Assert.True(call.Reimburses);
        Assert.Equal((Met, Undetermined), (call.Verdict(Decides.Participation, null).Outcome, call.Verdict(Decides.Reimbursement, null).Outcome));
        Assert.False(Call("2016-10-25 23:59", new() { Places = 10 }).Reimburses);
    }

    [Theory]
    [InlineData(4_200.00, "May take part; travel costs: can be reimbursed up to EUR 700.00 per person and week.", "Teilnahme möglich; Reisekosten: Erstattung möglich bis zu 700,00 Euro je Person und Woche.")]
    [InlineData(4_200.01, "May take part; travel costs: not reimbursed, one condition is not met.", "Teilnahme möglich; Reisekosten: keine Erstattung, eine Bedingung ist nicht erfüllt.")]
    public void says_both_verdicts_in_one_sentence(double amount, string en, string de) =>
        Assert.Equal(new(en, de), Headline(Japan, Request(OnePerson with { TravelCosts = [(decimal)amount] }, InTime)));

    [Fact]
    public void says_who_pays_and_what_is_open()
    {
        Assert.Equal("May take part; travel costs: at own cost, since it came too late to be reimbursed.", Headline(India, Request(new(), SecondCutOff.AddMicroseconds(1))).En);
        Assert.Equal("May take part; travel costs: open, one answer is missing.", Headline(India, Request(new(), SecondCutOff)).En);
        Assert.Equal("Cannot take part as things stand, so no travel costs are reimbursed.", Headline(Strict, Request(new())).En);
        Assert.Equal("May take part; travel costs: open, what the call says about them is not known in full.", Headline(Call("2016-10-25 23:59", new() { NotFullyKnown = true }), null).En);
    }

    [Fact]
    public void tells_the_way_to_reimbursement()
    {
        var request = Request(new() { Persons = 2, Weeks = 6, TravelCosts = [5_000m, 100m] });
        var path = ShortestPath.Find(new(Organisation(), request), Japan, Facts, Called, InTime, Stage.Application, decides: Decides.Reimbursement);

        Assert.True(path.Exists);
        Assert.Equal(["fewer-persons", "lower-travel-costs"], path.Steps.Select(step => step.Act.Code).Order());
        Assert.False(ShortestPath.Find(new(Organisation(), Request(new(), SecondCutOff.AddDays(1))), India, Facts, Called, SecondCutOff.AddDays(1), Stage.Application, decides: Decides.Reimbursement).Exists);
        Assert.Equal("submit", Assert.Single(ShortestPath.Find(new(Organisation(), Request(new())), India, Facts, Called, FirstCutOff, Stage.Application, decides: Decides.Reimbursement).Steps).Act.Code);
    }

    private static Domain.Deciding.Text Headline(CallTerms terms, ApplicationDossier? request) =>
        ReimbursementHeadline.Of(terms.Verdict(Decides.Participation, request), terms.Verdict(Decides.Reimbursement, request), terms);
}
