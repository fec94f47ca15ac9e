using System.Text.Json.Nodes;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EligibilityService.Host.Api;

/// <summary>What the serializer's own writers and readers mean, in the words of JSON Schema.</summary>
internal static class DescribedSchemas
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        var (bare, optional) = Nullable.GetUnderlyingType(type) is { } within ? (within, JsonSchemaType.Null) : (type, default(JsonSchemaType));

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(EuroAttribute), inherit: false) is true) Amounts(schema, type, optional);
        else if (bare == typeof(DateTimeOffset)) (schema.Type, schema.Format) = (JsonSchemaType.String | optional, "date-time");
        else if (bare == typeof(Text)) Texts(schema);
        else if (bare == typeof(Deadline)) Deadlines(schema);
        else if (bare == typeof(Criterion)) Criteria(schema);
        else if (bare == typeof(int) || bare == typeof(long)) (schema.Type, schema.Pattern) = (JsonSchemaType.Integer | optional, null);
        else if (bare == typeof(decimal)) (schema.Type, schema.Pattern, schema.Format) = (JsonSchemaType.Number | optional, null, null);
        else if (schema.Enum is { Count: > 0 }) Enums(schema, bare);

        return Task.CompletedTask;
    }

    private static void Enums(OpenApiSchema schema, Type words)
    {
        schema.Type ??= JsonSchemaType.String | (schema.Enum!.Any(value => value is null) ? JsonSchemaType.Null : default);

        // Of an enum that appears only where it may be left out, the summary of its type is not carried over.
        schema.Description ??= words.Name switch
        {
            nameof(OrganisationKind) => "What kind of organisation it is. Calls ask for a cluster organisation or a business network organisation.",
            nameof(QualityLabel) => "The European Cluster Excellence labels, weakest first.",
            nameof(CallStep) => "A step that two officers take together.",
            nameof(PartnerRole) => "A partner's part in a proposal. An affiliated entity or associated partner counts neither as a partner nor towards countries.",
            nameof(LateApplications) => "What becomes of requests received too late for every cut-off: they are refused, or whoever may take part does so at own cost.",
            nameof(Resubmission) => "Which requests may be improved and handed in again after the selection; the last version counts.",
            nameof(SelectionOutcome) => "What became of a request to take part in an event.",
            _ => null,
        };
    }

    /// <summary>What is read from an address by a type of our own: a few words, or a moment.</summary>
    public static void Parameter(OpenApiSchema schema, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(Moment)) Moments(schema);
        else if (bare is { IsGenericType: true } && bare.GetGenericTypeDefinition() == typeof(Word<>)) Words(schema, bare.GetGenericArguments()[0]);
    }

    /// <summary>Values of an enum as they stand in JSON.</summary>
    private static void Words(OpenApiSchema schema, Type words) =>
        (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Enum.GetNames(words).Select(name => (JsonNode)System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name))]);

    private static void Moments(OpenApiSchema schema) =>
        (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.String, null, "An instant with Z or an offset, such as 2017-05-23T15:00:00Z, or a day, which stands for its last moment in Brussels; in `from` for its first, and of today what is known by now.");

    private static void Amounts(OpenApiSchema schema, Type type, JsonSchemaType optional)
    {
        var described = Object(
            (AmountJson.Amount, new() { Type = JsonSchemaType.String, Pattern = "^[0-9]+(\\.[0-9]{1,2})?$" }, true),
            (AmountJson.CurrencyName, new() { Type = JsonSchemaType.String, Enum = [AmountJson.Currency] }, true));
        if (type == typeof(decimal[]))
        {
            described.AdditionalPropertiesAllowed = false;
            (schema.Type, schema.Items) = (JsonSchemaType.Array | JsonSchemaType.Null, described);
            return;
        }

        (schema.Type, schema.Properties, schema.Required, schema.AdditionalPropertiesAllowed) = (JsonSchemaType.Object | optional, described.Properties, described.Required, false);
        (schema.Format, schema.Pattern) = (null, null);
    }

    private static void Texts(OpenApiSchema schema)
    {
        schema.Description = "In answers a sentence in the caller's language. In what is sent, and in the terms of a call, both languages.";
        schema.OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            Object(("en", new() { Type = JsonSchemaType.String }, true), ("de", new() { Type = JsonSchemaType.String }, true)),
        ];
    }

    private static void Deadlines(OpenApiSchema schema)
    {
        var described = Object(
            ("local", new() { Type = JsonSchemaType.String, Description = "Brussels wall-clock time, such as 2017-05-23T17:00." }, true),
            ("abbreviation", new() { Type = JsonSchemaType.String, Description = "CET or CEST, where the call's text says so; it must fit the date, unless it is imported." }, false),
            ("imported", new() { Type = JsonSchemaType.Boolean, Description = "Copied as it stands in a source: an abbreviation that does not fit, or a time that exists twice, is kept with both readings, and verdicts are open until an officer records which one holds." }, false),
            ("zone", new() { Type = JsonSchemaType.String, Description = "Europe/Brussels." }, false),
            ("instant", new() { Type = JsonSchemaType.String, Format = "date-time", Description = "Computed; where it is sent, it must be that of the local time." }, false),
            ("otherReading", new() { Type = JsonSchemaType.String, Format = "date-time", Description = "The second instant, where the text can be read in two ways and no officer has decided yet." }, false),
            ("tzdbVersion", new() { Type = JsonSchemaType.String, Description = "Version of the time-zone data it was computed with." }, false),
            ("assumed", new() { Type = JsonSchemaType.Boolean, Description = "No source gives it; assumed for the demonstration." }, false));
        (schema.Type, schema.Properties, schema.Required, schema.AdditionalPropertiesAllowed, schema.Description) =
            (described.Type, described.Properties, described.Required, false, "A local date and time in Brussels, and the instant it stands for.");
    }

    private static void Criteria(OpenApiSchema schema)
    {
        var described = Object(
            ("id", new() { Type = JsonSchemaType.String, Description = "Survives renumbering of clauses." }, true),
            ("clause", new() { Type = JsonSchemaType.String, Description = "Number of the clause that asks it." }, true),
            ("type", new() { Type = JsonSchemaType.String, Description = "A question of the catalogue with its version, such as members/1.", Enum = [.. QuestionCatalogue.Types.Keys.Select(type => (JsonNode)type)] }, true),
            ("parameters", new() { Type = JsonSchemaType.Object, Description = "What the question asks in particular; /api/calls/criteria-catalogue tells each entry with its bounds." }, false),
            ("referenceDate", new() { Type = JsonSchemaType.Object, Description = "The date that counts, such as { \"kind\": \"deadline\" }. A fixed one is { \"kind\": \"date\", \"local\", \"abbreviation\", \"imported\" }, as in a deadline." }, true),
            ("severity", WordsOf<Severity>(), false),
            ("stage", WordsOf<Stage>(), false),
            ("confidence", WordsOf<Confidence>(), false),
            ("strands", new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "Ids of the strands that ask it; without them, all." }, false),
            ("decides", WordsOf<Decides>(), false));
        (schema.Type, schema.Properties, schema.Required, schema.Description) = (described.Type, described.Properties, described.Required, "One question that a call asks, tied to its clause.");
    }

    private static OpenApiSchema WordsOf<T>() where T : struct, Enum
    {
        var schema = new OpenApiSchema();
        Words(schema, typeof(T));
        return schema;
    }

    internal static OpenApiSchema Object(params IEnumerable<(string Name, OpenApiSchema Schema, bool Required)> members)
    {
        (string Name, OpenApiSchema Schema, bool Required)[] all = [.. members];
        return new()
        {
            Type = JsonSchemaType.Object,
            Properties = all.ToDictionary(member => member.Name, member => (IOpenApiSchema)member.Schema),
            Required = new HashSet<string>(all.Where(member => member.Required).Select(member => member.Name)),
        };
    }
}
