using EligibilityService.Application.Demonstration;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class DemoApi
{
    public static void MapDemonstration(this RouteGroupBuilder api)
    {
        var demo = api.MapGroup("/demo").WithTags("Demonstration");

        demo.MapGet("/clock", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ShowClock(), cancellationToken) is { } answer ? Results.Ok(answer) : Answers.NotFound(http))
            .WithSummary("What time it is for the service").Produces<ClockAnswer>().WithMetadata(new ForEverybody());
        demo.MapPost("/clock", async (ClockBody body, IMediator mediator, CancellationToken cancellationToken) =>
            Results.Ok(await mediator.Send(new MoveClock(body.At, body.Running), cancellationToken)))
            .WithSummary("Move the clock forward, playing what happened meanwhile; stop it, or let it run").Produces<ClockAnswer>();
        demo.MapPost("/reset", async (IMediator mediator, CancellationToken cancellationToken) =>
            Results.Ok(await mediator.Send(new ResetDemonstration(), cancellationToken)))
            .WithSummary("Begin the demonstration anew").Produces<ClockAnswer>();
    }

    /// <summary>Where to move the clock, and whether it then runs.</summary>
    internal sealed record ClockBody(DateTimeOffset? At = null, bool? Running = null);
}
