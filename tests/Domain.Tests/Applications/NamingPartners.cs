using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Who takes part in an application: named, changed, confirmed, declined, taken out, until the deadline.</summary>
public sealed class NamingPartners : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Elena = Id(2), MedTech = Id(40), Nordic = Id(41), Adria = Id(42), Institute = Id(43);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), JustAfter = Utc("2017-05-23 15:00:00").AddMicroseconds(1);
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly PartnerOrganisation Unknown = new("Institute of the Coast", "FR", Pic: "999888777");
    private static readonly Part Partner = new(Nordic, PartnerRole.Partner, null, null), Told = new(null, PartnerRole.Partner, Unknown, null);
    private static readonly Cluster Published = new() { Exists = true, Status = RegistrationStatus.Published };

    private static readonly CallDossier Open = new(Id(50))
    {
        Terms = new() { Reference = "COS-CLUSINT-2016-03-01", Title = new("Clusters", "Cluster"), Kind = "escp", Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline }, Status = CallStatus.Open,
    };

    private static readonly IApplicationEvent[] Started = [new ApplicationStarted(Open.Id, null, MedTech, Anna)];
    private static readonly IApplicationEvent[] Named = [.. Started, new PartnerNamed(Nordic, PartnerRole.Partner, Nordic, null, null, Anna)];
    private static readonly IApplicationEvent[] Confirmed = [.. Named, new PartnerConfirmed(Nordic, 2, Elena, Before, Attested: false)];

    [Fact]
    public void invites_a_cluster() =>
        Given(Started).When(it => it.Name(Nordic, Partner, Published, Anna, Open, Before)).Then(new PartnerNamed(Nordic, PartnerRole.Partner, Nordic, null, null, Anna));

    [Fact]
    public void tells_of_an_organisation_without_a_profile() =>
        Given(Started).When(it => it.Name(Institute, Told, null, Anna, Open, Before)).Then(new PartnerNamed(Institute, PartnerRole.Partner, null, Unknown, null, Anna));

    [Fact]
    public void refuses_whoever_stands_in_it_already()
    {
        Given(Named).When(it => it.Name(Nordic, Partner with { Role = PartnerRole.AffiliatedEntity }, Published, Anna, Open, Before)).ThenRefused("partner-named-twice");
        Given(Started).When(it => it.Name(MedTech, Partner with { Cluster = MedTech }, Published, Anna, Open, Before)).ThenRefused("partner-named-twice");
        Given([.. Started, new PartnerNamed(Institute, PartnerRole.Partner, null, Unknown, null, Anna)])
            .When(it => it.Name(Adria, Told with { Organisation = Unknown with { Name = "Another name" } }, null, Anna, Open, Before)).ThenRefused("partner-named-twice");
        Given([.. Started, new PartnerNamed(Institute, PartnerRole.Partner, null, new("No code"), null, Anna)])
            .When(it => it.Name(Adria, Told with { Organisation = new("No code") }, null, Anna, Open, Before)).ThenRefused("partner-named-twice");
    }

    [Fact]
    public void refuses_who_is_not_there_or_has_gone()
    {
        Given(Started).When(it => it.Name(Nordic, Partner, null, Anna, Open, Before)).ThenRefused("partner-unknown");
        Given(Started).When(it => it.Name(Nordic, Partner, Published with { Status = RegistrationStatus.Withdrawn }, Anna, Open, Before)).ThenRefused("partner-withdrawn");
    }

    [Fact]
    public void refuses_a_second_coordinator() =>
        Given(Started).When(it => it.Name(Nordic, Partner with { Role = PartnerRole.Coordinator }, Published, Anna, Open, Before)).ThenRefused("coordinator-is-fixed");

    [Fact]
    public void takes_forty_organisations_and_no_more()
    {
        IApplicationEvent[] all = [.. Started, .. Enumerable.Range(100, 39).Select(number => new PartnerNamed(Id(number), PartnerRole.Partner, Id(number), null, null, Anna))];

        Given(all).When(it => it.Name(Nordic, Partner, Published, Anna, Open, Before)).ThenRefused("partners-too-many");
        Given(all[..^1]).When(it => it.Name(Nordic, Partner, Published, Anna, Open, Before)).Then(new PartnerNamed(Nordic, PartnerRole.Partner, Nordic, null, null, Anna));
    }

    [Fact]
    public void refuses_control_in_a_circle_however_long()
    {
        IApplicationEvent[] chain =
        [
            .. Named, new PartnerNamed(Adria, PartnerRole.Partner, Adria, null, new(Nordic), Anna), new PartnerChanged(MedTech, null, null, new(Adria), Anna),
        ];

        Given(chain).When(it => it.ChangePartner(Nordic, null, null, new(MedTech), Anna, Open, Before)).ThenRefused("partner-control-circle");
        Given(Named).When(it => it.ChangePartner(Nordic, null, null, new(Nordic), Anna, Open, Before)).ThenRefused("partner-control-circle");
        Given(Named).When(it => it.ChangePartner(Nordic, null, null, new(Institute), Anna, Open, Before)).ThenRefused("partner-controller-not-named");
        Given(Named).When(it => it.ChangePartner(Nordic, null, null, new(MedTech), Anna, Open, Before)).Then(new PartnerChanged(Nordic, null, null, new(MedTech), Anna));
    }

    [Fact]
    public void confirms_for_itself_on_what_it_has_seen() =>
        Given(Named).When(it => it.Confirm(Nordic, 2, attests: false, Elena, Open, Before)).Then(new PartnerConfirmed(Nordic, 2, Elena, Before, Attested: false));

    [Fact]
    public void does_not_confirm_what_has_changed_meanwhile() =>
        Given([.. Named, new ProposalChanged(new() { DurationMonths = 24 }, [])]).When(it => it.Confirm(Nordic, 2, attests: false, Elena, Open, Before)).ThenRefused("application-changed-since");

    [Fact]
    public void does_not_confirm_what_is_not_there_yet() =>
        Given(Named).When(it => it.Confirm(Nordic, 9, attests: false, Elena, Open, Before)).ThenRefused("application-changed-since");

    [Fact]
    public void the_coordinator_attests_for_an_organisation_without_a_profile_and_for_nobody_else()
    {
        Given([.. Started, new PartnerNamed(Institute, PartnerRole.Partner, null, Unknown, null, Anna)])
            .When(it => it.Confirm(Institute, null, attests: true, Anna, Open, Before)).Then(new PartnerConfirmed(Institute, 2, Anna, Before, Attested: true));
        Given(Named).When(it => it.Confirm(Nordic, null, attests: true, Anna, Open, Before)).ThenRefused("partner-unknown");
    }

    [Fact]
    public void whoever_confirmed_is_asked_again_when_its_part_changes() =>
        Given([.. Confirmed, new PartnerChanged(Nordic, PartnerRole.AssociatedPartner, null, null, Anna)])
            .When(it => it.Confirm(Nordic, null, attests: false, Elena, Open, Before)).Then(new PartnerConfirmed(Nordic, 4, Elena, Before, Attested: false));

    [Fact]
    public void declines_and_may_change_its_mind()
    {
        Given(Confirmed).When(it => it.Decline(Nordic, Elena, Open, Before, Why)).Then(new PartnerDeclined(Nordic, Elena, Before, Why));
        Given([.. Confirmed, new PartnerDeclined(Nordic, Elena, Before, Why)])
            .When(it => it.Confirm(Nordic, null, attests: false, Elena, Open, Before)).Then(new PartnerConfirmed(Nordic, 4, Elena, Before, Attested: false));
    }

    [Fact]
    public void is_taken_out_once() => Given(Confirmed).When(it => it.RemovePartner(Nordic, Anna, Open, Before)).Then(new PartnerRemoved(Nordic, Anna));

    [Fact]
    public void a_change_of_partners_is_sent_only_when_handed_in_again() =>
        Assert.True(Given([.. Confirmed, new ApplicationSubmitted(1, Anna, Before, new(Outcome.Met, Stage.Application, "3", 1, [], [])), new PartnerRemoved(Nordic, Anna)]).State.ChangedSinceSubmission);

    public static TheoryData<string> EveryStep => ["name", "change", "remove", "confirm", "decline"];

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void is_locked_after_the_deadline(string step) => Given(Named).When(it => step switch
    {
        "name" => it.Name(Adria, Partner with { Cluster = Adria }, Published, Anna, Open, JustAfter),
        "change" => it.ChangePartner(Nordic, PartnerRole.AffiliatedEntity, null, null, Anna, Open, JustAfter),
        "remove" => it.RemovePartner(Nordic, Anna, Open, JustAfter),
        "confirm" => it.Confirm(Nordic, null, attests: false, Elena, Open, JustAfter),
        _ => it.Decline(Nordic, Elena, Open, JustAfter, null),
    }).ThenRefused("deadline-has-passed");
}
