using EligibilityService.Host.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace EligibilityService.Host.Api;

/// <summary>The API's own description (OpenAPI 3.1), and pages to read it that need nothing from outside.</summary>
internal static class OpenApi
{
    public static WebApplicationBuilder AddApiDescription(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.HttpMethod is not "HEAD" && (endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) ?? false);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "EligibilityService",
                    Version = "v1",
                    Description = "May a cluster organisation take part in a COSME call, why or why not, on what evidence? Problems come as application/problem+json with a stable code.",
                    License = new() { Name = "EUPL-1.2", Identifier = "EUPL-1.2" },
                };
                document.Servers = [new() { Url = "/" }];
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["bearer"] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.OAuth2,
                        Flows = new() { ClientCredentials = new() { TokenUrl = new("/connect/token", UriKind.Relative), Scopes = new Dictionary<string, string>() } },
                    },
                };
                document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, _, _) =>
            {
                foreach (var (status, description) in new[] { ("400", "Not understood or not possible: `errors` names each field"), ("401", "Sign in first"), ("403", "Not for this account"), ("404", "Nothing here that the caller may see"), ("409", "Refused: `code` says why") })
                {
                    operation.Responses ??= [];
                    operation.Responses.TryAdd(status, new OpenApiResponse { Description = description });
                }

                return Task.CompletedTask;
            });
        });
        return builder;
    }

    public static WebApplication MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").GuardedByItsRequests();
        app.MapScalarApiReference("/docs", reference => reference.WithTitle("EligibilityService API").DisableAgent().DisableTelemetry().DisableDefaultFonts()).GuardedByItsRequests();
        return app;
    }
}
