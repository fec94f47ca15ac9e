using EligibilityService.Application.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Diagnostics;

namespace EligibilityService.Host.Identity;

/// <summary>Programs get a problem with a code that never changes; people are led to the sign-in page.</summary>
internal static class ApiProblems
{
    public const string InvalidToken = "invalid-token", TooManyRequests = "too-many-requests";

    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static Task Write(HttpContext context, int status, string code, string sentence) =>
        Results.Problem(sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(context);

    public static Task Write(HttpContext context, AccessRefused refused)
    {
        var unknown = refused.Code == AccessRefused.SignInRequired;
        if (unknown) context.Response.Headers.WWWAuthenticate = "Bearer";
        return Write(
            context, StatusOf(refused),
            refused.Code, refused.Sentence(PageLanguage.Of(context)));
    }

    public static int StatusOf(AccessRefused refused) => refused.Code switch
    {
        AccessRefused.SignInRequired => StatusCodes.Status401Unauthorized,
        AccessRefused.NotThere => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <summary>A token that is not accepted is said to be so, also where none was needed: otherwise its bearer searches for long.</summary>
    public static async Task RefuseWrongTokens(HttpContext context, RequestDelegate next)
    {
        var isWrong = context.IsApi()
            && context.User.Identity is not { IsAuthenticated: true }
            && context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        if (!isWrong)
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        await Write(context, StatusCodes.Status401Unauthorized, InvalidToken, PageLanguage.Pick(
            context,
            "The access token is not valid or has expired. Ask your identity provider for a new one; in the demonstration that is /connect/token.",
            "Das Zugriffstoken ist ungültig oder abgelaufen. Fordern Sie bei Ihrem Identitätsanbieter ein neues an; in der Demonstration ist das /connect/token."));
    }
}

/// <summary>What a refusing request handler means over HTTP.</summary>
internal sealed class AccessRefusedAnswer : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not AccessRefused refused) return false;

        if (httpContext.IsApi()) await ApiProblems.Write(httpContext, refused);
        else if (refused.Code == AccessRefused.SignInRequired) await LeadToSignIn(httpContext);
        else httpContext.Response.StatusCode = ApiProblems.StatusOf(refused);

        return true;
    }

    private static async Task LeadToSignIn(HttpContext context)
    {
        try
        {
            await context.ChallengeAsync(new AuthenticationProperties { RedirectUri = WayBack(context.Request) });
        }
        catch (ProviderUnavailable)
        {
            await ProviderUnavailable.Answer(context);
        }
    }

    private static string WayBack(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? $"{request.PathBase}{request.Path}{request.QueryString}" : $"{request.PathBase}/";
}

/// <summary>The closed default at endpoints: problems under /api, and an unknown address stays unknown instead of asking for sign-in.</summary>
internal sealed class ClosedByDefault : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (context.GetEndpoint() is not RouteEndpoint) return next(context);   // nothing is there: routing says 404, 405 or 415, to everybody
        if (authorizeResult.Succeeded || !context.IsApi()) return _pages.HandleAsync(next, context, policy, authorizeResult);

        return ApiProblems.Write(context, authorizeResult.Challenged ? AccessRefused.ForLackOfSignIn() : AccessRefused.ForLackOfRole());
    }
}
