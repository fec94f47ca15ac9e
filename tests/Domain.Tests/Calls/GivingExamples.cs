using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Calls;

/// <summary>Text, criteria and examples are put in force as one.</summary>
public sealed class GivingExamples : CallSpec
{
    private static readonly Example Large = Of("MEM", "A cluster from Norway with 45 members", Outcome.Met, "members-enough", 45), Small = Of("MEM", "A cluster with 14 members", Outcome.NotMet, "members-too-few", 14);

    private static readonly CallTerms Asking = Terms with { Criteria = [new("MEM", "3.1", new HasMembers(15), ReferenceDate.Deadline)], Examples = [Large, Small] };
    private static readonly CallTerms Contradicted = Asking with { Criteria = [new("MEM", "3.1", new HasMembers(50), ReferenceDate.Deadline)] };

    private static readonly Corrigendum Criteria = Moved with { Changes = [] };

    private static readonly ICallEvent[] Proposed = [new CallDrafted(Asking, Olga), new StepProposed(CallStep.Publish, Olga)];

    [Fact]
    public void lets_a_text_be_published_of_which_all_come_out() =>
        Given(Proposed).When(call => call.Publish(Otto, Before)).Then(new CallPublished(Olga, Otto, Before, Looks.SignedFor(Asking, Before)));

    [Fact]
    public void keeps_back_a_text_that_one_of_them_contradicts()
    {
        Given(new CallDrafted(Contradicted, Olga)).When(call => call.Publish(Olga, Before)).ThenRefused("example-comes-out-otherwise");
        Given([new CallDrafted(Contradicted, Olga), new StepProposed(CallStep.Publish, Olga)]).When(call => call.Publish(Otto, Before)).ThenRefused("example-comes-out-otherwise");

        var said = Given(new CallDrafted(Contradicted, Olga)).State.Publish(Olga, Before).Refusal!.Reason;
        Assert.Contains("“A cluster from Norway with 45 members” (MEM) should be: met (members-enough). It comes out as: not met (members-too-few).", said.En, StringComparison.Ordinal);
        Assert.Contains("„A cluster from Norway with 45 members“ (MEM) soll ergeben: erfüllt (members-enough). Es ergibt: nicht erfüllt (members-too-few).", said.De, StringComparison.Ordinal);
    }

    [Fact]
    public void takes_the_reason_as_seriously_as_the_outcome() =>
        Given(new CallDrafted(Asking with { Examples = [Large with { Reason = "members-plenty" }, Small] }, Olga)).When(call => call.Publish(Olga, Before)).ThenRefused("example-comes-out-otherwise");

    [Theory]
    [InlineData(false, true, "no example that passes.")]
    [InlineData(true, false, "no example that fails.")]
    [InlineData(false, false, "no example that passes and none that fails.")]
    public void asks_for_one_that_passes_and_one_that_fails(bool passing, bool failing, string said)
    {
        var draft = Given(new CallDrafted(Asking with { Examples = [.. passing ? [Large] : Array.Empty<Example>(), .. failing ? [Small] : Array.Empty<Example>()] }, Olga));
        draft.When(call => call.Publish(Olga, Before)).ThenRefused("examples-missing");
        Assert.Contains($"The criterion MEM has {said}", draft.State.Publish(Olga, Before).Refusal!.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void is_not_asked_for_to_announce() => Given(new CallDrafted(Contradicted, Olga)).When(call => call.Announce(Olga, Before)).ThenEachTime(new StepProposed(CallStep.Announce, Olga));

    [Fact]
    public void comes_after_what_stands_in_the_way_of_publishing_at_all() =>
        Given(new CallDrafted(Contradicted, Olga)).When(call => call.Publish(Olga, Deadline)).ThenRefused("deadline-has-passed");

    [Fact]
    public void holds_for_corrections_when_they_are_proposed_and_when_they_are_confirmed()
    {
        ICallEvent[] published = [.. Proposed, new CallPublished(Olga, Otto, Before)];
        Given(published).When(call => call.ProposeCorrigendum(Criteria, Contradicted, Olga, Before)).ThenRefused("example-comes-out-otherwise");
        Given(published).When(call => call.ProposeCorrigendum(Criteria, Asking with { Examples = [] }, Olga, Before)).ThenRefused("examples-missing");
        Given([.. published, new CorrigendumProposed(1, Criteria, Contradicted, Olga)]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).ThenRefused("example-comes-out-otherwise");

        var both = Contradicted with { Examples = [Large with { Expected = Outcome.NotMet, Reason = "members-too-few" }, Of("MEM", "A cluster with 50 members", Outcome.Met, "members-enough", 50)] };
        Given([.. published, new CorrigendumProposed(1, Criteria, both, Olga)]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).Then(new CorrigendumPublished(1, Criteria, both, Olga, Otto, Before, Looks.SignedFor(both, Before), 1));
    }

    /// <summary>Calls published before there were examples stay what they are.</summary>
    [Fact]
    public void changes_nothing_about_what_was_published_without()
    {
        var before = System.Text.Json.JsonSerializer.Deserialize<CallTerms>("""{ "reference": "COS-OLD-01", "title": { "en": "Old", "de": "Alt" }, "kind": "escp", "criteria": [{ "id": "MEM", "clause": "1", "type": "members/1", "parameters": { "minimum": 15 } }] }""", FactJson.Options)!;
        Assert.Empty(before.Examples);
        Assert.Equal(CallStatus.Open, Given([new CallDrafted(before, Olga), new CallPublished(Olga, Otto, Before)]).State.Status);
    }

    [Fact]
    public void of_a_criterion_that_is_not_there_any_more_keeps_the_text_back() =>
        Given(new CallDrafted(Asking with { Examples = [Large, Small, Large with { Name = new("Another", "Anderes"), Criterion = "GONE" }] }, Olga)).When(call => call.Publish(Olga, Before)).ThenRefused("example-comes-out-otherwise");

    [Fact]
    public void tells_five_and_how_many_more()
    {
        var many = Asking with { Examples = [Large, Small, .. Enumerable.Range(1, 7).Select(number => Small with { Name = new($"No. {number}", $"Nr. {number}"), Expected = Outcome.Met })] };
        var said = Given(new CallDrafted(many, Olga)).State.Publish(Olga, Before).Refusal!.Reason;
        Assert.Contains("No. 5", said.En, StringComparison.Ordinal);
        Assert.DoesNotContain("No. 6", said.En, StringComparison.Ordinal);
        Assert.Contains("There are 2 more.", said.En, StringComparison.Ordinal);
        Assert.Contains("Es gibt 2 weitere.", said.De, StringComparison.Ordinal);
    }

    private static Example Of(string criterion, string name, Outcome expected, string reason, int members) => new()
    {
        Name = new(name, name), Criterion = criterion, Expected = expected, Reason = reason,
        Organisations = [new() { Profile = new() { MembersSme = members, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 } }],
    };
}

/// <summary>Which criteria need no example, or none of one kind.</summary>
public sealed class LackingExamples : CallSpec
{
    private static readonly Question Pic = new HasPic(), Judged = new Judged(new("Fits.", "Passt."));

    [Fact]
    public void are_asked_for_of_every_criterion_and_both_ways() => Assert.Equal((true, true), Lacks(Pic));

    [Fact]
    public void are_not_asked_for_where_an_officer_judges() => Assert.Null(Lacks(Judged));

    [Fact]
    public void that_fail_are_not_asked_for_where_none_can()
    {
        Assert.Equal((true, false), Lacks(new IsLegalPerson()));
        Assert.Equal((true, false), Lacks(new IsOfKind(Enum.GetValues<OrganisationKind>())));
        Assert.Equal((true, false), Lacks(new ThirdCountriesWithin(0)));
        Assert.Equal((true, true), Lacks(new ThirdCountriesWithin(0, 5)));
        Assert.Equal((true, false), Lacks(new RegionOfCategory(["less-developed", "transition", "more-developed"])));
        Assert.Equal((true, false), Lacks(new PartnersWho(new IsLegalPerson())));
        Assert.Equal((true, true), Lacks(new PartnersWho(new IsLegalPerson(), 2)));
        Assert.Equal((true, true), Lacks(new CoordinatorWho(new IsLegalPerson())));
    }

    [Fact]
    public void of_a_composition_are_asked_for_as_its_parts_allow()
    {
        Assert.Equal((false, true), Lacks(new All([Pic, Judged])));
        Assert.Equal((true, false), Lacks(new Any([Pic, Judged])));
        Assert.Equal((false, true), Lacks(new Not(new IsLegalPerson(), new("No.", "Nein."), new("Stop.", "Hören Sie auf."))));
        Assert.Equal((true, false), Lacks(new AtLeast(1, [Pic, Judged])));
        Assert.Equal((false, true), Lacks(new AtLeast(2, [Pic, Judged])));
        Assert.Null(Lacks(new All([Judged])));
    }

    [Fact]
    public void are_not_asked_for_while_the_text_of_the_stage_or_on_travel_costs_is_not_fully_known()
    {
        Assert.Null(Lacks(Pic, terms => terms with { NotFullyKnown = [Stage.Application] }));
        Assert.NotNull(Lacks(Pic, terms => terms with { NotFullyKnown = [Stage.Organisation] }));
        Assert.Null(Lacks(new TravelCostWithin(800m), terms => terms with { Travel = new() { NotFullyKnown = true }, Criteria = [terms.Criteria[0] with { Decides = Decides.Reimbursement }] }));
        Assert.NotNull(Lacks(new WeeksWithin(2), terms => terms with { Travel = new() { NotFullyKnown = true } }));
    }

    [Fact]
    public void are_not_asked_for_while_the_date_that_counts_is_not_known()
    {
        Assert.Null(Lacks(Pic, terms => terms with { Deadline = null }));
        Assert.Null(Lacks(Pic, terms => terms with { Criteria = [terms.Criteria[0] with { ReferenceDate = ReferenceDate.GrantSignature }] }));
        Assert.NotNull(Lacks(Pic, terms => terms with { SignaturePlanned = Day("2017-11-01"), Criteria = [terms.Criteria[0] with { ReferenceDate = ReferenceDate.GrantSignature }] }));
    }

    private static (bool Passing, bool Failing)? Lacks(Question question, Func<CallTerms, CallTerms>? change = null)
    {
        var terms = Terms with { Criteria = [new("C-1", "3.1", question, ReferenceDate.Deadline, Stage: Stage.Application)] };
        return WorkedExamples.Lacking(change?.Invoke(terms) ?? terms) is [var lacking] ? (lacking.LacksPassing, lacking.LacksFailing) : null;
    }
}

/// <summary>What examples say, judged as everybody is.</summary>
public sealed class WorkingExamples : CallSpec
{
    private static readonly CallTerms Registering = Terms with { Criteria = [new("REG", "3.1", new RegisteredOrPlanned(), ReferenceDate.Deadline)] };

    [Theory]
    [InlineData(RegistrationStatus.Published, null, Outcome.Met, "registered")]
    [InlineData(RegistrationStatus.ReviewRequested, -1, Outcome.Met, "registration-requested")]
    [InlineData(RegistrationStatus.ReviewRequested, 0, Outcome.Met, "registration-requested")]
    [InlineData(RegistrationStatus.ReviewRequested, 1, Outcome.NotMet, "registration-not-requested")]
    [InlineData(RegistrationStatus.Refused, null, Outcome.NotMet, "registration-refused")]
    [InlineData(RegistrationStatus.Suspended, -3, Outcome.NotMet, "registration-suspended")]
    [InlineData(RegistrationStatus.Withdrawn, null, Outcome.NotMet, "registration-withdrawn")]
    [InlineData(RegistrationStatus.Draft, null, Outcome.NotMet, "registration-not-requested")]
    public void count_days_from_the_moment_that_counts_wherever_it_lies(RegistrationStatus status, int? days, Outcome outcome, string reason)
    {
        foreach (var terms in (CallTerms[])[Registering, Registering with { Deadline = Later.Deadline }])
        {
            Assert.Equal((outcome, reason), Said(terms, Case("REG") with { Organisations = [new() { Registration = status, RegistrationDays = days }] }));
        }
    }

    [Fact]
    public void sign_declarations_each_for_itself()
    {
        var terms = Terms with { Criteria = [new("EXC", "3.1", new Declared(DeclarationKind.Exclusion), ReferenceDate.Deadline, Stage: Stage.Application)] };
        ExampleOrganisation signed = new() { Declared = [DeclarationKind.Exclusion] }, other = new() { Declared = [DeclarationKind.Capacity] };
        Assert.Equal((Outcome.Met, "declared"), Said(terms, Case("EXC") with { Organisations = [signed] }));
        Assert.Equal((Outcome.Met, "met-by-each-partner"), Said(terms, Case("EXC") with { Organisations = [signed, signed] }));
        Assert.Equal((Outcome.NotMet, "not-declared"), Said(terms, Case("EXC") with { Organisations = [signed, other] }));
    }

    [Theory]
    [InlineData(null, Outcome.Undetermined, "label-missing")]
    [InlineData("none", Outcome.NotMet, "label-none")]
    [InlineData("bronze", Outcome.NotMet, "label-too-low")]
    [InlineData("gold", Outcome.Met, "label-held")]
    [InlineData("gold-until-the-day", Outcome.Met, "label-held")]
    [InlineData("gold-until-the-day-before", Outcome.NotMet, "label-not-valid")]
    public void hold_labels_until_a_day(string? held, Outcome outcome, string reason)
    {
        ExampleLabel[]? labels = held switch
        {
            null => null, "none" => [], "bronze" => [new(QualityLabel.Bronze)], "gold" => [new(QualityLabel.Gold)],
            "gold-until-the-day" => [new(QualityLabel.Gold, 0)], _ => [new(QualityLabel.Gold, -1)],
        };
        var terms = Terms with { Criteria = [new("LAB", "3.1", new HoldsLabel(QualityLabel.Silver), ReferenceDate.Deadline)] };
        Assert.Equal((outcome, reason), Said(terms, Case("LAB") with { Organisations = [new() { Labels = labels }] }));
    }

    [Fact]
    public void are_received_at_the_deadline_and_at_the_cut_off_by_the_day()
    {
        var late = Eligibility.Events.India;
        var terms = late with { Criteria = [.. late.Criteria, new("ADM", "3.1", new ReceivedByDeadline(), ReferenceDate.Deadline, Stage: Stage.Application)] };
        Assert.Equal((Outcome.Met, "received-in-time"), Said(terms, Case("ADM") with { ReceivedDays = 0 }));
        Assert.Equal((Outcome.NotMet, "received-late"), Said(terms, Case("ADM") with { ReceivedDays = 1 }));
        Assert.Equal((Outcome.NotMet, "not-submitted"), Said(terms, Case("ADM")));
        Assert.Equal((Outcome.Met, "received-by-cut-off"), Said(terms, Case("CUT") with { ReceivedDays = 0 }));
        Assert.Equal((Outcome.Undetermined, "places-not-known"), Said(terms, Case("CUT") with { ReceivedDays = 1 }));
        Assert.Equal((Outcome.NotMet, "received-after-cut-off"), Said(terms, Case("CUT") with { ReceivedDays = 60 }));
    }

    [Fact]
    public void decide_on_travel_costs_too()
    {
        var terms = Eligibility.Events.Thessaloniki;
        Assert.Equal((Outcome.Met, "travel-cost-within"), Said(terms, Case("COST") with { Proposal = new() { Persons = 2, TravelCosts = [800m, 640m] } }));
        Assert.Equal((Outcome.NotMet, "travel-cost-too-high"), Said(terms, Case("COST") with { Proposal = new() { Persons = 2, TravelCosts = [800.01m, 640m] } }));
    }

    [Fact]
    public void stand_in_another_proposal_of_a_phase()
    {
        var terms = Terms with
        {
            Strands = [new("1.a", new("A", "A"), "preparatory"), new("1.b", new("B", "B"), "preparatory"), new("2", new("C", "C"), "implementation")],
            Criteria = [new("NUM", "3.1", new OneConsortiumPerPhase(), ReferenceDate.Deadline, Stage: Stage.Consortium)],
        };
        Assert.Equal((Outcome.NotMet, "in-two-proposals"), Said(terms, Case("NUM") with { Strand = "1.a", Organisations = [new() { OtherProposal = "1.b" }, new()] }));
        Assert.Equal((Outcome.Met, "in-one-proposal"), Said(terms, Case("NUM") with { Strand = "1.a", Organisations = [new() { OtherProposal = "2" }, new()] }));
    }

    [Fact]
    public void of_a_strand_are_judged_by_its_own_criterion()
    {
        var terms = Terms with
        {
            Strands = [new("A", new("A", "A")), new("B", new("B", "B"))],
            Criteria = [.. from strand in (string[])["A", "B"] select new Criterion($"BUD.{strand}", "3.1", new GrantWithin(strand == "A" ? 200m : 100m), ReferenceDate.Deadline, Stage: Stage.Application, Strands: [strand])],
        };
        Assert.Equal((Outcome.Met, "grant-within"), Said(terms, Case("BUD.A") with { Proposal = new() { RequestedGrant = 150m } }));
        Assert.Equal((Outcome.NotMet, "grant-too-high"), Said(terms, Case("BUD.B") with { Proposal = new() { RequestedGrant = 150m } }));
        Assert.Null(WorkedExamples.Judge(Case("BUD.B") with { Strand = "A" }, terms, InventedExamples.Programme).Judgement);
    }

    /// <summary>Nobody has said which reading of the deadline holds: an example that only one of them bears out is none.</summary>
    [Fact]
    public void must_hold_by_both_readings_of_a_deadline()
    {
        var terms = Mislabelled with { Criteria = [new("REG", "3.1", new RegisteredOrRequested(), ReferenceDate.Deadline)] };
        var example = Case("REG") with { Expected = Outcome.Met, Reason = "registered", Organisations = [new() { Registration = RegistrationStatus.Published }] };
        Assert.True(WorkedExamples.Judge(example, terms, InventedExamples.Programme).IsAsExpected);
        Assert.False(WorkedExamples.Judge(example with { Expected = Outcome.NotMet }, terms, InventedExamples.Programme).IsAsExpected);
    }

    /// <summary>Every question of the catalogue that can be answered both ways can be shown both ways.</summary>
    [Fact]
    public void can_be_given_of_every_question_as_far_as_it_can_be_answered_so() => Assert.All(Catalogue, question =>
    {
        var terms = Eligibility.Events.India with { Criteria = [new("C-1", "3.1", question, ReferenceDate.Deadline, Stage: Stage.Application)] };
        var complete = terms.WithExamples();
        Assert.Null(WorkedExamples.Objection(complete, InventedExamples.Programme));
        Assert.Equal(new[] { Outcome.Met, Outcome.NotMet }.Where(question.CanBe), complete.Examples.Select(example => example.Expected).OrderDescending());
    });

    [Fact]
    public void know_the_whole_catalogue() => Assert.Empty(QuestionCatalogue.Types.Values.Except(Catalogue.Select(question => question.GetType())).Select(type => type.Name));

    private static readonly Question[] Catalogue =
    [
        new RegisteredOrPlanned(), new RegisteredOrRequested(), new RegisteredWithCompleteProfile(["name"]), new EstablishedIn(CountrySet.Participating), new IsOfKind([OrganisationKind.ClusterOrganisation]), new IsLegalPerson(),
        new ProfileComplete(["website"]), new SaysYes("websiteInEnglish"), new HasMembers(15), new HasMemberTypes(2), new HasStaff(0.5m), new HoldsLabel(QualityLabel.Bronze), new WorksIn("targetCountries", ["BR"]), new HasPic(),
        new PartnersAtLeast(3), new CountriesAtLeast(3, 2), new PartnersIndependent(), new RegionOfCategory(["less-developed"]), new RegionsRepresentedByClusters(), new DefenceRelatedPartner(), new PartnersWho(new HasPic()),
        new CoordinatorWho(new HasPic()), new OneConsortiumPerPhase(), new ExistingPartnership(PartnershipAge.Existing), new ReceivedByDeadline(), new GrantWithin(1000m), new RateWithin(0.75m), new DurationWithin(12, 24), new PagesWithin(50), new BudgetDeclared(), new TargetCountriesWithin(2, 5), new ThirdCountriesWithin(2, 5),
        new PersonsPerCluster(1), new TravelCostWithin(800m), new WeeksWithin(6), new ReceivedByCutOff(), new Declared(DeclarationKind.Exclusion), new Judged(new("Fits.", "Passt.")),
        new All([new HasPic(), new HasMembers(15)]), new Any([new HasPic(), new HasMembers(15)]), new AtLeast(1, [new HasPic()]), new Not(new HasPic(), new("No code.", "Kein Code."), new("Give it up.", "Geben Sie ihn auf.")),
    ];

    private static Example Case(string criterion) => new() { Name = new(criterion, criterion), Criterion = criterion, Expected = Outcome.Met, Reason = "-" };

    private static (Outcome?, string?) Said(CallTerms terms, Example example)
    {
        var worked = WorkedExamples.Judge(example, terms, InventedExamples.Programme);
        return (worked.Outcome, worked.Explanation?.Code);
    }
}
