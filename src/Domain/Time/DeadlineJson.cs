using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EligibilityService.Domain.Time;

/// <summary>
/// A stored deadline carries its instant and is never computed again. One that is typed or imported (local time, perhaps an abbreviation) is computed here;
/// what a typed one must refuse, the shape of the command refuses.
/// </summary>
public sealed class DeadlineJson : JsonConverter<Deadline>
{
    private static readonly HashSet<string> Members = ["local", "zone", "instant", "tzdbVersion", "abbreviation", "otherReading", "assumed", "imported"];

    public override Deadline Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject json) throw new JsonException("A deadline is an object with a local date and time.");
        if (json.FirstOrDefault(member => !Members.Contains(member.Key)) is { Key: { } unknown }) throw new JsonException($"'{unknown}' is not a member of a deadline.");
        string? Member(string name) => json[name]?.Deserialize<string>();

        if (!DateTime.TryParseExact(Member("local"), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            throw new JsonException("A deadline needs 'local', Brussels wall-clock time such as 2017-05-23T17:00.");
        }

        var assumed = json["assumed"]?.Deserialize<bool>() ?? false;
        var imported = json["imported"]?.Deserialize<bool>() ?? false;
        if (Member("instant") is not { } instant)
        {
            return Deadline.Impossible(local, Member("abbreviation")) is not null
                ? new(local, BrusselsTime.ZoneId, default, BrusselsTime.TzdbVersion, Member("abbreviation"), Assumed: assumed, AsInSource: imported)
                : Deadline.Imported(local, Member("abbreviation"), assumed) with { AsInSource = imported };
        }

        return new(local, Member("zone") ?? BrusselsTime.ZoneId, Instant(instant), Member("tzdbVersion") ?? "", Member("abbreviation"),
            Member("otherReading") is { } other ? Instant(other) : null, assumed, imported);
    }

    public override void Write(Utf8JsonWriter writer, Deadline value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("local", value.Local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        writer.WriteString("zone", value.Zone);
        writer.WriteString("instant", Written(value.Instant));
        writer.WriteString("tzdbVersion", value.TzdbVersion);
        if (value.Abbreviation is not null) writer.WriteString("abbreviation", value.Abbreviation);
        if (value.OtherReading is { } other) writer.WriteString("otherReading", Written(other));
        if (value.Assumed) writer.WriteBoolean("assumed", true);
        if (value.AsInSource) writer.WriteBoolean("imported", true);
        writer.WriteEndObject();
    }

    private static string Written(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
