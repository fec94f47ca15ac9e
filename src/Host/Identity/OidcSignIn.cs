using System.Security.Claims;
using EligibilityService.Host.Identity.Keys;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace EligibilityService.Host.Identity;

/// <summary>How pages send people to the identity provider and take them back; the same for the embedded one and any other.</summary>
internal static class OidcSignIn
{
    public const string FailedPath = "/sign-in-failed";

    public static void Configure(OpenIdConnectOptions oidc, IdentitySettings settings)
    {
        oidc.Authority = settings.Authority ?? EmbeddedProvider.Issuer.AbsoluteUri;
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.IsEmbedded ? EmbeddedProvider.PagesSecret : settings.ClientSecret;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = !settings.IsEmbedded;
        oidc.RequireHttpsMetadata = settings.Authority is { } authority && !new Uri(authority).IsLoopback;
        oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        oidc.CallbackPath = EmbeddedProvider.CallbackPath;
        oidc.TokenValidationParameters.NameClaimType = PersonIdentity.Name;
        oidc.TokenValidationParameters.RoleClaimType = PersonIdentity.RoleClaim;

        oidc.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", settings.IsEmbedded ? "roles" : "email"]) oidc.Scope.Add(scope);

        // The language is the beginning of the path, and leaves it before the provider sends people back:
        // so the cookies on the way must hold for the whole origin.
        foreach (var cookie in (CookieBuilder[])[oidc.NonceCookie, oidc.CorrelationCookie])
        {
            cookie.Path = "/";
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.IsEmbedded ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }

        oidc.NonceCookie.Name = "eligibility.nonce.";
        oidc.CorrelationCookie.Name = "eligibility.correlation.";

        oidc.Events.OnRedirectToIdentityProvider = context =>
        {
            var origin = Origin(context.Request);
            context.ProtocolMessage.RedirectUri = origin + context.Options.CallbackPath;
            context.ProtocolMessage.UiLocales = PageLanguage.Of(context.HttpContext).TwoLetterISOLanguageName;
            if (settings.IsEmbedded)
            {
                context.ProtocolMessage.IssuerAddress = origin + EmbeddedProvider.AuthorizePath;
                context.ProtocolMessage.SetParameter("return_url", context.Properties.RedirectUri);
            }

            return Task.CompletedTask;
        };

        oidc.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.ClientId = context.Options.ClientId;
            context.ProtocolMessage.PostLogoutRedirectUri = Origin(context.Request) + context.Options.SignedOutCallbackPath;
            return Task.CompletedTask;
        };

        // Only when the provider has told everything (user info comes after the token) is it translated.
        oidc.Events.OnTicketReceived = async context =>
        {
            var people = context.HttpContext.RequestServices.GetRequiredService<PersonIdentity>();
            context.Principal = await people.Translate(context.Principal ?? new ClaimsPrincipal(), isPerson: true, context.HttpContext.RequestAborted);
        };

        oidc.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect(FailedPath);
            return Task.CompletedTask;
        };
    }

    /// <summary>Nothing needs to be discovered about ourselves.</summary>
    public static void UseEmbedded(OpenIdConnectOptions oidc, TokenKeys keys, OwnAddress ownAddress)
    {
        oidc.Configuration = new()
        {
            Issuer = EmbeddedProvider.Issuer.AbsoluteUri,
            AuthorizationEndpoint = new Uri(EmbeddedProvider.Issuer, EmbeddedProvider.AuthorizePath).AbsoluteUri,
            TokenEndpoint = new Uri(EmbeddedProvider.Issuer, "/connect/token").AbsoluteUri,
        };
        oidc.Configuration.SigningKeys.Add(keys.Signing);
        oidc.BackchannelHttpHandler = ownAddress;
    }

    private static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
