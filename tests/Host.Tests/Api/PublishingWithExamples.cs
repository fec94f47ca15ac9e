using System.Net;
using System.Text.Json.Nodes;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Api;

/// <summary>A call's text, criteria and examples over HTTP: put in force as one, read by everybody, and refused where they part ways.</summary>
public sealed class PublishingWithExamples(PostgresFixture postgres)
{
    private const string Large = """{ "name": { "en": "A cluster from Norway with 45 members", "de": "Ein Cluster aus Norwegen mit 45 Mitgliedern" }, "criterion": "MEM", "expected": "met", "reason": "members-enough", "organisations": [{ "profile": { "country": "NO", "membersSme": 45 } }] }""";
    private const string Small = """{ "name": { "en": "A young cluster with 9 members", "de": "Ein junges Cluster mit 9 Mitgliedern" }, "criterion": "MEM", "expected": "notMet", "reason": "members-too-few", "organisations": [{ "profile": { "name": "Jung", "membersSme": 9, "membersLarge": 0, "membersResearch": 0, "membersOther": 0 } }] }""";

    [Fact]
    public async Task from_a_draft_without_any_to_a_corrigendum_that_keeps_them_true()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        HttpClient officer = service.Client("officer"), german = service.Client("officer", "de"), anybody = service.Client();
        var drafted = (await officer.Post("/api/calls", new JsonObject { ["terms"] = Terms(15) })).Created();
        var (call, examples) = ($"/api/calls/{drafted.Id}", $"/api/calls/{drafted.Id}/examples");

        // Without examples nothing is published, and the officer reads which are missing; nobody else sees the draft.
        var missing = (await officer.Post($"{call}/publication?minPosition={drafted.Position}")).IsProblem(HttpStatusCode.Conflict, "examples-missing");
        Assert.Contains("The criterion MEM has no example that passes and none that fails.", missing.Body.Said("detail"), StringComparison.Ordinal);
        (await anybody.Get($"{examples}?minPosition={drafted.Position}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        var lacking = Assert.Single((await officer.Get($"{examples}?minPosition={drafted.Position}")).Ok().Body.Each("lacking"));
        Assert.Equal(("MEM", "True", "True"), (lacking.Said("criterion"), lacking.Said("passing"), lacking.Said("failing")));

        // An example that comes out otherwise is told with what was expected and what came out, in both languages.
        var wrong = await Put(officer, call, drafted.Version, Terms(15, Large, Small.Replace("\"membersSme\": 9", "\"membersSme\": 19", StringComparison.Ordinal)));
        var refused = (await german.Post($"{call}/publication?minPosition={wrong.Position}")).IsProblem(HttpStatusCode.Conflict, "example-comes-out-otherwise");
        Assert.Contains("Das Beispiel „Ein junges Cluster mit 9 Mitgliedern“ (MEM) soll ergeben: nicht erfüllt (members-too-few). Es ergibt: erfüllt (members-enough).", refused.Body.Said("detail"), StringComparison.Ordinal);
        var shown = (await german.Get($"{examples}?minPosition={wrong.Position}")).Ok().Body.Each("examples").Single(example => !example.GetProperty("asExpected").GetBoolean());
        Assert.Equal(("Ein junges Cluster mit 9 Mitgliedern", "notMet", "met"), (shown.Said("name"), shown.Said("expected"), shown.Said("actual")));
        Assert.Equal("members-enough", shown.GetProperty("finding").GetProperty("reason").Said("code"));

        // Set right, it is published, and everybody reads the cases.
        var right = await Put(officer, call, wrong.Version, Terms(15, Large, Small));
        (await officer.Post($"{call}/publication?minPosition={right.Position}")).Ok();
        var position = (await service.Confirm($"{call}/publication")).Position;
        var read = (await anybody.Get($"{examples}?minPosition={position}")).Ok().Body;
        Assert.All(read.Each("examples"), example => Assert.True(example.GetProperty("asExpected").GetBoolean()));
        Assert.Empty(read.Each("lacking"));
        var small = read.Each("examples").Single(example => example.Said("expected") == "notMet");
        Assert.Contains("Jung: ", Assert.Single(small.Each("facts")).GetString(), StringComparison.Ordinal);
        Assert.Empty(small.GetProperty("finding").Each("evidence"));
        Assert.Equal(2, (await anybody.Get(call)).Ok()["terms"].Each("examples").Count());

        // A corrigendum that asks for more members must change the examples too.
        var correction = Corrigendum(Terms(50, Large, Small));
        (await officer.Post($"{call}/corrigenda", correction)).IsProblem(HttpStatusCode.Conflict, "example-comes-out-otherwise");
        (await officer.Post($"{call}/corrigenda", Corrigendum(Terms(50, Large.Replace(": 45", ": 50", StringComparison.Ordinal), Small)))).Ok();
        var confirmed = await service.Confirm($"{call}/corrigenda/1/confirmation");
        Assert.Equal("50", (await anybody.Get($"{call}?minPosition={confirmed.Position}")).Ok()["terms"].Each("examples").First().GetProperty("organisations")[0].GetProperty("profile").Said("membersSme"));

        // The programme's own calls have theirs, also where an organisation alone is not enough.
        var own = (await anybody.Get($"/api/calls/{Deeds.Escp2016}/examples")).Ok().Body;
        Assert.NotEmpty(own.Each("examples"));
        Assert.All(own.Each("examples"), example => Assert.True(example.GetProperty("asExpected").GetBoolean(), example.ToString()));

        // What officers have drafted since the announcement is theirs until it is published.
        (await anybody.Get($"/api/calls/{Deeds.Escp2016}/examples?draft=true")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await officer.Get($"/api/calls/{Deeds.Escp2016}/examples?draft=true")).Ok();
    }

    private static async Task<Answer> Put(HttpClient officer, string call, long version, JsonNode terms) => (await officer.Ask(HttpMethod.Put, $"{call}/terms", terms, ("If-Match", $"\"{version}\""))).Ok();

    internal static JsonObject Terms(int members, params string[] examples) => new()
    {
        ["reference"] = "TEST-EXAMPLES-01", ["title"] = new JsonObject { ["en"] = "With examples", ["de"] = "Mit Beispielen" }, ["kind"] = "escp", ["deadline"] = new JsonObject { ["local"] = "2017-03-01T17:00" },
        ["clauses"] = new JsonArray(new JsonObject { ["number"] = "6.1", ["title"] = new JsonObject { ["en"] = "Applicants", ["de"] = "Antragsteller" } }),
        ["criteria"] = new JsonArray(JsonNode.Parse($$"""{ "id": "MEM", "clause": "6.1", "type": "members/1", "parameters": { "minimum": {{members}} }, "referenceDate": { "kind": "deadline" } }""")),
        ["examples"] = new JsonArray([.. examples.Select(example => JsonNode.Parse(example))]),
    };

    private static JsonObject Corrigendum(JsonNode terms) => new()
    {
        ["corrigendum"] = JsonNode.Parse("""{ "title": { "en": "More members", "de": "Mehr Mitglieder" }, "changes": [], "reason": { "en": "Too few.", "de": "Zu wenige." } }"""),
        ["terms"] = terms,
    };
}

/// <summary>What is wrong with an example is said with its place in the body.</summary>
public sealed class RefusingBadExamples(TestSite site)
{
    private const string Good = """{ "name": { "en": "Good", "de": "Gut" }, "criterion": "MEM", "expected": "met", "reason": "members-enough" }""";

    [Theory]
    [InlineData("""{ "name": { "en": " ", "de": "Gut" } }""", "invalid", "examples[1].name")]
    [InlineData("""{ "name": { "en": "GOOD ", "de": "Anders" } }""", "invalid", "examples[1].name")]
    [InlineData("""{ "name": { "en": "Other", "de": "gut" } }""", "invalid", "examples[1].name")]
    [InlineData("""{ "criterion": "GONE" }""", "invalid", "examples[1].criterion")]
    [InlineData("""{ "expected": "perhaps" }""", "json-not-understood", "terms.examples[1].expected")]
    [InlineData("""{ "reason": "Too few!" }""", "invalid", "examples[1].reason")]
    [InlineData("""{ "strand": "9" }""", "invalid", "examples[1].strand")]
    [InlineData("""{ "receivedDays": 99999 }""", "invalid", "examples[1].receivedDays")]
    [InlineData("""{ "colour": "blue" }""", "json-not-understood", "terms.examples[1].colour")]
    [InlineData("""{ "organisations": [{ "profile": { "colour": "blue" } }] }""", "json-not-understood", "terms.examples[1].organisations[0].profile.colour")]
    [InlineData("""{ "organisations": [{ "profile": { "membersSme": -1 } }] }""", "invalid", "examples[1].organisations[0].profile.membersSme")]
    [InlineData("""{ "organisations": [{ "profile": { "country": "ZZ" } }] }""", "invalid", "examples[1].organisations[0].profile.country")]
    [InlineData("""{ "organisations": [{ }, { "profile": { "sectors": ["ECO99"] } }] }""", "invalid", "examples[1].organisations[1].profile.sectors")]
    [InlineData("""{ "organisations": [{ "profile": { "otherIds": { "register": "HRB 1" } } }] }""", "invalid", "examples[1].organisations[0].profile")]
    [InlineData("""{ "organisations": [{ "registrationDays": 1 }] }""", "invalid", "examples[1].organisations[0].registrationDays")]
    [InlineData("""{ "organisations": [{ "labels": [{ "label": "bronze", "endsDays": 100000 }] }] }""", "invalid", "examples[1].organisations[0].labels")]
    [InlineData("""{ "organisations": [{ "declared": ["exclusion", "exclusion"] }] }""", "invalid", "examples[1].organisations[0].declared")]
    [InlineData("""{ "organisations": [{ "otherProposal": "2" }] }""", "invalid", "examples[1].organisations[0].otherProposal")]
    [InlineData("""{ "organisations": [{ "role": "coordinator" }, { "role": "coordinator" }] }""", "invalid", "examples[1].organisations")]
    [InlineData("""{ "proposal": { "durationMonths": 0 } }""", "invalid", "examples[1].proposal.durationMonths")]
    [InlineData("""{ "proposal": { "targetCountries": ["QQ"] } }""", "invalid", "examples[1].proposal.targetCountries")]
    [InlineData("""{ "proposal": { "requestedGrant": 5 } }""", "json-not-understood", "terms.examples[1].proposal.requestedGrant")]
    public async Task with_the_place_of_the_fault(string entries, string code, string field)
    {
        var example = JsonNode.Parse(Good.Replace("Good", "Another", StringComparison.Ordinal).Replace("Gut", "Ein anderes", StringComparison.Ordinal))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(entries)!.AsObject()) example[name] = value?.DeepClone();

        var officer = (await site.Service).Client("officer");
        (await officer.Post("/api/calls", new JsonObject { ["terms"] = PublishingWithExamples.Terms(15, Good, example.ToJsonString()) })).IsProblem(HttpStatusCode.BadRequest, code, field);
    }
}
