using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Clusters;

/// <summary>The properties by which the directory is filtered, and the text typed into its search.</summary>
internal enum Property : byte { Country, Region, Sector, EmergingIndustry, Technology, Label, TargetCountry, Text }

/// <summary>A published cluster as the directory's search sees it. Made once per version of the profile, because a search looks at all of them.</summary>
/// <param name="Words">Name, acronym and town, folded.</param>
/// <param name="Codes">Numbers of its codes, of all properties together; a region with every level above it.</param>
/// <param name="Labels">Which label holds depends on the day, so it is looked up in the search.</param>
internal sealed record DirectoryRow(ClusterRecord Record, DirectoryPlace Place, string Words, int[] Codes, Chronicle<QualityLabel> Labels)
{
    public static DirectoryRow Of(ClusterRecord record, CodeNumbers numbers)
    {
        var profile = record.State.Profile;
        var codes = new List<int>(12);

        if (profile.Country is { } country) codes.Add(numbers.Of(Property.Country, country));
        foreach (var area in Areas(profile)) codes.Add(numbers.Of(Property.Region, area));
        Add(Property.Sector, profile.Sectors);
        Add(Property.EmergingIndustry, profile.EmergingIndustries);
        Add(Property.Technology, profile.Technologies);
        Add(Property.TargetCountry, profile.TargetCountries);

        return new(record, DirectoryPlace.Of(record), Searchable.Fold($"{profile.Name} {profile.Acronym} {profile.City}"), [.. codes], record.Dossier.Label);

        void Add(Property property, string[]? values)
        {
            foreach (var value in values ?? []) codes.Add(numbers.Of(property, value));
        }
    }

    /// <summary>A NUTS code and all above it, down from the country: DE, DE1, DE11.</summary>
    private static IEnumerable<string> Areas(ProfileFields profile)
    {
        var finest = profile.Region ?? profile.Country ?? "";
        for (var length = 2; length <= finest.Length; length++) yield return finest[..length];
    }
}

/// <summary>Where a cluster stands in the directory's order: by folded name, then by id. A cursor is the place of the last one shown.</summary>
internal readonly record struct DirectoryPlace(string Name, Guid Id)
{
    private const int Longest = 60;

    public static DirectoryPlace Of(ClusterRecord record)
    {
        var name = Searchable.Fold(record.State.Profile.Name ?? "");
        return new(name.Length > Longest ? name[..Longest] : name, record.Dossier.Id);
    }

    public int Against(DirectoryPlace other) =>
        string.CompareOrdinal(Name, other.Name) is not 0 and var byName ? byName : Id.CompareTo(other.Id);
}

/// <summary>Small numbers for codes, so that a search counts in an array. Numbers are only ever added.</summary>
internal sealed class CodeNumbers
{
    private readonly Dictionary<(Property, string), int> _numbers = [];
    private readonly List<(Property Property, string Code)> _codes = [];

    public CodeNumbers()
    {
        foreach (var label in Enum.GetValues<QualityLabel>()) Of(Property.Label, LabelCode(label));
    }

    public int Of(Property property, string code)
    {
        if (_numbers.TryGetValue((property, code), out var known)) return known;

        _codes.Add((property, code));
        return _numbers[(property, code)] = _codes.Count - 1;
    }

    /// <summary>Labels were numbered first, in their order.</summary>
    public static int Of(QualityLabel label) => (int)label;

    public static string LabelCode(QualityLabel label) => label.ToString().ToLowerInvariant();

    public int Count => _codes.Count;

    public (Property Property, string Code)[] Listed() => [.. _codes];
}
