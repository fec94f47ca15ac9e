using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>The ways against a decision, each with a period of its own.</summary>
/// <remarks>The European Ombudsman can be turned to within two years, beside all of them.</remarks>
public enum RedressKind { EligibilityReview, EvaluationReview, LegalityReview, Annulment }

/// <summary>The applicant turned against a decision that a letter had told.</summary>
public sealed record RedressRequested(Guid Redress, RedressKind Kind, Guid Letter, NoteRef Grounds, Guid RequestedBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

/// <summary>The applicant took it back.</summary>
public sealed record RedressWithdrawn(Guid Redress, Guid WithdrawnBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

/// <summary>One officer, other than the one who had proposed the decision, proposed what becomes of it.</summary>
public sealed record RedressProposed(Guid Redress, bool Upheld, Guid ProposedBy, DateTimeOffset ProposedAt, NoteRef Reason) : IApplicationEvent;

/// <summary>A second one confirmed it. Where it is upheld, the decision falls and the application is decided anew.</summary>
/// <param name="Against">The decision it is about: on eligibility, or on the award.</param>
public sealed record RedressDecided(
    Guid Redress, bool Upheld, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset DecidedAt, NoteRef Reason, LetterKind Against = LetterKind.EligibilityDecision) : IApplicationEvent;

/// <summary>A redress, as decisions need to see it.</summary>
/// <param name="Against">The decision it is about: on eligibility, or on the award.</param>
public sealed record Redress(Guid Id, RedressKind Kind, Guid Letter, NoteRef Grounds, DateTimeOffset ReceivedAt, LetterKind Against)
{
    public RedressProposed? Proposed { get; init; }
    public RedressDecided? Decided { get; init; }
    public bool IsWithdrawn { get; init; }

    /// <summary>Neither decided nor taken back: no other action may be brought meanwhile.</summary>
    public bool IsPending => Decided is null && !IsWithdrawn;
}
