using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace EligibilityService.Host.Api;

/// <summary>What becomes of eligible proposals: evaluation, ranking, award, signature.</summary>
internal static class AwardApi
{
    private const long LargestFile = 5 * 1024 * 1024;

    public static void MapAwards(this RouteGroupBuilder applications)
    {
        applications.MapGet("/{id:guid}/award", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowAward(id), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("Evaluation, award and signature; for its people once the award is decided").Produces<AwardAnswer>();
        applications.MapPost("/{id:guid}/award", (Guid id, AwardBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeAward(id, body.Result, body.Amount, body.Reason), http, cancellationToken))
            .WithSummary("Propose what an evaluated proposal gets").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/award/confirmation", (Guid id, AwardConfirmationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmAward(id, body.Result, body.Amount), http, cancellationToken))
            .WithSummary("A second officer confirms it, by saying what").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/signature-check", (Guid id, SignatureCheckBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new CheckSignature(id, body.On), http, cancellationToken))
            .WithSummary("Check whether what must hold at the signature holds on a day").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/signature", (Guid id, SignatureBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeSignature(id, body.On, body.Reason), http, cancellationToken))
            .WithSummary("Propose that the grant agreement is signed").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/signature/confirmation", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmSignature(id), http, cancellationToken))
            .WithSummary("A second officer confirms it: the grant agreement is signed").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/consortium-changes", (Guid id, ConsortiumChangeBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeConsortiumChange(id, body.Id ?? Guid.CreateVersion7(), body.Leaves, body.Cluster, body.Organisation, body.Role, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Propose that a partner leaves, joins or is replaced between award and signature").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/consortium-changes/{change:guid}/confirmation", (Guid id, Guid change, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmConsortiumChange(id, change), http, cancellationToken))
            .WithSummary("A second officer confirms it: these sign").Produces<ReceiptAnswer>();

        applications.MapGet("/{id:guid}/reimbursement", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowReimbursement(id), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("What is reimbursed after an event; for its people once it is decided").Produces<ReimbursementDecisionAnswer>();
        applications.MapPost("/{id:guid}/reimbursement", (Guid id, ReimbursementBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeReimbursement(id, [.. (body.Journeys ?? []).Select(journey => new ShownJourney(journey.Spent, journey.Weeks, journey.Evidence ?? []))], body.Reason), http, cancellationToken))
            .WithSummary("Propose what is reimbursed, computed from the evidence within the call's amounts").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/reimbursement/confirmation", (Guid id, ReimbursementConfirmationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmReimbursement(id, body.Amount), http, cancellationToken))
            .WithSummary("A second officer confirms it, by saying the amount").Produces<ReceiptAnswer>();
    }

    public static void MapRankings(this RouteGroupBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Applications");
        calls.MapGet("/{call}/verdicts", async (string call, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new JudgeApplications(call, knownAt.Known(http)), cancellationToken), http, answer => answer.Position))
            .WithSummary("Every application of a call with its verdict, now or with what was known at a moment, and how it was decided").Produces<VerdictsOfCall>();
        calls.MapGet("/{call}/ranking", async (string call, string? strand, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowRanking(call, strand), cancellationToken), http, answer => answer.Position))
            .WithSummary("Evaluated proposals by score, strand by strand, with the budget line").Produces<RankingAnswer>();
        calls.MapPost("/{id:guid}/evaluations/imports", (Guid id, bool? preview, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ImportApi.Take(http, async content => Results.Ok(await mediator.Send(new ImportEvaluations(id, content, preview ?? false), cancellationToken)), cancellationToken))
            .WithSummary("Import the results of the evaluation from a CSV file, or see with preview=true what that would do")
            .WithDescription("Columns: application, score; if there are any, threshold, comment, and one 'criterion:<name>' for each award criterion. UTF-8, comma or semicolon, at most 2,000 rows. Repeating it is safe.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Produces<EvaluationReport>();
        calls.MapPost("/{id:guid}/proposals/imports", (Guid id, string? source, bool? preview, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => ImportApi.Take(
                http, async content => Results.Ok(await mediator.Send(new ImportProposals(id, source ?? "", content, http.Request.HasJsonContentType(), preview ?? false), cancellationToken)), cancellationToken, orJson: true))
            .WithSummary("Take proposals over from another submission system, as CSV or JSON, or see with preview=true what that would do")
            .WithDescription("Columns, or names in an array of objects: number, receivedAt, attestation, coordinator; if there are any, attestedBy, strand, partners, declarations, title, requestedGrant, eligibleCosts, durationMonths, targetCountries, pages. The coordinator is a cluster's id or a PIC; a partner also '999999999 Name (DE)'; several are parted by |. In time or late turns on receivedAt. At most 2,000 rows. The same source and number is the same application, so repeating it is safe; a later receipt is a further version.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Produces<ProposalsReport>();
    }
}

/// <summary>What a proposal gets, with the reason for the applicant.</summary>
/// <param name="Amount">The grant; only with funding.</param>
internal sealed record AwardBody(AwardResult Result, [property: Euro] decimal? Amount = null, string? Reason = null);

/// <summary>What the second officer confirms.</summary>
internal sealed record AwardConfirmationBody(AwardResult Result, [property: Euro] decimal? Amount = null);

/// <summary>For which day.</summary>
internal sealed record SignatureCheckBody(DateOnly On);

/// <summary>On which day; the reason is needed where not all conditions are met.</summary>
internal sealed record SignatureBody(DateOnly On, string? Reason = null);

/// <summary>Who leaves, who joins, or both.</summary>
/// <param name="Id">Of the change, so that asking again is safe.</param>
/// <param name="Cluster">Who joins, with a profile.</param>
/// <param name="Organisation">Who joins, without one.</param>
internal sealed record ConsortiumChangeBody(Guid? Leaves = null, Guid? Cluster = null, PartnerOrganisation? Organisation = null, PartnerRole Role = PartnerRole.Partner, string? Reason = null, Guid? Id = null);

/// <summary>What the evidence shows, one journey for each person.</summary>
internal sealed record ReimbursementBody(JourneyBody[]? Journeys, string? Reason = null);

/// <summary>What one person spent, and the documents that prove it.</summary>
/// <param name="Weeks">Whole weeks of the stay, where the call pays by the week.</param>
internal sealed record JourneyBody([property: Euro] decimal Spent, int? Weeks = null, Guid[]? Evidence = null);

/// <summary>The amount that is confirmed.</summary>
internal sealed record ReimbursementConfirmationBody([property: Euro] decimal Amount);
