using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>An officer had it checked whether what the call asks for at the signature, and for the whole duration, holds on a day.</summary>
/// <param name="On">The day of the signature, foreseen or actual.</param>
/// <param name="Verdict">Of that moment, with the versions of everything it was made from; met where the call lays nothing down for the signature.</param>
public sealed record SignatureChecked(DateOnly On, RecordedVerdict Verdict, Guid CheckedBy, DateTimeOffset CheckedAt) : IApplicationEvent;

/// <summary>One officer proposed that the grant agreement is signed.</summary>
/// <param name="Reason">Needed where the check did not find all conditions met.</param>
public sealed record SignatureProposed(DateOnly On, Guid ProposedBy, DateTimeOffset ProposedAt, NoteRef? Reason) : IApplicationEvent;

/// <summary>A second officer confirmed it: the grant agreement is signed.</summary>
public sealed record GrantSigned(DateOnly On, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset SignedAt, NoteRef? Reason) : IApplicationEvent;
