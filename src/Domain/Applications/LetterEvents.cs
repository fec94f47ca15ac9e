using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>What a letter tells the applicant.</summary>
public enum LetterKind { EligibilityDecision, AwardDecision, RedressDecision, TravelDecision }

/// <summary>A decision was told to the applicant. The text is kept as it was sent.</summary>
public sealed record LetterSent(Guid Letter, LetterKind Kind, NoteRef Text, Guid SentBy, DateTimeOffset SentAt) : IApplicationEvent;

/// <summary>Somebody of the coordinator's people opened it for the first time: the periods for redress run from here.</summary>
public sealed record LetterOpened(Guid Letter, Guid OpenedBy, DateTimeOffset OpenedAt) : IApplicationEvent;

/// <summary>A letter, as decisions need to see it.</summary>
public sealed record Letter(Guid Id, LetterKind Kind, NoteRef Text, DateTimeOffset SentAt, DateTimeOffset? OpenedAt = null)
{
    /// <summary>When it counts as received: opened, or ten days after it was sent, whichever came first; null before.</summary>
    public DateTimeOffset? ReceivedAt(DateTimeOffset now) =>
        Periods.DeemedReceived(SentAt) is var deemed && OpenedAt < deemed ? OpenedAt : now >= deemed ? deemed : null;
}
