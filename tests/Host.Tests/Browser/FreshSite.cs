using System.Text.Json.Nodes;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>A service of one's own with the programme's data and no cluster, for visits that change what they see.</summary>
public sealed class FreshSite(PostgresFixture postgres) : IAsyncLifetime
{
    private const string OneClause =
        """
        { "terms": { "reference": "REF", "title": { "en": "A call of this test", "de": "Eine Ausschreibung dieses Tests" }, "kind": "escp",
          "clauses": [ { "number": "6.1", "title": { "en": "Eligible applicants", "de": "Förderfähige Antragsteller" }, "text": "Cluster organisations." } ],
          "criteria": [ { "id": "WHO-2", "clause": "6.1", "type": "organisation-kind/1", "parameters": { "kinds": ["clusterOrganisation"] }, "referenceDate": { "kind": "deadline" } } ] } }
        """;

    private RunningService _service = null!;

    public string Url => _service.Address.GetLeftPart(UriPartial.Authority);

    internal RunningService Service => _service;

    /// <summary>The profile that the demonstration's applicant has registered last.</summary>
    public string? Registered { get; set; }

    public async ValueTask InitializeAsync() => _service = await RunningService.StartPlayed(postgres);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>One of the demonstration's people, named by client; without a name, anybody.</summary>
    public HttpClient Client(string? client, string language = "en") => _service.Client(client?["demo-".Length..], language);

    /// <summary>Asks the API as one of the demonstration's people, named by client; fails unless it is done. Whoever signs a text has looked at whom it affects.</summary>
    public async Task<JsonNode> Ask(string client, HttpMethod method, string path, object? body = null, long? version = null)
    {
        if (method == HttpMethod.Post && client == "demo-second-officer" && Api.Deeds.ImpactOf(path) is { } impact) (await Client(client).Get(impact)).Ok();
        var answer = await Client(client).Ask(method, path, body, [.. version is { } known ? [("If-Match", $"\"{known}\"")] : Array.Empty<(string, string)>()]);
        Assert.True((int)answer.Status < 300, $"{answer.Asked}: {(int)answer.Status} {answer.Text}");
        return JsonNode.Parse(answer.Text)!;
    }

    /// <summary>A visit of one of the demonstration's people to a page.</summary>
    public async Task<Visit> SignIn(Chromium chromium, string person, string path, bool withScript = true)
    {
        var visit = await chromium.Open(Url, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}", withScript: withScript);
        await visit.Page.Locator($"button[value='{person}']").ClickAsync();
        await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == new Uri(Url + path).AbsolutePath);
        return visit;
    }

    /// <summary>Waits until every page shows what has been written up to there.</summary>
    public Task Reach(JsonNode receipt) => Ask("demo-officer", HttpMethod.Get, $"/api/calls?minPosition={receipt["position"]}");

    /// <summary>A call with one clause and one criterion, published by two officers.</summary>
    /// <param name="deadline">As the API takes it.</param>
    public async Task<string> PublishCall(string reference, string deadline = """{ "local": "2017-02-01T17:00" }""")
    {
        var body = JsonNode.Parse(OneClause.Replace("REF", reference, StringComparison.Ordinal))!;
        body["terms"]!["deadline"] = JsonNode.Parse(deadline);
        var call = (await Ask("demo-officer", HttpMethod.Post, "/api/calls", Sent.CallWithExamples(body.ToJsonString())))["id"]!.GetValue<string>();
        await Ask("demo-officer", HttpMethod.Post, $"/api/calls/{call}/publication");
        await Reach(await Ask("demo-second-officer", HttpMethod.Post, $"/api/calls/{call}/publication"));
        return call;
    }
}
