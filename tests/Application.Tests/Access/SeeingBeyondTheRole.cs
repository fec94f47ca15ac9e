using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Tests.Clusters;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Tests.Access;

public sealed class SeeingBeyondTheRole
{
    private static readonly DateTimeOffset Now = KnownClusters.Told.AddDays(30);
    private static readonly Guid Marco = Guid.CreateVersion7(), Elena = Guid.CreateVersion7(), Sofia = Guid.CreateVersion7();

    private readonly KnownClusters _known = new(ProgrammeFacts.Empty);
    private readonly Guid _cluster, _call;
    private readonly ApplicationRecord _application, _draft;

    public SeeingBeyondTheRole()
    {
        _cluster = _known.Publish(new() { Name = "MedTech", Country = "DE", Region = "DE11", VisibleToAgency = true });
        _call = _known.Draft(Elena);
        _draft = _known.Apply(_call, _cluster);
        _application = _draft with { State = _draft.State with { Status = ApplicationStatus.Submitted, Versions = 1 } };
    }

    public static TheoryData<AccessKind, Role> Pairs => [.. from kind in Enum.GetValues<AccessKind>() from role in Enum.GetValues<Role>() select (kind, role)];

    [Theory, MemberData(nameof(Pairs))]
    public void A_grant_adds_to_its_own_role_and_to_no_other(AccessKind kind, Role role)
    {
        var before = Seen(role);
        _known.Tell(Marco, new AccessGranted(new(kind, Region: kind is AccessKind.Region ? "DE1" : null), Sofia, Now));

        string[] added = (kind, role) switch
        {
            (AccessKind.Assignment, Role.Officer) => ["application", "deciding"],
            (AccessKind.Clusters, Role.Subscriber or Role.System) or (AccessKind.Region, Role.Agency) => ["cluster"],
            (AccessKind.Lists, Role.Subscriber or Role.System) => ["lists"],
            (AccessKind.Applications, Role.Subscriber or Role.System) => ["application"],
            (AccessKind.RestrictedFeed, Role.Subscriber or Role.System) => ["restricted feed"],
            (AccessKind.Inbound, Role.Subscriber or Role.System) => ["delivering"],
            (AccessKind.ClusterFeed, Role.Subscriber or Role.System) => ["cluster feed"],
            _ => [],
        };
        Assert.Equal(before.Concat(added).Order(), Seen(role).Order());
    }

    [Fact]
    public void Without_a_grant_a_role_sees_what_the_table_says()
    {
        Assert.Equal(["cluster", "lists", "restricted feed", "cluster feed"], Seen(Role.Officer));
        Assert.Equal(["cluster", "lists", "application", "restricted feed", "cluster feed"], Seen(Role.Auditor));
        Assert.All((Role[])[Role.Applicant, Role.Moderator, Role.Agency, Role.Subscriber, Role.System, Role.Administrator], role => Assert.Empty(Seen(role)));
    }

    [Fact]
    public void Whoever_drafted_a_call_decides_on_its_applications_until_taken_off_it()
    {
        Assert.True(Of(Elena, Role.Officer).DecidesOn(_application));
        Assert.False(Of(Elena, Role.Administrator).DecidesOn(_application));

        _known.Tell(Elena, new AccessEnded(new(AccessKind.Assignment, _call), Sofia, Now));
        Assert.False(Of(Elena, Role.Officer).OfApplication(_application));
    }

    [Fact]
    public void The_feed_tells_nothing_of_an_application_to_whom_is_in_conflict_with_a_partner()
    {
        var (partner, application) = (_known.Publish(new() { Name = "Nordic", Country = "SE" }), _draft.Dossier.Id);
        _known.Tell(application, new PartnerNamed(partner, Domain.Eligibility.PartnerRole.Partner, partner, null, null, Elena));
        foreach (var role in (Role[])[Role.Officer, Role.Auditor])
        {
            Assert.True(Of(Marco, role).OfRestrictedFeed(_call, _cluster, application) && Of(Marco, role).OfClusterFeed(_cluster, application));
        }

        _known.Tell(Marco, new ConflictDeclared(new(Organisation: partner), Marco, Now));
        foreach (var role in (Role[])[Role.Officer, Role.Auditor])
        {
            Assert.False(Of(Marco, role).OfRestrictedFeed(_call, _cluster, application) || Of(Marco, role).OfClusterFeed(_cluster, application));
            Assert.True(Of(Marco, role).OfRestrictedFeed(_call, _cluster, Guid.CreateVersion7()));
        }
    }

    [Fact]
    public void A_system_takes_proposals_over_where_it_is_assigned_and_decides_nothing()
    {
        Assert.False(Of(Marco, Role.System).TakesProposalsOver(_call));
        _known.Tell(Marco, new AccessGranted(new(AccessKind.Assignment, _call), Sofia, Now));

        Assert.True(Of(Marco, Role.System).TakesProposalsOver(_call));
        Assert.False(Of(Marco, Role.System).DecidesOn(_application) || Of(Marco, Role.System).OfApplication(_application) || Of(Marco, Role.Auditor).TakesProposalsOver(_call));
    }

    [Fact]
    public void A_conflict_declared_under_another_account_of_the_person_holds_for_this_one()
    {
        Caller elena = new(Elena, new HashSet<Role> { Role.Officer }, IsAuthenticated: true) { OtherAccounts = [Marco] };
        Assert.True(new Sight(elena, _known, Now).DecidesOn(_application));

        _known.Tell(Marco, new ConflictDeclared(new(Organisation: _cluster), Marco, Now));
        Assert.False(new Sight(elena, _known, Now).DecidesOn(_application) || new Sight(elena, _known, Now).OfApplication(_application));
    }

    [Fact]
    public void A_draft_is_its_peoples_and_the_auditors_and_one_more_in_the_officers_count()
    {
        _known.Tell(Marco, new AccessGranted(new(AccessKind.Assignment), Sofia, Now), new AccessGranted(new(AccessKind.Applications), Sofia, Now));
        Assert.Equal([Role.Auditor], Enum.GetValues<Role>().Where(role => Of(Marco, role).OfApplication(_draft)));
        Assert.Equal([Role.Officer], Enum.GetValues<Role>().Where(role => Of(Marco, role).CountsAsDraft(_draft)));
        Assert.False(Of(Marco, Role.Officer).DecidesOn(_draft));
        Assert.False(Of(Marco, Role.Officer).CountsAsDraft(_application));

        _known.Tell(Marco, new ConflictDeclared(new(Organisation: _cluster), Marco, Now));
        Assert.False(Of(Marco, Role.Officer).CountsAsDraft(_draft));
    }

    public static TheoryData<bool> OfCallOrOrganisation => [true, false];

    [Theory, MemberData(nameof(OfCallOrOrganisation))]
    public void A_conflict_takes_the_applications_away_and_nothing_else(bool ofCall)
    {
        var seen = Seen(Role.Officer, Elena);
        _known.Tell(Elena, new ConflictDeclared(ofCall ? new(Call: _call) : new(Organisation: _cluster), Elena, Now));

        Assert.Equal(seen.Except(["application", "deciding", "restricted feed"]), Seen(Role.Officer, Elena));
        Assert.False(new Sight(new(Elena, new HashSet<Role> { Role.Officer, Role.Auditor }, IsAuthenticated: true), _known, Now).OfApplication(_application));
    }

    [Fact]
    public void What_cannot_be_read_grants_nothing_and_may_hide_a_conflict()
    {
        _known.Tell(Marco, new AccessGranted(new(AccessKind.Assignment), Sofia, Now), new AccessGranted(new(AccessKind.Clusters), Sofia, Now));
        _known.Break(Marco);
        _known.Break(Elena);

        Assert.False(Of(Marco, Role.Officer).OfApplication(_application) || Of(Elena, Role.Officer).OfApplication(_application));
        Assert.False(Of(Marco, Role.Subscriber).OfCluster(_known.Cluster(_cluster)!));
    }

    [Fact]
    public void An_agency_sees_a_cluster_of_its_region_as_long_as_it_agrees()
    {
        _known.Tell(Marco, new AccessGranted(new(AccessKind.Region, Region: "DE1"), Sofia, Now));
        var elsewhere = _known.Publish(new() { Name = "Elsewhere", Country = "DE", Region = "DE21", VisibleToAgency = true });
        var silent = _known.Publish(new() { Name = "Silent", Country = "DE", Region = "DE12" });
        Assert.Equal([true, false, false], ((Guid[])[_cluster, elsewhere, silent]).Select(id => Of(Marco, Role.Agency).IsAgencyOf(_known.Cluster(id)!)));

        _known.Tell(_cluster, new ProfileChanged(new() { VisibleToAgency = false }, [], new(Domain.Time.AssertedBy.Applicant)));
        Assert.False(Of(Marco, Role.Agency).OfCluster(_known.Cluster(_cluster)!));
    }

    [Fact]
    public void What_was_never_published_is_nobodys_business_outside()
    {
        _known.Tell(Marco, new AccessGranted(new(AccessKind.Clusters), Sofia, Now));
        var draft = Guid.CreateVersion7();
        _known.Tell(draft, new ProfileDrafted(null, "row"), new ProfileChanged(new() { Name = "Draft", Country = "DE" }, [], new(Domain.Time.AssertedBy.Register)));

        Assert.False(Of(Marco, Role.Subscriber).OfCluster(_known.Cluster(draft)!));
    }

    private Sight Of(Guid person, Role role) => new(new(person, new HashSet<Role> { role }, IsAuthenticated: true), _known, Now);

    private string[] Seen(Role role, Guid? person = null)
    {
        var sight = Of(person ?? Marco, role);
        (string What, bool Seen)[] all =
        [
            ("cluster", sight.OfCluster(_known.Cluster(_cluster)!)), ("lists", sight.OfLists(_call)), ("application", sight.OfApplication(_application)), ("deciding", sight.DecidesOn(_application)),
            ("restricted feed", sight.OfRestrictedFeed(_call, _cluster, null)), ("cluster feed", sight.OfClusterFeed(_cluster)), ("delivering", sight.Delivers(_call)),
        ];
        return [.. all.Where(one => one.Seen).Select(one => one.What)];
    }
}
