using EligibilityService.Application.Applications;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class DecisionApi
{
    public static void MapDecisions(this RouteGroupBuilder applications)
    {
        applications.MapPost("/{id:guid}/judgements", (Guid id, JudgementBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new JudgeCriterion(id, body.Criterion, body.Met, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Answer what needs a person's judgement; a later answer corrects it").Produces<ReceiptAnswer>();
        applications.MapGet("/{id:guid}/duplicates", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new FindDuplicates(id), cancellationToken), http, answer => answer.Position))
            .WithSummary("Organisations that stand in another proposal of the phase too, or seem to").Produces<DuplicatesAnswer>();
        applications.MapPost("/{id:guid}/comparisons", (Guid id, ComparisonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new CompareOrganisations(id, body.Organisation, body.Other, body.Same, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Record whether two organisations that seem to be one are one").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/standing", (Guid id, StandingBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new LetProposalStand(id, body.Organisation, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Record that of an organisation's proposals in the phase this one stands").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/decision", (Guid id, DecisionBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeEligibility(id, body.Eligible, body.Reason), http, cancellationToken))
            .WithSummary("Propose how the eligibility is decided, on the verdict of this moment").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/decision/confirmation", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmEligibility(id), http, cancellationToken))
            .WithSummary("A second officer confirms the decision").Produces<ReceiptAnswer>();
    }

    public static void MapDesk(this RouteGroupBuilder api)
    {
        api.MapGet("/desk/work", async (string? call, Word<WorkKind>? kind, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowWorklist(call, kind?.Value), cancellationToken), http, answer => answer.Position))
            .WithTags("Applications").WithSummary("What waits for the caller in the calls assigned to him or her").Produces<WorklistAnswer>();
        api.MapGet("/desk/differing", async (string? call, Guid? application, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new FindDiffering(call, application), cancellationToken), http, answer => answer.Position))
            .WithTags("Applications").WithSummary("Decisions and recorded verdicts that would come out differently with present knowledge").Produces<DifferingAnswer>();
    }
}

/// <summary>An officer's answer to a criterion, with the reason.</summary>
internal sealed record JudgementBody(string Criterion, bool Met, string? Reason = null);

/// <summary>Two organisations: one of this application, one of another.</summary>
internal sealed record ComparisonBody(Guid Organisation, Guid Other, bool Same, string? Reason = null);

/// <summary>For which organisation this proposal stands.</summary>
internal sealed record StandingBody(Guid Organisation, string? Reason = null);

/// <summary>How to decide; the reason is needed where that is not what the verdict says.</summary>
internal sealed record DecisionBody(bool Eligible, string? Reason = null);
