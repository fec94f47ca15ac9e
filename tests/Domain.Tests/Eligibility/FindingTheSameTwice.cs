using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>The same organisation in two proposals: known, or only seeming so; and what an officer makes of it.</summary>
public sealed class FindingTheSameTwice
{
    private static readonly CallTerms Call = Terms("2017-05-23 17:00", Asked(new OneConsortiumPerPhase()) with { Id = "NUM-1", Stage = Stage.Consortium });
    private static readonly (string, IApplicationEvent) Submitted = ("2017-05-20 10:00", new ApplicationSubmitted(1, Mona, Utc("2017-05-20 10:00"), new(Met, Stage.Application, "1", 1, [], [])));

    [Theory]
    [InlineData("Medizintechnik Südwest e.V.", "MEDIZINTECHNIK SUEDWEST E. V.", true)]
    [InlineData("Pôle de l'Eau", "Pole de lEau SAS", true)]
    [InlineData("Klaster Śląsk Sp. z o.o.", "Klaster Slask", true)]
    [InlineData("Cluster Adriatico S.r.l.", "cluster  adriatico srl", true)]
    [InlineData("Photonics Cluster", "Photonics Cluster Nord", false)]
    [InlineData("e.V.", "gGmbH", false)]
    public void names_are_compared_without_case_accents_and_legal_forms(string one, string other, bool alike) => Assert.Equal(alike, Likeness.Between(Named(1, one, "DE"), Named(2, other, "DE")));

    [Theory]
    [InlineData("EL", "GR", true)]
    [InlineData("UK", "GB", true)]
    [InlineData("EL", null, true)]
    [InlineData("EL", "CY", false)]
    public void a_country_may_have_two_codes_or_not_be_told(string one, string? other, bool alike) => Assert.Equal(alike, Likeness.Between(Named(1, "Aegean Cluster", one), Named(2, "Aegean Cluster", other)));

    [Fact]
    public void a_candidate_leaves_it_open_and_is_not_merged()
    {
        Assert.Equal((Undetermined, "perhaps-in-two-proposals"), Between(Named(1, "Aegean Cluster", "EL", "111111111"), Named(2, "AEGEAN cluster", "GR", "222222222")));
        Assert.Equal((Met, "in-one-proposal"), Between(Named(1, "Aegean Cluster", "EL"), Named(2, "Ionian Cluster", "EL")));
    }

    [Fact]
    public void whoever_is_told_by_a_code_is_the_profile_that_got_the_code_later_seen_from_either_side()
    {
        var told = Named(1, "Institute", "FR", "111111111");
        var profile = Organisation(("2015-03-01", Profile(new() { Name = "Aegean Cluster", Country = "EL" })), ("2017-06-20", Profile(new() { Pic = "111111111" }))) with { Id = Id(2) };

        Assert.Equal((NotMet, "in-two-proposals"), Between(told, profile));
        Assert.Equal((NotMet, "in-two-proposals"), Between(profile, told));
    }

    [Fact]
    public void an_officer_finds_two_to_be_one_or_not_wherever_it_is_recorded()
    {
        var (here, there) = (Named(1, "Aegean Cluster", "EL"), Named(2, "Aegean cluster", "GR"));

        foreach (var (same, outcome) in ((bool, Outcome)[])[(true, NotMet), (false, Met)])
        {
            Assert.Equal(outcome, Between(here, there, own: [("2017-06-01", Compared(Id(1), Id(2), same, "2017-06-01"))]).Outcome);
            Assert.Equal(outcome, Between(here, there, other: [("2017-06-01", Compared(Id(2), Id(1), same, "2017-06-01"))]).Outcome);
        }

        Assert.Equal(Met, Between(here, there, own: [("2017-06-02", Compared(Id(1), Id(2), false, "2017-06-02"))], other: [("2017-06-01", Compared(Id(2), Id(1), true, "2017-06-01"))]).Outcome);
    }

    [Fact]
    public void the_proposal_an_officer_let_stand_is_met_and_the_other_is_not()
    {
        var same = Named(1, "Aegean Cluster", "EL");
        var (first, second) = (Stands("2017-06-01"), Stands("2017-06-02"));

        Assert.Equal(NotMet, Between(same, same).Outcome);
        Assert.Equal(Met, Between(same, same, own: [first]).Outcome);
        Assert.Equal(NotMet, Between(same, same, other: [first]).Outcome);
        Assert.Equal(NotMet, Between(same, same, own: [first], other: [second]).Outcome);
        Assert.Equal(Met, Between(same, same, own: [second], other: [first]).Outcome);

        static (string, IApplicationEvent) Stands(string at) => (at, new ProposalLetStand(Id(1), Mona, Utc(at), Why));
    }

    [Fact]
    public void whoever_only_was_named_there_and_has_not_confirmed_does_not_stand_there()
    {
        IApplicationEvent named = new PartnerNamed(Id(1), PartnerRole.Partner, Id(1), null, null, Mona), confirmed = new PartnerConfirmed(Id(1), 2, Mona, Utc("2017-05-19"), false);
        ApplicationDossier Story(params IApplicationEvent[] facts) => Application([("2017-05-18", new ApplicationStarted(Id(50), null, Id(9), Mona)), .. facts.Select(fact => ("2017-05-19", fact))]);

        Assert.Equal([Id(9)], ConsortiumOf.Standing(Story(named), id => new(id), _ => null).Select(it => it.Id));
        Assert.Equal([Id(9), Id(1)], ConsortiumOf.Standing(Story(named, confirmed), id => new(id), _ => null).Select(it => it.Id));
        Assert.Equal([Id(9)], ConsortiumOf.Standing(Story(named, confirmed, new PartnerDeclined(Id(1), Mona, Utc("2017-05-19"), null)), id => new(id), _ => null).Select(it => it.Id));
    }

    [Fact]
    public void nobody_else_is_named_to_those_who_may_not_see_it()
    {
        var (here, there) = (Named(1, "Aegean Cluster", "EL"), Named(1, "Aegean Cluster", "EL"));
        var consortium = new Consortium([new(here) { IsDiscreet = true }, new(Named(3, "Own", "DE"))]) { Siblings = [new(Application(Submitted), null, [there]) { IsDiscreet = true }] };
        var verdict = Assessment.Assess(new(here, null, consortium), Call, Facts, Stage.Consortium);
        var told = Verdict.Explain(verdict.Judgements.Single(), new(here, null, verdict.Consortium), Facts, Called);

        Assert.Null(verdict.Judgements.Single().Finding.Evidence);
        Assert.Contains("one partner", told.Reason.En, StringComparison.Ordinal);
        Assert.DoesNotContain("Aegean", told.Reason.En + told.Reason.De, StringComparison.Ordinal);
    }

    [Fact]
    public void what_an_officer_found_touches_both_however_they_are_called_since()
    {
        var (here, there) = (new Consortium([new(Named(1, "Aegean Cluster", "EL"))]), new Sibling(Application(Submitted), null, [Named(2, "Ionian Cluster", "EL")]));
        Assert.False(OneConsortiumPerPhase.Touches(here, null, there));
        Assert.True(OneConsortiumPerPhase.Touches(here, Application([("2017-06-01", Compared(Id(1), Id(2), true, "2017-06-01"))]), there));
        Assert.True(OneConsortiumPerPhase.Touches(here, null, there with { Dossier = Application([Submitted, ("2017-06-01", Compared(Id(2), Id(1), true, "2017-06-01"))]) }));
    }

    [Fact]
    public void a_proposal_that_does_not_touch_this_one_makes_no_difference_and_one_that_does_bears_a_mark_of_it() =>
        Gen.Select(Standing, Findings, Gen.Select(Standing, Findings).Array[0, 4]).Sample((own, found, others) =>
        {
            var (consortium, application) = (new Consortium(own.Select(organisation => new Partner(organisation))), Application(found));
            Sibling[] all = [.. others.Select(other => new Sibling(Application([Submitted, .. other.Item2]), null, [.. other.Item1]))];
            Sibling[] touching = [.. all.Where(sibling => OneConsortiumPerPhase.Touches(consortium, application, sibling))];

            var marks = OneConsortiumPerPhase.Marks(own, application).ToHashSet();
            return Clashes(all).SequenceEqual(Clashes(touching)) && touching.All(sibling => marks.Overlaps(OneConsortiumPerPhase.Marks(sibling.Organisations, sibling.Dossier)));

            IEnumerable<(Partner, Sibling, OrganisationDossier, bool)> Clashes(Sibling[] siblings) =>
                OneConsortiumPerPhase.Clashes(consortium with { Siblings = [.. siblings] }, new Subject(own[0], application).At(Call.Deadline!.Instant, Facts, strict: false))
                    .Select(clash => (clash.Partner, clash.Other, clash.Organisation, clash.IsSame));
        }, iter: Math.Max(Check.Iter, 2_000));

    private static readonly Gen<string?> Codes = Gen.OneOfConst("111111111", "222222222", null);

    /// <summary>Who stands in a proposal; some of them were called otherwise before, or had another code.</summary>
    private static readonly Gen<OrganisationDossier[]> Standing = Gen.Select(
        Gen.Int[1, 6], Gen.OneOfConst("Aegean Cluster", "AEGEAN cluster e.V.", "Ionian Cluster", "e.V.", null), Gen.OneOfConst("EL", "GR", "DE", null), Codes, Codes, (id, name, country, before, since) =>
            Organisation(("2015-03-01", Profile(new() { Name = name, Country = country, Pic = before })), ("2016-03-01", Profile(new() { Pic = since }))) with { Id = Id(id) }).Array[1, 3];

    private static readonly Gen<(string, IApplicationEvent)[]> Findings = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Bool, Gen.Bool, (one, other, same, stands) =>
        ("2017-06-01", stands ? (IApplicationEvent)new ProposalLetStand(Id(one), Mona, Utc("2017-06-01"), Why) : Compared(Id(one), Id(other), same, "2017-06-01"))).Array[0, 2];

    private static (Outcome Outcome, string Reason) Between(OrganisationDossier here, OrganisationDossier there, (string, IApplicationEvent)[]? own = null, (string, IApplicationEvent)[]? other = null)
    {
        var consortium = new Consortium([new(here)]) { Siblings = [new(Application([Submitted, .. other ?? []]), null, [there])] };
        var finding = Assessment.Assess(new(here, Application(own ?? []), consortium), Call, Facts, Stage.Consortium).Judgements.Single().Finding;
        return (finding.Outcome, finding.Reason);
    }

    private static OrganisationsCompared Compared(Guid one, Guid other, bool same, string at) => new(one, other, same, Mona, Utc(at), Why);

    private static OrganisationDossier Named(int id, string name, string? country, string? pic = null) =>
        Organisation(("2015-03-01", Profile(new() { Name = name, Country = country, Pic = pic }))) with { Id = Id(id) };
}
