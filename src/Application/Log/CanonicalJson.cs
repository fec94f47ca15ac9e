using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EligibilityService.Application.Log;

/// <summary>One form for what says the same: members in order, nothing that is null, numbers without trailing zeros. What a store makes of JSON does not change it.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonElement value) => Written(value).WrittenSpan.ToArray();

    public static byte[] Digest(JsonElement value) => SHA256.HashData(Written(value).WrittenSpan);

    public static bool SaysTheSame(JsonElement one, JsonElement other) => Written(one).WrittenSpan.SequenceEqual(Written(other).WrittenSpan);

    public static string Hash(JsonElement value) => Convert.ToHexStringLower(Digest(value));

    private static ArrayBufferWriter<byte> Written(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Compact);
        Write(json, value);
        json.Flush();
        return buffer;
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in InOrder(value))
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number when !IsPlain(JsonMarshal.GetRawUtf8Value(value)) && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                json.WriteRawValue(number.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>Digits alone, and not so many that they would be rounded: already as it is written here.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> number) => number.Length <= 18 && number[0] != '0' && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Of the same name in the order in which they stand.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> InOrder(JsonElement value)
    {
        var members = new List<(string Name, JsonElement Value)>(value.GetPropertyCount());
        var isInOrder = true;
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Null) continue;
            members.Add((member.Name, member.Value));
            isInOrder = isInOrder && (members.Count < 2 || string.CompareOrdinal(members[^2].Name, members[^1].Name) <= 0);
        }

        return isInOrder ? members : members.OrderBy(member => member.Name, StringComparer.Ordinal);
    }
}
