using EligibilityService.Application;
using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace EligibilityService.Host.Api;

internal static class DocumentApi
{
    /// <summary>Leaves room for a file that is too large to be told so, whatever comes with it.</summary>
    public const long LargestBody = 4L * AttachDocument.LargestFile;

    public static void MapDocuments(this RouteGroupBuilder applications)
    {
        applications.MapPost("/{id:guid}/documents", Attach)
            .WithSummary("Attach a PDF document, until the deadline")
            .WithDescription("The file as application/pdf with `kind`, `title` and perhaps `document` (its id) in the address, or as a file in multipart/form-data with these as fields. At most 10 MB each and 20 documents. The address in `Location` ends with the document's id.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<ReceiptAnswer>(201);
        applications.MapGet("/{id:guid}/documents", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowDocuments(id), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("Documents of an application, with their salted hashes; officers see those that were handed in").Produces<DocumentsAnswer>();
        applications.MapGet("/{id:guid}/documents/{document:guid}", Download).WithSummary("A document itself, as an attachment").Produces<byte[]>(200, Pdf);
        applications.MapDelete("/{id:guid}/documents/{document:guid}", async (Guid id, Guid document, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RemoveDocument(id, await coordinator.Find(id, cancellationToken), document), cancellationToken)).Done(http))
            .WithSummary("Take a document out, until the deadline; a version that was handed in keeps it").Produces<ReceiptAnswer>();
        applications.MapPut("/{id:guid}/budget", async (Guid id, BudgetBody body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new ShareBudget(id, await coordinator.Find(id, cancellationToken), body.Shares), cancellationToken)).Done(http))
            .WithSummary("Say how grant and costs are shared among those who take part; replaces what was told before").Produces<ReceiptAnswer>();
    }

    private const string Pdf = "application/pdf";

    internal static async Task<IResult> Download(Guid id, Guid document, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new ReadDocument(id, document), cancellationToken) is not { } found) return Answers.NotFound(http);

        // Somebody else made the file: it is saved, and never shown within the service's own pages.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(found.Content, Pdf, $"{found.Kind.ToString().ToLowerInvariant()}-{document:N}.pdf");
    }

    private static async Task<IResult> Attach(Guid id, HttpContext http, IMediator mediator, CoordinatorOf coordinator, ServiceClock clock, CommandFrame frame, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType && http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not Pdf)
        {
            return Results.Problem(Problems.New(415, "content-type-not-supported", Problems.Language(http) == "de"
                ? "Senden Sie die Datei mit Content-Type: application/pdf, oder als Datei in multipart/form-data."
                : "Send the file with Content-Type: application/pdf, or as a file in multipart/form-data."));
        }

        var form = http.Request.HasFormContentType ? await Form(http.Request, cancellationToken) : null;
        string? Said(string name) => form?[name].FirstOrDefault() ?? http.Request.Query[name].FirstOrDefault();

        var content = form is null && !http.Request.HasFormContentType ? await Bounded(http.Request.Body, cancellationToken)
            : form?.Files is [var file] ? await Bounded(file.OpenReadStream(), cancellationToken) : [];
        var receivedAt = clock.GetUtcNow();
        var document = Said("document") is { } told ? Guid.TryParse(told, out var given) ? given : Guid.Empty : PartnerApi.IdFor(frame);
        var kind = Enum.TryParse<DocumentKind>(Said("kind"), ignoreCase: true, out var known) && !int.TryParse(Said("kind"), out _) ? known : (DocumentKind)(-1);
        var receipt = await mediator.Send(new AttachDocument(id, await coordinator.Find(id, cancellationToken), document, kind, Said("title"), content, receivedAt), cancellationToken);
        return receipt.Created(http, $"/api/applications/{id}/documents/{document}");
    }

    /// <summary>One byte more than allowed tells enough; the rest of it is not read.</summary>
    internal static async Task<byte[]> Bounded(Stream stream, CancellationToken cancellationToken)
    {
        await using (stream)
        {
            var read = new MemoryStream();
            var buffer = new byte[81920];
            int length;
            while (read.Length <= AttachDocument.LargestFile && (length = await stream.ReadAsync(buffer, cancellationToken)) > 0) read.Write(buffer, 0, length);
            return read.ToArray();
        }
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
}

/// <summary>All shares of the budget; whoever is left out has none.</summary>
internal sealed record BudgetBody(BudgetShare[] Shares);

/// <summary>How it is handed in.</summary>
/// <param name="ConfirmEmpty">It is meant, although nothing at all is filled in.</param>
internal sealed record SubmissionBody(bool ConfirmEmpty = false);
