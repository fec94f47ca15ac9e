using System.Text;
using System.Text.Json;
using EligibilityService.Application.Feed;
using EligibilityService.Infrastructure.Subscriptions;
using RabbitMQ.Client;

namespace EligibilityService.Infrastructure.Broker;

/// <summary>One message for one exchange: what is published again is the same, under the same id.</summary>
/// <remarks>
/// An entry goes to the exchange of its class as a CloudEvent (AMQP binding, structured) under its type. To the others it goes as a stub: number and hash,
/// so that whoever is bound to a single exchange can count them all, and prove it by the digest.
/// </remarks>
internal sealed record BrokerMessage(string Exchange, string RoutingKey, BasicProperties Properties, byte[] Body)
{
    public const string StubKey = "stub", EpochEnded = "feed.epoch-ended.v1";

    private const string Structured = "application/cloudevents+json";

    /// <summary>The event first, so that whoever is bound to several exchanges meets it before its stubs.</summary>
    public static IEnumerable<BrokerMessage> Of(FeedRow row, string epoch, bool isReplay, BrokerSettings settings, Uri? service)
    {
        var own = row.TellsSomething ? settings.NameOf(row.Class) : null;
        if (own is not null) yield return Event(row, epoch, isReplay, own, service);
        foreach (var other in settings.ExchangeNames.Where(name => name != own)) yield return Stub(row, epoch, isReplay, other);
    }

    /// <summary>The feed began anew. What a consumer holds beyond the number named may have been replaced, and comes again.</summary>
    public static IEnumerable<BrokerMessage> OfNewEpoch(string before, string epoch, long resumed, DateTimeOffset now, BrokerSettings settings, Uri? service)
    {
        var id = $"epoch-{epoch}";
        var told = EpochEndedV1.Of(before, epoch, resumed).Told(id, now, service);
        return settings.ExchangeNames.Select(exchange => new BrokerMessage(exchange, EpochEnded, Described(id, Structured, CloudEvent.TypePrefix + EpochEnded, now, new() { ["epoch"] = epoch }), told));
    }

    private static BrokerMessage Event(FeedRow row, string epoch, bool isReplay, string exchange, Uri? service)
    {
        var entry = row.Told();
        var told = JsonSerializer.SerializeToUtf8Bytes(CloudEvent.Of(entry, service), CloudEvent.Json);
        var added = $",\"epoch\":\"{epoch}\",\"leafhash\":\"{entry.LeafHash}\"{(isReplay ? ",\"replay\":true" : "")}}}";
        var properties = Described(entry.Id!, Structured, CloudEvent.TypePrefix + entry.Type, row.Time, Headers(row, epoch, isReplay));
        properties.Headers!["class"] = entry.Class;
        if (entry.Correlation is { Length: <= 255 } correlation) properties.CorrelationId = correlation;
        return new(exchange, entry.Type!, properties, [.. told.AsSpan(0, told.Length - 1), .. Encoding.UTF8.GetBytes(added)]);
    }

    private static BrokerMessage Stub(FeedRow row, string epoch, bool isReplay, string exchange)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { number = row.Number, leafHash = Convert.ToHexStringLower(row.Leaf), pending = row.Pending ? true : (bool?)null }, CloudEvent.Json);
        var properties = Described($"{Cursor.Of(epoch, row.Number)}{(row.Pending ? ".pending" : "")}", "application/json", StubKey, null, Headers(row, epoch, isReplay));
        if (row.Pending) properties.Headers!["pending"] = true;
        return new(exchange, StubKey, properties, body);
    }

    private static BasicProperties Described(string id, string contentType, string type, DateTimeOffset? time, Dictionary<string, object?> headers)
    {
        var properties = new BasicProperties { MessageId = id, ContentType = contentType, Type = type, AppId = "eligibility-service", DeliveryMode = DeliveryModes.Persistent, Headers = headers };
        if (time is { } instant) properties.Timestamp = new(instant.ToUnixTimeSeconds());
        return properties;
    }

    private static Dictionary<string, object?> Headers(FeedRow row, string epoch, bool isReplay)
    {
        var headers = new Dictionary<string, object?> { ["number"] = row.Number, ["leafHash"] = Convert.ToHexStringLower(row.Leaf), ["epoch"] = epoch };
        if (isReplay) headers["replay"] = true;
        return headers;
    }
}
