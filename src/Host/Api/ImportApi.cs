using EligibilityService.Application.Clusters;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace EligibilityService.Host.Api;

internal static class ImportApi
{
    private const long LargestFile = 20 * 1024 * 1024;

    public static void MapImports(this RouteGroupBuilder api) => api.MapPost("/clusters/imports", Import)
        .WithTags("Clusters").WithSummary("Import clusters from a CSV file, or see with preview=true what that would do")
        .WithDescription("The file as text/csv, or as a file in multipart/form-data: UTF-8, header row, comma or semicolon, at most 20,000 rows. Repeating it is safe.")
        .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
        .Produces<ImportReport>();

    private static Task<IResult> Import(bool? preview, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        Take(http, async content => Results.Ok(await mediator.Send(new ImportClusters(content, preview ?? false), cancellationToken)), cancellationToken);

    /// <summary>A CSV file, as the body itself or as a file in a form.</summary>
    internal static async Task<IResult> Take(HttpContext http, Func<Stream, Task<IResult>> import, CancellationToken cancellationToken, bool orJson = false)
    {
        if (http.Request.HasFormContentType)
        {
            if ((await Form(http.Request, cancellationToken))?.Files is not [var file]) return NotAFile(http, 400, "file-missing", "Send one file.", "Senden Sie eine Datei.");

            await using var content = file.OpenReadStream();
            return await import(content);
        }

        return http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is "text/csv" || (orJson && http.Request.HasJsonContentType())
            ? await import(http.Request.Body)
            : NotAFile(http, 415, "content-type-not-supported",
                "Send the file with Content-Type: text/csv, or as a file in multipart/form-data.",
                "Senden Sie die Datei mit Content-Type: text/csv, oder als Datei in multipart/form-data.");
    }

    /// <returns>Nothing where it is not what its Content-Type says.</returns>
    private static async Task<IFormCollection?> Form(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static IResult NotAFile(HttpContext http, int status, string code, string english, string german) =>
        Results.Problem(Problems.New(status, code, Problems.Language(http) == "de" ? german : english));
}
