using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using MediatR;
using Microsoft.OpenApi;

namespace EligibilityService.Host.Api;

internal static class ClusterApi
{
    public static void MapClusters(this RouteGroupBuilder api)
    {
        var clusters = api.MapGroup("/clusters").WithTags("Clusters");

        clusters.MapPost("/", Register).WithSummary("Begin a profile").Accepts<ProfileFields>("application/json").WithMetadata(new PiecewiseBody(("id", PiecewiseBody.Of(JsonSchemaType.String, "Made by the client, so that asking again is safe; without it, one is given.", "uuid")))).Produces<ReceiptAnswer>(201);
        clusters.MapGet("/review-queue", async (string? cursor, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowReviewsDue(cursor, limit ?? ShowReviewsDue.Usual), cancellationToken), http, answer => answer.Position))
            .WithSummary("What waits for a moderator: profiles, the oldest request first, claims, entries to verify").Produces<ReviewQueueAnswer>();
        clusters.MapGet("/my-region", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowMyRegion(), cancellationToken), http, answer => answer.Position))
            .WithSummary("For a regional agency: the clusters of its region that agreed, and where they stand with the open calls").Produces<RegionAnswer>();
        clusters.MapGet("/{id:guid}", Show).WithSummary("A cluster's profile").Produces<ClusterAnswer>().WithMetadata(new ForEverybody());
        clusters.MapPatch("/{id:guid}/profile", Change).WithSummary("Change entries of a profile; null empties one").Accepts<ProfileFields>("application/json").WithMetadata(new PiecewiseBody(
            ("validFrom", PiecewiseBody.Of(JsonSchemaType.String, "Day from which the change holds; without it, from now on.", "date")),
            ("validUntil", PiecewiseBody.Of(JsonSchemaType.String, "Last day on which it holds.", "date")),
            ("correction", PiecewiseBody.Of(JsonSchemaType.Boolean, "What was said before was wrong, instead of having changed.")))).Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/review", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Do(mediator, new RequestReview(id), http, cancellationToken))
            .WithSummary("Ask for the profile to be reviewed").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/publication", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Do(mediator, new PublishProfile(id), http, cancellationToken))
            .WithSummary("Publish a reviewed profile").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/refusal", (Guid id, ReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Do(mediator, new RefuseProfile(id, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Refuse a profile, with the reason").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/suspension", (Guid id, ReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Do(mediator, new SuspendProfile(id, body.Reason ?? ""), http, cancellationToken))
            .WithSummary("Suspend a published profile, with the reason").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/withdrawal", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Do(mediator, new WithdrawCluster(id), http, cancellationToken))
            .WithSummary("Withdraw the profile").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/labels", (Guid id, LabelBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new AwardLabel(id, body.Label, Month(body.InterviewMonth), body.ValidFrom, body.ValidUntil, body.AwardedBy), http, cancellationToken))
            .WithSummary("Record a quality label").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/labels/{label}/revocation", (Guid id, Word<QualityLabel> label, FromBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new RevokeLabel(id, label.Value, body.From), http, cancellationToken)).WithSummary("A label was taken away from a day on").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/verifications", (Guid id, VerificationBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new VerifyEntry(id, body.Event), http, cancellationToken)).WithSummary("Verify what an event told").Produces<ReceiptAnswer>();
        clusters.MapGet("/{id:guid}/people", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowPeople(id), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("Whom to ask about the cluster, and who acts for it").Produces<PeopleAnswer>();
        clusters.MapPost("/{id:guid}/colleagues", (Guid id, EmailBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new AddColleague(id, body.Email ?? ""), http, cancellationToken)).WithSummary("Let a colleague act for the cluster").Produces<ReceiptAnswer>();
        clusters.MapDelete("/{id:guid}/colleagues/{person:guid}", (Guid id, Guid person, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new RemoveColleague(id, person), http, cancellationToken)).WithSummary("A colleague, or oneself, no longer acts for the cluster").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/claims", (Guid id, OptionalReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new ClaimCluster(id, body.Reason), http, cancellationToken)).WithSummary("Claim an imported entry").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/claims/{person:guid}/confirmation", (Guid id, Guid person, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new DecideClaim(id, person, Confirm: true), http, cancellationToken)).WithSummary("Confirm a claim").Produces<ReceiptAnswer>();
        clusters.MapPost("/{id:guid}/claims/{person:guid}/refusal", (Guid id, Guid person, ReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Do(mediator, new DecideClaim(id, person, Confirm: false, body.Reason ?? ""), http, cancellationToken)).WithSummary("Refuse a claim, with the reason").Produces<ReceiptAnswer>();

        clusters.MapGet("/{id:guid}/partner-searches", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new Application.PartnerSearches.ShowOwnPartnerSearches(id), cancellationToken), http, answer => answer.Position))
            .WithSummary("For its own people: the cluster's partner searches, also those that are over").WithTags("Partner searches").Produces<Application.PartnerSearches.PartnerSearchesAnswer>();
        clusters.MapGet("/{id:guid}/eligibility", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowVerdicts(id), cancellationToken), http, answer => answer.Position))
            .WithSummary("Where the cluster stands with every call").WithTags("Eligibility").Produces<VerdictsAnswer>();
        clusters.MapGet("/{id:guid}/eligibility/{call}", async (Guid id, string call, string? strand, Moment? at, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowVerdict(id, call, strand, at?.Value, knownAt.Known(http)), cancellationToken), http, answer => answer.Position))
            .WithSummary("May it take part, why or why not").WithTags("Eligibility").Produces<VerdictAnswer>();
    }

    private static async Task<IResult> Register(JsonObject body, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        var id = Take<Guid?>(body, "id") ?? Guid.CreateVersion7();

        var receipt = await mediator.Send(new RegisterCluster(id, body.Deserialize<ProfileFields>(FactJson.Options)!), cancellationToken);
        return receipt.Created(http, $"/api/clusters/{receipt.StreamId}");
    }

    private static async Task<IResult> Show(Guid id, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ShowCluster(id, knownAt.Known(http)), cancellationToken);
        return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
    }

    /// <summary>A merge patch (RFC 7396) of the profile's entries; validFrom, validUntil and correction speak about the change itself.</summary>
    private static async Task<IResult> Change(Guid id, JsonObject body, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        var (from, until) = (Take<DateOnly?>(body, "validFrom"), Take<DateOnly?>(body, "validUntil"));
        var kind = Take<bool?>(body, "correction") == true ? FactKind.Correction : FactKind.Change;
        string[] cleared = [.. body.Where(member => member.Value is null).Select(member => member.Key)];
        foreach (var name in cleared) body.Remove(name);

        var receipt = await mediator.Send(new ChangeProfile(id, body.Deserialize<ProfileFields>(FactJson.Options)!, cleared, from, until, kind), cancellationToken);
        return receipt.Done(http);
    }

    private static T? Take<T>(JsonObject body, string name)
    {
        try
        {
            var value = body[name] is { } node ? node.Deserialize<T>(FactJson.Options) : default;
            body.Remove(name);
            return value;
        }
        catch (JsonException wrong)
        {
            throw new JsonException(wrong.Message, $"$.{name}", null, null, wrong);
        }
    }

    /// <summary>2015-03 or any day of the month.</summary>
    private static DateOnly? Month(string? month) =>
        month is null ? null
        : DateOnly.TryParseExact(month.Length == 7 ? month + "-01" : month, "yyyy-MM-dd", out var day) ? day
        : throw new JsonException(ProfileShape.Say("A month, such as 2015-03.", "Ein Monat wie 2015-03."), "$.interviewMonth", null, null);

    internal static async Task<IResult> Do(IMediator mediator, IRequest<Application.Receipt> command, HttpContext http, CancellationToken cancellationToken) =>
        (await mediator.Send(command, cancellationToken)).Done(http);
}

/// <summary>The reason, for those it concerns.</summary>
internal sealed record ReasonBody(string? Reason = null);

/// <summary>A reason, where there is one to give.</summary>
internal sealed record OptionalReasonBody(string? Reason = null);

/// <summary>A quality label: the month of its interview, or first and last day.</summary>
internal sealed record LabelBody(QualityLabel Label, string? InterviewMonth = null, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null, string? AwardedBy = null);

/// <summary>The day from which on.</summary>
internal sealed record FromBody(DateOnly From);

/// <summary>Id of the event whose entries were checked.</summary>
internal sealed record VerificationBody(Guid Event);

/// <summary>The address of the colleague's account.</summary>
internal sealed record EmailBody(string? Email = null);
