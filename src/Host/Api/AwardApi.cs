using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
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
