using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Histories of organisations and texts of calls as they may come, near enough to each other to meet.</summary>
internal static class Generated
{
    /// <summary>All moments asked about lie before it.</summary>
    public static readonly DateTimeOffset Afterwards = Utc("2021-01-01 00:00");

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 2100].Select(Day("2015-03-01").AddDays);
    private static readonly Gen<Basis> Undated = Gen.Enum<AssertedBy>().Select(by => new Basis(by));

    private static readonly Gen<Basis> Dated = Gen.Select(Gen.Enum<AssertedBy>(), Days, Days, Gen.Int[0, 3], (by, from, until, shape) => shape switch
    {
        0 => new Basis(by, from),
        1 => new Basis(by, ValidUntil: until),
        2 => new Basis(by, from, until < from ? from : until),
        _ => new Basis(by, from, VerifiedBy: Tell.Mona),
    });

    private static readonly Gen<string> Field = Gen.OneOfConst("health", "food", "steel");

    private static readonly Gen<ProfileFields> Fields = Gen.OneOf(
        Gen.OneOfConst("DE", "UK", "ME", "AM", "CH", "AQ").Select(code => new ProfileFields { Country = code }),
        Gen.Int[0, 12].Select(count => new ProfileFields { MembersSme = count }),
        Gen.Int[0, 3].Select(count => new ProfileFields { MembersLarge = count, MembersResearch = count, MembersOther = 0 }),
        Gen.Int[0, 4].Select(halves => new ProfileFields { StaffFte = halves * 0.5m }),
        Gen.Enum<OrganisationKind>().Select(kind => new ProfileFields { Kind = kind }),
        Gen.Bool.Select(yes => new ProfileFields { WebsiteInEnglish = yes, HasLegalPersonality = yes }),
        Field.Array[0, 2].Select(codes => new ProfileFields { Sectors = codes }),
        Gen.Const(new ProfileFields { Pic = "999888777", Website = "https://example.org" }));

    private static readonly Gen<string[]> Cleared = Gen.Frequency(
        (5, Gen.Const<string[]>([])),
        (1, Gen.OneOfConst("country", "membersSme", "staffFte", "kind", "sectors", "pic").Select(name => new[] { name })));

    public static readonly Gen<IClusterEvent> UndatedChange = Change(Undated);
    public static readonly Gen<IClusterEvent> BackdatedByTheApplicant = Change(Days.Select(day => new Basis(AssertedBy.Applicant, day)));
    private static readonly Gen<IClusterEvent> DatedChange = Change(Dated);

    private static readonly Gen<Func<DateTimeOffset, IClusterEvent>> Decided = Gen.OneOfConst<Func<DateTimeOffset, IClusterEvent>>(
        at => new ReviewRequested(null, at), at => new ProfilePublished(Tell.Mona, at), at => new ProfileRefused(Tell.Mona, at, Tell.Why),
        at => new ProfileSuspended(Tell.Mona, at, Tell.Why), at => new ClusterWithdrawn(null, at));

    private static readonly Gen<IClusterEvent> Labelling = Gen.OneOf(
        Gen.Select(Gen.Enum<QualityLabel>(), Days, Gen.Enum<AssertedBy>(), (label, from, by) =>
            (IClusterEvent)new LabelAwarded(label, null, "ESCA", false, new(by, from, from.AddYears(2)))),
        Gen.Select(Gen.Enum<QualityLabel>(), Days, (label, from) => (IClusterEvent)new LabelRevoked(label, null, new(AssertedBy.Moderator, from))));

    /// <summary>What was told, each with its instant, in the order of recording.</summary>
    public static readonly Gen<(DateTimeOffset At, IClusterEvent Fact)[]> History = Histories(Gen.Frequency(
        (4, UndatedChange.Select(Always)), (3, DatedChange.Select(Always)), (2, Labelling.Select(Always)), (2, Decided),
        (1, Gen.Int[1, 8].Select(number => Always(new EntryVerified(Id(number), Tell.Mona))))));

    public static readonly Gen<(DateTimeOffset At, IClusterEvent Fact)[]> HistoryWithoutBackdating =
        Histories(Gen.Frequency((4, UndatedChange.Select(Always)), (2, Decided)));

    private static readonly Gen<Question> AboutData = Gen.OneOf(
        Gen.Enum<CountrySet>().Select(set => (Question)new EstablishedIn(set)),
        Gen.Enum<OrganisationKind>().Select(kind => (Question)new IsOfKind([kind])),
        Gen.Const<Question>(new IsLegalPerson()),
        Gen.Const<Question>(new SaysYes("websiteInEnglish")),
        Gen.Int[1, 12].Select(count => (Question)new HasMembers(count)),
        Gen.Int[1, 4].Select(count => (Question)new HasMemberTypes(count)),
        Gen.Int[1, 4].Select(halves => (Question)new HasStaff(halves * 0.5m)),
        Gen.Enum<QualityLabel>().Select(label => (Question)new HoldsLabel(label)),
        Field.Select(code => (Question)new WorksIn("sectors", [code])));

    public static readonly Gen<Question> DataQuestion = AboutData;

    private static readonly Gen<Question> Plain = Gen.Frequency(
        (8, AboutData),
        (3, Gen.OneOfConst<Question>(
            new RegisteredOrRequested(), new RegisteredOrPlanned(), new RegisteredWithCompleteProfile(["website"]), new ProfileComplete(["country", "pic"]),
            new HasPic(), new PartnersAtLeast(3), new Judged(new("Look.", "Sehen Sie hin.")), new GrantWithin(1m))));

    public static readonly Gen<Question> Question = Gen.Frequency(
        (4, Plain),
        (1, Plain.Array[1, 3].Select(parts => (Question)new All(parts))),
        (1, Plain.Array[1, 3].Select(parts => (Question)new Any(parts))),
        (1, Gen.Select(Gen.Int[1, 3], Plain.Array[3, 4], (number, parts) => (Question)new AtLeast(number, parts))),
        (1, Plain.Select(part => (Question)new Not(part, new("No.", "Nein."), new("End it.", "Beenden Sie es.")))));

    private static readonly Gen<ReferenceDate> References = Gen.Frequency(
        (5, Gen.Const(ReferenceDate.Deadline)),
        (1, Gen.OneOfConst(ReferenceDate.Submission, ReferenceDate.GrantSignature, new(ReferenceKind.BeforeEvent, 7), new(ReferenceKind.Date, Local: Local("2017-03-26 02:30")), new(ReferenceKind.Date, Local: Local("2017-09-01 12:00")))));

    public static readonly Gen<Criterion> Condition = Gen.Select(
        Question, References, Gen.Enum<Severity>(), Gen.Frequency((3, Gen.Const(Stage.Organisation)), (1, Gen.Enum<Stage>())), Gen.OneOfConst<string[]?>(null, ["1"], ["2"]),
        (question, reference, severity, stage, strands) => new Criterion("C", "3.1", question, reference, severity, stage, Strands: strands));

    private static readonly Gen<Deadline?> Deadlines = Gen.OneOfConst<Deadline?>(
        Deadline.Typed(Local("2016-01-01 00:00")).Deadline, Deadline.Typed(Local("2017-05-23 17:00")).Deadline, Deadline.Typed(Local("2020-02-01 00:00")).Deadline,
        Deadline.Imported(Local("2020-10-26 23:59"), "CEST"), null);

    public static readonly Gen<CallTerms> Terms = Gen.Select(
        Condition.Array[0, 6], Deadlines, Gen.OneOfConst<DateOnly?>(null, Day("2016-11-22")), Gen.Frequency((4, Gen.Const<Stage[]>([])), (1, Gen.Enum<Stage>().Select(stage => new[] { stage }))),
        (criteria, deadline, eventFrom, partial) => Tell.Terms(null, criteria) with { Deadline = deadline, EventFrom = eventFrom, NotFullyKnown = partial });

    private static readonly Gen<EstablishedIn?> Somewhere = Gen.OneOfConst<EstablishedIn?>(null, new(CountrySet.Participating), new(CountrySet.EuMembers));

    /// <summary>Questions of the partners, of the set, and both composed.</summary>
    private static readonly Gen<Question> OfTheSet = Gen.OneOf(
        Gen.Select(Gen.Int[1, 4], Somewhere, Gen.Bool, (count, from, independent) => (Question)new PartnersAtLeast(count, from, independent)),
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2], Somewhere, (count, members, from) => (Question)new CountriesAtLeast(count, members, from)),
        Gen.OneOfConst<int?>(null, 1, 2).Select(enough => (Question)new PartnersIndependent(enough)),
        Gen.Const<Question>(new RegionsRepresentedByClusters()),
        Gen.Enum<PartnershipAge>().Select(age => (Question)new ExistingPartnership(age)),
        AboutData.Select(part => (Question)new PartnersWho(part, 2)),
        AboutData.Select(part => (Question)new CoordinatorWho(part)),
        Gen.Select(AboutData, Gen.Int[1, 3], (part, count) => (Question)new Any([part, new PartnersAtLeast(count)])));

    public static readonly Gen<CallTerms> TermsForSeveral = Gen.Select(Terms, OfTheSet.Array[0, 3], Gen.Enum<IneligiblePartner>(), (terms, questions, partner) => terms with
    {
        Criteria = [.. terms.Criteria, .. questions.Select(question => Tell.Asked(question) with { Stage = Stage.Consortium })], IneligiblePartner = partner,
    });

    public static readonly Gen<Partner[]> Partners = Gen.Select(History, Gen.Enum<PartnerRole>(), Gen.OneOfConst(null, "", "Holding"), (history, role, control) => (history, role, control))
        .Array[1, 5].Select(all => all.Index().Select(it => new Partner(Dossier(it.Item.history) with { Id = Id(700 + it.Index) }, it.Item.role, it.Item.control)).ToArray());

    public static OrganisationDossier Dossier(IEnumerable<(DateTimeOffset At, IClusterEvent Fact)> history) => history.Index().Aggregate(
        new OrganisationDossier(Tell.MedTech),
        (dossier, it) => dossier.Learn(it.Item.Fact, new(Id(it.Index + 1), it.Item.Fact.GetType().Name, Tell.MedTech, it.Index + 1, it.Item.At)));

    private static Gen<IClusterEvent> Change(Gen<Basis> bases) => Gen.Select(Fields, Cleared, bases, (fields, cleared, basis) =>
        (IClusterEvent)new ProfileChanged(fields.Without(cleared), cleared, basis));

    private static Func<DateTimeOffset, IClusterEvent> Always(IClusterEvent fact) => _ => fact;

    private static Gen<(DateTimeOffset At, IClusterEvent Fact)[]> Histories(Gen<Func<DateTimeOffset, IClusterEvent>> facts) =>
        Gen.Select(Gen.Int[0, 2100 * 24], facts, (hours, fact) => (At: Utc("2015-03-01").AddHours(hours), fact)).Array[0, 8]
            .Select(told => told.OrderBy(it => it.At).Select(it => (it.At, it.fact(it.At))).ToArray());
}
