using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Deciding;
using EligibilityService.Host.Identity;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EligibilityService.Host.Api;

/// <summary>The feed as server-sent events. Who breaks off comes again with Last-Event-ID, which is the cursor.</summary>
internal static class FeedStreamApi
{
    public const string EventStream = "text/event-stream", Stub = "stub", EpochEnded = "feed-epoch-ended";

    private const int Page = 200, Heartbeat = 15;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static void MapFeedStream(this RouteGroupBuilder api) =>
        api.MapGet("/feed/stream", async (
            string? after, [AsParameters] FeedQuery query, IMediator mediator, ICallerAccessor callers, OpenStreams streams, IHostApplicationLifetime lifetime, TimeProvider time, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, HttpContext http, CancellationToken cancellationToken) =>
        {
            using var place = streams.Take(callers.Caller, http);
            if (place is null)
            {
                http.Response.Headers.RetryAfter = "60";
                var language = Problems.Language(http);
                return Results.Problem(Problems.New(429, "too-many-streams", OpenStreams.TooMany.In(language)));
            }

            var cursor = http.Request.Headers["Last-Event-ID"].FirstOrDefault() is { Length: > 0 } resumed ? resumed : after;
            var first = await mediator.Send(new ReadFeed(cursor, Page, 0, query.Filter), cancellationToken);
            if (first.Refusal is not null) return FeedApi.Refused(first, http);

            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
            ending.CancelAfter(Lasts(http, time));
            await Send(first, query.Filter, mediator, json.Value.SerializerOptions, http, ending.Token);
            return Results.Empty;
        }).WithTags("Feed").WithSummary("The feed as server-sent events: each entry as it is numbered")
            .WithDescription("The id of each is its cursor: `Last-Event-ID` resumes. Entries that are withheld come as events named `stub`. A comment every 15 seconds shows that the line holds. The stream ends with the token, after an hour, and when the host stops: come again.")
            .Produces<string>(200, EventStream).WithMetadata(new ForEverybody());

    private static async Task Send(FeedAnswer page, FeedChoice? only, IMediator mediator, JsonSerializerOptions json, HttpContext http, CancellationToken ending)
    {
        var (response, service) = (http.Response, FeedApi.Service(http));
        response.ContentType = EventStream;
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await response.WriteAsync("retry: 2000\n\n", ending);
            while (true)
            {
                foreach (var entry in page.Entries)
                {
                    await response.WriteAsync(
                        $"id: {Cursor.Of(page.Epoch, entry.Number)}\n{(entry.IsStub ? $"event: {Stub}\n" : "")}data: {JsonSerializer.Serialize(FeedApi.Line(entry, service), json)}\n\n", ending);
                }

                // An id without data moves the reader's cursor past what did not fit; the comment shows that the line holds.
                await response.WriteAsync($"id: {page.Next}\n: {page.Last.ToString(CultureInfo.InvariantCulture)}\n\n", ending);
                await response.Body.FlushAsync(ending);

                page = await mediator.Send(new ReadFeed(page.Next, Page, Heartbeat, only), ending);
                if (page.Refusal is null) continue;

                if (page.ResumeFrom is { } resume) await response.WriteAsync($"id: {resume}\nevent: {EpochEnded}\ndata: {JsonSerializer.Serialize(new { page.Epoch, resumeFrom = resume }, json)}\n\n", ending);
                return;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, the token ended or the host stops: what was sent is whole, and the reader comes again with its cursor.
        }
    }

    /// <summary>As long as the token: entitlements are weighed with every page, the token only when the stream begins.</summary>
    private static TimeSpan Lasts(HttpContext http, TimeProvider time)
    {
        var expires = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        var left = expires - time.GetUtcNow();
        return left is { } until && until < Longest ? until > TimeSpan.Zero ? until : TimeSpan.FromSeconds(1) : Longest;
    }
}

/// <summary>How many streams are open on this host, for each caller: whoever opens ever more of them gets no more.</summary>
internal sealed class OpenStreams(IConfiguration configuration)
{
    public static readonly Text TooMany = new(
        "So many streams are open already. Close one of them, or fetch pages from /api/feed.", "So viele Ströme sind schon offen. Schließen Sie einen davon, oder rufen Sie Seiten von /api/feed ab.");

    private readonly int _each = configuration.GetValue("Feed:StreamsPerCaller", 10), _all = configuration.GetValue("Feed:Streams", 2_000);
    private readonly ConcurrentDictionary<string, int> _open = new();
    private int _sum;

    /// <returns>Null where there are too many.</returns>
    public IDisposable? Take(Caller caller, HttpContext http)
    {
        var key = caller.IsAuthenticated ? caller.PersonId.ToString() : RateLimits.Address(http);
        var place = new Place(this, key);
        if (Interlocked.Increment(ref _sum) <= _all & _open.AddOrUpdate(key, 1, (_, open) => open + 1) <= _each) return place;

        place.Dispose();
        return null;
    }

    private sealed class Place(OpenStreams streams, string key) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref streams._sum);
            if (streams._open.AddOrUpdate(key, 0, (_, open) => open - 1) <= 0) streams._open.TryRemove(new(key, 0));
        }
    }
}
