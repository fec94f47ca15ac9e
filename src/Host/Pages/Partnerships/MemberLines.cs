using System.Globalization;
using System.Text.RegularExpressions;
using EligibilityService.Application.Partnerships;

namespace EligibilityService.Host.Pages.Partnerships;

/// <summary>Members as they are typed, one a line: the address or id of a cluster's page, or a name and the code of a country.</summary>
internal static partial class MemberLines
{
    public static NamedMember[] Read(string? text, bool firstCoordinates) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((line, index) => Read(line) with { Coordinates = firstCoordinates && index == 0 })];

    public static NamedMember Read(string line)
    {
        if (Id().Match(line) is { Success: true } found) return new(Guid.Parse(found.Value));

        return line.LastIndexOfAny([';', ',']) is var place and > 0 && line[(place + 1)..].Trim() is { Length: 2 } country
            ? new(Name: line[..place].Trim(), Country: country.ToUpperInvariant())
            : new(Name: line.Trim());
    }

    /// <summary>Rules speak of members[2].cluster; the page has one field, with a line for each.</summary>
    public static string FieldOf(string property) =>
        property.StartsWith("members", StringComparison.OrdinalIgnoreCase) ? "Members" : property.Split('.')[^1] is { Length: > 0 } last ? char.ToUpperInvariant(last[0]) + last[1..] : "";

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Id();
}

/// <summary>A day, or a year of which no more is known.</summary>
internal static class TypedDay
{
    public static (DateOnly Day, bool YearOnly)? Read(string? text) => text?.Trim() switch
    {
        { Length: 4 } year when int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (new(number, 1, 1), true),
        { } day when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) => (found, false),
        _ => null,
    };

    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
