using System.Globalization;
using System.Text;

namespace EligibilityService.Host.Data.Demonstration;

/// <summary>
/// Writes the import file of the demonstration: clusters that could exist and do not. The same count gives the same bytes for ever,
/// and a longer file begins with the shorter one.
/// </summary>
internal static class DemonstrationClusters
{
    /// <summary>The columns of the import, and two of the player's own: when the row is played, and as what.</summary>
    public static readonly IReadOnlyList<string> Header =
    [
        "externalId", "name", "acronym", "country", "region", "city", "website", "founded", "staffFte", "membersSme", "membersLarge", "membersResearch", "membersOther",
        "sectors", "emergingIndustries", "technologies", "targetCountries", "recognisedProgramme", "label", "labelFrom", "labelUntil", "pic", "contactName", "contactEmail",
        "kind", "legalPersonality", "mayBeFoundAsPartner", "playedOn", "playedAs",
    ];

    public static IEnumerable<string[]> Rows(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count == 0 ? [] : Invent(count);
    }

    public static void Write(TextWriter writer, int count)
    {
        foreach (var row in Rows(count).Prepend([.. Header]))
        {
            writer.Write(string.Join(',', row.Select(Quoted)));
            writer.Write('\n');
        }
    }

    /// <summary>How many rows, and where to; without a file they go to standard output.</summary>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [var number, ..] || args.Length > 2 || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            await Console.Error.WriteLineAsync("Say how many clusters to generate, and where to: generate-clusters 950 clusters.csv");
            return 1;
        }

        try
        {
            await using var output = args is [_, var file] ? File.Create(file) : Console.OpenStandardOutput();
            await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Write(writer, count);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The file cannot be written: {failure.Message}");
            return 1;
        }
    }

    private static IEnumerable<string[]> Invent(int count)
    {
        var names = new InventedNames();
        yield return DemonstrationCluster.OfTheApplicant(names);

        for (var row = 1; row < count; row++)
        {
            yield return DemonstrationCluster.Invent(row, names);
        }
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
