using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Domain.Calls;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Tests.Events;
using Marten;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>
/// What was stored years ago must still be read. A file that differs is a broken promise, unless the event is new: then run once with GOLDEN=write and look at
/// what was written.
/// </summary>
public sealed class KeepingStoredForms
{
    private static readonly ISerializer Stored = InfrastructureRegistration.Configure(new StoreOptions(), "Host=nowhere", TimeProvider.System).Serializer();
    private static readonly bool Writes = Environment.GetEnvironmentVariable("GOLDEN") == "write";

    public static TheoryData<string> Names => [.. EventNames.All.Values];

    [Theory, MemberData(nameof(Names))]
    public void An_event_is_written_as_it_always_was(string name)
    {
        var written = Indented(Stored.ToJson(Sample(name)));
        if (Writes) File.WriteAllText(Golden(name), written);

        Assert.Equal(File.ReadAllText(Golden(name)), written);
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_stored_is_read_and_means_the_same(string name)
    {
        using var golden = File.OpenRead(Golden(name));
        var read = Stored.FromJson(TypeOf(name), golden);

        Assert.Equal(File.ReadAllText(Golden(name)), Indented(Stored.ToJson(read)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_fills_every_field(string name) =>
        Assert.Equal(Fields(TypeOf(name)).Select(field => field.Name), JsonNode.Parse(Stored.ToJson(Sample(name)))!.AsObject().Select(member => member.Key));

    [Fact]
    public void A_text_put_in_force_before_its_impact_was_signed_is_still_read()
    {
        using var stored = new MemoryStream("""{ "proposedBy": "0a000000-0000-4000-8000-000000000002", "confirmedBy": "0a000000-0000-4000-8000-000000000003", "publishedAt": "2016-10-04T07:00:00+00:00" }"""u8.ToArray());

        Assert.Equal(new CallPublished(new("0a000000-0000-4000-8000-000000000002"), new("0a000000-0000-4000-8000-000000000003"), new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero)), Stored.FromJson<CallPublished>(stored));
    }

    [Fact]
    public void No_stored_form_is_left_of_an_event_that_is_gone() =>
        Assert.Equal(EventNames.All.Values.Order(), Directory.GetFiles(Path.GetDirectoryName(Golden("x"))!, "*.json").Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void The_events_document_names_every_event_with_its_fields()
    {
        var path = Path.Combine(Folder(), "../../../docs/events.md");
        var document = File.ReadAllText(path);
        var parts = document.Split("\n### ");

        Assert.Equal(EventNames.All.Values, parts.Skip(1).Select(part => part.Split('\n')[0].Trim('`')));
        for (var i = 1; i < parts.Length; i++)
        {
            string[] lines = parts[i].Split('\n');
            var fields = Array.FindIndex(lines, line => line.StartsWith("Fields:", StringComparison.Ordinal));
            Assert.True(fields > 0 && Array.Exists(lines, line => line.StartsWith("Asserted by ", StringComparison.Ordinal)), $"{lines[0]} lacks its fields, or who asserts it.");

            var expected = $"Fields: {string.Join(", ", Fields(TypeOf(lines[0].Trim('`'))).Select(field => $"`{field.Name}` ({field.Type})"))}";
            if (Writes) lines[fields] = expected;
            else Assert.Equal(expected, lines[fields]);
            parts[i] = string.Join('\n', lines);
        }

        if (Writes) File.WriteAllText(path, string.Join("\n### ", parts));
    }

    private static object Sample(string name) => SampleEvents.All.Single(sample => EventNames.Of(sample) == name);

    private static Type TypeOf(string name) => EventNames.All.Single(pair => pair.Value == name).Key;

    private static IEnumerable<(string Name, string Type)> Fields(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            TypeName(property.PropertyType) + (nullability.Create(property).WriteState is NullabilityState.Nullable && Nullable.GetUnderlyingType(property.PropertyType) is null ? "?" : "")));
    }

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } underlying ? TypeName(underlying) + "?"
        : type.IsArray ? TypeName(type.GetElementType()!) + "[]"
        : type == typeof(int) ? "number" : type == typeof(bool) ? "yes/no" : type == typeof(string) ? "text" : type == typeof(Guid) ? "id"
        : type == typeof(DateTimeOffset) ? "instant" : type == typeof(DateOnly) ? "day" : type.Name;

    private static string Indented(string json) =>
        JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    private static string Golden(string name) => Path.Combine(Folder(), "Golden", name + ".json");

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
