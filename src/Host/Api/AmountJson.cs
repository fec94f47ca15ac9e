using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Host.Api;

/// <summary>Amounts of money as they are sent and answered: <c>{ "amount": "5790000.00", "currency": "EUR" }</c>, because a reader of JSON may turn a number into a binary fraction.</summary>
/// <remarks>Stored events keep their plain figures.</remarks>
internal static class AmountJson
{
    public const string Currency = "EUR", Amount = "amount", CurrencyName = "currency";

    /// <summary>Facts as the API writes them, in both languages.</summary>
    public static readonly JsonSerializerOptions Options = WithAmounts(new(FactJson.Options));

    public static JsonSerializerOptions WithAmounts(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(type =>
        {
            foreach (var property in type.Properties)
            {
                if (property.AttributeProvider?.IsDefined(typeof(EuroAttribute), inherit: false) is true) property.CustomConverter = Of(property.PropertyType);
            }
        });
        return options;
    }

    private static JsonConverter Of(Type type) => type == typeof(decimal) ? new Known() : type == typeof(decimal[]) ? new Several() : new Perhaps();

    public static JsonObject Of(decimal amount) => new() { [Amount] = Text(amount), [CurrencyName] = Currency };

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static decimal Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException(Form);

        decimal? amount = null;
        var isEuro = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType is not JsonTokenType.String) throw new JsonException(Form);
            if (name is Amount && decimal.TryParse(reader.GetString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure)) amount = figure;
            else if (name is CurrencyName) isEuro = reader.GetString() is Currency;
            else throw new JsonException(Form);
        }

        return isEuro && amount is { } given ? given : throw new JsonException(Form);
    }

    private static void Write(Utf8JsonWriter writer, decimal amount)
    {
        writer.WriteStartObject();
        writer.WriteString(Amount, Text(amount));
        writer.WriteString(CurrencyName, Currency);
        writer.WriteEndObject();
    }

    private static readonly string Form = ProfileShape.Say(
        "An amount is an object with the figure as text and the currency, such as { \"amount\": \"200000.00\", \"currency\": \"EUR\" }; the currency is always EUR.",
        "Ein Betrag ist ein Objekt mit der Zahl als Text und der Währung, etwa { \"amount\": \"200000.00\", \"currency\": \"EUR\" }; die Währung ist immer EUR.");

    private sealed class Known : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AmountJson.Read(ref reader);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => AmountJson.Write(writer, value);
    }

    private sealed class Perhaps : JsonConverter<decimal?>
    {
        public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AmountJson.Read(ref reader);

        public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) => AmountJson.Write(writer, value!.Value);
    }

    private sealed class Several : JsonConverter<decimal[]>
    {
        public override decimal[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray) throw new JsonException(Form);

            var amounts = new List<decimal>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) amounts.Add(AmountJson.Read(ref reader));
            return [.. amounts];
        }

        public override void Write(Utf8JsonWriter writer, decimal[] value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var amount in value) AmountJson.Write(writer, amount);
            writer.WriteEndArray();
        }
    }
}
