using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests.Events;
using JasperFx.Events;
using Json.Schema;

namespace EligibilityService.Infrastructure.Tests.Feed;

/// <summary>
/// What was published once is published so for ever. A file that differs is a broken promise to everybody who follows, unless the type is new: then run once with GOLDEN=write,
/// and the host's command "feed-language write" for its schema.
/// </summary>
public sealed class SpeakingToTheOutside
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("GOLDEN") == "write";
    private static readonly JsonSerializerOptions Indented = new(CloudEvent.Json) { WriteIndented = true, NewLine = "\n" };
    private static readonly EvaluationOptions Strictly = new() { RequireFormatValidation = true };
    private static readonly Dictionary<string, string> Spoken = Speak();

    public static TheoryData<string> Types => [.. PublishedTypes.All.Select(type => type.Name)];

    [Fact]
    public void every_word_there_is() => Assert.Equal(PublishedTypes.All.Select(type => type.Name), Spoken.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Types))]
    public void as_it_was_spoken_before(string type)
    {
        if (Writes) File.WriteAllText(Example(type), Spoken[type]);
        Assert.Equal(File.ReadAllText(Example(type)), Spoken[type]);
    }

    [Theory, MemberData(nameof(Types))]
    public void what_was_said_before_is_still_understood(string type)
    {
        var data = JsonNode.Parse(File.ReadAllText(Example(type)))!["data"]!;
        var message = data.Deserialize(PublishedTypes.All.Single(known => known.Name == type).Message, FactJson.Options);

        Assert.True(JsonNode.DeepEquals(data, JsonSerializer.SerializeToNode(message, FactJson.Options)), $"An old example of {type} means something else now.");
    }

    [Theory, MemberData(nameof(Types))]
    public void by_a_schema_that_its_example_fits_and_nothing_less_nor_more(string type)
    {
        var schema = JsonSchema.FromText(File.ReadAllText(Schema(type)));
        var data = JsonNode.Parse(File.ReadAllText(Example(type)))!["data"]!.AsObject();
        Assert.True(Fits(data), $"The example of {type} does not fit its schema.");

        foreach (var member in JsonNode.Parse(File.ReadAllText(Schema(type)))!["required"]!.AsArray().Select(name => name!.GetValue<string>()))
        {
            var less = data.DeepClone().AsObject();
            less.Remove(member);
            Assert.False(Fits(less), $"{type} fits without {member}.");
        }

        var more = data.DeepClone().AsObject();
        more["somethingElse"] = 1;
        Assert.False(Fits(more), $"{type} fits with something else.");

        bool Fits(JsonNode said) => schema.Evaluate(said.Deserialize<JsonElement>(), Strictly).IsValid;
    }

    [Theory, MemberData(nameof(Types))]
    public void by_the_schema_of_what_is_written(string type) => Assert.Equal(File.ReadAllText(Schema(type)), PublishedSchemas.SchemaOf(type));

    [Fact]
    public void in_a_document_of_all_words_with_references_that_lead_somewhere()
    {
        var text = File.ReadAllText(Path.Combine(Docs(), "asyncapi.json"));
        Assert.Equal(PublishedSchemas.AsyncApi, text);

        var document = JsonNode.Parse(text)!;
        Assert.Equal(PublishedTypes.All.Select(type => type.Name), document["components"]!["messages"]!.AsObject().Select(message => message.Key));
        Assert.All(References(document), reference => Assert.True(
            reference.StartsWith("./", StringComparison.Ordinal) ? File.Exists(Path.Combine(Docs(), reference)) : reference[2..].Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]) is not null, reference));
        Assert.Equal(Directory.GetFiles(Path.Combine(Docs(), "schemas")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), PublishedTypes.All.Select(type => type.Name));
    }

    [Theory, MemberData(nameof(Types))]
    public void in_an_envelope_as_the_document_describes_it(string type)
    {
        var document = JsonNode.Parse(PublishedSchemas.AsyncApi)!;
        var described = document["components"]!["messages"]![type]!["payload"]!["allOf"]![0]!["$ref"]!.GetValue<string>();
        var envelope = JsonSchema.FromText(document["components"]!["schemas"]![described[(described.LastIndexOf('/') + 1)..]]!.ToJsonString());
        var example = JsonNode.Parse(File.ReadAllText(Example(type)))!;

        Assert.True(envelope.Evaluate(example.Deserialize<JsonElement>(), Strictly).IsValid);
        Assert.Equal(document["components"]!["messages"]![type]!["name"]!.GetValue<string>(), example["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task and_a_published_shape_is_not_overwritten_by_another()
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            Assert.Empty(await PublishedSchemas.Write(folder.FullName));
            var file = Path.Combine(folder.FullName, "schemas", "cluster.suspended.v1.json");
            var narrower = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"cluster\"", "\"organisation\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, narrower, TestContext.Current.CancellationToken);

            Assert.Equal(["cluster.suspended.v1"], await PublishedSchemas.Write(folder.FullName));
            Assert.Equal(narrower, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Tells every sample event, in an order in which it can happen, and keeps the first that is said under each name.</summary>
    private static Dictionary<string, string> Speak()
    {
        var (knowledge, spoken, sequence, versions) = (new Knowledge(), new Dictionary<string, string>(), 0L, new Dictionary<Guid, long>());
        var samples = SampleEvents.All.ToList();
        var changed = samples.OfType<ProfileChanged>().Single();
        foreach (var last in samples.Where(sample => sample is ClusterWithdrawn).ToArray())
        {
            samples.Remove(last);
            samples.InsertRange(samples.FindLastIndex(sample => sample is IClusterEvent) + 1, [changed, last]);
        }

        samples.Insert(samples.FindIndex(sample => sample is LabelAwarded) + 1, changed);   // with the label among what is told

        var removed = samples.OfType<PartnerRemoved>().Single();
        samples.Remove(removed);
        samples.Insert(samples.FindLastIndex(sample => sample is IApplicationEvent) + 1, removed);

        var formed = samples.OfType<PartnershipFormed>().Single();
        samples.Insert(samples.IndexOf(formed) + 1, formed with { Basis = formed.Basis with { Kind = FactKind.Correction } });

        foreach (var sample in samples)
        {
            var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(sample.GetType()), sample)!;
            e.StreamId = StreamOf(sample);
            e.Version = sample is ICallEvent ? 3 : versions[e.StreamId] = versions.GetValueOrDefault(e.StreamId) + 1;
            e.Id = new(SHA256.HashData(Encoding.UTF8.GetBytes(sample.GetType().Name)).AsSpan(0, 16));
            (e.Sequence, e.Timestamp, e.CorrelationId, e.EventTypeName) = (++sequence, new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero), "example-command", EventNames.Of(sample));
            knowledge.Learn(e);
            Assert.Empty(knowledge.Parked);

            if (sample is EligibilityChanged told) Keep(PublishedLanguage.Tell(told, told.Changes[0], knowledge));
            else if (PublishedLanguage.Tell(e, knowledge) is { } published) Keep(published);
        }

        Keep(PublishedTypes.LogCheckpoint.Say(FeedClass.Public, Domain.Log.LogBook.StreamId, null, null, new CheckpointV1(
            7, 4711, new('a', 64), new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero), "0123456789abcdef", "eligibility-service/log\n4711\nqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n\n— eligibility-service/log ASNFZ4mrze8=\n")));
        var ended = EpochEndedV1.Of("3f9a0c51be27", "b81d44e0a92c", 4650, 117).Told("epoch-b81d44e0a92c-0b000000-0000-4000-8000-000000000011", new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero), new("https://eligibility.example.eu/"), new("0b000000-0000-4000-8000-000000000011"));
        spoken.Add(PublishedTypes.FeedEpochEnded.Name, JsonSerializer.Serialize(JsonElement.Parse(Encoding.UTF8.GetString(ended)), Indented) + "\n");
        return spoken;

        // Nothing in an example may hang on how many samples stand before it.
        void Keep(Published published)
        {
            var entry = new FeedItem(
                4711, "", new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(published.Type)).AsSpan(0, 16)).ToString(), published.Type, published.Class.ToString().ToLowerInvariant(), published.Subject.ToString(), new DateTimeOffset(2016, 10, 4, 7, 0, 0, TimeSpan.Zero),
                JsonElement.Parse(published.Data), Correlation: "example-command");
            spoken.TryAdd(published.Type, JsonSerializer.Serialize(CloudEvent.Of(entry, new("https://eligibility.example.eu/")), Indented) + "\n");
        }
    }

    private static Guid StreamOf(object sample) => sample switch
    {
        IClusterEvent => new("0b000000-0000-4000-8000-000000000001"),
        ICallEvent => new("0b000000-0000-4000-8000-000000000002"),
        IApplicationEvent => new("0b000000-0000-4000-8000-000000000004"),
        IPartnershipEvent => new("0b000000-0000-4000-8000-000000000006"),
        IPartnerSearchEvent => new("0b000000-0000-4000-8000-00000000000e"),
        _ => new("0b000000-0000-4000-8000-00000000000f"),
    };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key is "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static string Example(string type) => Path.Combine(Docs(), "examples", "feed", $"{type}.json");

    private static string Schema(string type) => Path.Combine(Docs(), "schemas", $"{type}.json");

    private static string Docs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs"));
}
