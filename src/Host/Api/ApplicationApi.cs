using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Applications;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class ApplicationApi
{
    public static void MapApplications(this RouteGroupBuilder api)
    {
        var applications = api.MapGroup("/applications").WithTags("Applications");

        applications.MapGet("/", async (string? call, Guid? cluster, Word<ApplicationRole>? role, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowApplications(call, cluster, role?.Value), cancellationToken), http, answer => answer.Position))
            .WithSummary("Applications the caller may see").Produces<ApplicationsAnswer>();
        applications.MapGet("/{id:guid}", async (Guid id, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowApplication(id, knownAt.Known(http)), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("An application with its verdict").Produces<ApplicationAnswer>();
        applications.MapPost("/", async (ApplicationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new StartApplication(body.Id ?? Guid.CreateVersion7(), body.Call, body.Strand, body.Cluster), cancellationToken);
            return receipt.Created(http, $"/api/applications/{receipt.StreamId}");
        }).WithSummary("Begin an application of a cluster to an open call").Produces<ReceiptAnswer>(201);

        applications.MapPatch("/{id:guid}/proposal", async (Guid id, JsonObject body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
        {
            string[] cleared = [.. body.Where(member => member.Value is null).Select(member => member.Key)];
            foreach (var name in cleared) body.Remove(name);
            var changed = body.Deserialize<ProposalFields>(AmountJson.Options)!;
            return (await mediator.Send(new ChangeProposal(id, await coordinator.Find(id, cancellationToken), changed, cleared), cancellationToken)).Done(http);
        }).WithSummary("Change figures of the proposal; null empties one").Accepts<ProposalFields>("application/json").WithMetadata(new PiecewiseBody()).Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/declarations", async (Guid id, DeclarationBody body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new SignDeclaration(id, await coordinator.Speaking(id, body.Organisation, cancellationToken), body.Kind, body.Organisation, body.Withdraw), cancellationToken)).Done(http))
            .WithSummary("Sign, or take back, a declaration").Produces<ReceiptAnswer>();
        applications.MapGet("/{id:guid}/eligibility", async (Guid id, Moment? at, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowApplicationVerdict(id, at?.Value, knownAt?.Value), cancellationToken), http, answer => answer.Position))
            .WithSummary("The verdict on an application: of each partner, of all together, and of the proposal").Produces<VerdictAnswer>();

        applications.MapPost("/{id:guid}/submissions", async (Guid id, SubmissionBody? body, IMediator mediator, CoordinatorOf coordinator, ServiceClock clock, HttpContext http, CancellationToken cancellationToken) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null, cancellationToken);
            var receivedAt = clock.GetUtcNow();
            var receipt = await mediator.Send(new SubmitApplication(id, await coordinator.Find(id, cancellationToken), receivedAt, body?.ConfirmEmpty ?? false), cancellationToken);
            var signed = receipt.Refusal is null ? await mediator.Send(new ShowReceipt(id, UpTo: receipt.Version), cancellationToken) : null;
            return receipt.Created(http, $"/api/applications/{id}", stands => new SubmissionAnswer(stands.Id, stands.Version, stands.Position, signed));
        }).WithSummary("Hand in the proposal as it stands; only the last version before the deadline counts")
            .WithDescription("Where nothing at all is filled in, it is refused (`application-empty`) unless `confirmEmpty` is true.").Produces<SubmissionAnswer>(201);
        applications.MapPost("/{id:guid}/selection", async (Guid id, SelectionBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RecordSelection(id, body.Outcome, body.Reason ?? ""), cancellationToken)).Done(http))
            .WithSummary("Record what became of a request to an event once its cut-off has passed").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/withdrawal", async (Guid id, OptionalReasonBody body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new WithdrawApplication(id, await coordinator.Find(id, cancellationToken), body.Reason), cancellationToken)).Done(http))
            .WithSummary("Take the application back").Produces<ReceiptAnswer>();

        applications.MapPartners();
        applications.MapDocuments();
        applications.MapDecisions();
        applications.MapRedress();
        applications.MapAwards();
    }
}

/// <summary>Whose application it is, so that the door can tell its people from everybody else.</summary>
internal sealed class CoordinatorOf(Application.Knowing.IFacts facts)
{
    public async Task<Guid> Find(Guid application, CancellationToken cancellationToken) =>
        (facts.Now.Application(application) ?? await Fresh(application, cancellationToken))?.State.Coordinator ?? Guid.Empty;

    /// <summary>Who speaks for an organisation of the application: its own cluster or, where it has no profile, the coordinator.</summary>
    public async Task<Guid> Speaking(Guid application, Guid? organisation, CancellationToken cancellationToken)
    {
        if (organisation is null) return await Find(application, cancellationToken);

        var found = await Fresh(application, cancellationToken);
        return found?.State.Partners.GetValueOrDefault(organisation.Value)?.Cluster ?? found?.State.Coordinator ?? Guid.Empty;
    }

    private async Task<Application.Knowing.ApplicationRecord?> Fresh(Guid application, CancellationToken cancellationToken) =>
        (await facts.Read([application], null, cancellationToken)).Application(application);
}

/// <summary>Which cluster applies to which call.</summary>
internal sealed record ApplicationBody(string Call, Guid Cluster, string? Strand = null, Guid? Id = null);

/// <summary>What became of the request, and the reason for the applicant to read.</summary>
internal sealed record SelectionBody(SelectionOutcome Outcome, string? Reason);

/// <summary>Which declaration, and for whom.</summary>
internal sealed record DeclarationBody(DeclarationKind Kind, Guid? Organisation = null, bool Withdraw = false);
