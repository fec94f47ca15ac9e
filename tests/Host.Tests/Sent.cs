using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Domain.Calls;
using EligibilityService.Host.Api;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests;

/// <summary>Terms as they are sent over HTTP.</summary>
internal static class Sent
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The same terms with invented examples: a call that is published has some for each criterion.</summary>
    public static JsonNode WithExamples(object terms)
    {
        var json = terms as JsonNode ?? JsonSerializer.SerializeToNode(terms, Web)!;
        var sent = json.DeepClone();
        sent["examples"] = JsonSerializer.SerializeToNode(json.Deserialize<CallTerms>(AmountJson.Options)!.WithExamples().Examples, AmountJson.Options);
        return sent;
    }

    /// <summary>The same of the body of a draft.</summary>
    public static JsonNode CallWithExamples(string body)
    {
        var sent = JsonNode.Parse(body)!;
        sent["terms"] = WithExamples(sent["terms"]!);
        return sent;
    }
}
