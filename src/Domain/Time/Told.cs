namespace EligibilityService.Domain.Time;

/// <summary>The event that told a fact: all that is needed to find it again and to prove when the service learned it.</summary>
/// <param name="Version">Its place in its stream, from 1. The global sequence is left out on purpose: an inline fold would see 0.</param>
public sealed record Told(Guid EventId, string Event, Guid Stream, long Version, DateTimeOffset RecordedAt);

/// <summary>Who stands behind a fact.</summary>
public enum AssertedBy { Applicant, Moderator, Officer, Register, System }

/// <summary>Whether the world changed, or what was recorded about it had been wrong.</summary>
public enum FactKind { Change, Correction }

/// <summary>What every fact says about itself.</summary>
/// <param name="ValidFrom">First Brussels day on which it holds; without it, it holds from the moment it is recorded.</param>
/// <param name="ValidUntil">Last Brussels day on which it holds, inclusive.</param>
/// <param name="VerifiedBy">The person (opaque id) who checked it against evidence.</param>
public sealed record Basis(
    AssertedBy AssertedBy,
    DateOnly? ValidFrom = null,
    DateOnly? ValidUntil = null,
    FactKind Kind = FactKind.Change,
    Guid? VerifiedBy = null);
