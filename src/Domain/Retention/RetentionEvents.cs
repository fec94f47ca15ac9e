namespace EligibilityService.Domain.Retention;

/// <summary>What happens to files because their time is over, and to persons who ask to be erased.</summary>
public interface IRetentionEvent;

/// <summary>One administrator proposed what is cleared, of what was due at that moment.</summary>
/// <param name="Files">Ids of applications and persons.</param>
/// <param name="Looks">What is older than its period in the access log, too.</param>
public sealed record ClearanceProposed(Guid Clearance, Guid[] Files, bool Looks, Guid ProposedBy, DateTimeOffset ProposedAt) : IRetentionEvent;

/// <summary>The proposal was taken back, or turned down by another administrator.</summary>
public sealed record ClearanceDropped(Guid Clearance, Guid DroppedBy, DateTimeOffset DroppedAt) : IRetentionEvent;

/// <summary>A second administrator confirmed it: from here on it is carried out.</summary>
public sealed record ClearanceConfirmed(Guid Clearance, Guid[] Files, bool Looks, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset ConfirmedAt) : IRetentionEvent;

/// <summary>One administrator proposed to erase a person who asked for it, before any time is over.</summary>
/// <param name="Person">The opaque id of a person, or of a contact.</param>
/// <param name="Documents">Those in which the person stands.</param>
public sealed record ErasureProposed(Guid Erasure, Guid Person, DocumentOf[] Documents, Guid ProposedBy, DateTimeOffset ProposedAt) : IRetentionEvent;

/// <summary>The proposal was taken back, or turned down by another administrator.</summary>
public sealed record ErasureDropped(Guid Erasure, Guid DroppedBy, DateTimeOffset DroppedAt) : IRetentionEvent;

/// <summary>A second administrator confirmed it: from here on it is carried out.</summary>
public sealed record ErasureConfirmed(Guid Erasure, Guid Person, DocumentOf[] Documents, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset ConfirmedAt) : IRetentionEvent;

/// <summary>A document of an application.</summary>
public sealed record DocumentOf(Guid Application, Guid Document);
