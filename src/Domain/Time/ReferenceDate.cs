namespace EligibilityService.Domain.Time;

/// <summary>The date on which a criterion must hold. Never "now": so no verdict depends on the moment at which somebody looks.</summary>
/// <remarks>Before the publication: the last moment before the day on which the call's text was published, for what must have existed already.</remarks>
public enum ReferenceKind { Deadline, Submission, GrantSignature, BeforeEvent, Date, WholeDuration, BeforePublication }

/// <param name="Days">With <see cref="ReferenceKind.BeforeEvent"/>: how many days before the event's first day, that day included to its end; 0, before the event: the first day's start.</param>
/// <param name="Local">With <see cref="ReferenceKind.Date"/>: Brussels wall-clock time.</param>
/// <param name="Abbreviation">With <see cref="ReferenceKind.Date"/>: CET or CEST, where the text says so.</param>
/// <param name="Imported">With <see cref="ReferenceKind.Date"/>: copied as it stands in a source, so that a wording with two readings is kept and not refused.</param>
public sealed record ReferenceDate(ReferenceKind Kind, int? Days = null, DateTime? Local = null, string? Abbreviation = null, bool? Imported = null)
{
    /// <summary>The fixed date with its readings, as of a deadline; null where there is none, or no such time.</summary>
    public Deadline? Fixed() => Kind is ReferenceKind.Date && Local is { } local && Time.Deadline.Impossible(local, Abbreviation) is null ? Time.Deadline.Imported(local, Abbreviation) : null;

    /// <summary>A fixed date that stands for this instant and no other.</summary>
    public static ReferenceDate At(DateTimeOffset instant) => new(ReferenceKind.Date, Local: BrusselsTime.LocalOf(instant), Abbreviation: BrusselsTime.AbbreviationAt(instant));

    public static readonly ReferenceDate Deadline = new(ReferenceKind.Deadline);
    public static readonly ReferenceDate Submission = new(ReferenceKind.Submission);
    public static readonly ReferenceDate GrantSignature = new(ReferenceKind.GrantSignature);
}
