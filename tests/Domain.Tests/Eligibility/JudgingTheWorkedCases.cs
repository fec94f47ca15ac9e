using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What one organisation is told in the cases the officers know by heart.</summary>
public sealed class JudgingTheWorkedCases
{
    private static readonly Criterion OpenToParticipants = Asked(new EstablishedIn(CountrySet.Participating)), EuOnly = Asked(new EstablishedIn(CountrySet.EuMembers));

    [Fact]
    public void registration_requested_a_day_late_is_not_met()
    {
        var late = Organisation(
            ("2019-03-01 10:00", new ProfileDrafted()), ("2019-04-05 07:12", new ReviewRequested(null, Utc("2019-04-05 07:12"))),
            ("2019-04-20 09:00", new ProfilePublished(Mona, Utc("2019-04-20 09:00"))));
        var finding = Excellence2018.Answer(late);

        Assert.Equal((NotMet, "registration-not-requested"), (finding.Outcome, finding.Reason));
    }

    [Fact]
    public void registration_requested_in_the_last_minutes_is_met_though_published_and_even_refused_later()
    {
        (string, IClusterEvent)[] requested =
            [("2019-03-01 10:00", new ProfileDrafted()), ("2019-04-04 14:58", new ReviewRequested(null, Utc("2019-04-04 14:58")))];

        Assert.Equal(Met, Excellence2018.Answer(Organisation([.. requested, ("2019-04-30 08:00", new ProfilePublished(Mona, Utc("2019-04-30 08:00")))])).Outcome);
        Assert.Equal(Met, Excellence2018.Answer(Organisation([.. requested, ("2019-04-30 08:00", new ProfileRefused(Mona, Utc("2019-04-30 08:00"), Why))])).Outcome);
    }

    [Fact]
    public void the_older_wording_takes_a_signed_plan_and_nothing_less()
    {
        var call = Terms("2017-05-23 17:00", Asked(new RegisteredOrPlanned()));
        var late = Organisation(("2017-05-10 10:00", new ProfileDrafted()), ("2017-05-24 10:00", new ReviewRequested(null, Utc("2017-05-24 10:00"))));
        var started = ("2017-05-10 10:00", (IApplicationEvent)new ApplicationStarted(Id(50), "1.a", MedTech, Mona));
        var signed = new DeclarationSigned(DeclarationKind.PlansToRegister, MedTech, Mona, Utc("2017-05-23 15:00"));

        Assert.Equal(NotMet, call.Answer(late).Outcome);
        Assert.Equal(NotMet, call.Answer(late, Application(started)).Outcome);
        Assert.Equal((Met, "plan-declared"), call.Answer(late, Application(started, ("2017-05-23 15:00", signed))) switch { var it => (it.Outcome, it.Reason) });
        Assert.Equal(NotMet, call.Answer(late, Application(started, ("2017-05-23 15:01", signed with { ReceivedAt = Utc("2017-05-23 15:01") }))).Outcome);
    }

    [Fact]
    public void a_declaration_received_in_time_and_recorded_a_moment_later_counts_also_when_read_strictly()
    {
        var reachingBack = Organisation(("2017-05-10 10:00", Profile(new() { City = "Ulm" }, Herself with { ValidFrom = Day("2017-01-01") })));
        var application = Application(("2017-05-23 15:00:01", new DeclarationSigned(DeclarationKind.PlansToRegister, MedTech, Mona, Utc("2017-05-23 15:00:00"))));

        Assert.Equal(Met, Terms("2017-05-23 17:00", Asked(new RegisteredOrPlanned())).Answer(reachingBack, application).Outcome);
    }

    [Fact]
    public void a_late_renewal_is_met_backwards_once_it_is_known()
    {
        var call = Terms("2017-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Bronze)));
        (string, IClusterEvent)[] knownInJune = [("2015-03-20 10:00", Label(QualityLabel.Bronze, "2015-03-01", "2017-03-31"))];
        (string, IClusterEvent)[] knownInOctober = [.. knownInJune, ("2017-09-20 10:00", Label(QualityLabel.Bronze, "2017-04-01", "2020-03-31"))];

        Assert.Equal((NotMet, "label-not-valid"), call.Answer(Organisation(knownInJune)) switch { var it => (it.Outcome, it.Reason) });
        Assert.Equal(Met, call.Answer(Organisation(knownInOctober)).Outcome);
    }

    [Fact]
    public void a_late_renewal_only_asserted_counts_once_it_is_verified()
    {
        var call = Terms("2017-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Bronze)));
        (string, IClusterEvent)[] asserted =
            [("2015-03-20 10:00", Label(QualityLabel.Bronze, "2015-03-01", "2017-03-31")), ("2017-09-20 10:00", Label(QualityLabel.Bronze, "2017-04-01", "2020-03-31", Herself))];
        var judgement = call.Judged(Organisation(asserted));

        Assert.Equal((NotMet, true), (judgement.Finding.Outcome, judgement.Finding.Discounted));
        Assert.Equal("have-entry-verified", Verdict.Explain(judgement, new(Organisation(asserted)), Facts, Called).Remedy?.Code);
        Assert.Equal(Met, call.Answer(Organisation([.. asserted, ("2017-10-02 10:00", new EntryVerified(Id(102), Mona))])).Outcome);
    }

    [Fact]
    public void the_highest_of_several_labels_counts_whichever_was_recorded_last()
    {
        var call = Terms("2017-05-23 17:00", Asked(new HoldsLabel(QualityLabel.Gold)));
        (string, IClusterEvent)[] both =
            [("2016-05-01 10:00", Label(QualityLabel.Gold, "2016-04-01", "2018-04-30")), ("2017-02-01 10:00", Label(QualityLabel.Bronze, "2015-06-01", "2017-06-30"))];

        Assert.Equal(Met, call.Answer(Organisation(both)).Outcome);
        Assert.Equal(Met, call.Answer(Organisation([.. both, ("2017-03-01 10:00", new LabelRevoked(QualityLabel.Bronze, null, Moderated))])).Outcome);
        Assert.Equal((NotMet, "label-too-low"), call.Answer(Organisation([.. both, ("2017-03-01 10:00", new LabelRevoked(QualityLabel.Gold, null, Moderated))])) switch { var it => (it.Outcome, it.Reason) });
    }

    [Fact]
    public void a_move_of_the_seat_after_the_deadline_changes_nothing_and_one_before_it_everything()
    {
        var call = Terms("2017-12-13 17:00", EuOnly);
        var signature = Utc("2018-06-01 10:00");
        var seat = ("2017-01-01 10:00", Profile(new() { Country = "FR" }));
        OrganisationDossier Moved(string from) => Organisation(seat, ("2017-12-20 10:00", Profile(new() { Country = "CH" }, Herself with { ValidFrom = Day(from) })));

        Assert.Equal(Met, call.Answer(Organisation(seat)).Outcome);
        Assert.Equal(Met, call.Answer(Moved("2018-01-01")).Outcome);
        Assert.Equal(NotMet, call.Answer(Moved("2018-01-01"), at: signature).Outcome);
        Assert.Equal(NotMet, call.Answer(Moved("2017-12-01")).Outcome);
    }

    [Fact]
    public void a_move_into_the_union_reported_afterwards_does_not_help_unless_verified()
    {
        var call = Terms("2017-12-13 17:00", EuOnly);
        (string, IClusterEvent)[] moved =
            [("2017-01-01 10:00", Profile(new() { Country = "CH" })), ("2017-12-20 10:00", Profile(new() { Country = "FR" }, Herself with { ValidFrom = Day("2017-12-01") }))];

        Assert.Equal((NotMet, true), call.Answer(Organisation(moved)) switch { var it => (it.Outcome, it.Discounted) });
        Assert.Equal(Met, call.Answer(Organisation([.. moved, ("2018-01-10 10:00", new EntryVerified(Id(102), Mona))])).Outcome);
    }

    public static TheoryData<string> Entries => [.. ProfileEntries.Known];

    [Theory]
    [MemberData(nameof(Entries))]
    public void verification_reaches_every_entry_a_call_can_name(string entry)
    {
        var whole = new ProfileFields
        {
            Name = "M", Acronym = "M", Kind = OrganisationKind.Other, LegalForm = "e.V.", Country = "DE", Region = "DE11", City = "Ulm", Website = "w", WebsiteInEnglish = true,
            ActivityEvidence = "e", Founded = 2001, StaffFte = 1, MembersSme = 1, MembersLarge = 1, MembersResearch = 1, MembersOther = 1, Sectors = ["a"], EmergingIndustries = ["a"],
            Technologies = ["a"], TargetCountries = ["US"], RecognisedProgramme = "p", PublicCooperation = true, SocialEconomy = true, DefenceRelated = true, Pic = "999888777",
        };
        var call = Terms("2017-12-13 17:00", Asked(new ProfileComplete([entry])));
        (string, IClusterEvent) told = ("2017-12-20 10:00", Profile(whole, Herself with { ValidFrom = Day("2017-01-01") }));

        Assert.Equal(NotMet, call.Answer(Organisation(told)).Outcome);
        Assert.Equal(Met, call.Answer(Organisation(told, ("2017-12-21 10:00", new EntryVerified(Id(101), Mona)))).Outcome);
    }

    [Theory]
    [InlineData("ME", "2014-10-29 17:00", Met)]
    [InlineData("ME", "2014-10-28 23:59", NotMet)]
    [InlineData("MD", "2015-03-31 17:00", NotMet)]
    [InlineData("MD", "2015-04-07 00:00", Met)]
    [InlineData("AM", "2015-12-31 23:59", NotMet)]
    [InlineData("AM", "2016-01-01 00:00", Undetermined)]
    [InlineData("AM", "2016-12-31 23:59", Undetermined)]
    [InlineData("AM", "2017-01-01 00:00", Met)]
    [InlineData("UK", "2020-01-31 23:59", Met)]
    [InlineData("UK", "2020-12-02 17:00", Met)]
    [InlineData("UK", "2021-02-02 17:00", NotMet)]
    public void agreements_count_by_day(string seat, string deadline, Outcome outcome) =>
        Assert.Equal(outcome, Terms(deadline, OpenToParticipants).Answer(Seated(seat)).Outcome);

    [Theory]
    [InlineData("2020-01-31 23:59", Met)]
    [InlineData("2020-02-01 00:00", NotMet)]
    public void the_kingdom_is_a_member_state_until_its_last_day(string deadline, Outcome outcome) =>
        Assert.Equal(outcome, Terms(deadline, EuOnly).Answer(Seated("UK")).Outcome);

    private static Domain.Calls.CallTerms Excellence2018 => Terms("2019-04-04 17:00", Asked(new RegisteredOrRequested()));

    private static OrganisationDossier Seated(string country) => Organisation(("2014-01-01 10:00", Profile(new() { Country = country })));
}
