using EligibilityService.Application.Retention;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class AdminApi
{
    public static void MapAdmin(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Personal data");

        admin.MapGet("/retention", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowRetention(), cancellationToken), http, answer => answer.Position))
            .WithSummary("What falls due by the periods of retention, and what was erased; a dry run").Produces<RetentionAnswer>();
        admin.MapPost("/retention/clearances", (ClearanceBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeClearance(body.Id ?? Guid.CreateVersion7(), body.Ids ?? [], body.Looks), http, cancellationToken))
            .WithSummary("Propose what is cleared of what is due; it takes the place of what was proposed before")
            .WithDescription("Nothing is cleared until a second administrator confirms. `proposed` in `GET /api/admin/retention` tells its id.")
            .Produces<ReceiptAnswer>();
        admin.MapPost("/retention/clearances/{clearance:guid}/confirmation", async (Guid clearance, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ConfirmClearance(clearance), cancellationToken) switch { { Refusal: { } refusal } => Answers.Refused(refusal, http), var done => Results.Ok(done.Report) })
            .WithSummary("A second administrator confirms, and it is carried out: files lose documents and what people wrote, persons are erased, the access log forgets")
            .WithDescription("It cannot be undone. What is not due any more is left alone and told. Events, verdicts and proofs stay and still verify. Asked again after a fault, it goes on with what was left over.")
            .Produces<ClearanceReport>();
        admin.MapPost("/retention/clearances/{clearance:guid}/withdrawal", (Guid clearance, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DropClearance(clearance), http, cancellationToken))
            .WithSummary("Take a proposal back, or turn another administrator's down").Produces<ReceiptAnswer>();
        admin.MapPost("/erasures", async (ErasureBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ErasePerson(body.Person, body.Documents ?? []), cancellationToken) is { } report ? Results.Ok(report) : Answers.NotFound(http))
            .WithSummary("Erase a person: name, mail and phone, wherever they stand, and the documents named")
            .WithDescription("It cannot be undone. Events, verdicts and proofs stay and still verify; whoever acted is told as erased. `toLookAt` lists documents the person attached: read them, and name those in which the person stands in a second request.")
            .Produces<ErasureReport>();
    }
}

/// <summary>Who is to be erased.</summary>
/// <param name="Person">The opaque id of a person, or of a contact.</param>
/// <param name="Documents">Documents in which the person stands.</param>
internal sealed record ErasureBody(Guid Person, DocumentOf[]? Documents = null);

/// <summary>What is to be cleared of what is due.</summary>
/// <param name="Ids">Of applications and persons.</param>
/// <param name="Looks">The access log, too.</param>
/// <param name="Id">Of the proposal, so that asking again is safe.</param>
internal sealed record ClearanceBody(Guid[]? Ids = null, bool Looks = false, Guid? Id = null);
