namespace EligibilityService.Application.Access;

/// <summary>What a person or a machine may be to the service. One caller may hold several.</summary>
public enum Role
{
    /// <summary>Acts for the clusters he or she manages, and for those only.</summary>
    Applicant,

    /// <summary>Reviews profiles; sees no applications.</summary>
    Moderator,

    /// <summary>Announces, publishes and amends calls, and decides on applications assigned.</summary>
    Officer,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>Sees the clusters of its region that agreed.</summary>
    Agency,

    /// <summary>A machine or person with subscriptions of its own to the feed.</summary>
    Subscriber,

    /// <summary>Another system with scoped commands, or the service itself when something falls due.</summary>
    System,

    /// <summary>Configures, and decides nothing.</summary>
    Administrator,
}
