namespace EligibilityService.Domain.Access;

/// <summary>All that can happen to what one person or machine may see and decide, beyond its role.</summary>
/// <remarks>One stream per person, under the person's opaque id. An administrator grants and ends; a conflict is declared by the person concerned.</remarks>
public interface IAccessEvent;

/// <summary>From here on the person may what the scope names, as far as the role goes.</summary>
/// <param name="ValidUntil">Last Brussels day; without it, until it is ended.</param>
public sealed record AccessGranted(AccessScope Scope, Guid GrantedBy, DateTimeOffset GrantedAt, DateOnly? ValidUntil = null) : IAccessEvent;

/// <summary>What was granted, or followed from having drafted a call, holds no longer.</summary>
public sealed record AccessEnded(AccessScope Scope, Guid EndedBy, DateTimeOffset EndedAt) : IAccessEvent;

/// <summary>An officer is not impartial here, and from now on sees and decides none of the applications concerned.</summary>
public sealed record ConflictDeclared(Conflict Conflict, Guid DeclaredBy, DateTimeOffset DeclaredAt) : IAccessEvent;

/// <summary>An officer has no conflict of interests with those who applied to the call, other than those he or she declared.</summary>
/// <remarks>It counts for the call from then on; whoever becomes partial later declares that.</remarks>
public sealed record NoConflictDeclared(Guid Call, Guid DeclaredBy, DateTimeOffset DeclaredAt) : IAccessEvent;

/// <summary>Somebody else looked at the conflict and found that it is over.</summary>
public sealed record ConflictEnded(Conflict Conflict, Guid EndedBy, DateTimeOffset EndedAt) : IAccessEvent;

/// <summary>What can be granted.</summary>
public enum AccessKind
{
    /// <summary>An officer is assigned to a call: reads its applications and decides on them.</summary>
    Assignment,

    /// <summary>Verdicts and histories of named clusters.</summary>
    Clusters,

    /// <summary>By name who is, and who is not, eligible for a call.</summary>
    Lists,

    /// <summary>Applications to a call.</summary>
    Applications,

    /// <summary>The restricted class of the feed.</summary>
    RestrictedFeed,

    /// <summary>The class of the feed that is for each cluster's own people.</summary>
    ClusterFeed,

    /// <summary>A regional agency serves this region: its clusters, where they agreed.</summary>
    Region,

    /// <summary>Another system delivers results and signatures of a call; without a call, of all, and participant numbers.</summary>
    Inbound,
}

/// <summary>One thing that is granted. What is left out is not narrowed: without a call, all calls.</summary>
/// <param name="Call">For assignments, lists, applications and what is delivered.</param>
/// <param name="Cluster">For clusters: this one.</param>
/// <param name="Country">For clusters: those seated there (EU code).</param>
/// <param name="Region">For regions: the NUTS code, whose parts belong to it.</param>
public sealed record AccessScope(AccessKind Kind, Guid? Call = null, Guid? Cluster = null, string? Country = null, string? Region = null)
{
    public bool IsOfCall(Guid call) => Call is null || Call == call;

    public bool IsOfCluster(Guid cluster, string? country) => (Cluster is null || Cluster == cluster) && (Country is null || Country == country);

    public bool HoldsRegion(string? region) => Region is { } served && region is not null && region.StartsWith(served, StringComparison.Ordinal);
}

/// <summary>With what an officer has a conflict of interests: a call, or an organisation wherever it applies.</summary>
/// <param name="Organisation">The cluster's id.</param>
public sealed record Conflict(Guid? Call = null, Guid? Organisation = null);
