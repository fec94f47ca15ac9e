using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Programme;

/// <summary>The category of a region in the cohesion policy 2014-2020, whatever version of NUTS its code is written in.</summary>
public static class RegionCategories
{
    /// <returns>No category where the code is unknown, or its territory falls into several.</returns>
    public static (string? Category, string? Mixed) CategoryOf(this ProgrammeFacts programme, RegionCode region)
    {
        string? category = null, mixed = null;
        foreach (var code in programme.InTheProgrammesVersion(region with { Code = region.Code[..Math.Min(4, region.Code.Length)] }))
        {
            var found = false;
            foreach (var entry in programme.At(code))
            {
                found = true;
                if (entry.Category is null || (category ?? entry.Category) != entry.Category) return default;
                (category, mixed) = (entry.Category, mixed ?? entry.Mixed);
            }

            if (!found) return default;
        }

        return (category, mixed);
    }

    /// <summary>Regions that the table of changes does not list keep their code; codes of a version without a table are not known.</summary>
    private static IEnumerable<string> InTheProgrammesVersion(this ProgrammeFacts programme, RegionCode region)
    {
        if (region.NutsVersion == RegionCode.ProgrammeVersion) return [region.Code];

        var forward = programme.RegionChanges.Where(change => change.FromVersion == region.NutsVersion && change.ToVersion == RegionCode.ProgrammeVersion).ToArray();
        var backward = programme.RegionChanges.Where(change => change.FromVersion == RegionCode.ProgrammeVersion && change.ToVersion == region.NutsVersion).ToArray();
        if (forward.Length == 0 && backward.Length == 0) return [];

        string[] mapped =
        [
            .. forward.Where(change => change.From == region.Code).Select(change => change.To),
            .. backward.Where(change => change.To == region.Code).Select(change => change.From),
        ];
        return mapped.Length > 0 ? mapped.Distinct() : [region.Code];
    }

    /// <summary>The region itself, or all regions of level 2 below a higher level.</summary>
    private static IEnumerable<RegionEntry> At(this ProgrammeFacts programme, string code) => code.Length >= 4
        ? programme.Region(new(code, RegionCode.ProgrammeVersion)) is { } entry ? [entry] : []
        : programme.Regions.Where(pair => pair.Key.NutsVersion == RegionCode.ProgrammeVersion && pair.Key.Code.Length == 4 && pair.Key.Code.StartsWith(code, StringComparison.Ordinal)).Select(pair => pair.Value);
}
