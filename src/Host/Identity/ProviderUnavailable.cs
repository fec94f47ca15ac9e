using Microsoft.AspNetCore.Diagnostics;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace EligibilityService.Host.Identity;

/// <summary>The outside identity provider does not answer: nobody can be sent there, and no token of its can be checked.</summary>
internal sealed class ProviderUnavailable(Exception? failed) : Exception("The identity provider cannot be reached.", failed)
{
    public const string Code = "identity-provider-unavailable";
    private const string Seconds = "30";

    /// <summary>A problem for programs, a page for people; both say when to come again.</summary>
    public static Task Answer(HttpContext context)
    {
        var sentence = IdentityTexts.Of(context).ProviderAway;
        context.Response.Headers.RetryAfter = Seconds;
        return context.IsApi()
            ? ApiProblems.Write(context, StatusCodes.Status503ServiceUnavailable, Code, sentence)
            : IdentityPage.Message(context, sentence, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }
}

/// <summary>What the provider says about itself, or that it says nothing.</summary>
internal sealed class ProviderConfiguration(IConfigurationManager<OpenIdConnectConfiguration> provider) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        try
        {
            return await provider.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException failed)   // it wraps whatever kept it from reading
        {
            throw new ProviderUnavailable(failed);
        }
    }

    public void RequestRefresh() => provider.RequestRefresh();
}

internal sealed class ProviderUnavailableAnswer : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ProviderUnavailable) return false;

        await ProviderUnavailable.Answer(httpContext);
        return true;
    }
}
