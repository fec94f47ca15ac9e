namespace EligibilityService.Domain.Time;

/// <summary>The date on which a criterion must hold. Never "now": so no verdict depends on the moment at which somebody looks.</summary>
/// <remarks>Before the publication: the last moment before the day on which the call's text was published, for what must have existed already.</remarks>
public enum ReferenceKind { Deadline, Submission, GrantSignature, BeforeEvent, Date, WholeDuration, BeforePublication }

/// <param name="Days">With <see cref="ReferenceKind.BeforeEvent"/>: how many days before the event's first day, that day included to its end; 0, before the event: the first day's start.</param>
/// <param name="Local">With <see cref="ReferenceKind.Date"/>: Brussels wall-clock time.</param>
public sealed record ReferenceDate(ReferenceKind Kind, int? Days = null, DateTime? Local = null)
{
    public static readonly ReferenceDate Deadline = new(ReferenceKind.Deadline);
    public static readonly ReferenceDate Submission = new(ReferenceKind.Submission);
    public static readonly ReferenceDate GrantSignature = new(ReferenceKind.GrantSignature);
}
