using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Programme;

/// <summary>The category of a region in the cohesion policy 2014-2020, whatever version of NUTS its code is written in.</summary>
public static class RegionCategories
{
    /// <returns>No category where the code is unknown, or its territory falls into several.</returns>
    public static (string? Category, string? Mixed, string[] MixedIn) CategoryOf(this ProgrammeFacts programme, RegionCode region)
    {
        string? category = null, mixed = null;
        string[] mixedIn = [];
        foreach (var code in programme.InTheProgrammesVersion(region with { Code = region.Code[..Math.Min(4, region.Code.Length)] }))
        {
            var found = false;
            foreach (var entry in programme.At(code))
            {
                found = true;
                if (entry.Category is null || (category ?? entry.Category) != entry.Category) return (null, null, []);
                (category, mixed, mixedIn) = (entry.Category, mixed ?? entry.Mixed, [.. mixedIn, .. entry.MixedIn ?? []]);
            }

            if (!found) return (null, null, []);
        }

        return (category, mixed, mixedIn);
    }

    /// <summary>Whether there is such a region, at any level: by the programme's list and, for another version, by the table of changes.</summary>
    /// <remarks>Where nothing lists them (outside the Union, or a version without a table) the country and the form of the code must do: what is not known of such a region stays open.</remarks>
    public static bool IsRegion(this ProgrammeFacts programme, RegionCode region)
    {
        if (region.NutsVersion == RegionCode.ProgrammeVersion && programme.Region(region) is not null) return true;
        if (region.Code.Length is < 3 or > 5 || !region.Code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))) return false;

        var (country, atLevel2) = (region.Code[..2], region.Code[..Math.Min(4, region.Code.Length)]);
        return programme.CodesIn(region.NutsVersion) is { } listed && listed.Any(code => code.StartsWith(country, StringComparison.Ordinal))
            ? listed.Any(code => code.StartsWith(atLevel2, StringComparison.Ordinal))
            : programme.Countries.ContainsKey(country);
    }

    /// <summary>Whether some version that the programme knows has such a region.</summary>
    public static bool IsRegionOfAnyVersion(this ProgrammeFacts programme, string code) =>
        RegionCode.Versions.Any(version => programme.CodesIn(version) is not null && programme.IsRegion(new(code, version)));

    /// <summary>A region of another country only by its letters: Greek regions began with GR once.</summary>
    public static bool LiesIn(this ProgrammeFacts programme, RegionCode region, string country) =>
        region.Code.StartsWith(country, StringComparison.Ordinal) || programme.InTheProgrammesVersion(region).Any(code => code.StartsWith(country, StringComparison.Ordinal));

    /// <summary>The codes of level 2 in a version; null where no table tells them.</summary>
    private static HashSet<string>? CodesIn(this ProgrammeFacts programme, int version)
    {
        HashSet<string> codes = [.. programme.Regions.Keys.Where(region => region.NutsVersion == RegionCode.ProgrammeVersion && region.Code.Length == 4).Select(region => region.Code)];
        if (version == RegionCode.ProgrammeVersion) return codes;

        (string There, string Here)[] changes =
        [
            .. programme.RegionChanges.Where(change => (change.FromVersion, change.ToVersion) == (version, RegionCode.ProgrammeVersion)).Select(change => (change.From, change.To)),
            .. programme.RegionChanges.Where(change => (change.FromVersion, change.ToVersion) == (RegionCode.ProgrammeVersion, version)).Select(change => (change.To, change.From)),
        ];
        if (changes.Length == 0) return null;

        codes.ExceptWith(changes.Select(change => change.Here));
        codes.UnionWith(changes.Select(change => change.There));
        return codes;
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
