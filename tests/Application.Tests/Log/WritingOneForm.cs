using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using EligibilityService.Application.Log;

namespace EligibilityService.Application.Tests.Log;

/// <summary>What says the same is written in one form; receipts are signed over it, so the form never changes.</summary>
public sealed class WritingOneForm
{
    [Theory]
    [InlineData("""{ "b": 1, "a": { "d": null, "c": [1, null, true] }, "ü": "Łódź \"x\" <y>" }""", """{"a":{"c":[1,null,true]},"b":1,"ü":"Łódź \"x\" <y>"}""")]
    [InlineData("[0, -0, 0.0, 007]", null)]
    [InlineData("[0, -1, 1.50, 150000.00, 1e3, 1E-2, 12345678901234567, 123456789012345678901234567890, 1e40]", "[0,-1,1.5,150000,1000,0.01,12345678901234567,123456789012345678901234567890,1e40]")]
    [InlineData("""{ "a": 1, "A": 2, "a": 3, "aa": 4, "B": 5 }""", """{"A":2,"B":5,"a":1,"a":3,"aa":4}""")]
    public void is_the_same_for_ever(string json, string? written)
    {
        if (written is null) Assert.ThrowsAny<JsonException>(() => Of(json));
        else Assert.Equal(written, Of(json));
    }

    [Fact]
    public void is_a_matter_of_what_is_said_and_not_of_the_order_in_which_it_stands() =>
        Gen.Select(Gen.String[Gen.Char["abAB0é"], 0, 3], Gen.Int).Array[0, 90].Select(all => all.DistinctBy(member => member.Item1).ToArray()).SelectMany(all => Gen.Select(Gen.Const(all), Gen.Shuffle(all))).Sample((one, other) =>
            Of(Written(one)) == Of(Written(other))
            && Of(Written(one)) == $"{{{string.Join(',', one.OrderBy(member => member.Item1, StringComparer.Ordinal).Select(member => $"\"{member.Item1}\":{member.Item2.ToString(CultureInfo.InvariantCulture)}"))}}}");

    private static string Written((string, int)[] members) => new JsonObject(members.Select(member => KeyValuePair.Create(member.Item1, (JsonNode?)JsonValue.Create(member.Item2)))).ToJsonString();

    private static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
