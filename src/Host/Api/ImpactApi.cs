using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Calls;
using MediatR;

namespace EligibilityService.Host.Api;

/// <summary>What a text would change, before it comes into force: in numbers while it is written, by name once it is proposed.</summary>
internal static class ImpactApi
{
    public static void MapImpacts(this RouteGroupBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Calls");

        calls.MapPost("/{id:guid}/impact", async (Guid id, CallTerms terms, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var weighed = await mediator.Send(new WeighImpact(id, terms), cancellationToken);
            return weighed.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : Answers.Found(weighed.Counts, http, counts => counts.Position);
        })
        .WithSummary("What would this text change? Counts by country and reason, never names; nothing is kept")
        .WithDescription("For a text that is still being written. A count that is left out is at least 1 and less than 'few', or would tell such a one; the others are rounded to fives.")
        .Produces<ImpactCounts>();

        calls.MapGet("/{id:guid}/impact", async (Guid id, int? corrigendum, string? cursor, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var look = await mediator.Send(new ShowImpact(id, corrigendum, cursor, limit ?? ShowImpact.Usual), cancellationToken);
            return look.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : Answers.Found(look.Answer, http, answer => answer.Recorded);
        })
        .WithSummary("By name, whom a proposed corrigendum or a publication that is proposed would affect; each look is recorded")
        .WithDescription("For officers assigned to the call and without conflict of interests, and for auditors. Without 'corrigendum' the text whose publication is proposed. The second officer must have looked at exactly the text she confirms.")
        .Produces<ImpactAnswer>();

        File("/{id:guid}/impact.csv", asCsv: true, "All who would be affected, as a CSV file with a line for each criterion; the look is recorded");
        File("/{id:guid}/impact.jsonl", asCsv: false, "All who would be affected, a line of JSON each, after a first line with the counts; the look is recorded");

        void File(string address, bool asCsv, string summary) => calls.MapGet(address,
            (Guid id, int? corrigendum, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Export(id, corrigendum, asCsv, mediator, http, cancellationToken))
            .WithSummary(summary).Produces<string>(200, asCsv ? ImpactFile.Csv : ImpactFile.JsonLines);
    }

    public static async Task<IResult> Export(Guid id, int? corrigendum, bool asCsv, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        var look = await mediator.Send(new ShowImpact(id, corrigendum, Limit: null), cancellationToken);
        return look.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : new ImpactFile(look.Answer!, asCsv);
    }
}
