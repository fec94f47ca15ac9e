using EligibilityService.Application.Programme;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class ProgrammeApi
{
    public static void MapProgramme(this RouteGroupBuilder api)
    {
        var countries = api.MapGroup("/programme/countries").WithTags("Programme");

        countries.MapGet("/", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowCountries(), cancellationToken), http, answer => answer.Position))
            .WithSummary("The programme's countries, and from when until when each takes part")
            .WithDescription("`proposed`, what waits for a second officer, is told to officers and auditors.").Produces<CountriesAnswer>().WithMetadata(new ForEverybody());
        countries.MapPost("/{country}/participation", (string country, ParticipationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeParticipation(body.Id ?? Guid.CreateVersion7(), country, body.From, body.Until, body.YearOnly, body.Corrects, body.Source ?? ""), http, cancellationToken))
            .WithSummary("Propose what is recorded of a country's part in the programme, also for a time that has passed")
            .WithDescription("It takes the place of what was proposed for the country before. Nothing rests on it until a second officer confirms; `proposed` in `GET /api/programme/countries` tells its id.")
            .Produces<ReceiptAnswer>();
        countries.MapPost("/{country}/participation/{proposal:guid}/confirmation", (string country, Guid proposal, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmParticipation(country, proposal), http, cancellationToken))
            .WithSummary("A second officer confirms it: verdicts rest on it from then on")
            .WithDescription("Decisions that were taken stay; those that would come out otherwise stand in `GET /api/desk/differing`.").Produces<ReceiptAnswer>();
        countries.MapPost("/{country}/participation/{proposal:guid}/withdrawal", (string country, Guid proposal, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DropParticipation(country, proposal), http, cancellationToken))
            .WithSummary("Take a proposal back, or turn another officer's down").Produces<ReceiptAnswer>();
    }
}

/// <summary>From when until when a country takes part in the programme.</summary>
/// <param name="From">First day; with `yearOnly` any day of the year.</param>
/// <param name="Source">Where it is told: an agreement, a notice, an address.</param>
/// <param name="Until">Last day; left out while no end is known.</param>
/// <param name="YearOnly">Only the year of the beginning is known.</param>
/// <param name="Corrects">Takes the place of everything recorded of the country's part.</param>
/// <param name="Id">Of the proposal, so that asking again is safe.</param>
internal sealed record ParticipationBody(DateOnly From, string? Source, DateOnly? Until = null, bool YearOnly = false, bool Corrects = false, Guid? Id = null);
