using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EligibilityService.Host.Identity;

/// <summary>Providers have endpoints of their own, and look at every request whether it is meant for one of them. None lies within the API, so its requests are not shown to them.</summary>
internal sealed class SchemesOutsideTheApi(IOptions<AuthenticationOptions> options, IHttpContextAccessor http) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        http.HttpContext?.IsApi() == true ? Task.FromResult(Enumerable.Empty<AuthenticationScheme>()) : base.GetRequestHandlerSchemesAsync();
}
