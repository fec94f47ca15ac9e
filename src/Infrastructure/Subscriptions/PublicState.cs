using System.Text.Json.Nodes;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>What the entries about one cluster or call come to: the fold that a snapshot is made by, and that its readers go on with.</summary>
internal static class PublicState
{
    /// <param name="line">What it was before; null where there was nothing.</param>
    /// <returns>Null where nothing is public any more.</returns>
    public static JsonObject? After(JsonObject? line, long number, string type, JsonNode data)
    {
        switch (type)
        {
            case "cluster.published.v1" or "cluster.changed.v1" or "cluster.reinstated.v1":
                return new() { ["kind"] = "cluster", ["number"] = number, ["data"] = data.DeepClone() };

            case "cluster.suspended.v1" or "cluster.withdrawn.v1" or "call.announcement-dropped.v1":
                return null;

            case "cluster.label-awarded.v1" when line is not null:
                Labels(line).Add(new JsonObject { ["label"] = data["label"]!.DeepClone(), ["validFrom"] = data["validFrom"]!.DeepClone(), ["validUntil"] = data["validUntil"]!.DeepClone() });
                return Told();

            case "cluster.label-revoked.v1" when line is not null:
                var labels = Labels(line);
                foreach (var held in labels.Where(held => JsonNode.DeepEquals(held!["label"], data["label"])).ToArray()) labels.Remove(held);
                return Told();

            case "call.announced.v1" or "call.published.v1":
                return new() { ["kind"] = "call", ["number"] = number, ["status"] = type is "call.announced.v1" ? "announced" : "open", ["data"] = data.DeepClone() };

            case "call.corrigendum.v1" when line is not null:
                line["data"] = data["now"]!.DeepClone();
                return Told();

            case "call.closed.v1" or "call.cancelled.v1" when line is not null:
                line["status"] = type is "call.closed.v1" ? "closed" : "cancelled";
                return Told();

            case "call.results.v1" when line is not null:
                line["results"] = data["results"]!.DeepClone();
                return Told();

            case "call.places.v1" when line is not null:
                if (line["places"] is not JsonObject places) line["places"] = places = [];
                places[data["cutOff"]!.ToString()] = data["areLeft"]!.DeepClone();
                return Told();

            default:
                return line;
        }

        JsonObject Told()
        {
            line["number"] = number;
            return line;
        }
    }

    private static JsonArray Labels(JsonObject line)
    {
        if (line["data"]!["labels"] is JsonArray labels) return labels;

        var none = new JsonArray();
        line["data"]!["labels"] = none;
        return none;
    }
}
