using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Subscriptions;

/// <summary>Where a subscription is in its life.</summary>
public enum SubscriptionStatus
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Entries are sent.</summary>
    Active,

    /// <summary>Its owner, or an administrator, stopped it.</summary>
    Paused,

    /// <summary>The service stopped it, because nothing was taken.</summary>
    Disabled,

    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>One subscription to the feed, as its own decisions need to see it.</summary>
public sealed record Subscription : IState<Subscription, ISubscriptionEvent>
{
    public static Subscription Initial { get; } = new();

    public SubscriptionStatus Status { get; init; }

    public Guid Owner { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public WebhookDelivery Delivery { get; init; } = new("");

    public FeedFilter Filter { get; init; } = FeedFilter.Everything;

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>How many secrets there have been.</summary>
    public int Secrets { get; init; }

    /// <summary>Why the service stopped it, while it is stopped.</summary>
    public SubscriptionDisabled? Disabled { get; init; }

    public Decision<ISubscriptionEvent> Open(SubscriptionOpened opened) =>
        Status is SubscriptionStatus.None ? [opened]
        : Owner == opened.Owner && Status is SubscriptionStatus.Ended ? SubscriptionRefusals.Over
        : Owner == opened.Owner && Delivery == opened.Delivery && Filter.Equals(opened.Filter) ? []
        : SubscriptionRefusals.Exists;

    /// <param name="delivery">Nothing: as before.</param>
    /// <param name="filter">Nothing: as before.</param>
    public Decision<ISubscriptionEvent> Change(WebhookDelivery? delivery, FeedFilter? filter, Guid by, DateTimeOffset at)
    {
        if (delivery == Delivery) delivery = null;
        if (Filter.Equals(filter)) filter = null;
        return IsOver is { } refusal ? refusal : delivery is null && filter is null ? [] : [new SubscriptionChanged(delivery, filter, by, at)];
    }

    public Decision<ISubscriptionEvent> Pause(Guid by, DateTimeOffset at) =>
        IsOver is { } refusal ? refusal : Status is SubscriptionStatus.Active ? [new SubscriptionPaused(by, at)] : [];

    public Decision<ISubscriptionEvent> Resume(Guid by, DateTimeOffset at) =>
        IsOver is { } refusal ? refusal : Status is SubscriptionStatus.Active ? [] : [new SubscriptionResumed(by, at)];

    public Decision<ISubscriptionEvent> End(Guid by, DateTimeOffset at) =>
        Status switch
        {
            SubscriptionStatus.None => SubscriptionRefusals.Unknown,
            SubscriptionStatus.Ended => [],
            _ => [new SubscriptionEnded(by, at)],
        };

    /// <param name="othersUntil">Until then it is signed with the earlier secrets as well.</param>
    public Decision<ISubscriptionEvent> RenewSecret(DateTimeOffset othersUntil, Guid by, DateTimeOffset at) =>
        IsOver is { } refusal ? refusal : [new SecretRenewed(Secrets + 1, othersUntil, by, at)];

    /// <summary>Only what is being sent can be stopped by the service.</summary>
    public Decision<ISubscriptionEvent> Disable(DisabledBecause because, DateTimeOffset since, int failures, DateTimeOffset at) =>
        Status is SubscriptionStatus.Active ? [new SubscriptionDisabled(because, since, failures, at)] : [];

    /// <param name="last">The number of the last entry there is.</param>
    public Decision<ISubscriptionEvent> Move(long after, long last, Guid by, DateTimeOffset at) =>
        IsOver is { } refusal ? refusal : after > last ? SubscriptionRefusals.AheadOfTheFeed(last) : [new SubscriptionMoved(after, by, at)];

    public Subscription Evolve(ISubscriptionEvent @event) => @event switch
    {
        SubscriptionOpened opened => this with
        {
            Status = SubscriptionStatus.Active, Owner = opened.Owner, Roles = opened.Roles, Delivery = opened.Delivery, Filter = opened.Filter, OpenedAt = opened.OpenedAt, Secrets = 1,
        },
        SubscriptionChanged changed => this with { Delivery = changed.Delivery ?? Delivery, Filter = changed.Filter ?? Filter },
        SubscriptionPaused => this with { Status = SubscriptionStatus.Paused },
        SubscriptionResumed => this with { Status = SubscriptionStatus.Active, Disabled = null },
        SubscriptionEnded => this with { Status = SubscriptionStatus.Ended },
        SecretRenewed renewed => this with { Secrets = renewed.Number },
        SubscriptionDisabled disabled => this with { Status = SubscriptionStatus.Disabled, Disabled = disabled },
        SubscriptionMoved => this,
        _ => throw new UnknownEventException(@event),
    };

    private Refusal? IsOver => Status switch
    {
        SubscriptionStatus.None => SubscriptionRefusals.Unknown,
        SubscriptionStatus.Ended => SubscriptionRefusals.Over,
        _ => null,
    };
}

/// <summary>How many subscriptions one owner may have at a time.</summary>
public static class SubscriptionBounds
{
    public const int OfAProgram = 1_000, OfAPerson = 20;

    public static int Of(IEnumerable<string> roles) => roles.Any(role => role is "subscriber" or "system") ? OfAProgram : OfAPerson;
}

public static class SubscriptionRefusals
{
    public static readonly Refusal Unknown = new("subscription-unknown", new(
        "There is no such subscription of yours.", "Dieses Abonnement von Ihnen gibt es nicht."));

    public static readonly Refusal Exists = new("subscription-exists", new(
        "There is another subscription under this id. Leave the id out to get a new one.", "Unter dieser Kennung gibt es ein anderes Abonnement. Lassen Sie die Kennung weg, um eine neue zu erhalten."));

    public static readonly Refusal Enough = new("subscriptions-enough", new(
        "You have as many subscriptions as you may. End one, then open this.", "Sie haben so viele Abonnements, wie Sie haben dürfen. Beenden Sie eines, und legen Sie dann dieses an."));

    public static readonly Refusal Over = new("subscription-ended", new(
        "This subscription has ended. Open a new one.", "Dieses Abonnement ist beendet. Legen Sie ein neues an."));

    public static Refusal AheadOfTheFeed(long last) => new("feed-number-ahead", new(
        $"The feed ends at {last}. Name that number or an earlier one.", $"Der Feed endet bei {last}. Nennen Sie diese oder eine frühere Nummer."));
}
