namespace EligibilityService.Host.Api;

/// <summary>Each address of the API knows which methods it takes: HEAD wherever GET is, and for all others 405 with Allow.</summary>
/// <remarks>Routing's own 405 also speaks for addresses that only the search for a file could have answered; here those are unknown.</remarks>
internal static class OtherMethods
{
    private static readonly string[] Known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    public static RouteGroupBuilder TakeHeadLikeGet(this RouteGroupBuilder api)
    {
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods;
            if (methods is ["GET"]) endpoint.Metadata.Add(new HttpMethodMetadata(["GET", "HEAD"]));
        });
        return api;
    }

    /// <summary>Comes after everything else of the API is mapped.</summary>
    public static void RefuseOtherMethods(this IEndpointRouteBuilder app)
    {
        var addresses = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) is true)
            .Select(endpoint => (Pattern: endpoint.RoutePattern.RawText!.TrimEnd('/'), endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods))
            .GroupBy(endpoint => endpoint.Pattern, endpoint => endpoint.HttpMethods)
            .ToArray();

        foreach (var address in addresses)
        {
            string[] taken = [.. address.SelectMany(methods => methods).Distinct().Order(StringComparer.Ordinal)];
            app.MapMethods(address.Key, Known.Except(taken), context =>
            {
                context.Response.Headers.Allow = string.Join(", ", taken);
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                return Task.CompletedTask;
            }).WithMetadata(new AnotherMethod()).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        }
    }

    /// <summary>Nothing of the API is asked: there is no such address, or it doesn't take this method or this kind of content.</summary>
    public static bool IsNoRequest(this HttpContext context) => context.GetEndpoint() is not RouteEndpoint { } endpoint || endpoint.Metadata.GetMetadata<AnotherMethod>() is not null;

    /// <summary>The status of what is no request; routing's own 405 is about no address of ours.</summary>
    public static int StatusOfNoRequest(this HttpContext context)
    {
        if (context.Response.StatusCode is not StatusCodes.Status405MethodNotAllowed || context.GetEndpoint() is RouteEndpoint) return context.Response.StatusCode;

        context.Response.Headers.Remove("Allow");
        return StatusCodes.Status404NotFound;
    }

    private sealed class AnotherMethod;
}
