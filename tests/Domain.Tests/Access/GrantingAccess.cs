using EligibilityService.Domain.Access;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Access;

/// <summary>Sofia and Ada administer; Marco is an officer.</summary>
public sealed class GrantingAccess : Spec<AccessBook, IAccessEvent>
{
    private static readonly Guid Sofia = Id(1), Ada = Id(2), Marco = Id(3), Call = Id(4), Cluster = Id(5);
    private static readonly DateTimeOffset Noon = Utc("2017-05-02 10:00:00");
    private static readonly DateOnly LastDay = new(2017, 6, 30);
    private static readonly AccessScope Assigned = new(AccessKind.Assignment, Call), AllCalls = new(AccessKind.Assignment);
    private static readonly Conflict WithCall = new(Call: Call), WithCluster = new(Organisation: Cluster);

    [Fact]
    public void An_administrator_grants_with_a_last_day_or_without() =>
        Given().When(book => book.Grant(Marco, Assigned, LastDay, Sofia, Noon)).Then(new AccessGranted(Assigned, Sofia, Noon, LastDay));

    [Fact]
    public void Another_last_day_is_another_grant() =>
        Given(new AccessGranted(Assigned, Sofia, Noon, LastDay)).When(book => book.Grant(Marco, Assigned, null, Ada, Noon)).Then(new AccessGranted(Assigned, Ada, Noon));

    [Fact]
    public void Nobody_grants_to_himself() => Given().When(book => book.Grant(Sofia, Assigned, null, Sofia, Noon)).ThenRefused("access-to-oneself");

    [Fact]
    public void The_last_day_may_be_today_and_not_yesterday()
    {
        Given().When(book => book.Grant(Marco, Assigned, new(2017, 5, 2), Sofia, Noon)).Then(new AccessGranted(Assigned, Sofia, Noon, new(2017, 5, 2)));
        Given().When(book => book.Grant(Marco, Assigned, new(2017, 5, 1), Sofia, Noon)).ThenRefused("access-ended-already");
    }

    [Fact]
    public void What_was_granted_is_ended_and_what_was_not_is_not() =>
        Given(new AccessGranted(Assigned, Sofia, Noon)).When(book => book.End(Assigned, drafted: false, Ada, Noon)).Then(new AccessEnded(Assigned, Ada, Noon));

    [Fact]
    public void Nothing_is_ended_that_never_was() => Given().When(book => book.End(Assigned, drafted: false, Ada, Noon)).ThenNothing();

    [Fact]
    public void Whoever_drafted_a_call_can_be_taken_off_it() =>
        Given().When(book => book.End(Assigned, drafted: true, Ada, Noon)).Then(new AccessEnded(Assigned, Ada, Noon));

    [Fact]
    public void A_new_assignment_undoes_having_been_taken_off() =>
        Assert.Empty(Given(new AccessEnded(Assigned, Ada, Noon), new AccessGranted(Assigned, Sofia, Noon)).State.TakenOff);

    [Fact]
    public void A_grant_holds_to_the_end_of_its_last_day_in_Brussels()
    {
        var book = Given(new AccessGranted(Assigned, Sofia, Noon, LastDay)).State;

        Assert.True(book.Allows(AccessKind.Assignment, Utc("2017-06-30 21:59:59"), scope => scope.IsOfCall(Call)));
        Assert.False(book.Allows(AccessKind.Assignment, Utc("2017-06-30 22:00:00"), scope => scope.IsOfCall(Call)));
    }

    [Fact]
    public void What_is_not_narrowed_holds_for_all()
    {
        Assert.True(AllCalls.IsOfCall(Call) && Assigned.IsOfCall(Call));
        Assert.False(Assigned.IsOfCall(Cluster));
        Assert.True(new AccessScope(AccessKind.Clusters).IsOfCluster(Cluster, "DE"));
        Assert.False(new AccessScope(AccessKind.Clusters, Country: "FR").IsOfCluster(Cluster, "DE"));
        Assert.False(new AccessScope(AccessKind.Clusters, Country: "FR").IsOfCluster(Cluster, null));
    }

    [Fact]
    public void A_region_holds_its_parts_and_no_other()
    {
        var region = new AccessScope(AccessKind.Region, Region: "DE1");

        Assert.True(region.HoldsRegion("DE1") && region.HoldsRegion("DE11"));
        Assert.False(region.HoldsRegion("DE2") || region.HoldsRegion("DE") || region.HoldsRegion(null));
        Assert.False(new AccessScope(AccessKind.Clusters).HoldsRegion("DE11"));
    }

    [Fact]
    public void An_officer_declares_a_conflict_with_a_call_or_an_organisation()
    {
        Given().When(book => book.Declare(WithCall, Marco, Noon)).Then(new ConflictDeclared(WithCall, Marco, Noon));
        var book = Given(new ConflictDeclared(WithCall, Marco, Noon), new ConflictDeclared(WithCluster, Marco, Noon)).State;

        Assert.True(book.IsInConflict(Call, Guid.Empty) && book.IsInConflict(Guid.Empty, Cluster));
        Assert.False(book.IsInConflict(Cluster, Call));
    }

    [Fact]
    public void An_officer_declares_once_for_a_call_that_there_is_no_other_conflict()
    {
        Given(new ConflictDeclared(WithCluster, Marco, Noon)).When(book => book.DeclareNone(Call, Marco, Noon)).Then(new NoConflictDeclared(Call, Marco, Noon));
        Given(new NoConflictDeclared(Call, Marco, Noon)).When(book => book.DeclareNone(Call, Marco, Noon.AddDays(1))).ThenNothing();
        Assert.Equal(Noon, Given(new NoConflictDeclared(Call, Marco, Noon)).State.NoConflicts[Call]);
    }

    [Fact]
    public void Whoever_has_a_conflict_with_the_call_cannot_declare_to_have_none()
    {
        Given(new ConflictDeclared(WithCall, Marco, Noon)).When(book => book.DeclareNone(Call, Marco, Noon)).ThenRefused("conflict-with-call-declared");
        Given(new ConflictDeclared(WithCall, Marco, Noon), new ConflictEnded(WithCall, Sofia, Noon)).When(book => book.DeclareNone(Call, Marco, Noon)).Then(new NoConflictDeclared(Call, Marco, Noon));
    }

    [Fact]
    public void Somebody_else_ends_a_conflict()
    {
        Given(new ConflictDeclared(WithCall, Marco, Noon)).When(book => book.EndConflict(WithCall, Sofia, Noon)).Then(new ConflictEnded(WithCall, Sofia, Noon));
        Given(new ConflictDeclared(WithCall, Marco, Noon)).When(book => book.EndConflict(WithCall, Marco, Noon)).ThenRefused("conflict-of-ones-own");
        Given().When(book => book.EndConflict(WithCall, Sofia, Noon)).ThenNothing();
    }
}
