using System.Text.Json;
using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Eligibility.Generated;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>An application with everybody who stands in it.</summary>
public sealed class JudgingApplicationsOfSeveral
{
    private static readonly CallTerms Call = Tell.Terms("2017-05-23 17:00",
        Asked(new RegisteredOrPlanned()) with { Id = "REG-a" }, Asked(new PartnersAtLeast(2)) with { Id = "CON-1", Stage = Stage.Consortium });

    [Fact]
    public void the_order_of_naming_is_irrelevant_and_the_same_is_said_twice_to_the_byte() =>
        Gen.Select(Generated.Partners, TermsForSeveral, Gen.Int.Array[5]).Sample((partners, terms, keys) =>
        {
            var ordered = Recorded(partners, terms);
            var shuffled = Recorded([.. partners.Index().OrderBy(it => keys[it.Index]).Select(it => it.Item)], terms);
            return ordered == Recorded(partners, terms) && ordered == shuffled;
        }, iter: 500);

    [Fact]
    public void whoever_declined_is_not_counted_and_whoever_has_only_been_invited_is()
    {
        Assert.Equal(Outcome.Met, Partners(Named(1)));
        Assert.Equal(Outcome.NotMet, Partners(Named(1), new PartnerDeclined(Id(1), Mona, Utc("2017-05-03"), null)));
        Assert.Equal(Outcome.NotMet, Partners(Named(1), new PartnerRemoved(Id(1), Mona)));
        Assert.Equal(Outcome.NotMet, Partners(Named(1, PartnerRole.AffiliatedEntity)));

        static Outcome Partners(params IApplicationEvent[] facts) => Outcomes(Story(facts), _ => null)["CON-1"];
    }

    [Fact]
    public void a_plan_to_register_is_signed_for_each()
    {
        IApplicationEvent[] both = [Named(1), Signed(MedTech), Signed(Id(1))];

        Assert.Equal(Outcome.NotMet, Outcomes(Story(both[..2]), _ => null)["REG-a"]);
        Assert.Equal(Outcome.Met, Outcomes(Story(both), _ => null)["REG-a"]);
    }

    [Fact]
    public void a_profile_joins_later_by_its_code_and_keeps_what_was_signed()
    {
        var told = Story(new PartnerNamed(Id(1), PartnerRole.Partner, null, new("Institute", "FR", Pic: "999888777"), null, Mona), Signed(MedTech));
        var profile = Organisation(("2017-05-01", Profile(new() { Name = "Institut", Pic = "999888777" })), ("2017-05-02", new ReviewRequested(null, Utc("2017-05-02"))), ("2017-05-03", new ProfilePublished(Mona, Utc("2017-05-03")))) with { Id = Id(77) };

        Assert.Equal(Outcome.NotMet, Outcomes(told, _ => null)["REG-a"]);
        Assert.Equal(Outcome.Met, Outcomes(told, pic => pic == "999888777" ? profile : null)["REG-a"]);

        var joined = ConsortiumOf.Members(told, _ => null, _ => profile, _ => false).Members[1].Dossier;
        Assert.Equal((Id(1), "Institut", "FR"), (joined.Id, joined.Name.Newest!.Value, joined.Country.Newest!.Value));
    }

    [Fact]
    public void what_was_left_unsent_does_not_count_after_the_deadline_and_a_confirmation_does()
    {
        var sent = Story(
            Named(1), new ProposalChanged(new() { DurationMonths = 18 }, []), new ApplicationSubmitted(1, Mona, Utc("2017-05-04"), new(Outcome.Met, Stage.Application, "3", 1, [], [])),
            new PartnerConfirmed(Id(1), 3, Mona, Utc("2017-05-05"), false), Named(2), new ProposalChanged(new() { DurationMonths = 36 }, [])).AsSent;

        Assert.Equal(18, sent.DurationMonths.Newest!.Value);
        Assert.Equal((Id(1), PartnerStanding.Confirmed), Assert.Single(sent.Partners) switch { var partner => (partner.Id, partner.Standing) });
    }

    [Fact]
    public void without_its_coordinator_there_is_no_proposal_even_where_partners_are_left_out()
    {
        var call = Tell.Terms("2017-05-23 17:00", Asked(new EstablishedIn(CountrySet.EuMembers))) with { IneligiblePartner = IneligiblePartner.LeaveOut };
        var swiss = Organisation(("2015-01-01", Profile(new() { Country = "CH" })));

        Assert.Equal(Outcome.NotMet, Assessment.Assess(new(swiss, Consortium: new([new(swiss, PartnerRole.Coordinator)])), call, Facts).Outcome);
    }

    [Fact]
    public void a_country_of_the_programme_among_the_targets_is_told()
    {
        var call = Tell.Terms("2017-05-23 17:00", Asked(new ThirdCountriesWithin(2)) with { Stage = Stage.Application });
        var proposal = Story(new ProposalChanged(new() { TargetCountries = ["CH", "FR"] }, []));
        var judgement = call.Judged(Organisation(), proposal);

        Assert.Equal("Third countries among the targets: Switzerland. Not counted, because within the programme: France.", Verdict.Explain(judgement, new(Organisation(), proposal), Facts, Called).Reason.En);
    }

    private static string Recorded(Partner[] partners, CallTerms terms)
    {
        var application = Story([.. partners.Index().Select(it => (IApplicationEvent)new PartnerNamed(it.Item.Dossier.Id, it.Item.Role is PartnerRole.Coordinator ? PartnerRole.Partner : it.Item.Role, it.Item.Dossier.Id, null, it.Item.ControlledBy is { } control ? new(null, control.Length > 0 ? control : null) : null, Mona))]);
        var consortium = ConsortiumOf.Members(application, id => partners.FirstOrDefault(partner => partner.Dossier.Id == id)?.Dossier, _ => null, _ => false);
        var verdict = Assessment.Assess(new(consortium.Members[0].Dossier, application, consortium), terms, Facts, Stage.Application);
        return JsonSerializer.Serialize(RecordedVerdict.Of(verdict, 1, [], null), FactJson.Options);
    }

    private static Dictionary<string, Outcome> Outcomes(ApplicationDossier application, Func<string, OrganisationDossier?> byCode)
    {
        var consortium = ConsortiumOf.Members(application, _ => null, byCode, _ => false);
        return Assessment.Assess(new(consortium.Members[0].Dossier, application, consortium), Call, Facts, Stage.Consortium).Judgements.ToDictionary(it => it.Criterion.Id, it => it.Finding.Outcome);
    }

    private static ApplicationDossier Story(params IEnumerable<IApplicationEvent> facts) =>
        Application([("2017-05-01", new ApplicationStarted(Id(50), null, MedTech, Mona)), .. facts.Select(fact => ("2017-05-02", fact))]);

    private static PartnerNamed Named(int id, PartnerRole role = PartnerRole.Partner) => new(Id(id), role, Id(id), null, null, Mona);

    private static DeclarationSigned Signed(Guid organisation) => new(DeclarationKind.PlansToRegister, organisation, Mona, Utc("2017-05-02"));
}
