using EligibilityService.Application.Access;
using EligibilityService.Application.Log;
using EligibilityService.Host.Api;
using MediatR;
using Microsoft.AspNetCore.Authorization;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>Dossiers as files, for whoever is signed in at the pages and not at the API.</summary>
internal static class DossierFiles
{
    public static void MapDossierFiles(this WebApplication app)
    {
        Map("/desk/applications/{id:guid}/dossier.zip", id => new ExportApplicationDossier(id));
        Map("/desk/calls/{id:guid}/dossier.zip", id => new ExportCallDossier(id));

        void Map(string address, Func<Guid, IRequest<DossierAnswer>> export) => app.MapGet(address, async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            Problems.Speak(http, Wording.Language);
            return LogApi.Sent(await mediator.Send(export(id), cancellationToken), http);
        }).RequireAuthorization(new AuthorizeAttribute { Roles = $"{nameof(Role.Officer)},{nameof(Role.Auditor)}" }).ExcludeFromDescription();
    }
}
