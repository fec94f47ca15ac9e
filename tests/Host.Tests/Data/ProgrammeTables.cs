using System.Text.Json;

namespace EligibilityService.Host.Tests.Data;

/// <summary>The programme's tables as they lie beside the host.</summary>
internal static class ProgrammeTables
{
    public static IReadOnlyList<JsonElement> Read(string table)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "programme", $"{table}.json"));
        using var document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    public static string? Text(this JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.GetString() : null;
}
