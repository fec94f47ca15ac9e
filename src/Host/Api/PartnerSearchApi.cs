using EligibilityService.Application.Knowing;
using EligibilityService.Application.PartnerSearches;
using EligibilityService.Domain.PartnerSearches;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class PartnerSearchApi
{
    public static void MapPartnerSearches(this RouteGroupBuilder api)
    {
        var searches = api.MapGroup("/partner-searches").WithTags("Partner searches");

        searches.MapGet("/", async (
            Word<SearchKind>? kind, string? call, Guid? cluster, string? country, string? region, string? sector, string? target, Guid? after, int? limit, IMediator mediator, HttpContext http,
            CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(
                new FindPartnerSearches(kind?.Value, call, cluster, country, region, sector, target, null, after, limit ?? FindPartnerSearches.Usual), cancellationToken), http, answer => answer.Position))
            .WithSummary("Clusters that look for partners, or offer to be one")
            .WithDescription("With country, region, sector or target: those meant for somebody like that; what says nothing about it is meant for all.")
            .Produces<PartnerSearchesAnswer>().WithMetadata(new ForEverybody());
        searches.MapGet("/{id:guid}", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowPartnerSearch(id), cancellationToken);
            return Answers.Found(answer?.Search, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("A partner search; one that is over is there for its own people").Produces<PartnerSearchAnswer>().WithMetadata(new ForEverybody());
        searches.MapPost("/", async (PartnerSearchBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new PostPartnerSearch(
                body.Id ?? Guid.CreateVersion7(), body.Cluster, body.Kind, body.Call, body.Wanted?.Read() ?? Wanted.Anybody, body.Text!, body.ValidUntil), cancellationToken);
            return receipt.Created(http, $"/api/partner-searches/{receipt.StreamId}");
        }).WithSummary("Post that a cluster looks for partners, or offers to be one").Produces<ReceiptAnswer>(201);
        searches.MapPost("/{id:guid}/withdrawal", async (Guid id, IMediator mediator, PosterOf poster, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new WithdrawPartnerSearch(id, await poster.Find(id, cancellationToken)), cancellationToken)).Done(http))
            .WithSummary("Take a partner search back").Produces<ReceiptAnswer>();
    }
}

/// <summary>Whose partner search it is, so that the door can tell its people from everybody else.</summary>
internal sealed class PosterOf(IFacts facts)
{
    public async Task<Guid> Find(Guid search, CancellationToken cancellationToken) =>
        (facts.Now.PartnerSearch(search) ?? (await facts.Read([search], null, cancellationToken)).PartnerSearch(search))?.State.Posted?.Cluster ?? Guid.Empty;
}

/// <summary>A notice to post.</summary>
/// <param name="Cluster">On whose behalf.</param>
/// <param name="Text">In the cluster's own words; it is public.</param>
/// <param name="ValidUntil">Last day on which it stands, at most a year ahead.</param>
/// <param name="Call">Id, reference or alias; left out: in general.</param>
/// <param name="Wanted">Whom it is meant for; left out: anybody.</param>
/// <param name="Id">Made by the client, so that asking again is safe; without it, one is given.</param>
internal sealed record PartnerSearchBody(Guid Cluster, SearchKind Kind, string? Text, DateOnly ValidUntil, string? Call = null, WantedBody? Wanted = null, Guid? Id = null);

/// <summary>Whom a notice is meant for. A list left out means: any.</summary>
/// <param name="Regions">NUTS codes of any level.</param>
internal sealed record WantedBody(string[]? Countries = null, string[]? Regions = null, string[]? Sectors = null, string[]? EmergingIndustries = null, string[]? TargetCountries = null)
{
    public Wanted Read() => new(Countries ?? [], Regions ?? [], Sectors ?? [], EmergingIndustries ?? [], TargetCountries ?? []);
}
