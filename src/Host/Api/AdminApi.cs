using EligibilityService.Application;
using EligibilityService.Application.Retention;
using EligibilityService.Domain.Retention;
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
        admin.MapPost("/retention/clearances", (ClearanceBody body, IMediator mediator, CommandFrame frame, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeClearance(body.Id ?? PartnerApi.IdFor(frame), body.Ids ?? [], body.Looks), http, cancellationToken))
            .WithSummary("Propose what is cleared of what is due; it takes the place of what was proposed before")
            .WithDescription("Nothing is cleared until a second administrator confirms. `id` in the answer, and `proposed` in `GET /api/admin/retention`, tell what is confirmed.")
            .Produces<ReceiptAnswer>();
        admin.MapPost("/retention/clearances/{clearance:guid}/confirmation", async (Guid clearance, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ConfirmClearance(clearance), cancellationToken) switch { { Refusal: { } refusal } => Answers.Refused(refusal, http), var done => Results.Ok(done.Report) })
            .WithSummary("A second administrator confirms, and it is carried out: files lose documents and what people wrote, persons are erased, the access log forgets")
            .WithDescription("It cannot be undone. What is not due any more is left alone and told. Events, verdicts and proofs stay and still verify. Asked again after a fault, it goes on with what was left over.")
            .Produces<ClearanceReport>();
        admin.MapPost("/retention/clearances/{clearance:guid}/withdrawal", (Guid clearance, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DropClearance(clearance), http, cancellationToken))
            .WithSummary("Take a proposal back, or turn another administrator's down").Produces<ReceiptAnswer>();
        admin.MapPost("/erasures", (ErasureBody body, IMediator mediator, CommandFrame frame, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeErasure(body.Id ?? PartnerApi.IdFor(frame), body.Person, body.Documents ?? []), http, cancellationToken))
            .WithSummary("Propose to erase a person who asked for it, and the documents named")
            .WithDescription("Nothing is erased until a second administrator confirms. `id` in the answer tells what is confirmed. `erasing` in `GET /api/admin/retention` tells what waits, in `texts` how many texts name the person, in `notLookedFor` what is not looked for in them, and in `toLookAt` the documents the person attached: read them, and name those in which the person stands.")
            .Produces<ReceiptAnswer>();
        admin.MapPost("/erasures/{erasure:guid}/confirmation", async (Guid erasure, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ConfirmErasure(erasure), cancellationToken) switch { { Refusal: { } refusal } => Answers.Refused(refusal, http), var done => Results.Ok(done.Report) })
            .WithSummary("A second administrator confirms, and it is carried out: name, mail and phone go, wherever they stand, and the documents named")
            .WithDescription("It cannot be undone. Events, verdicts and proofs stay and still verify; whoever acted is told as erased. `toLookAt` lists documents the person attached that are still there. Asked again, it answers the same and goes on with what a fault left over.")
            .Produces<ErasureReport>();
        admin.MapPost("/erasures/{erasure:guid}/withdrawal", (Guid erasure, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DropErasure(erasure), http, cancellationToken))
            .WithSummary("Take the proposal of an erasure back, or turn another administrator's down").Produces<ReceiptAnswer>();
    }
}

/// <summary>Who is to be erased.</summary>
/// <param name="Person">The opaque id of a person, or of a contact.</param>
/// <param name="Documents">Documents in which the person stands.</param>
/// <param name="Id">Of the proposal, so that asking again is safe.</param>
internal sealed record ErasureBody(Guid Person, DocumentOf[]? Documents = null, Guid? Id = null);

/// <summary>What is to be cleared of what is due.</summary>
/// <param name="Ids">Of applications and persons.</param>
/// <param name="Looks">The access log, too.</param>
/// <param name="Id">Of the proposal, so that asking again is safe.</param>
internal sealed record ClearanceBody(Guid[]? Ids = null, bool Looks = false, Guid? Id = null);
