using System.Text.Json;

namespace EligibilityService.Host.Api;

/// <summary>One of a few words in an address, written as it stands in the answers: open, notMet, gold.</summary>
internal readonly record struct Word<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Word<T> word)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) != text) continue;
            word = new(value);
            return true;
        }

        word = default;
        return false;
    }
}
