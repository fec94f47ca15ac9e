using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Application.Feed;

/// <summary>CloudEvents 1.0, structured.</summary>
/// <remarks>The one form in which an entry leaves the house: whoever fetches it and whoever gets it sent reads the same.</remarks>
public sealed record CloudEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion, string Id, string Source, string Type, string? Subject, DateTimeOffset Time, [property: JsonPropertyName("datacontenttype")] string DataContentType, [property: JsonPropertyName("dataschema")] string? DataSchema,
    string Sequence, [property: JsonPropertyName("sequencetype")] string SequenceType, [property: JsonPropertyName("partitionkey")] string? PartitionKey, [property: JsonPropertyName("correlationid")] string? CorrelationId,
    string Class, JsonElement Data)
{
    public const string SchemaPath = "api/feed/schemas/";

    public const string TypePrefix = "eu.eligibility-service.", FromHere = "urn:eligibility-service";

    /// <summary>As the API writes it.</summary>
    public static JsonSerializerOptions Json { get; } = Written();

    /// <param name="service">Under which address the service is read; without it, no address of the schema is told.</param>
    public static CloudEvent Of(FeedItem entry, Uri? service = null) => new(
        "1.0", entry.Id!, FromHere, TypePrefix + entry.Type, entry.Subject, entry.Time!.Value, "application/json", service is null ? null : new Uri(service, SchemaPath + entry.Type).ToString(),
        entry.Number.ToString(CultureInfo.InvariantCulture), "Integer", entry.Subject, entry.Correlation, entry.Class!, entry.Data!.Value);

    private static JsonSerializerOptions Written()
    {
        var options = FactJson.Apply(new());
        options.Converters.Insert(0, new InstantWithZ());
        options.MakeReadOnly();
        return options;
    }

    private sealed class InstantWithZ : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
