using EligibilityService.Application.Inbound;
using EligibilityService.Domain.Calls;
using MediatR;

namespace EligibilityService.Host.Api;

/// <summary>A way in for other systems. Source and id are theirs: the same one counts once, however often it is pushed.</summary>
internal static class InboundApi
{
    public static void MapInbound(this RouteGroupBuilder api)
    {
        var inbound = api.MapGroup("/inbound").WithTags("Inbound");
        inbound.MapPost("/results", async (InboundResults body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new TakeResults(new(body.Source, body.Id), body.Call, body.Results), cancellationToken)).Done(http))
            .WithSummary("What became of the proposals to a call, in numbers; counted once for a source and id").Produces<ReceiptAnswer>();
        inbound.MapPost("/participant-numbers", async (InboundParticipantNumber body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new TakeParticipantNumber(new(body.Source, body.Id), body.Cluster, body.ExternalId, body.Pic), cancellationToken)).Done(http))
            .WithSummary("The participant identification code (PIC) of a cluster, named by its id or by the row key of its import").Produces<ReceiptAnswer>();
        inbound.MapPost("/signatures", async (InboundSignature body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new TakeSignature(new(body.Source, body.Id), body.Application, body.On), cancellationToken)).Done(http))
            .WithSummary("The grant agreement is signed on a day: checked and proposed, for an officer to confirm").Produces<ReceiptAnswer>();
    }

    /// <summary>Results of a call, from another system.</summary>
    /// <param name="Source">Name of the system, as it calls itself.</param>
    /// <param name="Id">Under which that system keeps this.</param>
    /// <param name="Call">Id, reference or alias.</param>
    internal sealed record InboundResults(string Source, string Id, string Call, ResultsSummary Results);

    /// <summary>A participant identification code, from the participant register.</summary>
    /// <param name="Source">Name of the system, as it calls itself.</param>
    /// <param name="Id">Under which that system keeps this.</param>
    /// <param name="Cluster">Its id; or else the external id.</param>
    /// <param name="ExternalId">The row key of its import.</param>
    /// <param name="Pic">Nine digits.</param>
    internal sealed record InboundParticipantNumber(string Source, string Id, string Pic, Guid? Cluster = null, string? ExternalId = null);

    /// <summary>A signature, from the grant system.</summary>
    /// <param name="Source">Name of the system, as it calls itself.</param>
    /// <param name="Id">Under which that system keeps this.</param>
    internal sealed record InboundSignature(string Source, string Id, Guid Application, DateOnly On);
}
