using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Partnerships;

/// <summary>A partnership as officers record it: who formed it, who joined and left, what it carries and what was funded.</summary>
public sealed class RecordingPartnerships : Spec<Partnership, IPartnershipEvent>
{
    private const string Source = "a notice";
    private static readonly DateOnly Today = Day("2016-10-04");
    private static readonly PartnershipMember Valdora = new(Id(1), Id(1), "Valdora", "DE"), Uidaal = new(Id(2), Id(2), "Uidaal", "NL"), Outside = new(Id(3), null, "Optikens Hus e.V.", "SE");
    private static readonly PartnershipFormed Formed = Of(Valdora, Uidaal);
    private static readonly MemberJoined Joined = new(Outside, Source, From("2016-01-01"));

    [Fact]
    public void is_formed_once() => Given().When(partnership => partnership.Form(Formed, Today)).Then(Formed);

    [Fact]
    public void is_not_formed_again_with_other_members() => Given(Formed).When(partnership => partnership.Form(Of(Valdora), Today)).ThenRefused("partnership-formed-otherwise");

    [Fact]
    public void is_formed_without_anybody_told() => Given().When(partnership => partnership.Form(Of() with { Coordinator = null }, Today)).Then(Of() with { Coordinator = null });

    [Fact]
    public void is_not_formed_tomorrow() =>
        Given().When(partnership => partnership.Form(Formed with { Basis = From("2016-10-05") }, Today)).ThenRefused("partnership-day-in-the-future");

    [Fact]
    public void names_nobody_twice() => Given().When(partnership => partnership.Form(Of(Valdora, Uidaal, Valdora), Today)).ThenRefused("partnership-member-twice");

    [Fact]
    public void two_spellings_of_a_name_without_a_profile_are_one() =>
        Given().When(partnership => partnership.Form(Of(Valdora, Outside, Outside with { Id = Id(9), Name = "Optikens Hus e. V." }), Today)).ThenRefused("partnership-member-twice");

    [Fact]
    public void two_profiles_of_one_name_are_two() =>
        Given().When(partnership => partnership.Form(Of(Valdora, Valdora with { Id = Id(9), Cluster = Id(9) }), Today)).Then(Of(Valdora, Valdora with { Id = Id(9), Cluster = Id(9) }));

    [Fact]
    public void is_coordinated_by_a_member() =>
        Given().When(partnership => partnership.Form(Of(Valdora) with { Coordinator = Id(2) }, Today)).ThenRefused("partnership-coordinator-no-member");

    [Fact]
    public void has_at_most_forty_members()
    {
        PartnershipMember[] forty = [.. Enumerable.Range(100, 40).Select(number => new PartnershipMember(Id(number), Id(number), $"Cluster {number}"))];
        PartnershipFormed Full(params PartnershipMember[] more) => Of([.. forty, .. more]) with { Coordinator = null };

        Given().When(partnership => partnership.Form(Full(), Today)).Then(Full());
        Given().When(partnership => partnership.Form(Full(Valdora), Today)).ThenRefused("partnership-too-many-members");
        Given(Full()).When(partnership => partnership.Join(Valdora, Day("2016-01-01"), Source, Today)).ThenRefused("partnership-too-many-members");
    }

    [Fact]
    public void a_member_joins_from_a_day_on() => Given(Formed).When(partnership => partnership.Join(Outside, Day("2016-01-01"), Source, Today)).Then(Joined);

    [Fact]
    public void nobody_joins_what_was_never_formed() => Given().When(partnership => partnership.Join(Outside, Day("2016-01-01"), Source, Today)).ThenRefused("partnership-unknown");

    [Fact]
    public void nobody_joins_before_it_was_formed() => Given(Formed).When(partnership => partnership.Join(Outside, Day("2015-01-31"), Source, Today)).ThenRefused("partnership-joined-before-formed");

    [Fact]
    public void nobody_joins_tomorrow() => Given(Formed).When(partnership => partnership.Join(Outside, Day("2016-10-05"), Source, Today)).ThenRefused("partnership-day-in-the-future");

    [Fact]
    public void nobody_joins_under_another_id() =>
        Given(Formed, Joined).When(partnership => partnership.Join(Outside with { Id = Id(9), Name = "OPTIKENS HUS" }, Day("2016-02-01"), Source, Today)).ThenRefused("partnership-member-twice");

    [Fact]
    public void who_belongs_already_does_not_join_again() =>
        Given(Formed, Joined).When(partnership => partnership.Join(Outside, Day("2016-02-01"), Source, Today)).ThenRefused("partnership-member-twice");

    [Fact]
    public void only_of_a_member_something_is_corrected() =>
        Given(Formed).When(partnership => partnership.Join(Outside, Day("2016-02-01"), Source, Today, corrects: true)).ThenRefused("member-unknown");

    [Fact]
    public void told_again_with_another_day_or_profile_it_is_corrected()
    {
        var corrected = new MemberJoined(Outside with { Cluster = Id(7) }, Source, From("2016-02-01") with { Kind = FactKind.Correction });
        Given(Formed, Joined).When(partnership => partnership.Join(corrected.Member, Day("2016-02-01"), Source, Today, corrects: true)).Then(corrected);
    }

    [Fact]
    public void a_member_leaves_from_a_day_on() => Given(Formed, Joined).When(partnership => partnership.Leave(Outside.Id, Day("2016-07-01"), Source, Today)).Then(Left("2016-07-01"));

    [Fact]
    public void another_day_of_leaving_corrects_the_first() =>
        Given(Formed, Joined, Left("2016-07-01")).When(partnership => partnership.Leave(Outside.Id, Day("2016-08-01"), Source, Today)).Then(Left("2016-08-01", FactKind.Correction));

    [Fact]
    public void nobody_leaves_before_joining() =>
        Given(Formed, Joined).When(partnership => partnership.Leave(Outside.Id, Day("2015-12-31"), Source, Today)).ThenRefused("partnership-left-before-joined");

    [Fact]
    public void nobody_leaves_on_the_day_of_joining() =>
        Given(Formed, Joined).When(partnership => partnership.Leave(Outside.Id, Day("2016-01-01"), Source, Today)).ThenRefused("partnership-left-before-joined");

    [Fact]
    public void nobody_leaves_who_does_not_belong() => Given(Formed).When(partnership => partnership.Leave(Outside.Id, Day("2016-07-01"), Source, Today)).ThenRefused("member-unknown");

    [Fact]
    public void who_left_may_join_again_afterwards()
    {
        Given(Formed, Joined, Left("2016-07-01")).When(partnership => partnership.Join(Outside, Day("2016-06-30"), Source, Today)).ThenRefused("partnership-rejoined-before-left");
        Given(Formed, Joined, Left("2016-07-01")).When(partnership => partnership.Join(Outside, Day("2016-07-01"), Source, Today)).Then(Joined with { Basis = From("2016-07-01") });
    }

    [Fact]
    public void a_label_is_awarded_once_and_its_end_corrected()
    {
        var labelled = new PartnershipLabelled("ESCP-4i", Source, From("2016-03-15"));
        var until = labelled with { Basis = labelled.Basis with { ValidUntil = Day("2018-03-14"), Kind = FactKind.Correction } };

        Given(Formed).When(partnership => partnership.Award("ESCP-4i", Day("2016-03-15"), null, Source, Today)).Then(labelled);
        Given(Formed, labelled).When(partnership => partnership.Award("ESCP-4i", Day("2016-03-15"), Day("2018-03-14"), Source, Today)).Then(until);
        Given(Formed).When(partnership => partnership.Award("ESCP-4i", Day("2016-03-15"), Day("2016-03-14"), Source, Today)).ThenRefused("partnership-label-ends-before-it-begins");
        Given().When(partnership => partnership.Award("ESCP-4i", Day("2016-03-15"), null, Source, Today)).ThenRefused("partnership-unknown");
        Given(Formed).When(partnership => partnership.Award("ESCP-4i", Day("2000-01-01"), null, Source, Today)).ThenRefused("partnership-day-before-formed");
    }

    [Fact]
    public void what_was_told_of_its_founding_is_corrected()
    {
        var corrected = Formed with { Name = "Photonics", Acronym = null, Source = "the agreement", Basis = From("2015-03-01") with { Kind = FactKind.Correction } };
        Decision<IPartnershipEvent> Correct(Partnership partnership, string day) => partnership.Correct("Photonics", null, "1", "preparatory", Day(day), yearOnly: false, "the agreement", Today);

        Given(Formed).When(partnership => Correct(partnership, "2015-03-01")).Then(corrected);
        Given(Formed).When(partnership => partnership.Correct(Formed.Name, Formed.Acronym, Formed.Strand, Formed.Phase, Day("2015-02-01"), yearOnly: false, "elsewhere", Today)).ThenNothing();
        Given(Formed).When(partnership => Correct(partnership, "2016-10-05")).ThenRefused("partnership-day-in-the-future");
        Given(Formed, Joined).When(partnership => Correct(partnership, "2016-01-02")).ThenRefused("partnership-formed-after-what-followed");
        Given().When(partnership => Correct(partnership, "2015-03-01")).ThenRefused("partnership-unknown");
    }

    [Theory]
    [InlineData("2015-03-01", false, true)]
    [InlineData("2015-01-01", true, true)]
    public void a_corrected_day_of_founding_counts_for_the_partnership_and_those_who_founded_it(string day, bool inJanuary, bool inMarch)
    {
        var dossier = Learn(Formed, Joined, Left("2016-07-01"), Formed with { Basis = From(day) with { Kind = FactKind.Correction } });
        (bool, bool, bool) At(string moment) => (dossier.ExistedAt(Utc(moment)).Outcome is Outcome.Met, dossier.Members[Valdora.Id].BelongsAt(Utc(moment)), dossier.Members[Outside.Id].BelongsAt(Utc(moment)));

        Assert.Equal((inJanuary, inJanuary, false), At("2015-01-15 12:00"));
        Assert.Equal((inJanuary, inJanuary, false), At("2015-02-15 12:00"));
        Assert.Equal((inMarch, inMarch, false), At("2015-03-15 12:00"));
        Assert.Equal((true, true, true), At("2016-06-30 12:00"));
        Assert.Equal((true, true, false), At("2016-07-15 12:00"));
    }

    [Fact]
    public void a_label_told_under_another_name_or_day_is_corrected()
    {
        var wrong = new PartnershipLabelled("ESCP-4", Source, From("2015-03-15"));
        var right = new PartnershipLabelled("ESCP-4i", Source, From("2016-03-15") with { Kind = FactKind.Correction }, new("ESCP-4", Day("2015-03-15")));
        Decision<IPartnershipEvent> Award(Partnership partnership) => partnership.Award("ESCP-4i", Day("2016-03-15"), null, Source, Today, new("ESCP-4", Day("2015-03-15")));

        Given(Formed, wrong).When(Award).Then(right);
        Given(Formed, wrong, right).When(Award).ThenNothing();
        Given(Formed).When(Award).ThenRefused("partnership-label-unknown");

        var dossier = Learn(Formed with { Basis = From("2016-01-01") }, wrong, right);
        Assert.Null(dossier.Labels["ESCP-4"].At(Utc("2016-09-01 12:00")));
        Assert.NotNull(dossier.Labels["ESCP-4i"].At(Utc("2016-09-01 12:00")));
        Assert.Equal(Outcome.NotMet, dossier.ExistedAt(Utc("2015-06-01 12:00")).Outcome);
    }

    [Fact]
    public void a_phase_is_funded_once_under_a_call_and_its_grant_corrected()
    {
        var funded = new PhaseFunded("preparatory", "COS-CLUSTER-2014-3-03", "1", null, Source, From("2016-01-01"));
        Decision<IPartnershipEvent> Fund(Partnership partnership, decimal? grant) => partnership.Fund("preparatory", "COS-CLUSTER-2014-3-03", "1", grant, Day("2016-01-01"), Source, Today);

        Given(Formed).When(partnership => Fund(partnership, null)).Then(funded);
        Given(Formed, funded).When(partnership => Fund(partnership, 187_500m)).Then(funded with { Grant = 187_500m, Basis = funded.Basis with { Kind = FactKind.Correction } });
        Given().When(partnership => Fund(partnership, null)).ThenRefused("partnership-unknown");
    }

    [Fact]
    public void who_belonged_when_is_told_for_any_day_also_after_corrections()
    {
        var dossier = Learn(Formed, Joined, Left("2016-07-01"), Left("2016-08-01", FactKind.Correction), Joined with { Basis = From("2016-09-01") });
        bool On(string day) => dossier.Members[Outside.Id].BelongsAt(BrusselsTime.LastMomentOf(Day(day)));

        Assert.Equal([false, true, true, false, true], [On("2015-12-31"), On("2016-01-01"), On("2016-07-31"), On("2016-08-01"), On("2016-09-01")]);
        Assert.All([Valdora, Uidaal], member => Assert.True(dossier.Members[member.Id].BelongsAt(Utc("2015-02-01 12:00"))));
    }

    [Fact]
    public void a_correction_of_the_day_of_joining_takes_the_place_of_the_first()
    {
        var dossier = Learn(Formed, Joined, Joined with { Basis = From("2016-02-01") with { Kind = FactKind.Correction } });

        Assert.False(dossier.Members[Outside.Id].BelongsAt(Utc("2016-01-15 12:00")));
        Assert.True(dossier.Members[Outside.Id].BelongsAt(Utc("2016-02-15 12:00")));
    }

    internal static PartnershipDossier Learn(params IPartnershipEvent[] told) => told.Index().Aggregate(
        new PartnershipDossier(Id(50)), (dossier, it) => dossier.Learn(it.Item, new(Id(60 + it.Index), it.Item.GetType().Name, Id(50), it.Index + 1, Utc("2016-10-01 10:00"))));

    private static PartnershipFormed Of(params PartnershipMember[] members) => new("Photonik ohne Grenzen", "PoG", "1", "preparatory", members, Id(1), YearOnly: false, Source, From("2015-02-01"));

    private static MemberLeft Left(string day, FactKind kind = FactKind.Change) => new(Outside.Id, Source, From(day) with { Kind = kind });

    private static Basis From(string day) => new(AssertedBy.Officer, Day(day));
}
