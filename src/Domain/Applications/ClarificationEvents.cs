using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>An officer asked the applicant about what may be a slip of the pen. Until it is answered, or its term has ended, nothing is rejected for it.</summary>
/// <param name="Criteria">Ids of the criteria it decides.</param>
/// <param name="AnswerBy">Last instant of the term.</param>
public sealed record ClarificationRequested(Guid Clarification, string[] Criteria, NoteRef Question, Guid RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset AnswerBy) : IApplicationEvent;

/// <summary>The applicant answered, once.</summary>
/// <param name="Corrected">The figures as they were meant; only those that were mistyped.</param>
public sealed record ClarificationAnswered(Guid Clarification, ProposalFields? Corrected, NoteRef Answer, Guid AnsweredBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

/// <summary>An officer found that it was a slip: the proposal is judged with the figures as they were meant, as if they had been handed in so.</summary>
public sealed record SlipAccepted(Guid Clarification, ProposalFields Corrected, Guid AcceptedBy, DateTimeOffset AcceptedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>A question to the applicant, as decisions need to see it.</summary>
public sealed record Clarification(string[] Criteria, NoteRef Question, DateTimeOffset RequestedAt, DateTimeOffset AnswerBy)
{
    public DateTimeOffset? AnsweredAt { get; init; }
    public NoteRef? Answer { get; init; }
    /// <summary>As answered; null where nothing is to be corrected, or nothing was answered.</summary>
    public ProposalFields? Corrected { get; init; }

    /// <summary>The corrected figures count.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Answered, or its term has ended.</summary>
    public bool IsOver(DateTimeOffset at) => AnsweredAt is not null || at > AnswerBy;
}
