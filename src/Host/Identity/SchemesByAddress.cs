using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EligibilityService.Host.Identity;

/// <summary>Nothing under /api is an address of the sign-in: no provider, and no way back from one, is asked whether the request is meant for it.</summary>
/// <remarks>Each of them would be built and would read the whole address for every request, which takes longer than most answers.</remarks>
internal sealed class SchemesByAddress(IOptions<AuthenticationOptions> options, IHttpContextAccessor http) : AuthenticationSchemeProvider(options)
{
    private static readonly Task<IEnumerable<AuthenticationScheme>> None = Task.FromResult(Enumerable.Empty<AuthenticationScheme>());

    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => http.HttpContext?.IsApi() is true ? None : base.GetRequestHandlerSchemesAsync();
}
