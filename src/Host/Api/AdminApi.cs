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
