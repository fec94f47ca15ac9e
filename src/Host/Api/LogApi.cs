using EligibilityService.Application.Log;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Host.Api;

/// <summary>The transparency log: checkpoints, proofs and keys for everybody, since they are hashes only; receipts and dossiers for those concerned.</summary>
internal static class LogApi
{
    public static void MapLog(this RouteGroupBuilder api)
    {
        var log = api.MapGroup("/log").WithTags("Log");
        log.MapGet("/checkpoints", async (long? after, int? limit, IMediator mediator, CancellationToken cancellationToken) =>
            Results.Ok(await mediator.Send(new ReadCheckpoints(after ?? 0, limit ?? 100), cancellationToken)))
            .WithSummary("Signed checkpoints of the log, oldest first").Produces<CheckpointsAnswer>().WithMetadata(new ForEverybody());
        log.MapGet("/checkpoints/latest", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Found(await mediator.Send(new ShowCheckpoint(), cancellationToken), http))
            .WithSummary("The newest checkpoint; keep its note, and anything recorded until then can be held against it").Produces<CheckpointAnswer>().WithMetadata(new ForEverybody());
        log.MapGet("/checkpoints/{checkpoint:long}", async (long checkpoint, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Found(await mediator.Send(new ShowCheckpoint(checkpoint), cancellationToken), http))
            .WithSummary("One checkpoint").Produces<CheckpointAnswer>().WithMetadata(new ForEverybody());
        log.MapGet("/proofs/inclusion", async (long? index, long? entry, long? size, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Proven(await mediator.Send(new ProveInclusion(index, entry, size), cancellationToken), answer => answer.Refusal, http))
            .WithSummary("Shows that a leaf, by its index or by an entry of the feed that cites it, stands in a tree of some size").Produces<InclusionAnswer>().WithMetadata(new ForEverybody());
        log.MapGet("/proofs/consistency", async (long from, long to, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Proven(await mediator.Send(new ProveConsistency(from, to), cancellationToken), answer => answer.Refusal, http))
            .WithSummary("Shows that the tree of one size begins with all the leaves of a smaller one").Produces<ConsistencyAnswer>().WithMetadata(new ForEverybody());
        log.MapGet("/keys", async (IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ShowSigningKeys(), cancellationToken)))
            .WithSummary("Public keys of receipts and checkpoints, oldest first").Produces<IReadOnlyList<PublicSigningKey>>().WithMetadata(new ForEverybody());
        log.MapPost("/keys", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RenewSigningKey(), cancellationToken)).Created(http, "/api/log/keys"))
            .WithSummary("Introduce a new key; what the old ones signed stays valid").Produces<ReceiptAnswer>(201);

        api.MapGet("/applications/{id:guid}/submissions/{submission:int}/receipt", async (Guid id, int submission, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Found(await mediator.Send(new ShowReceipt(id, submission), cancellationToken), http))
            .WithTags("Applications").WithSummary("The signed receipt of a version, with its place in the log once a checkpoint covers it").Produces<SignedReceiptAnswer>();

        api.MapGet("/applications/{id:guid}/dossier", async (Guid id, long? since, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Sent(await mediator.Send(new ExportApplicationDossier(id, since), cancellationToken), http))
            .WithTags("Audit").WithSummary("Everything recorded about an application with its proofs, as a ZIP file; each export is recorded")
            .WithDescription("For auditors and officers who decide on the application. 'since' is the size of the tree of a checkpoint noted earlier: the file then holds the proof from there on, however old it is.")
            .Produces<byte[]>(200, DossierFile.Zip);
        api.MapGet("/calls/{id:guid}/dossier", async (Guid id, long? since, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Sent(await mediator.Send(new ExportCallDossier(id, since), cancellationToken), http))
            .WithTags("Audit").WithSummary("Everything recorded about a call and all its applications, with the proof that there are no others, as a ZIP file; each export is recorded")
            .WithDescription("For auditors and officers assigned to the call, without a conflict of interests in any of its applications.")
            .Produces<byte[]>(200, DossierFile.Zip);
    }

    public static IResult Sent(DossierAnswer dossier, HttpContext http) =>
        dossier.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : new DossierFile(dossier);

    private static IResult Found<T>(T? answer, HttpContext http) where T : class => answer is null ? Answers.NotFound(http) : Results.Ok(answer);

    private static IResult Proven<T>(T answer, Func<T, Refusal?> refused, HttpContext http) =>
        refused(answer) is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : Results.Ok(answer);
}

/// <summary>Where the application now stands, and what was promised.</summary>
/// <param name="Receipt">The signed receipt: the same for a repeated request. Null for versions handed in before receipts were signed.</param>
internal sealed record SubmissionAnswer(Guid Id, long Version, long Position, SignedReceiptAnswer? Receipt);
