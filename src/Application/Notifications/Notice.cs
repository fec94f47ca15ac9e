using System.Text.Json.Serialization;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Application.Notifications;

/// <summary>What applicants are told by mail.</summary>
public enum NoticeKind { VerdictChanged, Corrigendum, DeadlineNear, ClarificationAsked, LetterSent }

/// <summary>How a person wants to be told.</summary>
public enum MailChoice
{
    /// <summary>Once a day, at 07:00 in Brussels, what came together; what cannot wait comes at once.</summary>
    Daily,

    AtOnce,

    None,
}

/// <summary>One thing that one person is to be told about a cluster he or she manages: ids only, the words are found when the mail is written.</summary>
/// <param name="About">What is told. The same is told to a person once.</param>
public sealed record Notice(NoticeKind Kind, Guid Person, Guid Cluster, Guid Call, string About)
{
    public Guid? Application { get; init; }

    /// <summary>Number of the entry that told it.</summary>
    public long? Entry { get; init; }

    public Outcome? Before { get; init; }

    public Outcome? After { get; init; }

    /// <summary>Number of the corrigendum that is told of, or that changed the verdict.</summary>
    public int? Corrigendum { get; init; }

    /// <summary>End of the term in which a question can be answered.</summary>
    public DateTimeOffset? Until { get; init; }

    [JsonIgnore]
    public string Key => $"{About} {Person}";

    /// <summary>Does not wait for the next morning.</summary>
    [JsonIgnore]
    public bool IsUrgent => Kind is NoticeKind.DeadlineNear or NoticeKind.ClarificationAsked or NoticeKind.LetterSent;
}
