using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>How entries come to be sent: as they happen, once more because somebody asked, to try an address out, or late, because they could not be read when it was their turn.</summary>
internal enum Mark : short { Live, Replay, Test, Late }

/// <param name="Counter">Counts what this subscription was sent, without a hole.</param>
/// <param name="Mark">Of this entry: one that was sent before is a replay.</param>
/// <param name="IsCounted">A replay of a range, or a trial, is beside the count.</param>
internal readonly record struct Sendable(FeedItem Entry, long Counter, Mark Mark, bool IsCounted = true);

/// <summary>One message on its way: what is sent again is the same to the byte, under the same id.</summary>
/// <param name="Headers">Beside those of the body; the signature comes with each attempt.</param>
internal sealed record WebhookMessage(string Id, byte[] Body, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<Sendable> Entries)
{
    private const string Structured = "application/cloudevents+json; charset=utf-8", Batched = "application/cloudevents-batch+json; charset=utf-8";

    public static WebhookMessage Of(IReadOnlyList<Sendable> entries, MessageForm form, Guid subscription, string epoch, Uri? service)
    {
        var events = entries.Select(entry => Event(entry, subscription, epoch, service)).ToArray();
        return form switch
        {
            MessageForm.Batched => new(IdOf(entries), Listed(events), Batched, [], entries),
            MessageForm.Binary => Binary(IdOf(entries), entries, events[0]),
            _ => new(IdOf(entries), events[0], Structured, [], entries),
        };
    }

    /// <summary>The feed began anew: told to a subscription before anything that came after.</summary>
    public static WebhookMessage OfNewEpoch(EpochEndedV1 ended, MessageForm form, Guid subscription, DateTimeOffset now, Uri? service)
    {
        var id = $"epoch-{ended.Epoch}-{subscription}";
        var told = ended.Told(id, now, service, subscription);
        return form switch
        {
            MessageForm.Batched => new(id, Listed([told]), Batched, [], []),
            MessageForm.Binary => Binary(id, [], told),
            _ => new(id, told, Structured, [], []),
        };
    }

    /// <summary>The event as the feed tells it, and what is of this subscription only.</summary>
    private static byte[] Event(Sendable entry, Guid subscription, string epoch, Uri? service)
    {
        var told = JsonSerializer.SerializeToUtf8Bytes(CloudEvent.Of(entry.Entry, service), CloudEvent.Json);
        var mark = entry.Mark switch { Mark.Replay => ",\"replay\":true", Mark.Test => ",\"test\":true", _ => "" };
        var counter = entry.IsCounted ? string.Create(CultureInfo.InvariantCulture, $",\"counter\":\"{entry.Counter}\"") : "";
        var added = $",\"epoch\":\"{epoch}\",\"subscription\":\"{subscription}\"{counter}{mark}}}";
        return [.. told.AsSpan(0, told.Length - 1), .. Encoding.UTF8.GetBytes(added)];
    }

    private static byte[] Listed(byte[][] events)
    {
        var body = new ArrayBufferWriter<byte>(events.Sum(one => one.Length + 1) + 1);
        body.Write("["u8);
        for (var i = 0; i < events.Length; i++)
        {
            if (i > 0) body.Write(","u8);
            body.Write(events[i]);
        }

        body.Write("]"u8);
        return body.WrittenSpan.ToArray();
    }

    private static WebhookMessage Binary(string id, IReadOnlyList<Sendable> entries, byte[] told)
    {
        using var document = JsonDocument.Parse(told);
        var (data, type, headers) = (Array.Empty<byte>(), "application/json", new List<(string, string)>());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.NameEquals("data")) data = Encoding.UTF8.GetBytes(member.Value.GetRawText());
            else if (member.NameEquals("datacontenttype")) type = member.Value.GetString()!;
            else headers.Add(($"ce-{member.Name}", InHeader(member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())));
        }

        return new(id, data, type, headers, entries);
    }

    /// <summary>Space, quote, percent and what is not printable ASCII are percent-encoded, as CloudEvents asks of headers.</summary>
    private static string InHeader(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var one in Encoding.UTF8.GetBytes(value))
        {
            if (one is > 0x20 and < 0x7f and not (byte)'"' and not (byte)'%') text.Append((char)one);
            else text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return text.ToString();
    }

    private static string IdOf(IReadOnlyList<Sendable> entries) => entries.Count == 1
        ? entries[0].Entry.Id!
        : $"batch-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', entries.Select(entry => entry.Entry.Id)))).AsSpan(0, 16))}";
}
