using System.Text.Json;
using System.Xml.Linq;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>docs/openapi.json is what the service says of itself, and enough to write a client with.</summary>
public sealed class DescribingTheApi(TestSite site)
{
    private static readonly string File = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json"));
    private static readonly JsonElement Document = JsonDocument.Parse(File).RootElement;

    [Fact]
    public async Task as_the_running_service_does()
    {
        var told = (await (await site.Service).Client().Get("/openapi/v1.json")).Ok().Body;
        Assert.True(JsonElement.DeepEquals(Document, told), "docs/openapi.json is out of date: dotnet run --project src/Host -- openapi write");
    }

    [Fact]
    public void without_anything_of_the_machine_it_was_written_on()
    {
        foreach (var place in (string[])["localhost", "127.0.0.1", Environment.MachineName.Length > 5 ? Environment.MachineName : "127.0.0.1", Repository.Root]) Assert.DoesNotContain(place, File, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\r", File, StringComparison.Ordinal);
    }

    [Fact]
    public void with_words_for_every_operation_and_what_it_takes() => Assert.All(Operations(), operation =>
    {
        Assert.True(operation.Json.TryGetProperty("summary", out _), operation.Name);
        Assert.True(operation.Json.TryGetProperty("operationId", out _), operation.Name);
        Assert.NotEmpty(operation.Json.Each("security"));
        Assert.All(operation.Json.Each("parameters"), parameter => Assert.True(parameter.TryGetProperty("description", out _), $"{operation.Name} {parameter.Said("name")}"));
        if (operation.Json.TryGetProperty("requestBody", out var body)) Assert.All(body.GetProperty("content").EnumerateObject(), content => Assert.NotEqual("{}", content.Value.GetProperty("schema").GetRawText()));
    });

    [Fact]
    public void with_an_id_for_each() => Assert.Equal(Operations().Count(), Operations().Select(operation => operation.Json.Said("operationId")).Distinct().Count());

    [Fact]
    public void with_the_problems_it_can_answer_with() => Assert.All(Operations(), operation =>
    {
        var answers = operation.Json.GetProperty("responses").EnumerateObject().ToArray();
        Assert.Contains(answers, answer => answer.Name is "200" or "201" && answer.Value.TryGetProperty("content", out _));
        Assert.All(answers.Where(answer => answer.Name[0] is '4' or '5'), answer =>
        {
            Assert.Contains("Codes: `", answer.Value.Said("description"), StringComparison.Ordinal);
            Assert.Equal("#/components/schemas/Problem", answer.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").Said("$ref"));
        });
    });

    [Fact]
    public void with_a_description_of_every_form() =>
        Assert.Empty(Document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Name is not ("JsonElement" or "JsonObject") && !schema.Value.TryGetProperty("description", out _)).Select(schema => schema.Name));

    /// <summary>Of an enum that may be left out everywhere the words are repeated by hand: they must not drift from the code's.</summary>
    [Fact]
    public void with_the_words_that_the_code_has_for_every_list_of_words()
    {
        var summaries = Directory.GetFiles(AppContext.BaseDirectory, "EligibilityService.*.xml").Select(XDocument.Load)
            .SelectMany(document => document.Descendants("member"))
            .Where(member => member.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal) && member.Element("summary") is not null)
            .ToLookup(member => member.Attribute("name")!.Value.Split('.', '+')[^1], member => string.Join(' ', member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

        var lists = Document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Value.TryGetProperty("enum", out _)).ToArray();
        Assert.Contains(lists, schema => schema.Name == "QualityLabel");
        Assert.All(lists, schema => Assert.Contains(schema.Value.Said("description"), summaries[schema.Name]));
    }

    private static IEnumerable<(string Name, JsonElement Json)> Operations() =>
        from path in Document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select ($"{operation.Name} {path.Name}", operation.Value);
}
