using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Feed;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace EligibilityService.Host.Api;

/// <summary>The feed to be fetched: pages of entries, or of events alone where a program asks for a batch of CloudEvents.</summary>
internal static class FeedApi
{
    public const string Batch = "application/cloudevents-batch+json";

    public static void MapFeed(this RouteGroupBuilder api)
    {
        api.MapGet("/feed", async (string? after, int? limit, int? wait, [AsParameters] FeedQuery query, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ReadFeed(after, limit ?? 100, wait ?? 0, query.Filter), cancellationToken);
            return answer.Refusal is not null ? Refused(answer, http) : Page(answer, http);
        }).WithTags("Feed").WithSummary("Every published event, in order, from any number on")
            .WithDescription($"With `Accept: {Batch}` the readable events alone, as a batch of CloudEvents; the cursor then stands in `Feed-Next` and `Link`. With a filter what does not fit, and what is withheld, is passed over: one is at the end when the number in `next` is `last`. Answered with 304 where If-None-Match names the same entries.")
            .Produces<FeedPage>().WithMetadata(new ForEverybody());
        api.MapGet("/feed/digest", async (long? from, long? to, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new DigestFeed(from, to), cancellationToken);
            return answer.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : Results.Ok(new DigestAnswer(answer.Epoch, answer.Last, answer.From, answer.To, answer.Digest));
        }).WithTags("Feed").WithSummary("One hash over a range of numbers and leaf hashes, the same for everybody: whoever computes it has received all of them").Produces<DigestAnswer>().WithMetadata(new ForEverybody());
        api.MapGet("/feed/snapshot", async (IMediator mediator, CancellationToken cancellationToken) => new SnapshotFile(await mediator.Send(new TakeSnapshot(), cancellationToken)))
            .WithTags("Feed").WithSummary("Where clusters, calls and outcomes stand after the last entry, a line of JSON each: to begin with, and follow from there")
            .Produces<string>(200, SnapshotFile.JsonLines).WithMetadata(new ForEverybody());
        api.MapGet("/feed/schemas/{type}", async (string type, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new ShowSchema(type), cancellationToken) is { } schema ? Results.Text(schema, "application/schema+json", Encoding.UTF8) : Answers.NotFound(http))
            .WithTags("Feed").WithSummary("JSON Schema (2020-12) of a type's data").Produces<string>(200, "application/schema+json").WithMetadata(new ForEverybody());
        api.MapGet("/feed/asyncapi", async (IMediator mediator, CancellationToken cancellationToken) => Results.Text(await mediator.Send(new ShowAsyncApi(), cancellationToken), "application/json", Encoding.UTF8))
            .WithTags("Feed").WithSummary("The published language as an AsyncAPI 3.0 document").Produces<string>(200, "application/json").WithMetadata(new ForEverybody());
    }

    public static IResult Refused(FeedAnswer answer, HttpContext http)
    {
        var problem = Problems.Of(answer.Refusal!, Problems.Language(http));
        if (answer.ResumeFrom is not null) (problem.Extensions["resumeFrom"], problem.Extensions["epoch"]) = (answer.ResumeFrom, answer.Epoch);
        return Results.Problem(problem);
    }

    public static FeedLine Line(FeedItem entry, Uri service) => new(entry.Number, entry.LeafHash, entry.IsStub ? null : CloudEvent.Of(entry, service), entry.Pending ? true : null);

    /// <summary>The address under which the caller reaches the service.</summary>
    public static Uri Service(HttpContext http) => http.RequestServices.GetRequiredService<ServiceAddress>().Known ?? new($"{http.Request.Scheme}://{http.Request.Host}/");

    private static IResult Page(FeedAnswer answer, HttpContext http)
    {
        var asBatch = http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(Batch, StringComparison.OrdinalIgnoreCase));
        var tag = Tag(answer, asBatch);
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new() { Private = true, NoCache = true };
        http.Response.Headers.Vary = "Authorization, Accept";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (!asBatch) return Results.Ok(new FeedPage(answer.Epoch, answer.Last, answer.Next, [.. answer.Entries.Select(entry => Line(entry, Service(http)))]));

        http.Response.Headers["Feed-Next"] = answer.Next;
        http.Response.Headers["Feed-Last"] = answer.Last.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.Link = $"<{Following(http, answer.Next)}>; rel=\"next\"";
        return Results.Json(answer.Entries.Where(entry => !entry.IsStub).Select(entry => CloudEvent.Of(entry, Service(http))).ToArray(), contentType: $"{Batch}; charset=utf-8");
    }

    private static string Following(HttpContext http, string next)
    {
        var rest = QueryString.Create(http.Request.Query.Where(asked => !asked.Key.Equals("after", StringComparison.OrdinalIgnoreCase)));
        return $"{http.Request.Path}{rest.Add("after", next)}";
    }

    /// <summary>The same for the same entries, read the same way; how far the feed goes meanwhile does not count.</summary>
    private static EntityTagHeaderValue Tag(FeedAnswer answer, bool asBatch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{answer.Next} {asBatch}"));
        Span<byte> entry = stackalloc byte[9];
        foreach (var item in answer.Entries)
        {
            BinaryPrimitives.WriteInt64BigEndian(entry, item.Number);
            entry[8] = item.IsStub ? item.Pending ? (byte)2 : (byte)1 : (byte)0;
            hash.AppendData(entry);
            hash.AppendData(Encoding.ASCII.GetBytes(item.LeafHash));
        }

        return new($"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"", isWeak: true);
    }

    /// <summary>A page of the feed.</summary>
    internal sealed record FeedPage(string Epoch, long Last, string Next, IReadOnlyList<FeedLine> Entries);

    /// <summary>One number of the feed.</summary>
    /// <param name="Event">Nothing where the caller may not read it: the number stays, so that nothing looks lost.</param>
    /// <param name="Pending">The service cannot read it yet: ask for this number again later.</param>
    internal sealed record FeedLine(long Number, string LeafHash, CloudEvent? Event, bool? Pending = null);

    /// <summary>A range of the feed in one hash.</summary>
    /// <param name="Last">Number of the last entry there is.</param>
    internal sealed record DigestAnswer(string Epoch, long Last, long From, long To, string Digest);
}

/// <summary>Narrows what is read of the feed.</summary>
internal readonly record struct FeedQuery(string[]? Type, string? Call, string? Country, Guid? Cluster, Word<FeedClass>? Class)
{
    public FeedChoice? Filter => new FeedChoice(
        Type?.SelectMany(types => types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray(), Call, Cluster, Country, Class?.Value) is { IsEmpty: false } asked ? asked : null;
}

/// <summary>A snapshot, sent while it is made.</summary>
internal sealed class SnapshotFile(Snapshot snapshot) : IResult
{
    public const string JsonLines = "application/jsonl";

    private const int LinesAtOnce = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, text, lines) = (httpContext.Response, new StringBuilder(), 0);
        response.ContentType = $"{JsonLines}; charset=utf-8";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["Feed-Next"] = Cursor.Of(snapshot.Epoch, snapshot.Number);
        await foreach (var line in snapshot.Lines.WithCancellation(httpContext.RequestAborted))
        {
            text.Append(line).Append('\n');
            if (++lines % LinesAtOnce != 0) continue;

            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
        }

        await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }
}
