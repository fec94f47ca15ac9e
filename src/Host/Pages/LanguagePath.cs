using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace EligibilityService.Host.Pages;

/// <summary>
/// The first segment of a page's address names its language: /en/calls, /de/calls. It moves into the path base, so that every relative link and form
/// keeps the language and no page has to know of it. What machines ask for carries no language and is left alone.
/// </summary>
public static class LanguagePath
{
    private static readonly Dictionary<string, CultureInfo> Languages = new()
    {
        ["en"] = CultureInfo.GetCultureInfo("en-IE"),
        ["de"] = CultureInfo.GetCultureInfo("de-DE"),
    };

    private static readonly PathString[] ForMachines = ["/api", "/openapi", "/asyncapi", "/health", "/docs", "/connect", "/.well-known"];

    public static IApplicationBuilder UseLanguagePath(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;

        if (!request.IsForPeople())
        {
            await next(context);
            return;
        }

        if (request.Path == "/" && IsRead(request))
        {
            RedirectToLanguage(context);
            return;
        }

        var named = Languages.Keys.FirstOrDefault(language => request.Path.StartsWithSegments($"/{language}", StringComparison.OrdinalIgnoreCase));
        Speak(named ?? Preferred(request));

        if (named is not null)
        {
            request.Path.StartsWithSegments($"/{named}", StringComparison.OrdinalIgnoreCase, out var matched, out var rest);
            request.PathBase = request.PathBase.Add(matched.Value!.ToLowerInvariant());
            request.Path = rest.HasValue ? rest : "/";
        }

        await next(context);
    });

    /// <summary>A page asked for without a language is answered with the address that has one.</summary>
    internal static RequestDelegate WithLanguage(RequestDelegate page) => context =>
    {
        var answersForAnother = context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (answersForAnother || HasLanguage(context.Request) || !IsRead(context.Request))
        {
            return page(context);
        }

        RedirectToLanguage(context);
        return Task.CompletedTask;
    };

    internal static bool IsForPeople(this HttpRequest request) => !ForMachines.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool HasLanguage(HttpRequest request) => Languages.Keys.Any(language => request.PathBase.Value?.EndsWith($"/{language}", StringComparison.Ordinal) == true);

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static void RedirectToLanguage(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept-Language";
        context.Response.Redirect($"{context.Request.PathBase}/{Preferred(context.Request)}{context.Request.Path}{context.Request.QueryString}");
    }

    private static string Preferred(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(language => language is not null && Languages.ContainsKey(language)) ?? "en";

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages[language];
}
