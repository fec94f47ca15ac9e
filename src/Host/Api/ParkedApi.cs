using EligibilityService.Application.Audit;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class ParkedApi
{
    public static void MapParkedEvents(this RouteGroupBuilder api)
    {
        var parked = api.MapGroup("/parked-events").WithTags("Audit");

        parked.MapGet("", async (IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ShowParked(), cancellationToken)))
            .WithSummary("Recorded events that this host cannot read").Produces<ParkedAnswer>();
        parked.MapPost("/reading", async (IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ReadParkedAgain(), cancellationToken)))
            .WithSummary("Let every host read them again, after they were mended; answers with what still cannot be read").Produces<ParkedAnswer>();
    }
}
