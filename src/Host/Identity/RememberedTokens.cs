using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace EligibilityService.Host.Identity;

/// <summary>
/// Checks a bearer token once and remembers for a minute whom it vouches for: a signature costs more than most answers of the API.
/// Only tokens that were accepted are remembered, and none beyond its end; they could not be revoked within that minute anyway.
/// </summary>
internal sealed class RememberedTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IMemoryCache cache, IAuthenticationHandlerProvider handlers, PersonIdentity people)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "remembered-tokens";
    private const string Prefix = "Bearer ", Checked = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();

        var key = (nameof(RememberedTokens), header[Prefix.Length..]);
        if (cache.TryGetValue(key, out AuthenticationTicket? known)) return AuthenticateResult.Success(known!);

        if (await handlers.GetHandlerAsync(Context, Checked) is IAuthenticationRequestHandler reader) await reader.HandleRequestAsync();   // it checks only what it has read; see SchemesByAddress
        var result = await Context.AuthenticateAsync(Checked);
        if (result.Properties?.GetString(OpenIddictValidationAspNetCoreConstants.Properties.Error) is OpenIddictConstants.Errors.ServerError) throw new ProviderUnavailable(result.Failure);   // it could not be asked for its keys
        if (result is { Succeeded: true, Properties.ExpiresUtc: { } end })
        {
            var (now, ticket) = (TimeProvider.GetUtcNow(), new AuthenticationTicket(await people.TransformAsync(result.Principal), Scheme.Name));
            if (end > now) cache.Set(key, ticket, end - now < Memory ? end - now : Memory);
            return AuthenticateResult.Success(ticket);
        }

        return result;
    }
}
