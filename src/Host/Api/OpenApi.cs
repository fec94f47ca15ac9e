using EligibilityService.Host.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace EligibilityService.Host.Api;

/// <summary>The API's own description (OpenAPI 3.1), and pages to read it that need nothing from outside.</summary>
internal static class OpenApi
{
    private const string Name = "v1", Intro = """
        May a cluster organisation take part in a COSME call, why or why not, on what evidence?

        Texts are in German where `Accept-Language` prefers it, in English otherwise. Instants are UTC with `Z`; where a moment is asked for, a day stands for its last moment in Brussels. Days are `yyyy-MM-dd`, amounts text with their currency: `{ "amount": "5790000.00", "currency": "EUR" }`.
        What is refused comes as `application/problem+json` with a `code` that never changes; `errors` names each field.
        A write answers with the version (`ETag`) and the `Position` from which reads show it (`minPosition`).
        """;

    public static WebApplicationBuilder AddApiDescription(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.HttpMethod is not "HEAD" && (endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) ?? false);
            options.AddSchemaTransformer(DescribedSchemas.Describe);
            options.AddOperationTransformer(DescribedOperations.Describe);
            options.AddDocumentTransformer(DescribedOperations.AddProblem);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "EligibilityService",
                    Version = Name,
                    Description = Intro,
                    License = new() { Name = "EUPL-1.2", Identifier = "EUPL-1.2" },
                };
                document.Servers = [new() { Url = "/" }];
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [DescribedOperations.Bearer] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.OAuth2,
                        Description = "An access token of the provider; in the demonstration of /connect/token, where client id and secret are demo-applicant, demo-officer and so on.",
                        Flows = new() { ClientCredentials = new() { TokenUrl = new("/connect/token", UriKind.Relative), Scopes = new Dictionary<string, string>() } },
                    },
                };
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

    /// <summary>Writes the description; needs no database, and nothing listens.</summary>
    /// <param name="file">Null: the one that is checked in, from whichever folder the command was given.</param>
    public static async Task<int> WriteApiDescription(this WebApplication app, string? file)
    {
        file ??= Path.Combine(Repository(), "docs", "openapi.json");
        app.UseEndpoints(_ => { });   // what is mapped becomes known without a start
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(app.Lifetime.ApplicationStopping);

        using var text = new StringWriter { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        await File.WriteAllTextAsync(file, text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n");
        return 0;
    }

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EligibilityService.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("This is not a checkout; name the file to write.");
    }
}
