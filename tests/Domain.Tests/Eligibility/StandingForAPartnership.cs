using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Eligibility.Outcome;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>New or existing partnership: judged for the last moment before the call was published on 20 December 2016.</summary>
public sealed class StandingForAPartnership
{
    private static readonly Guid Ours = Id(50);
    private static readonly CallTerms Existing = Call(new ExistingPartnership(PartnershipAge.Existing, 2)), New = Call(new ExistingPartnership(PartnershipAge.New));
    private static readonly Partner A = Registered(1, "DE", "Valdora"), B = Registered(2, "NL", "Uidaal"), C = Registered(3, "FR", "Tairance");
    private static readonly PartnershipFormed Together = Formed("2015-02-01", Member(A), Member(B));

    public static TheoryData<string, Outcome, string> Answers => new(Cases.Select(it => (it.Name, it.Outcome, it.Code)));

    private static readonly (string Name, CallTerms Call, Consortium Set, Outcome Outcome, string Code)[] Cases =
    [
        ("nothing stated", Existing, Set(null, Together), Undetermined, "partnership-not-stated"),
        ("nothing stated, new asked", New, Set(null, Together), Undetermined, "partnership-not-stated"),
        ("statement taken back", Existing, Set(null, Together) with { StandsFor = Stated(new(Ours)).Clear(new(Id(9), "", Id(9), 2, Utc("2017-01-02")), Herself) }, Undetermined, "partnership-not-stated"),
        ("not recorded", Existing, Set(new(Id(99)), Together), Undetermined, "partnership-not-known"),
        ("not readable", Existing, With(Set(new(Ours)), Learn(Together) with { IsBroken = true }), Undetermined, "partnership-not-known"),

        ("existed, two belong", Existing, Set(new(Ours), Together), Met, "partnership-existed"),
        ("formed the day before the publication", Existing, Set(new(Ours), Formed("2016-12-19", Member(A), Member(B))), Met, "partnership-existed"),
        ("formed on the day of the publication", Existing, Set(new(Ours), Formed("2016-12-20", Member(A), Member(B))), NotMet, "partnership-too-young"),
        ("labelled before it was formed, as recorded", Existing, Set(new(Ours), Formed("2017-01-10"), new PartnershipLabelled("ESCP-4i", "", From("2016-03-15"))), Undetermined, "partnership-members-not-known"),
        ("labelled, and expired since", Existing, Set(new(Ours), Together, new PartnershipLabelled("ESCP-4i", "", From("2015-03-15") with { ValidUntil = Day("2016-01-31") })), Met, "partnership-existed"),
        ("only the year, and that of the publication", Existing, Set(new(Ours), Formed("2016-01-01", Member(A), Member(B)) with { YearOnly = true }), Undetermined, "partnership-perhaps-existed"),
        ("only the year, and an earlier one", Existing, Set(new(Ours), Formed("2015-01-01", Member(A), Member(B)) with { YearOnly = true }), Met, "partnership-existed"),
        ("members not recorded", Existing, Set(new(Ours), Formed("2015-02-01")), Undetermined, "partnership-members-not-known"),
        ("one belongs, two asked", Existing, Set(new(Ours), Formed("2015-02-01", Member(A))), NotMet, "too-few-partners-belong"),
        ("nobody belongs", Existing, Set(new(Ours), Formed("2015-02-01", new PartnershipMember(Id(8), Id(8), "Xalillo", "ES"))), NotMet, "too-few-partners-belong"),
        ("one joined after the publication", Existing, Set(new(Ours), Formed("2015-02-01", Member(A)), new MemberJoined(Member(B), "", From("2017-01-15"))), NotMet, "too-few-partners-belong"),
        ("one left before the publication", Existing, Set(new(Ours), Together, new MemberLeft(B.Dossier.Id, "", From("2016-12-20"))), Met, "partnership-existed"),
        ("one left the day before", Existing, Set(new(Ours), Together, new MemberLeft(B.Dossier.Id, "", From("2016-12-19"))), NotMet, "too-few-partners-belong"),
        ("a member without a profile of the same name", Existing, Set(new(Ours), Formed("2015-02-01", Member(A), new PartnershipMember(Id(8), null, "UIDAAL", "NL"))), Undetermined, "partners-perhaps-belong"),
        ("the same name in another country", Existing, Set(new(Ours), Formed("2015-02-01", Member(A), new PartnershipMember(Id(8), null, "Uidaal", "BE"))), NotMet, "too-few-partners-belong"),
        ("two profiles of one name", Existing, Set(new(Ours), Formed("2015-02-01", Member(A), new PartnershipMember(Id(8), Id(8), "Uidaal", "NL"))), NotMet, "too-few-partners-belong"),
        ("a new one where an existing is asked", Existing, Set(new(), Together), NotMet, "new-partnership"),

        ("a new one", New, Set(new()), Met, "new-partnership"),
        ("a new one of those who worked together", New, Set(new(), Together), Met, "new-beside-existing"),
        ("existed already", New, Set(new(Ours), Together), NotMet, "partnership-existed"),
        ("formed since", New, Set(new(Ours), Formed("2016-12-20", Member(A), Member(B))), Met, "partnership-formed-since"),
        ("perhaps existed already", New, Set(new(Ours), Formed("2016-01-01", Member(A)) with { YearOnly = true }), Undetermined, "partnership-perhaps-existed"),
    ];

    [Theory, MemberData(nameof(Answers))]
    public void is_answered_with_reason_and_remedy_in_both_languages(string name, Outcome outcome, string code)
    {
        var (_, call, set, _, _) = Cases.Single(it => it.Name == name);
        var judgement = Assert.Single(Assessment.Assess(new(A.Dossier, Consortium: set), call, Facts, Stage.Consortium).Judgements);
        Assert.Equal((outcome, code, Utc("2016-12-19 22:59:59.999999")), (judgement.Finding.Outcome, judgement.Finding.Reason, judgement.At));

        var told = Verdict.Explain(judgement, new(A.Dossier, Consortium: set), Facts, Called);
        Assert.Equal(code, told.Code);
        Assert.Equal(outcome is Met, told.Remedy is null);
        Assert.All([told.Reason, .. told.Remedy is { } remedy ? [remedy.What] : Array.Empty<Domain.Deciding.Text>()], said =>
        {
            Assert.EndsWith(".", said.En);
            Assert.EndsWith(".", said.De);
            Assert.NotEqual(said.En, said.De);
        });
    }

    [Fact]
    public void every_answer_it_can_give_is_asked_for() => Assert.Equal(
        typeof(ExistingPartnership).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
        Cases.Select(it => it.Code).Distinct().Order());

    [Fact]
    public void the_evidence_is_the_partnership_and_each_membership()
    {
        var finding = Assessment.Assess(new(A.Dossier, Consortium: Set(new(Ours), Together)), Existing, Facts, Stage.Consortium).Judgements[0].Finding;

        Assert.Equal(("PartnershipFormed", Ours), (finding.Evidence!.Told.Event, finding.Evidence.Told.Stream));
        Assert.Equal("ProposalChanged", finding.Also!.Told.Event);
        Assert.Equal([Met, Met, NotMet], finding.Parts!.Select(part => part.Outcome));
        Assert.All(finding.Parts!.Take(2), part => Assert.Equal(Ours, part.Evidence!.Told.Stream));
    }

    [Fact]
    public void who_belonged_is_named()
    {
        var subject = new Subject(A.Dossier, Consortium: Set(new(Ours), Together));
        var told = Verdict.Explain(Assessment.Assess(subject, Existing, Facts, Stage.Consortium).Judgements[0], subject, Facts, Called);

        Assert.Equal("PoG existed before: formed on 1 February 2015. Of the partners belonged to it: Valdora and Uidaal.", told.Reason.En);
    }

    [Fact]
    public void what_an_application_states_counts_as_it_was_handed_in()
    {
        (string, IApplicationEvent) States(string at, StandsFor stated) => (at, new ProposalChanged(new() { StandsFor = stated }, []));
        var submitted = ("2017-05-01 10:00", (IApplicationEvent)new ApplicationSubmitted(1, Mona, Utc("2017-05-01 10:00"), new(Met, Stage.Application, "4", 1, [], [])));
        var application = Application(States("2017-04-01 10:00", new(Ours)), submitted, States("2017-05-02 10:00", new()));

        Assert.Null(ConsortiumOf.Members(application, _ => null, _ => null, _ => false).StandsFor.Newest!.Value!.Partnership);
        Assert.Equal(Ours, ConsortiumOf.Members(application.AsSent, _ => null, _ => null, _ => false).StandsFor.Newest!.Value!.Partnership);
    }

    [Fact]
    public void the_order_of_partners_and_of_members_is_irrelevant() => Sets.Sample(it =>
    {
        var (terms, stated, partners, facts) = it;
        var turned = new Consortium(partners.Reverse()) { StandsFor = Stated(stated), Partnerships = Known(facts.Select(fact => fact is PartnershipFormed formed ? formed with { Members = [.. formed.Members.Reverse()] } : fact)) };
        return Outcomes(terms, Of(partners, stated, facts)).SequenceEqual(Outcomes(terms, turned));
    });

    /// <summary>Without what was told of members and of the statement nothing is not met any more.</summary>
    [Fact]
    public void missing_data_are_never_held_against_anybody() => Sets.Sample(it =>
    {
        var (terms, stated, partners, facts) = it;
        Partner[] silent = [.. partners.Select(partner => partner with { Dossier = new(partner.Dossier.Id) })];
        IPartnershipEvent[] nobodyTold = [.. facts.OfType<PartnershipFormed>().Select(formed => formed with { Members = [], Coordinator = null })];

        return Outcomes(terms, Of(partners, null, facts)).All(outcome => outcome is Undetermined)
            && Outcomes(Existing, Of(partners, new(Ours), nobodyTold)).All(outcome => outcome is not NotMet || nobodyTold.All(fact => ((PartnershipFormed)fact).Basis.ValidFrom >= Day("2016-12-20")))
            && Outcomes(Existing, Of(silent, stated is null ? null : new(Id(98)), facts)).All(outcome => outcome is Undetermined);
    });

    [Fact]
    public void a_partnership_is_never_both_new_and_existing() => Sets.Sample(it =>
        Outcomes(New, Of(it.Partners, it.Stated, it.Facts))[0] is not Met || Outcomes(Existing, Of(it.Partners, it.Stated, it.Facts))[0] is not Met);

    [Fact]
    public void a_further_member_among_the_partners_never_makes_it_worse() => Sets.Sample(it =>
    {
        var joined = it.Facts.Select(fact => fact is PartnershipFormed formed && formed.Members.All(member => member.Id != C.Dossier.Id) ? formed with { Members = [.. formed.Members, Member(C)] } : fact).ToArray();
        return it.Facts.OfType<PartnershipFormed>().Any(formed => formed.Members.Length == 0)
            || Outcomes(Existing, Of(it.Partners, it.Stated, joined))[0] >= Outcomes(Existing, Of(it.Partners, it.Stated, it.Facts))[0];
    });

    private static readonly Gen<(CallTerms Terms, StandsFor? Stated, Partner[] Partners, IPartnershipEvent[] Facts)> Sets = Gen.Select(
        Gen.OneOfConst(Existing, New), Gen.OneOfConst<StandsFor?>(null, new(), new(Ours)), Gen.Shuffle(new[] { A, B, C }), Gen.Int[0, 3],
        Gen.OneOfConst("2015-01-01", "2016-01-01", "2016-12-19", "2016-12-20"), Gen.Bool,
        (terms, stated, partners, members, formed, yearOnly) => (terms, stated, partners,
            (IPartnershipEvent[])[Formed(formed, [.. new[] { Member(A), new PartnershipMember(Id(8), null, "UIDAAL", "NL"), Member(C) }.Take(members)]) with { YearOnly = yearOnly && formed.EndsWith("01-01", StringComparison.Ordinal) }]));

    private static Consortium Of(Partner[] partners, StandsFor? stated, IEnumerable<IPartnershipEvent> facts) => new(partners) { StandsFor = Stated(stated), Partnerships = Known(facts) };

    private static Consortium Set(StandsFor? stated, params IPartnershipEvent[] facts) => Of([A, B, C], stated, facts);

    private static Consortium With(Consortium set, PartnershipDossier partnership) => set with { Partnerships = set.Partnerships.SetItem(partnership.Id, partnership) };

    private static ImmutableSortedDictionary<Guid, PartnershipDossier> Known(IEnumerable<IPartnershipEvent> facts) =>
        facts.ToArray() is { Length: > 0 } told ? ImmutableSortedDictionary<Guid, PartnershipDossier>.Empty.Add(Ours, Learn(told)) : ImmutableSortedDictionary<Guid, PartnershipDossier>.Empty;

    private static PartnershipDossier Learn(params IPartnershipEvent[] told) => Partnerships.RecordingPartnerships.Learn(told);

    private static Chronicle<StandsFor> Stated(StandsFor? stated) => stated is null ? default : default(Chronicle<StandsFor>).Tell(stated, new(Id(9), "ProposalChanged", Id(9), 1, Utc("2017-04-01 10:00")), Herself);

    private static Outcome[] Outcomes(CallTerms terms, Consortium set) =>
        [.. Assessment.Assess(new(set.Members[0].Dossier, Consortium: set), terms, Facts, Stage.Consortium).Judgements.Select(judgement => judgement.Finding.Outcome)];

    private static CallTerms Call(Question question) => Terms("2017-05-23 17:00", Asked(question, new(ReferenceKind.BeforePublication)) with { Stage = Stage.Consortium }) with { PublishedOn = Day("2016-12-20") };

    private static PartnershipFormed Formed(string day, params PartnershipMember[] members) => new("Photonik ohne Grenzen", "PoG", null, null, members, null, YearOnly: false, "a notice", From(day));

    private static PartnershipMember Member(Partner partner) => new(partner.Dossier.Id, partner.Dossier.Id, partner.Called.En, partner.Dossier.Country.Newest!.Value);

    private static Partner Registered(int id, string country, string name) => new(
        Organisation(("2015-01-01 10:00", new ProfileDrafted()), ("2015-01-01 10:00", Profile(new() { Name = name, Country = country })), ("2015-01-02 10:00", new ProfilePublished(Mona, Utc("2015-01-02 10:00")))) with { Id = Id(id) });

    private static Basis From(string day) => new(AssertedBy.Officer, Day(day));
}
