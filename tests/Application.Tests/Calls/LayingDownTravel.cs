using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Application.Tests.Calls;

/// <summary>Whoever writes the terms of an event is told beside which entry what is wrong, in both languages.</summary>
public sealed class LayingDownTravel
{
    private const string India =
        """
        { "reference": "EVENT-1", "title": { "en": "An event", "de": "Eine Veranstaltung" }, "kind": "matching-event", "deadline": { "local": "2024-04-10T23:59" },
          "travel": { "places": 30, "personsPerCluster": 1, "maximumPerPerson": 800, "maximumPerPersonAndWeek": 700, "maximumWeeks": 6, "lateApplications": "ownCost", "resubmission": "reserveListAndRejected",
            "cutOffs": [ { "by": { "local": "2024-01-31T23:59" } }, { "by": { "local": "2024-02-29T23:59" }, "onlyIfPlacesAreLeft": true } ] },
          "clauses": [ { "number": "4", "title": { "en": "Travel", "de": "Reise" } } ],
          "criteria": [
            { "id": "PERS", "clause": "4", "type": "persons-per-cluster/1", "parameters": { "maximum": 1 }, "stage": "application" },
            { "id": "WEEKS", "clause": "4", "type": "weeks-within/1", "parameters": { "maximum": 6 }, "stage": "application" },
            { "id": "COST", "clause": "4", "type": "travel-cost-within/1", "parameters": { "perPerson": 800, "perPersonAndWeek": 700 }, "stage": "application", "decides": "reimbursement" },
            { "id": "CUT", "clause": "4", "type": "received-by-cut-off/1", "stage": "application", "decides": "reimbursement" } ] }
        """;

    [Fact]
    public void takes_what_makes_sense() => Assert.Empty(Faults(_ => { }));

    [Fact]
    public void takes_what_is_not_known() => Assert.Empty(Faults(terms =>
    {
        terms["travel"] = new JsonObject { ["notFullyKnown"] = true };
        terms["criteria"] = new JsonArray();
    }));

    [Theory]
    [InlineData("places", "0")]
    [InlineData("personsPerCluster", "0")]
    [InlineData("personsPerCluster", "31")]
    [InlineData("maximumPerPerson", "0")]
    [InlineData("maximumPerPerson", "800.005")]
    [InlineData("maximumPerPerson", "900")]
    [InlineData("maximumPerPersonAndWeek", "-1")]
    [InlineData("maximumWeeks", "0")]
    [InlineData("maximumWeeks", "53")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-02-29T23:59" } }, { "by": { "local": "2024-01-31T23:59" } } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-01-31T23:59" }, "onlyIfPlacesAreLeft": true } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-03-31T02:30" } } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-01-31T23:59", "abbreviation": "CEST" } } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "1024-01-31T23:59" } } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-04-11T23:59" } } ]""")]
    [InlineData("cutOffs", """[ { "by": { "local": "2024-04-10T23:59" } } ]""")]
    [InlineData("cutOffs", "[]")]
    [InlineData("lateApplications", "\"refused\"")]
    public void names_the_entry_that_makes_no_sense(string entry, string value) => Assert.NotEmpty(Faults(terms => terms["travel"]![entry] = JsonNode.Parse(value)));

    [Theory]
    [InlineData(0, """{ "stage": "organisation" }""")]
    [InlineData(0, """{ "parameters": { "maximum": 2 } }""")]
    [InlineData(0, """{ "parameters": { "maximum": 0 } }""")]
    [InlineData(1, """{ "parameters": { "maximum": 7 } }""")]
    [InlineData(2, """{ "parameters": {} }""")]
    [InlineData(2, """{ "parameters": { "perPerson": 799.99 } }""")]
    [InlineData(3, """{ "decides": "participation" }""")]
    public void names_the_criterion_that_asks_otherwise(int criterion, string changed) => Assert.NotEmpty(Faults(terms =>
    {
        foreach (var (name, value) in JsonNode.Parse(changed)!.AsObject()) terms["criteria"]![criterion]![name] = value?.DeepClone();
    }));

    [Fact]
    public void needs_terms_for_what_decides_on_travel_costs() => Assert.NotEmpty(Faults(terms => terms.Remove("travel")));

    private static string[] Faults(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(India)!.AsObject();
        change(json);
        var faults = new TermsShape().Validate(json.Deserialize<CallTerms>(FactJson.Options)!).Errors;
        Assert.All(faults, fault =>
        {
            var said = ProfileShape.Said(fault.ErrorMessage);
            Assert.False(string.IsNullOrWhiteSpace(said.En) || string.IsNullOrWhiteSpace(said.De) || said.En == said.De, fault.ErrorMessage);
        });
        return [.. faults.Select(fault => $"{fault.PropertyName}: {fault.ErrorMessage}")];
    }
}
