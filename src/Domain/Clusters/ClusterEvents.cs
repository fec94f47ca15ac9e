using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Clusters;

/// <summary>All that can happen to a cluster organisation's profile: one record, one fact, past tense.</summary>
/// <remarks>
/// Stored for good. Add a field only as optional; supersede an event rather than rename it.
/// No event repeats its stream id or its time; who did it is told only where a decision turns on it. People appear as opaque ids,
/// what they wrote as <see cref="NoteRef"/>.
/// </remarks>
public interface IClusterEvent;

/// <summary>Somebody began a profile for the organisation, or an import brought it. Nothing is public yet.</summary>
/// <param name="Registrant">The person who registers it; none for an imported entry, which can be claimed.</param>
/// <param name="ExternalId">The row key of the import it came with.</param>
public sealed record ProfileDrafted(Guid? Registrant = null, string? ExternalId = null) : IClusterEvent;

/// <summary>Only what changed is set, so that each entry can name the event that told it; emptied entries are named.</summary>
public sealed record ProfileChanged(ProfileFields Changed, string[] Cleared, Basis Basis) : IClusterEvent;

/// <summary>The organisation asked for its profile to be reviewed. In many calls this request is what counts as registration.</summary>
public sealed record ReviewRequested(Guid? RequestedBy, DateTimeOffset ReceivedAt) : IClusterEvent;

public sealed record ProfilePublished(Guid DecidedBy, DateTimeOffset DecidedAt) : IClusterEvent;

public sealed record ProfileRefused(Guid DecidedBy, DateTimeOffset DecidedAt, NoteRef Reason) : IClusterEvent;

public sealed record ProfileSuspended(Guid DecidedBy, DateTimeOffset DecidedAt, NoteRef Reason) : IClusterEvent;

public sealed record ProfileReinstated(Guid DecidedBy, DateTimeOffset DecidedAt) : IClusterEvent;

public sealed record ClusterWithdrawn(Guid? WithdrawnBy, DateTimeOffset ReceivedAt) : IClusterEvent;

/// <summary>A quality label. Both days inclusive; a late renewal reaches back, so valid time is in the data and recorded time beside it.</summary>
/// <param name="InterviewMonth">First day of the month of the benchmarking interview or assessment.</param>
/// <param name="Renews">It closes the gap to the label before it.</param>
public sealed record LabelAwarded(QualityLabel Label, DateOnly? InterviewMonth, string AwardedBy, bool Renews, Basis Basis) : IClusterEvent;

public sealed record LabelRevoked(QualityLabel Label, NoteRef? Reason, Basis Basis) : IClusterEvent;

/// <summary>A moderator checked self-asserted entries against evidence: what that event told counts as verified from its beginning.</summary>
public sealed record EntryVerified(Guid ToldBy, Guid VerifiedBy) : IClusterEvent;

/// <summary>A person may now act for the organisation.</summary>
public sealed record ManagerAdded(Guid Person, Guid? AddedBy) : IClusterEvent;

public sealed record ManagerRemoved(Guid Person, Guid? RemovedBy) : IClusterEvent;

/// <summary>Somebody says that an imported entry is theirs.</summary>
public sealed record ClaimMade(Guid Person, DateTimeOffset ReceivedAt, NoteRef? Reason) : IClusterEvent;

public sealed record ClaimConfirmed(Guid Person, Guid DecidedBy) : IClusterEvent;

public sealed record ClaimRefused(Guid Person, Guid DecidedBy, NoteRef Reason) : IClusterEvent;

/// <summary>The European Cluster Excellence labels, weakest first.</summary>
public enum QualityLabel { Bronze, Silver, Gold }

/// <summary>What a person wrote, kept apart so that it can be erased; the salted hash proves which text it was.</summary>
public sealed record NoteRef(Guid Id, string SaltedHash);
