namespace EligibilityService.Application.Access;

/// <summary>The two open answers to "who may ask this?"; everything narrower is a list of roles.</summary>
public enum Who
{
    Anyone,
    SignedIn,
}

/// <summary>Who may send this request. A request that states nothing is refused, whoever sends it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MayAttribute : Attribute
{
    public MayAttribute(Who who) => Who = who;

    public MayAttribute(params Role[] roles) => Roles = roles;

    /// <summary>Null where roles are listed.</summary>
    public Who? Who { get; }

    public IReadOnlyList<Role> Roles { get; } = [];

    /// <summary>Applicants too, for clusters they manage; the request must then say which cluster it concerns.</summary>
    public bool Own { get; set; }

    /// <summary>Whoever else sees what the request concerns, by assignment, entitlement or agreement; <see cref="Sight"/> says who. The request must then say what it concerns.</summary>
    public bool Granted { get; set; }

    /// <summary>Officers who decide on the application: assigned to its call, and not in conflict.</summary>
    public bool Assigned { get; set; }

    public bool StatesSomething => Who is not null || Roles.Count > 0 || Own || Granted || Assigned;
}

/// <summary>What the configuration asks of those who decide.</summary>
/// <param name="RequireNoConflict">Before an officer works on the applications of a call, he or she declares to have no conflict of interests but those declared.</param>
public sealed record AccessSettings(bool RequireNoConflict);

/// <summary>A request about one cluster, so that its managers can be told from everybody else.</summary>
public interface IConcernsCluster
{
    Guid ClusterId { get; }
}

/// <summary>A request about one application. To whoever may not see it, there is no such application.</summary>
public interface IConcernsApplication
{
    Guid ApplicationId { get; }
}

/// <summary>A request for the clusters by name that stand somewhere with a call.</summary>
public interface IConcernsCallLists
{
    /// <summary>Id, reference or alias.</summary>
    string Call { get; }
}

/// <summary>Which clusters a person manages, as the registrations and confirmed claims tell.</summary>
public interface IManagedClusters
{
    ValueTask<bool> Manages(Guid personId, Guid clusterId, CancellationToken cancellationToken);
}
