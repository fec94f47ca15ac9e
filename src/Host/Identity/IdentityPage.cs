using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace EligibilityService.Host.Identity;

/// <summary>The frame of the identity pages: plain, without script, the same in both languages.</summary>
internal static class IdentityPage
{
    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static string Hidden(string name, string? value) => $"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">";

    public static string Token(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return Hidden(tokens.FormFieldName, tokens.RequestToken);
    }

    public static IResult Show(HttpContext context, string title, string body, int status = StatusCodes.Status200OK)
    {
        var texts = IdentityTexts.Of(context);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} – {Encode(texts.Service)}</title>
            <link rel="stylesheet" href="/identity.css">
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            </head>
            <body>
            <header><a href="{Encode(context.Request.PathBase)}/">{Encode(texts.Service)}</a></header>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            <footer>{Encode(texts.NotOfficial)}</footer>
            </body>
            </html>
            """,
            "text/html; charset=utf-8", statusCode: status);
    }

    public static IResult Message(HttpContext context, string sentence, int status)
    {
        var texts = IdentityTexts.Of(context);
        return Show(
            context, texts.SignIn,
            $"""
            <p class="error" role="alert">{Encode(sentence)}</p>
            <p><a href="{Encode(context.Request.PathBase)}/">{Encode(texts.Home)}</a></p>
            """,
            status);
    }

    /// <summary>A labelled input with its hint and its error, tied to it for those who listen instead of looking.</summary>
    public static string Field(string name, string label, string type, string value, string autocomplete, int longest, string? hint = null, string? error = null)
    {
        var described = string.Join(' ', new[] { hint is null ? null : $"{name}-hint", error is null ? null : $"{name}-error" }.OfType<string>());
        return $"""
            <div class="field{(error is null ? "" : " invalid")}">
            <label for="{name}">{Encode(label)}</label>
            {(hint is null ? "" : $"<p class=\"hint\" id=\"{name}-hint\">{Encode(hint)}</p>")}
            {(error is null ? "" : $"<p class=\"error\" id=\"{name}-error\">{Encode(error)}</p>")}
            <input id="{name}" name="{name}" type="{type}" value="{Encode(value)}" autocomplete="{autocomplete}" maxlength="{longest}" required{(described.Length > 0 ? $" aria-describedby=\"{described}\"" : "")}{(error is null ? "" : " aria-invalid=\"true\"")}>
            </div>
            """;
    }
}
