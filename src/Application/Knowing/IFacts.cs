using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Subscriptions;

namespace EligibilityService.Application.Knowing;

/// <summary>What the service knows: the present from memory, with the position it reflects, or a past moment from the events.</summary>
public interface IFacts
{
    /// <summary>The present, as of <see cref="IKnowledge.Position"/>.</summary>
    IKnowledge Now { get; }

    /// <exception cref="PositionNotReached">The position was not reached in time; nothing is wrong, ask again.</exception>
    ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken);

    /// <summary>Just these streams, read from the store: as of now, or as known at a past moment.</summary>
    Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>Each of these streams up to its version: what a recorded verdict was made from.</summary>
    Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken);
}

/// <summary>Clusters, calls, applications, partnerships and the programme, all as of one position.</summary>
public interface IKnowledge
{
    /// <summary>Every event up to this sequence is reflected. It stays what it was when this was asked for, so that an answer that states it never claims too much.</summary>
    long Position { get; }

    /// <summary>The same for as long as this host remembers on: what is derived from it can be kept beside it, and brought up to date.</summary>
    object Memory { get; }

    /// <summary>The clusters about which something was told after the position, some perhaps twice; null where that is too long ago to be remembered.</summary>
    IReadOnlyCollection<Guid>? ClustersToldAfter(long position);

    ProgrammeFacts Programme { get; }

    ClusterRecord? Cluster(Guid id);

    /// <summary>Whoever stands registered under this participant identification code; the first one known of several.</summary>
    ClusterRecord? ByCode(string pic);

    CallDossier? Call(Guid id);

    /// <summary>By id, reference or alias.</summary>
    CallDossier? Call(string idOrReference);

    ApplicationRecord? Application(Guid id);

    /// <summary>Who looked, by name, at what a proposed text of the call would change; the last look last.</summary>
    IReadOnlyList<ImpactSeen> Looks(Guid call);

    /// <summary>What was granted to a person; null where nothing ever was.</summary>
    AccessRecord? Access(Guid person);

    /// <summary>Everybody to whom something was granted, or who declared a conflict.</summary>
    IEnumerable<AccessRecord> Accesses { get; }

    SubscriptionRecord? Subscription(Guid id);

    PartnershipRecord? Partnership(Guid id);

    PartnerSearchRecord? PartnerSearch(Guid id);

    IEnumerable<ClusterRecord> Clusters { get; }

    IEnumerable<CallDossier> Calls { get; }

    IEnumerable<ApplicationRecord> Applications { get; }

    /// <summary>Those to a call in which somebody may stand who bears one of these marks: all of them, and by chance others, so each is to be looked at.</summary>
    /// <param name="marks">See <see cref="Domain.Eligibility.Questions.OneConsortiumPerPhase.Marks(IEnumerable{OrganisationDossier}, ApplicationDossier)"/>.</param>
    IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks);

    IEnumerable<PartnershipRecord> Partnerships { get; }

    /// <summary>All that were ever opened.</summary>
    IEnumerable<SubscriptionRecord> Subscriptions { get; }

    /// <summary>All that were ever posted; which of them stand is a question of the day and of the cluster.</summary>
    IEnumerable<PartnerSearchRecord> PartnerSearches { get; }
}

public static class Following
{
    /// <summary>For what was derived from all clusters as of the position: those that may have changed since, each once; all of them where that is not known.</summary>
    public static IEnumerable<ClusterRecord> ClustersSince(this IKnowledge knowledge, long position) =>
        knowledge.ClustersToldAfter(position) is { } told ? told.Distinct().Select(knowledge.Cluster).OfType<ClusterRecord>() : knowledge.Clusters;
}

/// <summary>A cluster as lists and pages need it: its dossier, who acts for it, and its standing registration.</summary>
/// <param name="Position">Sequence of its newest event.</param>
/// <param name="Number">Its own among the clusters that this host knows, counted from 0 in the order in which it came to know them; it stays.</param>
public sealed record ClusterRecord(OrganisationDossier Dossier, Cluster State, long Version, long Position = 0, int Number = 0);

public sealed record ApplicationRecord(ApplicationDossier Dossier, CallApplication State, long Version);

public sealed record PartnershipRecord(PartnershipDossier Dossier, Partnership State, long Version);

/// <param name="PostedAt">When it was recorded.</param>
/// <param name="IsBroken">Something of it cannot be read, so it is not shown.</param>
public sealed record PartnerSearchRecord(Guid Id, PartnerSearch State, long Version, DateTimeOffset PostedAt, bool IsBroken = false);

/// <param name="IsBroken">Something of it cannot be read, so nothing is sent.</param>
public sealed record SubscriptionRecord(Guid Id, Subscription State, long Version, bool IsBroken = false);

/// <param name="IsBroken">Something of it cannot be read, so nothing of it is relied upon.</param>
public sealed record AccessRecord(Guid Person, AccessBook State, long Version, bool IsBroken = false);

/// <summary>A read asked for a position that this host has not reached within the time a person waits.</summary>
public sealed class PositionNotReached(long asked, long reached) : Exception($"Position {asked} was asked for; this host has reached {reached}. Ask again in a moment.")
{
    public PositionNotReached() : this(0, 0) { }

    public PositionNotReached(string message) : this(0, 0) => _ = message;

    public PositionNotReached(string message, Exception innerException) : this(0, 0) => _ = (message, innerException);

    public long Reached { get; } = reached;
}
