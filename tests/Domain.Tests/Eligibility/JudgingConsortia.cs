using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What several organisations are told together, in the cases the officers know by heart and around them.</summary>
public sealed class JudgingConsortia
{
    private static readonly ProgrammeFacts Programme = new IProgrammeEvent[]
    {
        new EuMembershipRecorded("NL", Day("1958-01-01"), null, "test"), new EuMembershipRecorded("IT", Day("1958-01-01"), null, "test"),
        new EuMembershipRecorded("PL", Day("2004-05-01"), null, "test"), new CountryListed("NL", "NL", new("Netherlands", "Niederlande"), "test", Confidence.Found),
        new CountryListed("CH", "CH", new("Switzerland", "Schweiz"), "test", Confidence.Found),
        new RegionsListed(2013,
        [
            new("DE11", "Stuttgart", "DE", "more-developed", null, null), new("DED4", "Chemnitz", "DE", "transition", null, null, "more-developed", MixedIn: ["Döbeln"]),
            new("FR10", "Île-de-France", "FR", "more-developed", null, null), new("FR30", "Nord", "FR", "transition", null, null),
            new("PL21", "Małopolskie", "PL", "less-developed", null, null), new("PL12", "Mazowieckie", "PL", "more-developed", null, null),
        ], "test"),
        new RegionChangesListed([new(2013, "FR30", 2016, "FRE1", "recoded", 1), new(2006, "DED1", 2013, "DED4", "boundary-shift", 1), new(2006, "DED3", 2013, "DED4", "boundary-shift", 0.1), new(2006, "DED3", 2013, "DED5", "boundary-shift", 0.9)], "test"),
    }.Aggregate(Facts, (facts, fact) => facts.Learn(fact, new(Id(301), fact.GetType().Name, ProgrammeFacts.StreamId, 1, Utc("2014-01-02 00:00:00"))));

    private static readonly Names Names = new ProgrammeNames(Programme);

    private static readonly CallTerms Excellence2018 = Call("2019-04-04 17:00",
        One("CTRY-1", new EstablishedIn(CountrySet.Participating)), One("REG-b", new RegisteredOrRequested()),
        All("CON-1", new PartnersAtLeast(3)), All("CON-2", new CountriesAtLeast(3)), All("CON-5", new RegionOfCategory(["less-developed", "transition"])));

    private static readonly CallTerms Defence = Call("2017-12-13 17:00",
        One("CTRY-2", new EstablishedIn(CountrySet.EuMembers)) with { AlsoAt = [ReferenceKind.GrantSignature] },
        All("CON-1", new PartnersAtLeast(3, new(CountrySet.EuMembers))) with { AlsoAt = [ReferenceKind.GrantSignature] },
        All("CON-2", new CountriesAtLeast(3, From: new(CountrySet.EuMembers))) with { AlsoAt = [ReferenceKind.GrantSignature] },
        All("WHO-3", new DefenceRelatedPartner()));

    [Fact]
    public void one_partner_registered_a_day_late_makes_the_proposal_ineligible_and_is_named()
    {
        var verdict = Judge(Excellence2018, Registered("DE", "DE11"), Registered("FR", "FR10"), Registered("PL", "PL21", requested: "2019-04-05 07:12"));

        Assert.Equal(NotMet, verdict.Outcome);
        Assert.Equal([("CTRY-1", Met), ("REG-b", NotMet), ("CON-1", Met), ("CON-2", Met), ("CON-5", Met)], Outcomes(verdict));
        var told = Told(verdict, "REG-b");
        Assert.Equal("registration-not-requested", told.Code);
        Assert.StartsWith("PL-Cluster: ", told.Reason.En, StringComparison.Ordinal);
        Assert.DoesNotContain("DE-Cluster", told.Reason.De, StringComparison.Ordinal);
    }

    [Fact]
    public void requested_in_the_last_minutes_it_is_eligible() => Assert.Equal(Met, Judge(
        Excellence2018, Registered("DE", "DE11"), Registered("FR", "FR10"), Registered("PL", "PL21", requested: "2019-04-04 14:58")).Outcome);

    [Fact]
    public void a_seat_moved_after_the_deadline_leaves_it_eligible_and_not_signable()
    {
        var (a, b) = (Partner(Seat("FR"), Profile(new() { DefenceRelated = true })), Partner(Seat("IT")));
        var moved = Partner(Seat("NL"), ("2017-12-20 10:00", Profile(new() { Country = "CH" }, Herself with { ValidFrom = Day("2018-01-01") })));

        Assert.Equal([("CTRY-2", Met), ("CON-1", Met), ("CON-2", Met), ("WHO-3", Met)], Outcomes(Judge(Defence, a, b, moved)));

        var signature = Assessment.AssessAtSignature(Subject(a, b, moved), Defence, Programme, Day("2018-06-01"));
        Assert.Equal([("CTRY-2", NotMet), ("CON-1", NotMet), ("CON-2", NotMet)], Outcomes(signature));
        Assert.Equal("Find one more partner.", Told(signature, "CON-1").Remedy!.What.En);
        Assert.Equal([("CTRY-2", Met), ("CON-1", Met), ("CON-2", Met)], Outcomes(Assessment.AssessAtSignature(Subject(a, b, Partner(Seat("NL"))), Defence, Programme, Day("2018-06-01"))));
    }

    [Fact]
    public void what_must_hold_for_the_whole_duration_is_judged_whenever_something_changes()
    {
        var call = Call("2019-10-30 17:00", One("CTRY-1", new EstablishedIn(CountrySet.EuMembers)) with { AlsoAt = [ReferenceKind.WholeDuration] });
        Verdict Over(int months) => Assessment.AssessAtSignature(Subject(Partner(Seat("UK"))), call, Programme, Day("2019-12-01"), months);

        Assert.Equal(Met, Over(1).Outcome);
        var judgement = Assert.Single(Over(24).Judgements);
        Assert.Equal((NotMet, Utc("2020-01-31 23:00")), (judgement.Finding.Outcome, judgement.At));
    }

    [Fact]
    public void what_is_judged_at_the_award_is_judged_before_the_signature_and_of_the_proposal_only_where_there_is_one()
    {
        var call = Call("2019-10-30 17:00",
            One("CTRY-1", new EstablishedIn(CountrySet.EuMembers)) with { Stage = Stage.Award, ReferenceDate = new(ReferenceKind.WholeDuration) },
            One("CAP-1", new GrantWithin(1)) with { Stage = Stage.Award, AlsoAt = [ReferenceKind.GrantSignature] });

        var signature = Assessment.AssessAtSignature(Subject(Partner(Seat("UK"))), call, Programme, Day("2019-12-01"), 24, Stage.Consortium);
        Assert.Equal([("CTRY-1", NotMet)], Outcomes(signature));
        Assert.Empty(signature.StillOpen);
        Assert.Equal([("CTRY-1", Met), ("CAP-1", Undetermined)], Outcomes(Assessment.AssessAtSignature(Subject(Partner(Seat("FR"))) with { Application = new(Id(70)) }, call, Programme, Day("2019-12-01"), 24)));
    }

    [Fact]
    public void an_organisation_in_two_proposals_of_a_phase_is_met_in_neither_until_one_is_withdrawn_in_time()
    {
        var call = Call("2017-05-23 17:00", All("NUM-1", new OneConsortiumPerPhase())) with
        {
            Strands = [new("1.a", new("", ""), "preparatory"), new("1.b", new("", ""), "preparatory"), new("2", new("", ""), "implementation")],
        };
        var x = Partner(Seat("DE"));
        Outcome With(string phase, params (string, IApplicationEvent)[] story) => Assessment.Assess(
            new(x.Dossier, Consortium: new([x]) { Siblings = [new(Application(story), phase, [x.Dossier])] }), call, Programme, Stage.Consortium, "1.a").Outcome;

        var submitted = ("2017-05-20 10:00", (IApplicationEvent)new ApplicationSubmitted(1, Mona, Utc("2017-05-20 10:00"), new(Met, Stage.Application, "1", 1, [], [])));
        (string, IApplicationEvent) Withdrawn(string at) => (at, new ApplicationWithdrawn(Mona, Utc(at), null));

        Assert.Equal(Met, With("implementation", submitted));
        Assert.Equal(NotMet, With("preparatory", submitted));
        Assert.Equal(Met, With("preparatory"));
        Assert.Equal(Met, With("preparatory", submitted, Withdrawn("2017-05-22 10:00")));
        Assert.Equal(NotMet, With("preparatory", submitted, Withdrawn("2017-05-30 10:00")));
    }

    [Fact]
    public void the_same_organisation_under_another_profile_is_found_by_its_code()
    {
        var call = Call("2017-05-23 17:00", All("NUM-1", new OneConsortiumPerPhase()));
        var (one, other) = (Partner(Profile(new() { Pic = "999888777" })), Partner(Profile(new() { Pic = "999888777" })));
        var submitted = Application(("2017-05-20 10:00", new ApplicationSubmitted(1, Mona, Utc("2017-05-20 10:00"), new(Met, Stage.Application, "1", 1, [], []))));

        Assert.Equal(NotMet, Assessment.Assess(new(one.Dossier, Consortium: new([one]) { Siblings = [new(submitted, null, [other.Dossier])] }), call, Programme, Stage.Consortium).Outcome);
    }

    [Fact]
    public void affiliated_and_associated_ones_count_neither_as_partners_nor_towards_countries()
    {
        var call = Call("2017-05-23 17:00", All("CON-1", new PartnersAtLeast(3)), All("CON-2", new CountriesAtLeast(3)));
        var (a, b, c) = (Partner(Seat("DE")), Partner(Seat("FR")), Partner(Seat("IT")));

        Assert.Equal(Met, Judge(call, a, b, c).Outcome);
        foreach (var role in (PartnerRole[])[PartnerRole.AffiliatedEntity, PartnerRole.AssociatedPartner])
        {
            Assert.Equal([("CON-1", NotMet), ("CON-2", NotMet)], Outcomes(Judge(call, a, b, c with { Role = role })));
        }
    }

    [Fact]
    public void common_control_counts_once_where_the_call_asks_for_independence_and_only_there()
    {
        var (count, independent) = (All("CON-1", new PartnersAtLeast(3, Independent: true)), All("CON-4", new PartnersIndependent(3)));
        Partner[] three = [Alone(Seat("DE")), Alone(Seat("FR")), Alone(Seat("IT"))];
        Partner[] group = [three[0], three[1] with { ControlledBy = "Holding" }, three[2] with { ControlledBy = "holding " }];

        Assert.Equal(Met, Judge(Call("2015-03-31 17:00", count, independent), three).Outcome);
        Assert.Equal(Met, Judge(Call("2015-03-31 17:00", All("CON-1", new PartnersAtLeast(3))), group).Outcome);
        Assert.Equal(NotMet, Judge(Call("2015-03-31 17:00", All("CON-4", new PartnersIndependent())), [.. group, Alone(Seat("NL"))]).Outcome);
        Assert.Equal([("CON-1", NotMet), ("CON-4", NotMet)], Outcomes(Judge(Call("2015-03-31 17:00", count, independent), group)));
        Assert.Equal(Met, Judge(Call("2015-03-31 17:00", count, independent), [.. group, Alone(Seat("NL"))]).Outcome);
        Assert.Equal([("CON-1", Met), ("CON-4", Undetermined)], Outcomes(Judge(Call("2015-03-31 17:00", count, independent), [three[0], three[1], Partner(Seat("IT"))])));
        Assert.Equal(NotMet, Judge(Call("2015-03-31 17:00", count, independent), [three[0], three[1], three[2] with { ControlledBy = three[0].Dossier.Id.ToString() }]).Outcome);
    }

    [Fact]
    public void names_that_only_their_legal_form_tells_apart_leave_it_open_whether_control_is_common()
    {
        var (count, independent) = (All("CON-1", new PartnersAtLeast(3, Independent: true)), All("CON-4", new PartnersIndependent(3)));
        var call = Call("2015-03-31 17:00", count, independent);
        Partner[] three = [Alone(Seat("DE")), Alone(Seat("FR")) with { ControlledBy = "Holding X" }, Alone(Seat("IT"))];

        foreach (var other in (string[])["Holding X GmbH", "HOLDING X S.A.", "holding x Sp. z o.o."])
        {
            Partner[] perhaps = [three[0], three[1], three[2] with { ControlledBy = other }];
            var verdict = Judge(call, perhaps);
            Assert.Equal([("CON-1", Undetermined), ("CON-4", Undetermined)], Outcomes(verdict));
            Assert.Equal("control-perhaps-common", Told(verdict, "CON-4").Code);
            Assert.Equal(Met, Judge(call, [.. perhaps, Alone(Seat("NL"))]).Outcome);
        }

        Assert.Equal(Met, Judge(call, three[0], three[1], three[2] with { ControlledBy = "Holding Y" }).Outcome);
        Assert.Equal([("CON-1", NotMet), ("CON-4", NotMet)], Outcomes(Judge(call, three[0], three[1], three[2] with { ControlledBy = " holding  x" })));
    }

    [Fact]
    public void a_partner_named_as_the_controller_is_that_partner()
    {
        var call = Call("2015-03-31 17:00", All("CON-1", new PartnersAtLeast(3, Independent: true)));
        Partner[] three = [Alone(Profile(new() { Name = "Valdora e.V.", Country = "DE" })), Alone(Seat("FR")), Alone(Seat("IT"))];

        Outcome By(string controller) => Judge(call, Domain.Eligibility.Partner.Linked([three[0], three[1], three[2] with { ControlledBy = controller }])).Outcome;
        Assert.Equal((NotMet, NotMet, Undetermined, Met), (By("Valdora e.V."), By(" valdora  E.V."), By("Valdora eV"), By("Somebody")));

        var affiliated = three[0] with { Role = PartnerRole.AffiliatedEntity };
        Assert.Equal(2, new Consortium(Domain.Eligibility.Partner.Linked(
            [affiliated, three[1] with { ControlledBy = "Valdora e.V." }, three[2] with { ControlledBy = $"{affiliated.Dossier.Id}" }, Alone(Seat("NL"))])).Groups().Distinct().Count());
    }

    [Fact]
    public void control_in_a_circle_is_one_group()
    {
        var (a, b, c) = (Partner(Seat("DE")), Partner(Seat("FR")), Partner(Seat("IT")));
        var circle = new Consortium([a with { ControlledBy = $"{b.Dossier.Id}" }, b with { ControlledBy = $"{c.Dossier.Id}" }, c with { ControlledBy = $"{a.Dossier.Id}" }]);

        Assert.Single(circle.Groups().Distinct());
    }

    [Fact]
    public void countries_are_counted_with_how_many_of_them_are_member_states()
    {
        var call = Call("2020-12-02 17:00", One("CTRY-1", new EstablishedIn(CountrySet.Participating)), All("CON-3", new CountriesAtLeast(3, 2, new(CountrySet.Participating))));

        Assert.Equal(Met, Judge(call, Partner(Seat("DE")), Partner(Seat("FR")), Partner(Seat("ME"))).Outcome);
        Assert.Equal("eu-countries-too-few", Told(Judge(call, Partner(Seat("DE")), Partner(Seat("MD")), Partner(Seat("ME"))), "CON-3").Code);
        Assert.Equal("countries-too-few", Told(Judge(call, Partner(Seat("DE")), Partner(Seat("DE")), Partner(Seat("FR"))), "CON-3").Code);
        Assert.Equal("countries-uncertain", Told(Judge(call, Partner(Seat("DE")), Partner(Seat("FR")), Partner()), "CON-3").Code);
        Assert.Equal("countries-too-few", Told(Judge(call, Partner(Seat("DE")), Partner(Seat("FR")), Partner(Seat("CH"))), "CON-3").Code);
    }

    [Theory]
    [InlineData("PL21", 2013, Met)]
    [InlineData("PL213", 2013, Met)]
    [InlineData("DED4", 2013, Met)]
    [InlineData("DED1", 2006, Met)]
    [InlineData("DED3", 2006, Undetermined)]
    [InlineData("FRE1", 2016, Met)]
    [InlineData("FR10", 2016, NotMet)]
    [InlineData("FR10", 2021, Undetermined)]
    [InlineData("DE11", 2013, NotMet)]
    [InlineData("PL2", 2013, Met)]
    [InlineData("PL", 2013, Undetermined)]
    [InlineData("ME00", 2013, Undetermined)]
    public void a_region_has_the_category_of_the_programmes_list_whatever_its_code_is_written_in(string code, int version, Outcome outcome) =>
        Assert.Equal(outcome, Judge(Call("2018-03-08 17:00", All("CON-5", new RegionOfCategory(["less-developed", "transition"]))),
            Partner(Profile(new() { Country = "DE", Region = code, NutsVersion = version }))).Outcome);

    [Fact]
    public void a_region_of_mixed_category_says_so() => Assert.Contains("main part",
        Told(Judge(Call("2018-03-08 17:00", All("CON-5", new RegionOfCategory(["transition"]))), Partner(Profile(new() { Country = "DE", Region = "DED4" }))), "CON-5").Reason.En, StringComparison.Ordinal);

    [Theory]
    [InlineData("DED4", "Döbeln", Undetermined, "Döbeln")]
    [InlineData("DED42", "04720 DÖBELN", Undetermined, "another category")]
    [InlineData("DED4", "Chemnitz", Met, "main part")]
    [InlineData("PL21", "Döbeln", Met, "less developed")]
    public void a_seat_in_the_other_part_of_a_mixed_region_leaves_it_open(string region, string city, Outcome outcome, string reason)
    {
        var verdict = Judge(Call("2018-03-08 17:00", All("CON-5", new RegionOfCategory(["less-developed", "transition"]))), Partner(Profile(new() { Country = region[..2], Region = region, City = city })));
        Assert.Equal(outcome, verdict.Outcome);
        Assert.Contains(reason, Told(verdict, "CON-5").Reason.En, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void regions_outside_the_union_count_where_the_call_names_them() => Assert.Equal(Met, Judge(
        Call("2018-03-08 17:00", All("CON-5", new RegionOfCategory(["transition"], Also: ["ME"]))), Partner(Profile(new() { Country = "ME", Region = "ME00" }))).Outcome);

    [Fact]
    public void each_region_is_represented_by_a_cluster_organisation()
    {
        var call = Call("2018-03-08 17:00", All("CON-6", new RegionsRepresentedByClusters()));
        Partner From(string region, OrganisationKind? kind) => Partner(Profile(new() { Country = region[..2], Region = region, Kind = kind }));

        Assert.Equal(Met, Judge(call, From("DE111", OrganisationKind.ClusterOrganisation), From("DE112", OrganisationKind.Other), From("FR10", OrganisationKind.BusinessNetwork)).Outcome);
        Assert.Equal("region-not-represented", Told(Judge(call, From("DE11", OrganisationKind.ClusterOrganisation), From("FR10", OrganisationKind.Other)), "CON-6").Code);
        Assert.Equal(Undetermined, Judge(call, From("DE11", OrganisationKind.ClusterOrganisation), From("FR10", null)).Outcome);
    }

    [Fact]
    public void where_the_call_says_so_an_ineligible_partner_is_left_out_and_the_rest_are_looked_at()
    {
        var leaving = Excellence2018 with { IneligiblePartner = IneligiblePartner.LeaveOut };
        var late = Registered("PL", "PL21", requested: "2019-04-05 07:12");
        Partner[] enough = [Registered("DE", "DED4"), Registered("FR", "FR10"), Registered("IT", "FR10")];

        Assert.Equal(NotMet, Judge(Excellence2018, [.. enough, late]).Outcome);
        var verdict = Judge(leaving, [.. enough, late]);
        Assert.Equal(Met, verdict.Outcome);
        Assert.Equal([late], verdict.Consortium!.LeftOut);
        Assert.Equal([("CTRY-1", Met), ("REG-b", Met), ("CON-1", NotMet), ("CON-2", NotMet), ("CON-5", Met)], Outcomes(Judge(leaving, [.. enough[..2], late])));
    }

    [Fact]
    public void what_is_asked_of_the_coordinator_is_asked_of_nobody_else()
    {
        var call = Call("2017-05-23 17:00", All("COO-1", new CoordinatorWho(new HasStaff(2))));
        var (big, small) = (Partner(Profile(new() { StaffFte = 3 })), Partner(Profile(new() { StaffFte = 1 })));

        Assert.Equal(Met, Judge(call, big with { Role = PartnerRole.Coordinator }, small).Outcome);
        Assert.Equal(NotMet, Judge(call, big, small with { Role = PartnerRole.Coordinator }).Outcome);
        Assert.Equal("not-one-coordinator", Told(Judge(call, big, small), "COO-1").Code);
    }

    [Fact]
    public void so_many_partners_must_answer_a_question_well_and_the_others_need_not()
    {
        var call = Call("2017-05-23 17:00", All("STAFF", new PartnersWho(new HasStaff(2), 2)));
        var (big, small, silent) = (Partner(Profile(new() { StaffFte = 3 })), Partner(Profile(new() { StaffFte = 1 })), Partner());

        Assert.Equal(Met, Judge(call, big, small, big).Outcome);
        Assert.Equal(NotMet, Judge(call, big, small, small).Outcome);
        Assert.Equal(Undetermined, Judge(call, big, small, silent).Outcome);
    }

    [Fact]
    public void one_partner_of_whom_something_cannot_be_read_leaves_the_whole_open()
    {
        var (a, b) = (Partner(Seat("DE")), Partner(Seat("FR")));
        var broken = Partner(Seat("IT")) switch { var partner => partner with { Dossier = partner.Dossier with { IsBroken = true } } };

        Assert.Equal(Undetermined, Judge(Call("2017-05-23 17:00", All("CON-1", new PartnersAtLeast(3))), a, b, broken).Outcome);
    }

    [Fact]
    public void how_many_are_missing_is_told()
    {
        var call = Call("2017-05-23 17:00", All("CON-1", new PartnersAtLeast(3)), All("CON-2", new CountriesAtLeast(3)));
        var verdict = Judge(call, Partner(Seat("DE")));

        Assert.Equal("Find 2 more partners.", Told(verdict, "CON-1").Remedy!.What.En);
        Assert.Equal("Gewinnen Sie Partner aus 2 weiteren teilnehmenden Ländern.", Told(verdict, "CON-2").Remedy!.What.De);
    }

    private static int _next = 1000;

    private static Verdict Judge(CallTerms terms, params Partner[] partners) => Assessment.Assess(Subject(partners), terms, Programme, Stage.Consortium);

    private static Subject Subject(params Partner[] partners) => new(partners[0].Dossier, Consortium: new(partners));

    private static (string, Outcome)[] Outcomes(Verdict verdict) => [.. verdict.Judgements.Select(it => (it.Criterion.Id, it.Finding.Outcome))];

    private static Explanation Told(Verdict verdict, string criterion)
    {
        var judgement = verdict.Judgements.Single(it => it.Criterion.Id == criterion);
        var told = Verdict.Explain(judgement, new(verdict.Consortium!.Members[0].Dossier, Consortium: verdict.Consortium), Programme, Names);
        Assert.False(string.IsNullOrWhiteSpace(told.Reason.En) || string.IsNullOrWhiteSpace(told.Reason.De));
        return told;
    }

    private static Criterion One(string id, Question question) => Asked(question) with { Id = id };

    private static Criterion All(string id, Question question) => Asked(question) with { Id = id, Stage = Stage.Consortium };

    private static CallTerms Call(string deadline, params Criterion[] criteria) => Terms(deadline, criteria);

    private static IClusterEvent Seat(string country) => Profile(new() { Country = country });

    private static Partner Alone(IClusterEvent seat) => Partner(seat) with { ControlledBy = "" };

    private static Partner Registered(string country, string region, string requested = "2019-03-01 10:00") => Partner(
        [("2019-01-10 10:00", Profile(new() { Name = $"{country}-Cluster", Country = country, Region = region })), (requested, new ReviewRequested(null, Utc(requested)))]);

    private static Partner Partner(params IClusterEvent[] facts) => Partner([.. facts.Select(fact => ("2014-03-01 10:00", fact))]);

    private static Partner Partner(IClusterEvent first, (string, IClusterEvent) later) => Partner([("2014-03-01 10:00", first), later]);

    private static Partner Partner((string, IClusterEvent)[] told)
    {
        var id = Id(Interlocked.Increment(ref _next));
        return new(Organisation(told) with { Id = id });
    }
}
