using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace EligibilityService.Host.Identity;

/// <summary>The way in and out for people, whichever provider vouches for them.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", SignIn).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOut).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(OidcSignIn.FailedPath, Failed).AllowAnonymous().ExcludeFromDescription();
    }

    public static IResult SignIn(HttpContext context, string? returnUrl)
    {
        var target = string.IsNullOrEmpty(returnUrl) ? $"{context.Request.PathBase}/" : returnUrl;
        if (!LocalUrl.Is(target)) return IdentityPage.Message(context, IdentityTexts.Of(context).ForeignReturn, StatusCodes.Status400BadRequest);

        return Results.Challenge(new() { RedirectUri = target }, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    private static async Task<IResult> SignOut(HttpContext context, IAntiforgery antiforgery, IdentitySettings settings)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return IdentityPage.Message(context, IdentityTexts.Of(context).Outdated, StatusCodes.Status400BadRequest);

        var home = $"{context.Request.PathBase}/";
        if (!settings.IsEmbedded)
        {
            return Results.SignOut(
                new() { RedirectUri = home },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect(home);
    }

    private static IResult Failed(HttpContext context) =>
        IdentityPage.Message(context, IdentityTexts.Of(context).Failed, StatusCodes.Status400BadRequest);
}
