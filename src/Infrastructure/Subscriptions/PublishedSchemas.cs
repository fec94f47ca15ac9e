using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Broker;
using MediatR;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>The published language described for programs: a JSON Schema for each type's data, and the whole as an AsyncAPI document. Made from the records that are written.</summary>
public static class PublishedSchemas
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSchemaExporterOptions Strict = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = AsWritten };

    private static readonly Dictionary<string, string> Schemas = PublishedTypes.All.ToDictionary(type => type.Name, type => Text(SchemaOf(type)));

    public static IEnumerable<string> Types => Schemas.Keys;

    /// <returns>Null where there is no such type.</returns>
    public static string? SchemaOf(string type) => Schemas.GetValueOrDefault(type);

    public static string AsyncApi { get; } = Text(Document());

    /// <summary>Writes both into a folder, as they are checked in.</summary>
    /// <returns>Types whose shape had been written otherwise before: a published shape never changes, so these are left alone.</returns>
    public static async Task<IReadOnlyList<string>> Write(string folder)
    {
        var changed = new List<string>();
        Directory.CreateDirectory(Path.Combine(folder, "schemas"));
        foreach (var (type, schema) in Schemas)
        {
            var file = Path.Combine(folder, "schemas", $"{type}.json");
            if (File.Exists(file) && !SameShape(await File.ReadAllTextAsync(file), schema)) changed.Add(type);
            else await File.WriteAllTextAsync(file, schema);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "asyncapi.json"), AsyncApi);
        return changed;
    }

    /// <summary>Words may be mended; what is allowed and what must be there may not.</summary>
    public static bool SameShape(string schema, string other) => JsonNode.DeepEquals(Shape(JsonNode.Parse(schema)!), Shape(JsonNode.Parse(other)!));

    private static JsonNode Shape(JsonNode schema)
    {
        foreach (var word in (string[])["title", "description"]) schema.AsObject().Remove(word);
        return schema;
    }

    private static JsonObject SchemaOf(PublishedType type)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = CloudEvent.TypePrefix + type.Name,
            ["description"] = type.Tells,
        };
        foreach (var (word, value) in FactJson.Options.GetJsonSchemaAsNode(type.Message, Strict).AsObject()) schema[word] = value?.DeepClone();
        return schema;
    }

    /// <summary>What is not known is left out rather than null, and everything else is always there.</summary>
    private static JsonNode AsWritten(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema) return node;

        if (schema["type"] is JsonArray kinds) schema["type"] = kinds.Single(kind => kind!.GetValue<string>() is not "null")!.GetValue<string>();
        if (schema["enum"] is JsonArray words)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        }

        if (schema["properties"] is not null)
        {
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties
                .Where(property => schema["properties"]![property.Name] is not null && !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null)
                .Select(property => (JsonNode)property.Name)]);
        }

        schema.Remove("default");
        return schema;
    }

    private static JsonObject Document()
    {
        var (messages, words, entries) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var type in PublishedTypes.All)
        {
            words[type.Name] = Reference($"#/components/messages/{type.Name}");
            if (!type.IsNotice) entries[type.Name] = Reference($"#/components/messages/{type.Name}");
            messages[type.Name] = new JsonObject
            {
                ["name"] = CloudEvent.TypePrefix + type.Name,
                ["title"] = type.Name,
                ["summary"] = type.Tells,
                ["contentType"] = "application/cloudevents+json",
                ["tags"] = new JsonArray([.. type.Classes.Select(@class => (JsonNode)new JsonObject { ["name"] = @class.ToString().ToLowerInvariant() })]),
                ["payload"] = new JsonObject
                {
                    ["allOf"] = new JsonArray(
                        Reference(type.IsNotice ? "#/components/schemas/notice" : "#/components/schemas/cloudEvent"),
                        new JsonObject
                        {
                            ["type"] = "object",
                            ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = CloudEvent.TypePrefix + type.Name }, ["data"] = Reference($"./schemas/{type.Name}.json") },
                        }),
                },
            };
        }

        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "EligibilityService: the feed",
                ["version"] = "1",
                ["description"] = "Every change once, in order, provably complete. Types keep their shape for ever; a changed shape is a new version beside the old one. docs/feed.md walks through it.",
                ["license"] = new JsonObject { ["name"] = "EUPL-1.2", ["url"] = "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12" },
            },
            ["defaultContentType"] = "application/json",
            ["channels"] = new JsonObject
            {
                ["feed"] = Channel("/api/feed", "Pages of entries after a cursor; waits for the next ones on demand. As application/cloudevents-batch+json the readable events alone.", entries),
                ["stream"] = Channel("/api/feed/stream", "The same entries as server-sent events, resumed by Last-Event-ID.", entries),
                ["webhook"] = Channel(null, "Deliveries to the address of a subscription, signed after Standard Webhooks.", words),
                ["public"] = Exchange(FeedClass.Public),
                ["restricted"] = Exchange(FeedClass.Restricted),
                ["cluster"] = Exchange(FeedClass.Cluster),
            },
            ["operations"] = new JsonObject
            {
                ["follow"] = Operation("feed", "Ask for the entries after a cursor."),
                ["listen"] = Operation("stream", "Listen to the entries as they are numbered."),
                ["deliver"] = Operation("webhook", "The service sends entries to the subscriber."),
                ["publish-public"] = Operation("public", "The service publishes to RabbitMQ what everybody may read."),
                ["publish-restricted"] = Operation("restricted", "The service publishes to RabbitMQ what tells of applications."),
                ["publish-cluster"] = Operation("cluster", "The service publishes to RabbitMQ what is one cluster's own."),
            },
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = new JsonObject { ["cloudEvent"] = Envelope(), ["notice"] = Notice() } },
        };

        static JsonObject Exchange(FeedClass @class)
        {
            var name = new BrokerSettings().NameOf(@class);
            var words = new JsonObject(PublishedTypes.All.Where(type => type.Classes.Contains(@class)).Select(type => KeyValuePair.Create<string, JsonNode?>(type.Name, Reference($"#/components/messages/{type.Name}"))));
            var channel = Channel(name, "An exchange of RabbitMQ, where the operator has switched it on. The routing key is the type without its prefix; numbers of the other classes come under the key 'stub', as JSON with number and leafHash.", words);
            channel["bindings"] = new JsonObject
            {
                ["amqp"] = new JsonObject { ["is"] = "routingKey", ["exchange"] = new JsonObject { ["name"] = name, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false } },
            };
            return channel;
        }

        static JsonObject Channel(string? address, string description, JsonObject words) =>
            new() { ["address"] = address, ["description"] = description, ["messages"] = words.DeepClone() };

        static JsonObject Operation(string channel, string summary) =>
            new() { ["action"] = "send", ["summary"] = summary, ["channel"] = Reference($"#/channels/{channel}") };

        static JsonObject Reference(string to) => new() { ["$ref"] = to };
    }

    /// <summary>What every event has besides its data.</summary>
    private static JsonObject Envelope()
    {
        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "sequence", "sequencetype", "partitionkey", "class", "data"),
            ["properties"] = new JsonObject
            {
                ["specversion"] = new JsonObject { ["const"] = "1.0" },
                ["id"] = Word("The entry's id; the same for ever, and no other entry's.", "uuid"),
                ["source"] = new JsonObject { ["const"] = CloudEvent.FromHere },
                ["type"] = Word("Name and version."),
                ["subject"] = Word("Id of what it is about.", "uuid"),
                ["time"] = Word("When it was recorded, by the service's clock.", "date-time"),
                ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
                ["dataschema"] = Word("Where the JSON Schema of the data can be read.", "uri"),
                ["sequence"] = Word("The entry's number in the feed, as text."),
                ["sequencetype"] = new JsonObject { ["const"] = "Integer" },
                ["partitionkey"] = Word("The same as subject: entries with one key keep their order.", "uuid"),
                ["correlationid"] = Word("The command, or the cause, that it follows from: entries of one have the same. Missing where none was told."),
                ["class"] = new JsonObject { ["enum"] = new JsonArray("public", "restricted", "cluster"), ["description"] = "Who may read it." },
                ["data"] = new JsonObject { ["type"] = "object" },
            },
        };
    }

    /// <summary>What is told about the feed itself: it is no entry, so it has no number, no class and no subject.</summary>
    private static JsonObject Notice() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("specversion", "id", "source", "type", "time", "datacontenttype", "epoch", "data"),
        ["properties"] = new JsonObject
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["id"] = Word("The same however often it is told to one follower."),
            ["source"] = new JsonObject { ["const"] = CloudEvent.FromHere },
            ["type"] = Word("Name and version."),
            ["time"] = Word("When it was told, by the service's clock.", "date-time"),
            ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
            ["dataschema"] = Word("Where the JSON Schema of the data can be read.", "uri"),
            ["epoch"] = Word("The epoch that has begun."),
            ["subscription"] = Word("Id of the subscription, where it is sent to one.", "uuid"),
            ["data"] = new JsonObject { ["type"] = "object" },
        },
    };

    private static JsonObject Word(string description, string? format = null)
    {
        var schema = new JsonObject { ["type"] = "string", ["description"] = description };
        if (format is not null) schema["format"] = format;
        return schema;
    }

    private static string Text(JsonNode node) => node.ToJsonString(Written) + "\n";
}

internal sealed class ShowSchemaHandler : IRequestHandler<ShowSchema, string?>
{
    public Task<string?> Handle(ShowSchema question, CancellationToken cancellationToken) => Task.FromResult(PublishedSchemas.SchemaOf(question.Type));
}

internal sealed class ShowAsyncApiHandler : IRequestHandler<ShowAsyncApi, string>
{
    public Task<string> Handle(ShowAsyncApi question, CancellationToken cancellationToken) => Task.FromResult(PublishedSchemas.AsyncApi);
}
