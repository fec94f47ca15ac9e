using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>An organisation that joins an awarded proposal before its signature.</summary>
/// <param name="Partner">Its id in the application; a cluster's own id where it has a profile.</param>
/// <param name="Organisation">What is told of an organisation without a profile.</param>
public sealed record PartnerJoining(Guid Partner, Eligibility.PartnerRole Role, Guid? Cluster, PartnerOrganisation? Organisation);

/// <summary>One officer proposed that a partner leaves, joins, or is replaced, on the verdict of that moment on those who then take part.</summary>
/// <param name="Verdict">Of the minimum conditions, each looked at on that day.</param>
public sealed record ConsortiumChangeProposed(Guid Change, Guid? Leaves, PartnerJoining? Joins, RecordedVerdict Verdict, Guid ProposedBy, DateTimeOffset ProposedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>A second officer confirmed it: these sign. What was handed in and decided stays as it was.</summary>
public sealed record ConsortiumChanged(Guid Change, Guid? Leaves, PartnerJoining? Joins, RecordedVerdict Verdict, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset DecidedAt, NoteRef Reason) : IApplicationEvent;
