using System.Text;
using System.Text.Json;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Ledger;
using Marten;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Tells what the store holds in the words of the log, so that the two can be compared without knowing the code.</summary>
/// <remarks>
/// The store writes some things otherwise than the log (the first letter of a word from a list), and orders members as it likes. Where it holds exactly what the log
/// has, that is told in the log's own form; where it does not, or cannot be read, it is told as it stands there, and the verifier finds the difference.
/// </remarks>
internal sealed class StoredForm(IDocumentStore store)
{
    private static readonly Dictionary<string, Type> Types = EventNames.All.ToDictionary(pair => pair.Value, pair => pair.Key);

    private readonly ISerializer _stored = store.Options.Serializer();

    /// <param name="leaf">The log's own bytes, where it has any.</param>
    public JsonElement Tell(string type, string content, byte[]? leaf)
    {
        var held = JsonElement.Parse(content);
        return leaf is not null && Types.TryGetValue(type, out var known) && Logged(leaf) is { } logged && IsTheSame(known, content, held, logged) ? logged : held;
    }

    private static JsonElement? Logged(byte[] leaf)
    {
        try
        {
            return JsonElement.Parse(leaf).TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object ? data : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsTheSame(Type type, string content, JsonElement held, JsonElement logged)
    {
        try
        {
            using var stored = new MemoryStream(Encoding.UTF8.GetBytes(content));
            var read = _stored.FromJson(type, stored);
            var meant = logged.Deserialize(type, FactJson.Options)!;
            return CanonicalJson.SaysTheSame(JsonSerializer.SerializeToElement(read, type, FactJson.Options), JsonSerializer.SerializeToElement(meant, type, FactJson.Options))
                && IsWritten(held, JsonElement.Parse(_stored.ToJson(read)));
        }
        catch (Exception unreadable) when (StreamReading.IsUnreadable(unreadable))
        {
            return false;
        }
    }

    /// <summary>Everything that is held would be written so again. What a later version of the code would write besides is nothing that was said.</summary>
    private static bool IsWritten(JsonElement held, JsonElement again) => (held.ValueKind, again.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => held.EnumerateObject().All(member => again.TryGetProperty(member.Name, out var value) ? IsWritten(member.Value, value) : member.Value.ValueKind is JsonValueKind.Null),
        (JsonValueKind.Array, JsonValueKind.Array) => held.GetArrayLength() == again.GetArrayLength() && held.EnumerateArray().Zip(again.EnumerateArray()).All(pair => IsWritten(pair.First, pair.Second)),
        _ => CanonicalJson.SaysTheSame(held, again),
    };
}
