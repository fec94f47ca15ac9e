using EligibilityService.Application;
using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using MediatR;

namespace EligibilityService.Host.Api;

/// <summary>Questions to the applicant, letters, and actions against a decision.</summary>
internal static class RedressApi
{
    public static void MapRedress(this RouteGroupBuilder applications)
    {
        applications.MapGet("/{id:guid}/correspondence", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowCorrespondence(id), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("Questions and answers, letters, and actions against the decision, with their periods").Produces<CorrespondenceAnswer>();

        applications.MapPost("/{id:guid}/clarifications", (Guid id, ClarificationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new RequestClarification(id, body.Id ?? Guid.CreateVersion7(), body.Criteria ?? [], body.Question ?? "", body.AnswerBy), http, cancellationToken))
            .WithSummary("Ask the applicant about what may be a slip of the pen").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/clarifications/{clarification:guid}/answer", async (Guid id, Guid clarification, ClarifiedBody body, IMediator mediator, CoordinatorOf coordinator, ServiceClock clock, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receivedAt = clock.GetUtcNow();
            return (await mediator.Send(new AnswerClarification(id, await coordinator.Find(id, cancellationToken), clarification, body.Answer ?? "", body.Corrected, receivedAt), cancellationToken)).Done(http);
        }).WithSummary("Answer a question, once; only figures that were mistyped can be corrected").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/clarifications/{clarification:guid}/acceptance", (Guid id, Guid clarification, ReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new AcceptSlip(id, clarification, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Find that it was a slip: the proposal is judged with the figures as they were meant").Produces<ReceiptAnswer>();

        applications.MapPost("/{id:guid}/letters", (Guid id, LetterBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new SendLetter(id, body.Id ?? Guid.CreateVersion7(), body.Kind, body.Text ?? ""), http, cancellationToken))
            .WithSummary("Tell the applicant a confirmed decision").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/letters/{letter:guid}/opening", async (Guid id, Guid letter, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new OpenLetter(id, await coordinator.Find(id, cancellationToken), letter), cancellationToken)).Done(http))
            .WithSummary("Open a letter; the periods for redress run from here").Produces<ReceiptAnswer>();

        applications.MapPost("/{id:guid}/redress", async (Guid id, RedressBody body, IMediator mediator, CoordinatorOf coordinator, ServiceClock clock, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receivedAt = clock.GetUtcNow();
            return (await mediator.Send(new RequestRedress(id, await coordinator.Find(id, cancellationToken), body.Id ?? Guid.CreateVersion7(), body.Kind, body.Letter, body.Grounds ?? "", receivedAt), cancellationToken)).Done(http);
        }).WithSummary("Turn against a decision that a letter told; one action at a time").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/redress/{redress:guid}/withdrawal", async (Guid id, Guid redress, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new WithdrawRedress(id, await coordinator.Find(id, cancellationToken), redress), cancellationToken)).Done(http))
            .WithSummary("Take a pending action back").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/redress/{redress:guid}/decision", (Guid id, Guid redress, UpheldBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeRedress(id, redress, body.Upheld, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Propose what becomes of an action; by somebody else than who proposed the decision").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/redress/{redress:guid}/decision/confirmation", (Guid id, Guid redress, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmRedress(id, redress), http, cancellationToken))
            .WithSummary("A second officer confirms it; where it is upheld, the application is decided anew").Produces<ReceiptAnswer>();
    }
}

/// <summary>A question to the applicant.</summary>
/// <param name="Criteria">Ids of the criteria it is about.</param>
/// <param name="AnswerBy">Last day of the term, in Brussels.</param>
internal sealed record ClarificationBody(string[]? Criteria, string? Question, DateOnly AnswerBy, Guid? Id = null);

/// <summary>The answer, and the figures as they were meant where some were mistyped.</summary>
internal sealed record ClarifiedBody(string? Answer, ProposalFields? Corrected = null);

/// <summary>A letter's text, kept as it is sent.</summary>
internal sealed record LetterBody(LetterKind Kind, string? Text, Guid? Id = null);

/// <summary>Against which letter, in which way, and why.</summary>
internal sealed record RedressBody(RedressKind Kind, Guid Letter, string? Grounds, Guid? Id = null);

/// <summary>What becomes of an action, with the reason.</summary>
internal sealed record UpheldBody(bool Upheld, string? Reason = null);
