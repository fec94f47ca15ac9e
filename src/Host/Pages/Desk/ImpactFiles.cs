using EligibilityService.Application.Access;
using EligibilityService.Host.Api;
using MediatR;
using Microsoft.AspNetCore.Authorization;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>The list of those affected as a file, for whoever is signed in at the pages and not at the API.</summary>
internal static class ImpactFiles
{
    public static void MapImpactFiles(this WebApplication app)
    {
        foreach (var (address, asCsv) in (ReadOnlySpan<(string, bool)>)[("/desk/calls/{id:guid}/impact.csv", true), ("/desk/calls/{id:guid}/impact.jsonl", false)])
        {
            app.MapGet(address, (Guid id, int? corrigendum, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            {
                Problems.Speak(http, Wording.Language);
                return ImpactApi.Export(id, corrigendum, asCsv, mediator, http, cancellationToken);
            }).RequireAuthorization(new AuthorizeAttribute { Roles = $"{nameof(Role.Officer)},{nameof(Role.Auditor)}" }).ExcludeFromDescription();
        }
    }
}
