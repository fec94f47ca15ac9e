using EligibilityService.Host.Pages.Applying;
using EligibilityService.Host.Api;
using EligibilityService.Host.Pages.Calls;
using EligibilityService.Host.Pages.Desk;
using EligibilityService.Host.Pages.Viz;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace EligibilityService.Host.Pages;

public static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddSingleton<Atlas>();

        return services;
    }

    /// <summary>People who meet a failure get a page that says what to do next; machines keep their plain answers.</summary>
    public static IApplicationBuilder UsePageErrors(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.IsForPeople(),
        pages => pages
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true)
            .Use(LeaveNothingBare));

    /// <summary>A form that is not on its page any more is answered by the framework with an empty text, which would pass for an answer.</summary>
    private static async Task LeaveNothingBare(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } bare) bare.ContentType = null;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapImpactFiles();
        app.MapDossierFiles();
        app.MapDocumentFiles();
        app.MapDeskFiles();
        app.MapCallNews();

        app.MapRazorComponents<App>().Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
            {
                endpoint.RequestDelegate = LanguagePath.WithLanguage(endpoint.RequestDelegate!);
                AnswerHead(endpoint.Metadata);
            }
            else
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }
        });
    }

    /// <summary>Whoever asks only whether a page is there, as link checkers do, is answered like a reader, without the page.</summary>
    private static void AnswerHead(IList<object> metadata)
    {
        if (metadata.OfType<HttpMethodMetadata>().SingleOrDefault() is not { } methods) return;

        metadata[metadata.IndexOf(methods)] = new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]);
    }
}
