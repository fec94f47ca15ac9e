using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.Validation.AspNetCore;

namespace EligibilityService.Host.Identity;

/// <summary>
/// Checks a bearer token once and remembers the answer for a minute: a signature costs more than most answers of the API.
/// Only tokens that were accepted are remembered, and none beyond its end; they could not be revoked within that minute anyway.
/// </summary>
internal sealed class RememberedTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IMemoryCache cache)
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

        var result = await Context.AuthenticateAsync(Checked);
        if (result is { Succeeded: true, Properties.ExpiresUtc: { } end })
        {
            var (now, ticket) = (TimeProvider.GetUtcNow(), new AuthenticationTicket(result.Principal, Scheme.Name));
            if (end > now) cache.Set(key, ticket, end - now < Memory ? end - now : Memory);
        }

        return result;
    }
}
