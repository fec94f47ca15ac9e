using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Host.Identity.Keys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace EligibilityService.Host.Identity;

/// <summary>
/// An OpenID Connect provider inside the service, for a machine on which nothing is prepared. It keeps no tables: codes and
/// tokens carry all they need under the shared keys, so any host honours what another has issued.
/// </summary>
internal static class EmbeddedProvider
{
    public const string PagesClient = "eligibility-pages", CallbackPath = "/signin-oidc", AuthorizePath = "/connect/authorize";

    /// <summary>One name for all addresses that lead to this machine and for all hosts on one database.</summary>
    public static readonly Uri Issuer = new("https://embedded.eligibility-service.invalid/");

    /// <summary>Only this process redeems the codes of its own pages.</summary>
    public static readonly string PagesSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public static void AddEmbeddedProvider(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.SetIssuer(Issuer);
            server.SetAuthorizationEndpointUris(AuthorizePath[1..]).SetTokenEndpointUris("connect/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowClientCredentialsFlow();
            server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Roles);
            server.DisableAccessTokenEncryption().SetAccessTokenLifetime(TimeSpan.FromHours(1));
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();

            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != PagesClient) context.Reject(Errors.InvalidClient, "This provider signs people in for its own pages only.");
                else if (!LeadsBack(context.RedirectUri, context.BaseUri)) context.Reject(Errors.InvalidRequest, "The redirect address does not lead back into the service.");
                return default;
            }));

            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (!Knows(context.ClientId, context.ClientSecret, settings)) context.Reject(Errors.InvalidClient, "The client or its secret is wrong.");
                else if (context.Request.IsClientCredentialsGrantType() == (context.ClientId == PagesClient)) context.Reject(Errors.UnauthorizedClient, "This client may not ask in this way.");
                return default;
            }));

            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.Request.IsClientCredentialsGrantType() && DemonstrationPeople.Find(context.ClientId) is { } person)
                {
                    context.SignIn(Vouch(person.Id, person.Name, [person.Role], context.Request.GetScopes()));
                }

                return default;
            }));
        });

        services.AddOptions<OpenIddictServerOptions>().Configure<TokenKeys>((options, keys) =>
        {
            options.SigningCredentials.Add(new(keys.Signing, SecurityAlgorithms.EcdsaSha256));
            options.EncryptionCredentials.Add(new(keys.Encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
    }

    /// <summary>What the provider says about somebody who has just signed in.</summary>
    public static ClaimsPrincipal Vouch(Guid personId, string name, IEnumerable<Role> roles, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("embedded-provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, personId.ToString()).SetClaim(Claims.Name, name);
        identity.SetClaims(Claims.Role, [.. roles.Select(role => role.ToString())]);
        identity.SetScopes(scopes).SetResources(PagesClient);
        identity.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new(identity);
    }

    private static bool LeadsBack(string? redirectUri, Uri? baseUri) =>
        baseUri is not null && redirectUri == baseUri.GetLeftPart(UriPartial.Authority) + CallbackPath;

    private static bool Knows(string? clientId, string? secret, IdentitySettings settings)
    {
        var expected = clientId == PagesClient ? PagesSecret : settings.IsDemonstration ? DemonstrationPeople.Find(clientId)?.ClientId : null;
        return expected is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(secret ?? ""));
    }
}

/// <summary>Redeems codes at the address on which this very host listens, whatever name the browser used for it.</summary>
internal sealed class OwnAddress(IServer server) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()!.Addresses.OrderBy(address => address.StartsWith("https:", StringComparison.Ordinal)).First();
        var own = BindingAddress.Parse(listening);
        var host = own.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : own.Host;
        request.RequestUri = new Uri($"{own.Scheme}://{host}:{own.Port}{request.RequestUri!.PathAndQuery}");
        return base.SendAsync(request, cancellationToken);
    }
}
