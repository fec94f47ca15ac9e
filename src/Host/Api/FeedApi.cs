using EligibilityService.Application.Feed;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class FeedApi
{
    public static void MapFeed(this RouteGroupBuilder api) => api.MapGet("/feed", async (string? after, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
    {
        var answer = await mediator.Send(new ReadFeed(after, limit ?? 100), cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            var problem = Problems.Of(refusal, Problems.Language(http));
            problem.Extensions["resumeFrom"] = answer.ResumeFrom;
            problem.Extensions["epoch"] = answer.Epoch;
            return Results.Problem(problem);
        }

        return Results.Ok(new FeedPage(answer.Epoch, answer.Last, answer.Next, [.. answer.Entries.Select(entry => new FeedLine(entry.Number, entry.LeafHash, entry.IsStub ? null : CloudEvent.Of(entry), entry.Pending ? true : null))]));
    }).WithTags("Feed").WithSummary("Every published event, in order, from any number on").Produces<FeedPage>().WithMetadata(new ForEverybody());

    /// <summary>A page of the feed.</summary>
    internal sealed record FeedPage(string Epoch, long Last, string Next, IReadOnlyList<FeedLine> Entries);

    /// <summary>One number of the feed.</summary>
    /// <param name="Event">Nothing where the caller may not read it: the number stays, so that nothing looks lost.</param>
    /// <param name="Pending">The service cannot read it yet: ask for this number again later.</param>
    internal sealed record FeedLine(long Number, string LeafHash, CloudEvent? Event, bool? Pending = null);
}
