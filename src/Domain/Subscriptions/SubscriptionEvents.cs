namespace EligibilityService.Domain.Subscriptions;

/// <summary>All that can happen to one subscription. Where it stands in the feed is no event: it moves with every entry.</summary>
/// <remarks>Secrets are never part of an event.</remarks>
public interface ISubscriptionEvent;

/// <summary>Somebody wants the entries of the feed sent to an address.</summary>
/// <param name="Owner">Whoever it belongs to; what he or she may read is weighed anew with every delivery.</param>
/// <param name="Roles">What the owner was to the service then. What a role needs beside itself, such as an entitlement, is weighed anew.</param>
/// <param name="After">The number after which it begins.</param>
public sealed record SubscriptionOpened(Guid Owner, string[] Roles, WebhookDelivery Delivery, FeedFilter Filter, long After, DateTimeOffset OpenedAt) : ISubscriptionEvent;

/// <summary>Where, how or what is sent changed; only what changed is set.</summary>
public sealed record SubscriptionChanged(WebhookDelivery? Delivery, FeedFilter? Filter, Guid ChangedBy, DateTimeOffset ChangedAt) : ISubscriptionEvent;

/// <summary>Nothing is sent until it is resumed; then it goes on where it stood.</summary>
public sealed record SubscriptionPaused(Guid PausedBy, DateTimeOffset PausedAt) : ISubscriptionEvent;

/// <summary>It goes on where it stood.</summary>
public sealed record SubscriptionResumed(Guid ResumedBy, DateTimeOffset ResumedAt) : ISubscriptionEvent;

/// <summary>It is over for good.</summary>
public sealed record SubscriptionEnded(Guid EndedBy, DateTimeOffset EndedAt) : ISubscriptionEvent;

/// <summary>What is sent is signed with a new secret too.</summary>
/// <param name="Number">Counts the secrets of this subscription; the first is 1.</param>
/// <param name="OthersUntil">Until then it is signed with the earlier ones as well. In real time, like all signatures.</param>
public sealed record SecretRenewed(int Number, DateTimeOffset OthersUntil, Guid RenewedBy, DateTimeOffset RenewedAt) : ISubscriptionEvent;

/// <summary>The service sends nothing more until it is resumed, because the address has not taken anything for days, or said that it is gone.</summary>
/// <param name="Since">Since when nothing was taken, in real time.</param>
public sealed record SubscriptionDisabled(DisabledBecause Because, DateTimeOffset Since, int Failures, DateTimeOffset DisabledAt) : ISubscriptionEvent;

/// <summary>It was set to another place in the feed: back, so that entries come again, or ahead, so that some never come.</summary>
public sealed record SubscriptionMoved(long After, Guid MovedBy, DateTimeOffset MovedAt) : ISubscriptionEvent;

/// <summary>Where and how entries are sent.</summary>
/// <param name="Batch">Entries in one message at most; more than one in the batched form only.</param>
/// <param name="StrictOrder">Nothing is sent before what is ahead of it was taken. Otherwise several messages are under way at once, and what one address keeps refusing is set aside.</param>
/// <param name="PerMinute">Messages a minute at most; without it, as fast as they are taken.</param>
public sealed record WebhookDelivery(string Url, MessageForm Form = MessageForm.Structured, int Batch = 1, bool StrictOrder = false, int? PerMinute = null);

/// <summary>The HTTP forms of CloudEvents 1.0.</summary>
public enum MessageForm
{
    /// <summary>One event as JSON.</summary>
    Structured,

    /// <summary>A list of events as JSON.</summary>
    Batched,

    /// <summary>The data as body, all else as headers.</summary>
    Binary,
}

/// <summary>Which entries are wanted; an empty list means any, and all lists must agree.</summary>
/// <param name="Types">Such as cluster.published.v1, cluster.published for all versions, or cluster.* for all about clusters.</param>
/// <param name="Countries">Of the cluster that an entry is about (EU codes).</param>
public sealed record FeedFilter(string[] Types, Guid[] Calls, string[] Countries, Guid[] Clusters, EntryClass[] Classes)
{
    public static FeedFilter Everything { get; } = new([], [], [], [], []);

    public bool Equals(FeedFilter? other) =>
        other is not null && Types.SequenceEqual(other.Types) && Calls.SequenceEqual(other.Calls) && Countries.SequenceEqual(other.Countries)
        && Clusters.SequenceEqual(other.Clusters) && Classes.SequenceEqual(other.Classes);

    public override int GetHashCode() => HashCode.Combine(Types.Length, Calls.Length, Countries.Length, Clusters.Length, Classes.Length);

    /// <param name="type">Without the prefix that all have in common.</param>
    /// <param name="country">Of the cluster, where it is about one.</param>
    public bool Wants(string type, EntryClass @class, Guid? call, Guid? cluster, Func<string?> country) =>
        (Classes.Length == 0 || Classes.Contains(@class))
        && (Types.Length == 0 || Array.Exists(Types, wanted => IsOf(type, wanted)))
        && (Calls.Length == 0 || (call is { } known && Calls.Contains(known)))
        && (Clusters.Length == 0 || (cluster is { } one && Clusters.Contains(one)))
        && (Countries.Length == 0 || (country() is { } code && Countries.Contains(code)));

    private static bool IsOf(string type, string wanted) =>
        wanted.EndsWith('*') ? type.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : type == wanted || (type.StartsWith(wanted, StringComparison.Ordinal) && type.AsSpan(wanted.Length) is ['.', 'v', >= '1' and <= '9', ..]);
}

/// <summary>Who may read an entry of the feed.</summary>
public enum EntryClass
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Those entitled to it.</summary>
    Restricted,

    /// <summary>The cluster's own people, and those entitled to it.</summary>
    Cluster,
}

/// <summary>Why the service stopped sending.</summary>
public enum DisabledBecause
{
    /// <summary>Nothing was taken for days.</summary>
    Failing,

    /// <summary>The address said that it is gone for good.</summary>
    Gone,
}
