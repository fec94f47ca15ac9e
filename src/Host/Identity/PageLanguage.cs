using System.Globalization;

namespace EligibilityService.Host.Identity;

/// <summary>English or German: the address decides, then what the sign-in was asked in, then the browser.</summary>
internal static class PageLanguage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE"), German = CultureInfo.GetCultureInfo("de-DE");

    public static CultureInfo Of(HttpContext context)
    {
        var request = context.Request;
        if (Named(request.PathBase.Value?.TrimStart('/')) is { } fromPath) return fromPath;
        if (Named(request.Query["ui_locales"]) is { } fromQuery) return fromQuery;

        return request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Named(language.Value.Value?.Split('-')[0]))
            .FirstOrDefault(culture => culture is not null) ?? English;
    }

    public static string Pick(HttpContext context, string english, string german) => Of(context) == German ? german : english;

    private static CultureInfo? Named(string? name) => name switch { "en" => English, "de" => German, _ => null };
}
