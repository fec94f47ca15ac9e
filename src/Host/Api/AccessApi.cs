using EligibilityService.Application.Access;
using EligibilityService.Domain.Access;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class AccessApi
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        var access = api.MapGroup("/access").WithTags("Access");

        access.MapGet("/", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowAccess(), cancellationToken), http, answer => answer.Position))
            .WithSummary("Who may what beyond the role: assignments, entitlements, regions, conflicts").Produces<AccessAnswer>();
        access.MapGet("/mine", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowMyAccess(), cancellationToken);
            return Answers.Found(answer, http, answer.Version, answer.Position);
        }).WithSummary("What was granted to the caller, and the conflicts declared").Produces<PersonAccess>();

        access.MapPost("/{person:guid}/grants", (Guid person, GrantBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new GrantAccess(person, body.Scope, body.Until), http, cancellationToken))
            .WithSummary("Assign an officer, entitle a subscriber or system, or say which region an agency serves").Produces<ReceiptAnswer>();
        access.MapPost("/{person:guid}/grants/ending", (Guid person, ScopeBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new EndAccess(person, body.Scope), http, cancellationToken))
            .WithSummary("End what was granted").Produces<ReceiptAnswer>();
        access.MapPost("/conflicts", (ConflictBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DeclareConflict(body.Call, body.Organisation), http, cancellationToken))
            .WithSummary("Declare a conflict of interests of one's own, with a call or an organisation").Produces<ReceiptAnswer>();
        access.MapPost("/conflicts/none", (NoConflictBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DeclareNoConflict(body.Call), http, cancellationToken))
            .WithSummary("Declare that one has no conflict of interests with those who applied to a call, other than those one declared").Produces<ReceiptAnswer>();
        access.MapPost("/{person:guid}/conflicts/ending", (Guid person, ConflictBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new EndConflict(person, body.Call, body.Organisation), http, cancellationToken))
            .WithSummary("A declared conflict is over").Produces<ReceiptAnswer>();
    }

    /// <summary>What is granted, and until when.</summary>
    internal sealed record GrantBody(AccessKind Kind, string? Call = null, Guid? Cluster = null, string? Country = null, string? Region = null, DateOnly? Until = null)
    {
        internal AskedScope Scope => new(Kind, Call, Cluster, Country, Region);
    }

    /// <summary>What was granted, named as when it was granted.</summary>
    internal sealed record ScopeBody(AccessKind Kind, string? Call = null, Guid? Cluster = null, string? Country = null, string? Region = null)
    {
        internal AskedScope Scope => new(Kind, Call, Cluster, Country, Region);
    }

    /// <summary>With nobody who applied to this call: id, reference or alias.</summary>
    internal sealed record NoConflictBody(string Call);

    /// <summary>With a call, or with an organisation: one of the two.</summary>
    internal sealed record ConflictBody(string? Call = null, Guid? Organisation = null);
}
