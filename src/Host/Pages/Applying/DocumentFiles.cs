using EligibilityService.Host.Api;
using MediatR;

namespace EligibilityService.Host.Pages.Applying;

/// <summary>A document as a file, for whoever is signed in at the pages and not at the API.</summary>
internal static class DocumentFiles
{
    public static void MapDocumentFiles(this WebApplication app) => app.MapGet(
        "/applications/{id:guid}/documents/{document:guid}",
        (Guid id, Guid document, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            Problems.Speak(http, Wording.Language);
            return DocumentApi.Download(id, document, mediator, http, cancellationToken);
        }).RequireAuthorization().ExcludeFromDescription();
}
