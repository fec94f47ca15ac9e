namespace EligibilityService.Host.Pages.Viz;

/// <summary>Where a country's circle stands on the map: near the middle of its land in Europe. Countries off the map have none.</summary>
internal static class CountryPoints
{
    private static readonly Dictionary<string, (double Longitude, double Latitude)> All = new()
    {
        ["AL"] = (20.1, 41.1), ["AM"] = (44.9, 40.3), ["AT"] = (14.1, 47.6), ["BA"] = (17.8, 44.2), ["BE"] = (4.6, 50.6), ["BG"] = (25.2, 42.8), ["CH"] = (8.2, 46.8),
        ["CY"] = (33.2, 35.0), ["CZ"] = (15.3, 49.8), ["DE"] = (10.3, 51.1), ["DK"] = (9.5, 56.0), ["EE"] = (25.5, 58.7), ["EL"] = (22.5, 39.3), ["ES"] = (-3.6, 40.2),
        ["FI"] = (26.3, 63.5), ["FR"] = (2.5, 46.6), ["GE"] = (43.5, 42.2), ["HR"] = (16.4, 45.5), ["HU"] = (19.4, 47.2), ["IE"] = (-8.0, 53.2), ["IS"] = (-18.6, 64.9),
        ["IT"] = (12.2, 43.2), ["LI"] = (9.5, 47.1), ["LT"] = (23.9, 55.3), ["LU"] = (6.1, 49.8), ["LV"] = (25.0, 56.9), ["MD"] = (28.5, 47.2), ["ME"] = (19.3, 42.8),
        ["MK"] = (21.7, 41.6), ["MT"] = (14.4, 35.9), ["NL"] = (5.6, 52.2), ["NO"] = (9.2, 61.4), ["PL"] = (19.3, 52.1), ["PT"] = (-8.2, 39.6), ["RO"] = (24.9, 45.9),
        ["RS"] = (20.8, 44.1), ["SE"] = (15.7, 61.0), ["SI"] = (14.8, 46.1), ["SK"] = (19.5, 48.7), ["TR"] = (34.0, 39.0), ["UA"] = (31.0, 49.0), ["UK"] = (-1.6, 52.8),
        ["XK"] = (20.9, 42.6),
    };

    public static (double Longitude, double Latitude)? Of(string country) => All.TryGetValue(country, out var point) ? point : null;

    /// <summary>Whether the map reaches as far; the outermost regions lie oceans away.</summary>
    public static bool IsOnMap(double longitude, double latitude) => longitude is > -26 and < 46 && latitude is > 33 and < 72;
}
