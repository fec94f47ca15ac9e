using EligibilityService.Application.Inbound;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;

namespace EligibilityService.Application.Access;

/// <summary>What one caller sees of what is not everybody's. The one place where own clusters, assignments, entitlements, regions and conflicts are weighed.</summary>
/// <remarks>A grant adds to a role and never stands in for it. What was granted but cannot be read is as good as not granted.</remarks>
public sealed class Sight(Caller caller, IKnowledge knowledge, DateTimeOffset now)
{
    private readonly AccessRecord? _record = knowledge.Access(caller.PersonId);

    private AccessBook Book => _record is { IsBroken: false } known ? known.State : AccessBook.Initial;

    /// <summary>Machines and those who look after them: they may what an administrator entitled them to.</summary>
    private bool IsEntitled(AccessKind kind, Func<AccessScope, bool> about) => (caller.Is(Role.Subscriber) || caller.Is(Role.System)) && Book.Allows(kind, now, about);

    /// <summary>Verdicts and history of a named cluster.</summary>
    public bool OfCluster(ClusterRecord cluster) =>
        IsInside(cluster) || IsEntitledTo(cluster) || IsAgencyOf(cluster);

    /// <summary>Sees also what is between the cluster and the service: whom to ask, what it agreed to, who acted.</summary>
    public bool IsInside(ClusterRecord cluster) => Manages(cluster) || caller.Is(Role.Officer) || caller.Is(Role.Auditor);

    /// <summary>By name who is eligible for a call.</summary>
    public bool OfLists(Guid call) => caller.Is(Role.Officer) || caller.Is(Role.Auditor) || IsEntitled(AccessKind.Lists, scope => scope.IsOfCall(call));

    /// <summary>By name whom a proposed text of the call would affect: officers who decide on the call, and auditors.</summary>
    public bool OfImpact(Guid call) => (caller.Is(Role.Auditor) || IsAssigned(call)) && !IsInConflict(call, Guid.Empty);

    /// <summary>The ranking of a call's proposals: officers who decide on the call, and auditors.</summary>
    public bool OfRanking(Guid call) => OfImpact(call);

    /// <summary>Officers assigned to the call and without a conflict with it; a conflict with one who applies stands beside that.</summary>
    public bool DecidesOnCall(Guid call) => IsAssigned(call) && !IsInConflict(call, Guid.Empty);

    /// <summary>Takes proposals over from another submission system: officers who decide on the call, and a system that an administrator assigned to it.</summary>
    public bool TakesProposalsOver(Guid call) => DecidesOnCall(call) || (caller.Is(Role.System) && Book.Allows(AccessKind.Assignment, now, scope => scope.IsOfCall(call)));

    public bool IsInConflictWith(Guid cluster) => IsInConflict(Guid.Empty, cluster);

    /// <summary>With the call, or with any who takes part.</summary>
    public bool IsInConflictWith(ApplicationRecord application) => TakingPart(application).Any(cluster => IsInConflict(application.State.Call, cluster));

    /// <summary>An application: one's own, and those in which one's clusters are named; as an officer those of assigned calls; never as somebody in conflict with any who takes part.</summary>
    /// <remarks>What was never handed in is its people's alone; only auditors look further.</remarks>
    public bool OfApplication(ApplicationRecord application) =>
        TakingPart(application).Any(Manages)
        || (!IsInConflictWith(application) && (caller.Is(Role.Auditor) || (WasHandedIn(application) && (IsAssigned(application.State.Call) || IsEntitled(AccessKind.Applications, scope => scope.IsOfCall(application.State.Call))))));

    /// <summary>A draft in a call the officer is assigned to: seen as one more, and no further.</summary>
    public bool CountsAsDraft(ApplicationRecord application) => application.State.Status is ApplicationStatus.Draft && IsAssigned(application.State.Call) && !IsInConflictWith(application);

    /// <summary>Sees also who acted in it and what they wrote.</summary>
    public bool IsInside(ApplicationRecord application) => Manages(application.State.Coordinator) || caller.Is(Role.Officer) || caller.Is(Role.Auditor);

    /// <summary>Officers decide on applications of the calls they are assigned to, and nobody else does.</summary>
    public bool DecidesOn(ApplicationRecord application) => WasHandedIn(application) && IsAssigned(application.State.Call) && !IsInConflictWith(application);

    /// <summary>Has said of the application's call that there is no conflict but those declared. Each account says so for itself.</summary>
    public bool DeclaredNoConflict(ApplicationRecord application) => Book.NoConflicts.ContainsKey(application.State.Call);

    /// <summary>Entries of the feed that tell of applications.</summary>
    public bool OfRestrictedFeed(Guid? call, Guid? coordinator, Guid? application) =>
        (coordinator is { } own && Manages(own))
        || (!IsInConflict(call ?? Guid.Empty, coordinator ?? Guid.Empty) && !IsInConflictOver(application) && (caller.Is(Role.Officer) || caller.Is(Role.Auditor) || IsEntitled(AccessKind.RestrictedFeed, static _ => true)));

    /// <summary>Entries of the feed that are for one cluster's people.</summary>
    /// <param name="application">Where an entry tells of one: nothing of it is for somebody in conflict with any who takes part.</param>
    public bool OfClusterFeed(Guid? cluster, Guid? application = null) =>
        (cluster is { } own && Manages(own))
        || (!IsInConflictOver(application) && (caller.Is(Role.Officer) || caller.Is(Role.Auditor) || IsEntitled(AccessKind.ClusterFeed, static _ => true)));

    private bool IsInConflictOver(Guid? application) => application is { } id && knowledge.Application(id) is { } known && IsInConflictWith(known);

    /// <summary>Delivers results and signatures of the call as another system; of what is not known, where it delivers anything.</summary>
    public bool Delivers(Guid? call) => IsEntitled(AccessKind.Inbound, scope => call is null || scope.IsOfCall(call.Value));

    /// <summary>May read more of the feed than everybody: worth fetching what is not public.</summary>
    public bool OfMoreThanThePublicFeed =>
        caller.Is(Role.Officer) || caller.Is(Role.Auditor) || caller.Is(Role.Applicant)
        || IsEntitled(AccessKind.RestrictedFeed, static _ => true) || IsEntitled(AccessKind.ClusterFeed, static _ => true);

    /// <summary>A regional agency sees the clusters of its region, as long as they agree to it.</summary>
    public bool IsAgencyOf(ClusterRecord cluster) =>
        caller.Is(Role.Agency)
        && cluster.State.Status is not RegistrationStatus.Withdrawn
        && cluster.Dossier.VisibleToAgency.At(now) is { IsKnown: true, Value: true }
        && Book.Allows(AccessKind.Region, now, scope => scope.HoldsRegion(cluster.State.Profile.Region));

    /// <summary>NUTS codes of the regions that the caller serves as an agency.</summary>
    public IEnumerable<string> Regions => caller.Is(Role.Agency) ? Book.Scopes(AccessKind.Region, now).Select(scope => scope.Region!) : [];

    /// <summary>What was never published is nobody's business outside, whatever the entitlement.</summary>
    private bool IsEntitledTo(ClusterRecord cluster) =>
        cluster.Dossier.WasPublished && IsEntitled(AccessKind.Clusters, scope => scope.IsOfCluster(cluster.Dossier.Id, cluster.State.Profile.Country));

    /// <summary>By an administrator, or by having drafted the call, unless taken off it.</summary>
    private bool IsAssigned(Guid call) =>
        caller.Is(Role.Officer)
        && _record is not { IsBroken: true }
        && (Book.Allows(AccessKind.Assignment, now, scope => scope.IsOfCall(call)) || (knowledge.Call(call) is { } known && known.Drafters.Contains(caller.PersonId) && !Book.TakenOff.Contains(call)));

    /// <summary>A book that cannot be read may hold a conflict. What was declared under another account holds for the person.</summary>
    private bool IsInConflict(Guid call, Guid coordinator) =>
        _record is { IsBroken: true } || Book.IsInConflict(call, coordinator)
        || caller.OtherAccounts.Any(other => knowledge.Access(other) is { } book && (book.IsBroken || book.State.IsInConflict(call, coordinator)));

    private static bool WasHandedIn(ApplicationRecord application) => application.State.Versions > 0;

    /// <summary>The clusters that apply with it, coordinator first.</summary>
    internal static IEnumerable<Guid> TakingPart(ApplicationRecord application) =>
        application.State.Partners.Values.Select(part => part.Cluster).OfType<Guid>().Prepend(application.State.Coordinator);

    private bool Manages(Guid cluster) => knowledge.Cluster(cluster) is { } known && Manages(known);

    private bool Manages(ClusterRecord cluster) => caller.IsAuthenticated && cluster.State.Managers.Contains(caller.PersonId);
}

/// <summary>What the door asks of grants: whether they let the caller in with this request.</summary>
public interface IGrantedAccess
{
    ValueTask<bool> Covers(Caller caller, object request, CancellationToken cancellationToken);

    ValueTask<bool> Decides(Caller caller, Guid application, CancellationToken cancellationToken);

    /// <summary>Has said of the application's call that there is no conflict but those declared.</summary>
    ValueTask<bool> DeclaredNoConflict(Caller caller, Guid application, CancellationToken cancellationToken);

    /// <summary>For whoever has found, in the store, which call a delivery is about.</summary>
    ValueTask<bool> Delivers(Caller caller, Guid call, CancellationToken cancellationToken);
}

/// <summary>Looks up what the request concerns, and what the caller sees of it. Nobody is turned away because this host has not yet read what stands in the store.</summary>
public sealed class GrantedAccess(IFacts facts, ServiceClock clock) : IGrantedAccess
{
    public ValueTask<bool> Decides(Caller caller, Guid application, CancellationToken cancellationToken) =>
        InStore(caller, application, (sight, known) => sight.DecidesOn(known), cancellationToken);   // a conflict declared a moment ago holds, too

    public ValueTask<bool> DeclaredNoConflict(Caller caller, Guid application, CancellationToken cancellationToken) =>
        InStore(caller, application, (sight, known) => sight.DeclaredNoConflict(known), cancellationToken);

    public async ValueTask<bool> Covers(Caller caller, object request, CancellationToken cancellationToken)
    {
        if (request is IConcernsApplication asked) return await OfApplication(caller, asked.ApplicationId, (sight, known) => sight.OfApplication(known), cancellationToken);

        if (Covers(caller, request, facts.Now)) return true;

        // What was granted a moment ago may not have been read here yet.
        Guid? about = request switch
        {
            IConcernsCluster asks => asks.ClusterId,
            IConcernsCallLists asks => facts.Now.Call(asks.Call)?.Id,
            _ => null,
        };
        return Covers(caller, request, await facts.Read([caller.PersonId, .. caller.OtherAccounts, .. about is { } stream ? [stream] : Array.Empty<Guid>()], null, cancellationToken));
    }

    public async ValueTask<bool> Delivers(Caller caller, Guid call, CancellationToken cancellationToken) =>
        new Sight(caller, facts.Now, clock.GetUtcNow()).Delivers(call)
        || new Sight(caller, await facts.Read([caller.PersonId, .. caller.OtherAccounts], null, cancellationToken), clock.GetUtcNow()).Delivers(call);

    private bool Covers(Caller caller, object request, IKnowledge knowledge)
    {
        var sight = new Sight(caller, knowledge, clock.GetUtcNow());
        return request switch
        {
            IConcernsCluster about => knowledge.Cluster(about.ClusterId) is { } cluster && sight.OfCluster(cluster),
            IDelivered about => sight.Delivers(about.CallIn(facts.Now)),   // of what is not known here yet, the handler asks again once it has found it
            IConcernsCallLists about => knowledge.Call(about.Call) is { } call && sight.OfLists(call.Id),
            _ => false,
        };
    }

    private async ValueTask<bool> OfApplication(Caller caller, Guid application, Func<Sight, ApplicationRecord, bool> sees, CancellationToken cancellationToken)
    {
        if (facts.Now.Application(application) is { } known && sees(new(caller, facts.Now, clock.GetUtcNow()), known)) return true;

        return await InStore(caller, application, sees, cancellationToken);
    }

    private async ValueTask<bool> InStore(Caller caller, Guid application, Func<Sight, ApplicationRecord, bool> sees, CancellationToken cancellationToken)
    {
        if ((await facts.Read([application], null, cancellationToken)).Application(application) is not { } found) return false;

        var stored = await facts.Read([.. Sight.TakingPart(found), application, found.State.Call, caller.PersonId, .. caller.OtherAccounts], null, cancellationToken);
        return stored.Application(application) is { } fresh && sees(new(caller, stored, clock.GetUtcNow()), fresh);
    }
}
