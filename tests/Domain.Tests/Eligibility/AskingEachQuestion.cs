using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Every question with every answer it can give, on 23 May 2017 at 17:00 Brussels time.</summary>
public sealed class AskingEachQuestion
{
    private static readonly DateTimeOffset At = Utc("2017-05-23 15:00:00");
    private static readonly OrganisationDossier Nothing = Organisation();
    private static readonly Question Yes = new HasStaff(1), No = new HasStaff(9), Open = new HasMembers(3);
    private static readonly OrganisationDossier Five = Fields(new() { StaffFte = 5 });

    private static readonly (Question Question, OrganisationDossier Dossier, ApplicationDossier? Application, Outcome Outcome, string Code)[] Answers =
    [
        (new RegisteredOrRequested(), Status(new ProfilePublished(Mona, Utc("2017-05-02"))), null, Met, "registered"),
        (new RegisteredOrRequested(), Status(new ReviewRequested(null, At)), null, Met, "registration-requested"),
        (new RegisteredOrRequested(), Status(new ReviewRequested(null, At.AddMicroseconds(1))), null, NotMet, "registration-not-requested"),
        (new RegisteredOrRequested(), Status(new ProfileRefused(Mona, Utc("2017-05-02"), Why)), null, NotMet, "registration-refused"),
        (new RegisteredOrRequested(), Status(new ProfileSuspended(Mona, Utc("2017-05-02"), Why)), null, NotMet, "registration-suspended"),
        (new RegisteredOrRequested(), Status(new ProfileSuspended(Mona, Utc("2017-05-02"), Why), new ProfileReinstated(Mona, Utc("2017-05-03"))), null, Met, "registered"),
        (new RegisteredOrRequested(), Status(new ClusterWithdrawn(null, Utc("2017-05-02"))), null, NotMet, "registration-withdrawn"),
        (new RegisteredOrRequested(), Nothing, null, NotMet, "registration-not-requested"),
        (new RegisteredOrPlanned(), Status(new ProfilePublished(Mona, Utc("2017-05-02"))), null, Met, "registered"),
        (new RegisteredOrPlanned(), Nothing, Says(new DeclarationSigned(DeclarationKind.PlansToRegister, MedTech, Mona, Utc("2017-05-02"))), Met, "plan-declared"),
        (new RegisteredOrPlanned(), Nothing, Says(new DeclarationSigned(DeclarationKind.PlansToRegister, Id(77), Mona, Utc("2017-05-02"))), NotMet, "registration-not-requested"),
        (new RegisteredWithCompleteProfile(["staffFte"]), Status(Profile(new() { StaffFte = 2 }), new ProfilePublished(Mona, Utc("2017-05-02"))), null, Met, "registered-complete"),
        (new RegisteredWithCompleteProfile(["staffFte"]), Status(new ProfilePublished(Mona, Utc("2017-05-02"))), null, NotMet, "profile-incomplete"),
        (new RegisteredWithCompleteProfile([]), Status(new ReviewRequested(null, Utc("2017-05-02"))), null, NotMet, "registration-under-review"),
        (new RegisteredWithCompleteProfile([]), Status(new ProfileRefused(Mona, Utc("2017-05-02"), Why)), null, NotMet, "registration-refused"),
        (new RegisteredWithCompleteProfile([]), Status(new ProfileSuspended(Mona, Utc("2017-05-02"), Why)), null, NotMet, "registration-suspended"),
        (new RegisteredWithCompleteProfile([]), Status(new ClusterWithdrawn(null, Utc("2017-05-02"))), null, NotMet, "registration-withdrawn"),
        (new RegisteredWithCompleteProfile([]), Nothing, null, NotMet, "registration-not-requested"),

        (new EstablishedIn(CountrySet.EuMembers), Seat("DE"), null, Met, "eu-member"),
        (new EstablishedIn(CountrySet.EuMembers), Seat("ME"), null, NotMet, "not-eu-member"),
        (new EstablishedIn(CountrySet.Participating), Seat("ME"), null, Met, "country-participates"),
        (new EstablishedIn(CountrySet.Participating), Seat("CH"), null, NotMet, "country-not-participating"),
        (new EstablishedIn(CountrySet.Participating, Also: [new("CH", Until: Day("2017-05-23"))]), Seat("CH"), null, Met, "country-named"),
        (new EstablishedIn(CountrySet.Participating, Also: [new("CH", Until: Day("2017-05-22"))]), Seat("CH"), null, NotMet, "country-not-participating"),
        (new EstablishedIn(CountrySet.Participating, Except: [new("DE", From: Day("2017-05-23"))]), Seat("DE"), null, NotMet, "country-excluded"),
        (new EstablishedIn(CountrySet.Participating, Except: [new("DE", From: Day("2017-05-24"))]), Seat("DE"), null, Met, "eu-member"),
        (new EstablishedIn(CountrySet.Participating), Seat("AQ"), null, Undetermined, "country-not-listed"),
        (new EstablishedIn(CountrySet.Participating), Nothing, null, Undetermined, "seat-missing"),

        (new IsOfKind([OrganisationKind.ClusterOrganisation]), Fields(new() { Kind = OrganisationKind.ClusterOrganisation }), null, Met, "kind-accepted"),
        (new IsOfKind([OrganisationKind.ClusterOrganisation, OrganisationKind.BusinessNetwork]), Fields(new() { Kind = OrganisationKind.Other }), null, NotMet, "kind-not-accepted"),
        (new IsOfKind([OrganisationKind.ClusterOrganisation]), Nothing, null, Undetermined, "kind-missing"),
        (new IsLegalPerson(), Fields(new() { HasLegalPersonality = true }), null, Met, "legal-person"),
        (new IsLegalPerson(), Fields(new() { HasLegalPersonality = false }), null, Undetermined, "no-legal-personality"),
        (new IsLegalPerson(), Nothing, null, Undetermined, "legal-personality-missing"),
        (new ProfileComplete(["staffFte"]), Five, null, Met, "profile-complete"),
        (new ProfileComplete(["staffFte", "website", "pic"]), Five, null, NotMet, "profile-incomplete"),
        (new SaysYes("websiteInEnglish"), Fields(new() { WebsiteInEnglish = true }), null, Met, "entry-says-yes"),
        (new SaysYes("websiteInEnglish"), Fields(new() { WebsiteInEnglish = false }), null, NotMet, "entry-says-no"),
        (new SaysYes("websiteInEnglish"), Nothing, null, Undetermined, "entry-missing"),

        (new HasMembers(15), Fields(new() { MembersSme = 15 }), null, Met, "members-enough"),
        (new HasMembers(15), Fields(new() { MembersSme = 14 }), null, Undetermined, "members-partly-missing"),
        (new HasMembers(15), Fields(new() { MembersSme = 14, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 }), null, NotMet, "members-too-few"),
        (new HasMembers(15), Nothing, null, Undetermined, "members-missing"),
        (new HasMemberTypes(2), Fields(new() { MembersSme = 9, MembersLarge = 1 }), null, Met, "member-types-enough"),
        (new HasMemberTypes(2), Fields(new() { MembersSme = 9, MembersLarge = 0 }), null, Undetermined, "member-types-partly-missing"),
        (new HasMemberTypes(3), Fields(new() { MembersSme = 9, MembersLarge = 0, MembersResearch = 0 }), null, NotMet, "member-types-too-few"),
        (new HasMemberTypes(2), Nothing, null, Undetermined, "members-missing"),
        (new HasStaff(0.5m), Fields(new() { StaffFte = 0.5m }), null, Met, "staff-enough"),
        (new HasStaff(0.5m), Fields(new() { StaffFte = 0.4m }), null, NotMet, "staff-too-few"),
        (new HasStaff(0.5m), Nothing, null, Undetermined, "staff-missing"),
        (new HoldsLabel(QualityLabel.Bronze), Labelled(Label(QualityLabel.Silver, "2016-01-01", "2017-05-23")), null, Met, "label-held"),
        (new HoldsLabel(QualityLabel.Gold), Labelled(Label(QualityLabel.Silver, "2016-01-01", "2018-01-31")), null, NotMet, "label-too-low"),
        (new HoldsLabel(QualityLabel.Bronze), Labelled(Label(QualityLabel.Silver, "2015-05-01", "2017-05-22")), null, NotMet, "label-not-valid"),
        (new HoldsLabel(QualityLabel.Bronze), Nothing, null, Undetermined, "label-missing"),
        (new HoldsLabel(QualityLabel.Bronze), Labelled(new LabelRevoked(QualityLabel.Bronze, null, new(AssertedBy.System, Day("1990-01-01")))), null, NotMet, "label-none"),
        (new WorksIn("sectors", ["health", "food"]), Fields(new() { Sectors = ["steel", "food"] }), null, Met, "field-fits"),
        (new WorksIn("technologies", ["health"]), Fields(new() { Technologies = ["steel"] }), null, NotMet, "field-does-not-fit"),
        (new WorksIn("targetCountries", ["CH"]), Nothing, null, Undetermined, "field-missing"),
        (new HasPic(), Fields(new() { Pic = "999888777" }), null, Met, "pic-stated"),
        (new HasPic(), Nothing, null, NotMet, "pic-missing"),

        (new PartnersAtLeast(3), Nothing, null, Undetermined, "partners-not-known"),
        (new CountriesAtLeast(3, 2), Nothing, null, Undetermined, "partners-not-known"),
        (new PartnersIndependent(), Nothing, null, Undetermined, "partners-not-known"),
        (new RegionOfCategory(["transition"]), Nothing, null, Undetermined, "partners-not-known"),
        (new RegionsRepresentedByClusters(), Nothing, null, Undetermined, "partners-not-known"),
        (new DefenceRelatedPartner(), Nothing, null, Undetermined, "partners-not-known"),
        (new ExistingPartnership(PartnershipAge.Existing), Nothing, null, Undetermined, "partners-not-known"),
        (new OneConsortiumPerPhase(), Nothing, null, Undetermined, "partners-not-known"),
        (new PartnersWho(Yes), Nothing, null, Undetermined, "partners-not-known"),
        (new CoordinatorWho(Yes), Nothing, null, Undetermined, "partners-not-known"),

        (new ReceivedByDeadline(), Nothing, Says(Submission(1, At)), Met, "received-in-time"),
        (new ReceivedByDeadline(), Nothing, Says(Submission(1, At), Submission(2, At.AddMicroseconds(1))), Met, "received-in-time"),
        (new ReceivedByDeadline(), Nothing, Says(Submission(1, At.AddMicroseconds(1))), NotMet, "received-late"),
        (new ReceivedByDeadline(), Nothing, null, NotMet, "not-submitted"),
        (new GrantWithin(448_750m), Nothing, Proposes(new() { RequestedGrant = 448_750.00m }), Met, "grant-within"),
        (new GrantWithin(448_750m), Nothing, Proposes(new() { RequestedGrant = 448_750.01m }), NotMet, "grant-too-high"),
        (new GrantWithin(448_750m), Nothing, Proposes(new()), Undetermined, "grant-missing"),
        (new RateWithin(0.75m), Nothing, Proposes(new() { RequestedGrant = 448_750.00m, EligibleCosts = 598_333.33m }), Met, "rate-within"),
        (new RateWithin(0.75m), Nothing, Proposes(new() { RequestedGrant = 448_750.00m, EligibleCosts = 598_333.34m }), Met, "rate-within"),
        (new RateWithin(0.75m), Nothing, Proposes(new() { RequestedGrant = 448_750.01m, EligibleCosts = 598_333.33m }), NotMet, "rate-too-high"),
        (new RateWithin(0.90m), Nothing, Proposes(new() { RequestedGrant = 90m, EligibleCosts = 100m }), Met, "rate-within"),
        (new RateWithin(0.75m), Nothing, Proposes(new() { RequestedGrant = 90m, EligibleCosts = 100m }), NotMet, "rate-too-high"),
        (new RateWithin(0.75m), Nothing, Proposes(new() { RequestedGrant = 1m }), Undetermined, "costs-missing"),
        (new DurationWithin(12, 24), Nothing, Proposes(new() { DurationMonths = 24 }), Met, "duration-within"),
        (new DurationWithin(12, 24), Nothing, Proposes(new() { DurationMonths = 25 }), NotMet, "duration-outside"),
        (new DurationWithin(12, 24), Nothing, null, Undetermined, "duration-missing"),
        (new PagesWithin(50), Nothing, Proposes(new() { Pages = 50 }), Met, "pages-within"),
        (new PagesWithin(50), Nothing, Proposes(new() { Pages = 51 }), NotMet, "pages-too-many"),
        (new PagesWithin(50), Nothing, null, Undetermined, "pages-missing"),
        (new BudgetDeclared(), Nothing, Says(Signed() with { Kind = DeclarationKind.Budget }), Met, "budget-declared"),
        (new BudgetDeclared(), Nothing, Says(Signed()), NotMet, "budget-not-declared"),
        (new BudgetDeclared(), Nothing, null, NotMet, "budget-not-declared"),
        (new TargetCountriesWithin(2, 5), Nothing, Proposes(new() { TargetCountries = ["US", "JP"] }), Met, "targets-within"),
        (new TargetCountriesWithin(2, 5), Nothing, Proposes(new() { TargetCountries = ["US", "US"] }), NotMet, "targets-too-few"),
        (new TargetCountriesWithin(2, 3), Nothing, Proposes(new() { TargetCountries = ["US", "JP", "CN", "IN"] }), NotMet, "targets-too-many"),
        (new TargetCountriesWithin(2), Nothing, Says(new ProposalChanged(new() { TargetCountries = ["US"] }, []), new ProposalChanged(new(), ["targetCountries"])), Undetermined, "targets-missing"),
        (new ThirdCountriesWithin(1, 2), Nothing, Proposes(new() { TargetCountries = ["CH", "FR", "CH"] }), Met, "third-countries-within"),
        (new ThirdCountriesWithin(2), Nothing, Proposes(new() { TargetCountries = ["CH", "FR", "ME"] }), NotMet, "third-countries-too-few"),
        (new ThirdCountriesWithin(0, 0), Nothing, Proposes(new() { TargetCountries = ["CH"] }), NotMet, "third-countries-too-many"),
        (new ThirdCountriesWithin(2), Nothing, Proposes(new() { TargetCountries = ["CH", "AQ"] }), Undetermined, "third-countries-uncertain"),
        (new ThirdCountriesWithin(1), Nothing, null, Undetermined, "targets-missing"),
        (new PersonsPerCluster(2), Nothing, Proposes(new() { Persons = 2 }), Met, "persons-within"),
        (new PersonsPerCluster(2), Nothing, Proposes(new() { Persons = 3 }), NotMet, "persons-too-many"),
        (new PersonsPerCluster(1), Nothing, Says(new ProposalChanged(new() { Persons = 1 }, []), new ProposalChanged(new(), ["persons"])), Undetermined, "persons-missing"),
        (new TravelCostWithin(800m), Nothing, Proposes(new() { TravelCosts = [800.00m, 799.99m] }), Met, "travel-cost-within"),
        (new TravelCostWithin(800m), Nothing, Proposes(new() { TravelCosts = [1m, 800.01m] }), NotMet, "travel-cost-too-high"),
        (new TravelCostWithin(PerPersonAndWeek: 700m), Nothing, Proposes(new() { Weeks = 2, TravelCosts = [1_400.01m] }), NotMet, "travel-cost-too-high-for-weeks"),
        (new TravelCostWithin(PerPersonAndWeek: 700m), Nothing, Proposes(new() { TravelCosts = [1m] }), Undetermined, "weeks-missing"),
        (new TravelCostWithin(800m), Nothing, Proposes(new() { Persons = 2, TravelCosts = [1m] }), Undetermined, "travel-costs-not-per-person"),
        (new TravelCostWithin(800m), Nothing, Proposes(new() { Persons = 2 }), Undetermined, "travel-costs-missing"),
        (new TravelCostWithin(), Nothing, Proposes(new() { TravelCosts = [1m] }), Undetermined, "cap-not-known"),
        (new WeeksWithin(1), Nothing, Proposes(new() { Weeks = 1 }), Met, "weeks-within"),
        (new WeeksWithin(6), Nothing, Proposes(new() { Weeks = 7 }), NotMet, "weeks-too-many"),
        (new WeeksWithin(6), Nothing, null, Undetermined, "weeks-missing"),
        (new ReceivedByCutOff(), Nothing, null, NotMet, "not-submitted"),
        (new ReceivedByCutOff(), Nothing, Says(Submission(1, At)), Undetermined, "cut-offs-not-known"),
        (new Declared(DeclarationKind.Exclusion), Nothing, Says(Signed()), Met, "declared"),
        (new Declared(DeclarationKind.Exclusion), Nothing, Says(Signed(), new DeclarationWithdrawn(DeclarationKind.Exclusion, MedTech, Mona, At)), NotMet, "not-declared"),
        (new Declared(DeclarationKind.Capacity), Nothing, null, NotMet, "not-declared"),
        (new Judged(new("Look.", "Sehen Sie hin.")), Nothing, null, Undetermined, "needs-judgement"),
        (new Judged(new("The activities fit.", "Die Aktivitäten passen.")), Nothing, Says(new CriterionJudged("C-1", true, Mona, Utc("2017-06-20"), Why)), Met, "judged-met"),
        (new Judged(new("The activities fit.", "Die Aktivitäten passen.")), Nothing, Says(new CriterionJudged("C-1", true, Mona, Utc("2017-06-20"), Why), new CriterionJudged("C-1", false, Mona, Utc("2017-06-21"), Why)), NotMet, "judged-not-met"),
        (new Judged(new("The activities fit.", "Die Aktivitäten passen.")), Nothing, Says(new CriterionJudged("C-2", true, Mona, Utc("2017-06-20"), Why)), Undetermined, "needs-judgement"),

        (new All([Yes, Yes]), Five, null, Met, "composed-met"),
        (new All([Yes, Open]), Five, null, Undetermined, "composed-undetermined"),
        (new All([Open, No]), Five, null, NotMet, "composed-notmet"),
        (new Any([No, Open, Yes]), Five, null, Met, "composed-met"),
        (new Any([No, Open]), Five, null, Undetermined, "composed-undetermined"),
        (new Any([No, No]), Five, null, NotMet, "composed-notmet"),
        (new AtLeast(2, [Yes, No, Yes]), Five, null, Met, "composed-met"),
        (new AtLeast(2, [Yes, No, Open]), Five, null, Undetermined, "composed-undetermined"),
        (new AtLeast(2, [Yes, No, No]), Five, null, NotMet, "composed-notmet"),
        (new Not(No, new("Small.", "Klein."), new("Shrink.", "Schrumpfen Sie.")), Five, null, Met, "not-staff-too-few"),
        (new Not(Yes, new("Small.", "Klein."), new("Shrink.", "Schrumpfen Sie.")), Five, null, NotMet, "not-staff-enough"),
        (new Not(Open, new("Small.", "Klein."), new("Shrink.", "Schrumpfen Sie.")), Five, null, Undetermined, "not-members-missing"),
    ];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        foreach (var (index, answer) in Answers.Index()) rows.Add(index, $"{answer.Question.GetType().Name}: {answer.Code}");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void gives_its_outcome_a_reason_in_both_languages_and_a_remedy_unless_met(int row, string _)
    {
        var (question, dossier, application, outcome, code) = Answers[row];
        var judgement = Terms("2017-05-23 17:00", Asked(question)).Judged(dossier, application);
        var told = Verdict.Explain(judgement, new(dossier, application), Facts, Called);

        Assert.Equal((outcome, code), (judgement.Finding.Outcome, told.Code));
        AssertSaid(told.Reason);
        AssertSaid(question.Statement(Called));
        Assert.Equal(outcome is Met, told.Remedy is null);
        if (told.Remedy is { } remedy) AssertSaid(remedy.What);
    }

    [Fact]
    public void is_tried_here_with_every_outcome_it_has()
    {
        Type[] openOnly = [.. QuestionCatalogue.Types.Values.Where(type => type.IsSubclassOf(typeof(OfTheConsortium)))];
        Type[] neverOpen =
        [
            typeof(RegisteredOrPlanned), typeof(RegisteredOrRequested), typeof(RegisteredWithCompleteProfile),
            typeof(ProfileComplete), typeof(HasPic), typeof(ReceivedByDeadline), typeof(Declared), typeof(BudgetDeclared),
        ];
        Outcome[] Possible(Type type) =>
            openOnly.Contains(type) ? [Undetermined]
            : neverOpen.Contains(type) ? [NotMet, Met]
            : type == typeof(ReceivedByCutOff) ? [NotMet, Undetermined]   // met in JudgingTravel: these terms have no cut-off
            : type == typeof(IsLegalPerson) ? [Undetermined, Met]
            : [NotMet, Undetermined, Met];

        Assert.All(QuestionCatalogue.Types.Values, type =>
            Assert.Equal(Possible(type), Answers.Where(answer => answer.Question.GetType() == type).Select(answer => answer.Outcome).Distinct().Order()));
    }

    internal static IEnumerable<Question> Questions => Answers.Select(answer => answer.Question);

    private static void AssertSaid(Text text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text.En));
        Assert.False(string.IsNullOrWhiteSpace(text.De));
        Assert.NotEqual(text.En, text.De);
        Assert.DoesNotContain("  ", text.En + text.De, StringComparison.Ordinal);
        text.IsProper();
    }

    private static OrganisationDossier Fields(ProfileFields fields) => Organisation(("2017-05-01", Profile(fields)));

    private static OrganisationDossier Seat(string country) => Fields(new() { Country = country });

    private static OrganisationDossier Labelled(IClusterEvent label) => Organisation(("2017-05-01", label));

    private static OrganisationDossier Status(params IClusterEvent[] facts) =>
        Organisation([("2017-05-01", new ProfileDrafted()), .. facts.Select(fact => ("2017-05-02", fact))]);

    private static ApplicationDossier Says(params IApplicationEvent[] facts) =>
        Application([("2017-05-01", new ApplicationStarted(Id(50), null, MedTech, Mona)), .. facts.Select(fact => ("2017-05-02", fact))]);

    private static ApplicationDossier Proposes(ProposalFields fields) => Says(new ProposalChanged(fields, []));

    private static DeclarationSigned Signed() => new(DeclarationKind.Exclusion, MedTech, Mona, Utc("2017-05-02"));

    private static ApplicationSubmitted Submission(int number, DateTimeOffset at) => new(number, Mona, at, new(Undetermined, Stage.Application, "1", 1, [], []));
}
