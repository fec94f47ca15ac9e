using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Application.Clusters;

/// <summary>A search's counts with the names of what was counted, the most frequent first. A chosen value stays, so that it can be taken back.</summary>
internal sealed class DirectoryCounts(DirectoryState directory, DirectorySearch search, ClusterFilter filter, Names names)
{
    private const int CountryCode = 2;
    private const int Nuts2Code = 4;

    public ClusterFacets Facets() => new(
        Of(Property.Country), [.. Of(Property.Region).Where(region => region.Code.Length > CountryCode || filter[Property.Region].Contains(region.Code))], Of(Property.Sector),
        Of(Property.EmergingIndustry), Of(Property.Technology), Of(Property.Label), Of(Property.TargetCountry));

    public FacetCount[] Places()
    {
        var regions = Counted(Property.Region, number => search.Found[number]).Where(place => place.Code.Length == Nuts2Code).ToArray();
        var inRegions = regions.ToLookup(place => place.Code[..CountryCode]);
        var elsewhere = Counted(Property.Country, number => search.Found[number])
            .Select(country => country with { Count = country.Count - inRegions[country.Code].Sum(region => region.Count) })
            .Where(country => country.Count > 0);

        return [.. regions.Concat(elsewhere).OrderByDescending(place => place.Count).ThenBy(place => place.Code, StringComparer.Ordinal)];
    }

    private FacetCount[] Of(Property property)
    {
        var counted = Counted(property, search.Facet).ToArray();
        var missing = filter[property].Except(counted.Select(value => value.Code)).Select(code => new FacetCount(code, Name(property, code), 0));
        return [.. counted.Concat(missing).OrderByDescending(value => value.Count).ThenBy(value => value.Code, StringComparer.Ordinal)];
    }

    private IEnumerable<FacetCount> Counted(Property property, Func<int, int> count)
    {
        for (var number = 0; number < directory.Codes.Length; number++)
        {
            var (of, code) = directory.Codes[number];
            if (of == property && count(number) is > 0 and var found) yield return new(code, Name(property, code), found);
        }
    }

    private Text Name(Property property, string code) => property switch
    {
        Property.Region when code.Length > CountryCode => names.Region(code),
        Property.Sector => names.Term("eco-sector", code),
        Property.EmergingIndustry => names.Term("emerging-industry", code),
        Property.Technology => names.Term("ket", code),
        Property.Label => Names.Label(Enum.Parse<QualityLabel>(code, ignoreCase: true)),
        _ => names.Country(code),
    };
}
