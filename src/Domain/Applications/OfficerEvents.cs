using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>An officer answered what needs a person's judgement. A later answer to the same criterion corrects the earlier one.</summary>
public sealed record CriterionJudged(string Criterion, bool Met, Guid JudgedBy, DateTimeOffset JudgedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>An officer looked whether two organisations of two proposals that seem to be one are one.</summary>
/// <param name="Organisation">As it stands in this application.</param>
/// <param name="Other">As it stands in the other one.</param>
public sealed record OrganisationsCompared(Guid Organisation, Guid Other, bool Same, Guid ComparedBy, DateTimeOffset ComparedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>Of the proposals of one phase in which an organisation stands, this one stands. The latest such record counts.</summary>
public sealed record ProposalLetStand(Guid Organisation, Guid DecidedBy, DateTimeOffset DecidedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>One officer proposed how the eligibility of the application is decided, on the verdict of that moment.</summary>
/// <param name="Reason">Needed where the decision is not what the verdict says.</param>
public sealed record EligibilityProposed(bool Eligible, Guid ProposedBy, DateTimeOffset ProposedAt, RecordedVerdict Verdict, NoteRef? Reason) : IApplicationEvent;

/// <summary>A second officer confirmed it. What is learnt later changes nothing of it.</summary>
/// <param name="Verdict">Of the moment of the confirmation, with the versions of everything it was made from.</param>
public sealed record EligibilityDecided(bool Eligible, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset DecidedAt, RecordedVerdict Verdict, NoteRef? Reason) : IApplicationEvent;
