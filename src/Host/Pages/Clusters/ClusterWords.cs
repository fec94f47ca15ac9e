using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Clusters;

/// <summary>Where a cluster is at home, in one line.</summary>
internal static class ClusterWords
{
    /// <summary>From the narrowest to the widest: "Stuttgart (DE11), Baden-Württemberg (DE1)".</summary>
    public static string Region(string code, ProgrammeFacts programme)
    {
        var names = new ProgrammeNames(programme);
        var levels = from length in Enumerable.Range(3, Math.Max(0, code.Length - 2)).Reverse()
                     let level = code[..length]
                     where length == code.Length || programme.Regions.ContainsKey(new(level, RegionCode.ProgrammeVersion))
                     select names.Region(level).Said();
        return string.Join(", ", levels);
    }

    /// <summary>Where a cluster has its seat, in one line.</summary>
    public static string Place(string? country, string? region, string? city, ProgrammeFacts programme)
    {
        var names = new ProgrammeNames(programme);
        return string.Join(" · ", new[] { country is null ? null : names.Country(country).Said(), region is null ? null : names.Region(region).Said(), city }.OfType<string>());
    }
}
