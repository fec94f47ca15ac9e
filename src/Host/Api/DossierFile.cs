using EligibilityService.Application.Log;
using Microsoft.AspNetCore.Http.Features;

namespace EligibilityService.Host.Api;

/// <summary>A dossier, written into the answer piece by piece.</summary>
internal sealed class DossierFile(DossierAnswer dossier) : IResult
{
    public const string Zip = "application/zip";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = Zip;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{dossier.Name}\"";
        if (httpContext.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;   // the ZIP writer writes the few bytes between files so
        await dossier.Write(httpContext.Response.Body, httpContext.RequestAborted);
    }
}
