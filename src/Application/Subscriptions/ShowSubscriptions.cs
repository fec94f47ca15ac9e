using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Subscriptions;
using MediatR;

namespace EligibilityService.Application.Subscriptions;

/// <summary>One's own subscriptions; for administrators, everybody's.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record ShowSubscriptions : IRequest<SubscriptionsAnswer>;

/// <summary>One subscription: where it stands, and why it does not go on.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record ShowSubscription(Guid SubscriptionId) : IRequest<SubscriptionAnswer>;

/// <summary>The last attempts: what was sent, what was answered, how long it took.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record ShowDeliveries(Guid SubscriptionId) : IRequest<DeliveriesAnswer>;

/// <summary>Entries that the address kept refusing while it took others.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record ShowDeadLetters(Guid SubscriptionId) : IRequest<DeadLettersAnswer>;

/// <summary>How a subscription is doing.</summary>
public enum SubscriptionHealth
{
    /// <summary>Everything there is was sent.</summary>
    UpToDate,

    /// <summary>Entries wait to be sent, and are being sent.</summary>
    CatchingUp,

    /// <summary>The address has not said yet that it wants to be sent to.</summary>
    AwaitingConsent,

    /// <summary>The last attempt was not taken; there is a pause before the next.</summary>
    Failing,

    /// <summary>Stopped by its owner or an administrator.</summary>
    Paused,

    /// <summary>Stopped by the service.</summary>
    Disabled,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>Subscriptions, those that stand still first.</summary>
/// <param name="Last">Number of the last entry of the feed.</param>
/// <param name="Broker">For administrators, where the feed is published to RabbitMQ.</param>
public sealed record SubscriptionsAnswer(string Epoch, long Last, long Position, IReadOnlyList<SubscriptionAnswer> Subscriptions, BrokerAnswer? Broker = null);

/// <summary>A subscription and how it is doing.</summary>
/// <param name="Owner">The opaque id of whoever it belongs to.</param>
/// <param name="OwnerName">For administrators.</param>
/// <param name="After">Everything up to this number was sent, or was not wanted.</param>
/// <param name="Behind">Entries of the feed behind that number, wanted or not.</param>
/// <param name="Counter">How many entries were sent so far; each carries its own count, so that a hole is seen.</param>
/// <param name="BehindSince">When the first of those that wait was recorded, by the service's clock.</param>
/// <param name="Why">Why it does not go on; missing where it does.</param>
/// <param name="TakenAt">When something was last taken, in real time.</param>
/// <param name="NextAt">When it is tried again, in real time.</param>
/// <param name="AllowedPerMinute">Messages a minute that the address allows.</param>
/// <param name="SetAside">Entries that were refused while others were taken.</param>
/// <param name="Secrets">Those that hold, the newest first.</param>
/// <param name="Runs">Replays and trials under way.</param>
/// <param name="Version">Also the entity tag.</param>
/// <param name="Position">Of the store.</param>
public sealed record SubscriptionAnswer(
    Guid Id, Guid Owner, string? OwnerName, SubscriptionStatus Status, SubscriptionHealth Health, WebhookDelivery Delivery, FeedFilter Filter, DateTimeOffset OpenedAt, long After, long Behind, long Counter, DateTimeOffset? BehindSince,
    Text? Why, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? NextAt, DateTimeOffset? TakenAt, int? AllowedPerMinute, int SetAside, IReadOnlyList<SecretAnswer> Secrets, IReadOnlyList<RunAnswer> Runs, long Version, long Position);

/// <summary>A secret that holds. It is shown once, when it is made, and never again.</summary>
/// <param name="ValidUntil">Where a newer one has taken its place.</param>
public sealed record SecretAnswer(int Number, DateTimeOffset? ValidUntil);

/// <summary>A replay or a trial: entries of a range, sent beside what is new.</summary>
/// <param name="Url">Where it goes, if not to the subscription's own address.</param>
/// <param name="After">It has got so far.</param>
public sealed record RunAnswer(Guid Id, DeliveryKind Kind, string? Url, long After, long To, int Failures);

/// <summary>How an entry came to be sent.</summary>
public enum DeliveryKind
{
    /// <summary>As it happened.</summary>
    Live,

    /// <summary>Once more, because somebody asked; marked with replay.</summary>
    Replay,

    /// <summary>To try an address out; marked with test, and to be forgotten.</summary>
    Test,
}

/// <summary>The last attempts, the newest first.</summary>
public sealed record DeliveriesAnswer(IReadOnlyList<AttemptAnswer> Deliveries);

/// <summary>One attempt.</summary>
/// <param name="From">Number of the first entry; missing where it was asked for consent, told that the feed began anew, or merely tested.</param>
/// <param name="Entries">How many entries were in the message.</param>
/// <param name="Taken">It was answered with 2xx.</param>
/// <param name="Status">HTTP status; missing where no answer came.</param>
/// <param name="Trouble">A stable code where there was no proper answer.</param>
/// <param name="Why">Why it was not taken.</param>
/// <param name="Sent">The headers that were sent.</param>
/// <param name="Answer">The beginning of what was answered.</param>
public sealed record AttemptAnswer(
    Guid Id, DateTimeOffset At, DeliveryKind Kind, long? From, long? To, int Entries, bool Taken, int? Status, int Milliseconds, string? Trouble, Text? Why, string Sent, string? Answer);

/// <summary>What was set aside.</summary>
public sealed record DeadLettersAnswer(IReadOnlyList<DeadLetterAnswer> DeadLetters);

/// <summary>An entry that was set aside.</summary>
/// <param name="Counter">Its own count: the hole it left. 0 where it was part of a replay, which is not counted.</param>
public sealed record DeadLetterAnswer(long Number, long Counter, DateTimeOffset SetAsideAt, int Attempts, int? Status, Text? Why, string? Answer);

/// <summary>Why something was not taken, in words.</summary>
public static class DeliveryTrouble
{
    /// <summary>Nothing where it was taken.</summary>
    public static Text? Said(string? trouble, int? status) => trouble switch
    {
        "too-late" => new("The address did not answer in time.", "Die Adresse hat nicht rechtzeitig geantwortet."),
        "no-connection" => new("No connection to the address came about.", "Es kam keine Verbindung zu der Adresse zustande."),
        "certificate" => new("The certificate of the address does not fit, or nobody known vouches for it.", "Das Zertifikat der Adresse passt nicht, oder niemand Bekanntes bürgt dafür."),
        "points-inside" => new("The name leads into a private network, where the service does not send.", "Der Name führt in ein privates Netz, dorthin sendet der Dienst nicht."),
        "answer-broken" => new("What was answered is not HTTP.", "Die Antwort ist kein HTTP."),
        "no-consent" => new("The address did not say that it wants to be sent to: let it answer OPTIONS with WebHook-Allowed-Origin.", "Die Adresse hat nicht gesagt, dass sie Sendungen möchte: Lassen Sie sie OPTIONS mit WebHook-Allowed-Origin beantworten."),
        _ => status switch
        {
            null or (>= 200 and < 300) => null,
            >= 300 and < 400 => new($"The address answered {status}, a redirect, which is not followed. Give the address it leads to.", $"Die Adresse hat mit {status} geantwortet, einer Weiterleitung, der nicht gefolgt wird. Geben Sie die Adresse an, zu der sie führt."),
            410 => new("The address answered 410: it is gone.", "Die Adresse hat mit 410 geantwortet: Sie ist aufgegeben."),
            429 => new("The address answered 429: too many messages.", "Die Adresse hat mit 429 geantwortet: zu viele Nachrichten."),
            _ => new($"The address answered {status}.", $"Die Adresse hat mit {status} geantwortet."),
        },
    };
}
