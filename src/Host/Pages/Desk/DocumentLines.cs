using System.Text.RegularExpressions;
using EligibilityService.Domain.Retention;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>Documents named by their addresses, one a line: the id of the application, and that of the document.</summary>
internal static partial class DocumentLines
{
    /// <returns>Null where a line is no such address.</returns>
    public static DocumentOf[]? Read(string? typed)
    {
        var lines = (typed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Ids().Matches(line).Select(id => Guid.Parse(id.Value)).ToArray()).ToArray();
        return lines.All(ids => ids.Length == 2) ? [.. lines.Select(ids => new DocumentOf(ids[0], ids[1]))] : null;
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();
}
