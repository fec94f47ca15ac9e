using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Subscriptions;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class SubscriptionApi
{
    public static void MapSubscriptions(this RouteGroupBuilder api)
    {
        var subscriptions = api.MapGroup("/subscriptions").WithTags("Subscriptions");

        subscriptions.MapGet("/", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowSubscriptions(), cancellationToken), http, answer => answer.Position))
            .WithSummary("One's own subscriptions and how they are doing; for administrators, everybody's").Produces<SubscriptionsAnswer>();
        subscriptions.MapPost("/", async (SubscriptionBody body, IMediator mediator, IWebhooks webhooks, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new OpenSubscription(body.Id ?? Guid.CreateVersion7(), body.Delivery, body.Filter, body.Start ?? "now"), cancellationToken);
            return receipt.Created(http, $"/api/subscriptions/{receipt.StreamId}", stands => new SecretShown(stands.Id, stands.Version, stands.Position, webhooks.KeptSecret));
        }).WithSummary("Have entries of the feed sent to an address")
            .WithDescription("The secret that deliveries are signed with is in this answer and never shown again; asked again with the same Idempotency-Key, the answer comes without it. Nothing is sent before the address has said, by answering OPTIONS, that it wants to be sent to.")
            .Produces<SecretShown>(201);
        subscriptions.MapPost("/broker/place", async (PlaceBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => await mediator.Send(new MoveBroker(body.After), cancellationToken) switch
        {
            { Refusal: { } refusal } => Answers.Refused(refusal, http),
            { Broker: { } broker } => Results.Ok(broker),
            _ => Answers.NotFound(http),
        }).WithSummary("Publish to RabbitMQ after another number: back, so that entries come again, marked as replay, or ahead; for administrators").Produces<BrokerAnswer>();
        subscriptions.MapGet("/{id:guid}", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowSubscription(id), cancellationToken);
            return Answers.Found(answer, http, answer.Version, answer.Position);
        }).WithSummary("A subscription: where it stands, and why it does not go on").Produces<SubscriptionAnswer>();
        subscriptions.MapPatch("/{id:guid}", (Guid id, SubscriptionChangeBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ChangeSubscription(id, body.Delivery, body.Filter), http, cancellationToken))
            .WithSummary("Change where, how or what is sent; what is left out stays").Produces<ReceiptAnswer>();
        subscriptions.MapPost("/{id:guid}/pause", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => ClusterApi.Do(mediator, new PauseSubscription(id), http, cancellationToken))
            .WithSummary("Send nothing until it is resumed").Produces<ReceiptAnswer>();
        subscriptions.MapPost("/{id:guid}/resumption", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => ClusterApi.Do(mediator, new ResumeSubscription(id), http, cancellationToken))
            .WithSummary("Go on where it stood, also after the service had stopped it").Produces<ReceiptAnswer>();
        subscriptions.MapPost("/{id:guid}/ending", (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => ClusterApi.Do(mediator, new EndSubscription(id), http, cancellationToken))
            .WithSummary("End it for good").Produces<ReceiptAnswer>();
        subscriptions.MapPost("/{id:guid}/secrets", async (Guid id, SecretBody? body, IMediator mediator, IWebhooks webhooks, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new RenewSecret(id, body?.OthersForHours ?? 24), cancellationToken);
            return receipt.Created(http, $"/api/subscriptions/{id}", stands => new SecretShown(stands.Id, stands.Version, stands.Position, webhooks.KeptSecret));
        }).WithSummary("Renew the secret; the earlier ones hold for some hours yet").WithDescription("The secret is in this answer and never shown again.").Produces<SecretShown>(201);
        subscriptions.MapPost("/{id:guid}/place", (Guid id, PlaceBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => ClusterApi.Do(mediator, new MoveSubscription(id, body.After), http, cancellationToken))
            .WithSummary("Go on after another number: back, so that entries come again, or ahead").Produces<ReceiptAnswer>();

        subscriptions.MapGet("/{id:guid}/deliveries", async (Guid id, IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ShowDeliveries(id), cancellationToken)))
            .WithSummary("The last attempts: what was sent, what was answered, how long it took").Produces<DeliveriesAnswer>();
        subscriptions.MapPost("/{id:guid}/test", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Answer(await mediator.Send(new TestDelivery(id), cancellationToken), http))
            .WithSummary("Send one test message now, signed and within the limit a minute, and say what came of it").Produces<AttemptAnswer>();
        subscriptions.MapPost("/{id:guid}/retry", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new RetryNow(id), cancellationToken);
            return Answers.Found(answer, http, answer.Version, answer.Position);
        }).WithSummary("Do not wait for the end of the pause").Produces<SubscriptionAnswer>();
        subscriptions.MapPost("/{id:guid}/replays", (Guid id, ReplayBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Replay(new(id, body.From, body.To), mediator, http, cancellationToken))
            .WithSummary("Send a range once more, marked as replay, beside what is new").Produces<RunAnswer>();
        subscriptions.MapPost("/{id:guid}/trials", (Guid id, TrialBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Replay(new(id, body.From, body.To, IsTrial: true, body.Url), mediator, http, cancellationToken))
            .WithSummary("Try an address out with real history: a range, marked as test, each entry once").Produces<RunAnswer>();
        subscriptions.MapGet("/{id:guid}/dead-letters", async (Guid id, IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ShowDeadLetters(id), cancellationToken)))
            .WithSummary("Entries that were refused while others were taken").Produces<DeadLettersAnswer>();
        subscriptions.MapPost("/{id:guid}/dead-letters/{number:long}/retry", async (Guid id, long number, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new RetryDeadLetter(id, number), cancellationToken) is { } made ? Answer(made, http) : Answers.NotFound(http))
            .WithSummary("Send an entry that was set aside once more, now").Produces<AttemptAnswer>();
    }

    private static IResult Answer(AttemptMade made, HttpContext http) => made.Refusal is { } refusal ? Answers.Refused(refusal, http) : Results.Ok(made.Attempt);

    private static async Task<IResult> Replay(ReplayEntries command, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        var started = await mediator.Send(command, cancellationToken);
        return started.Refusal is { } refusal ? Results.Problem(Problems.Of(refusal, Problems.Language(http))) : Results.Ok(started.Run);
    }
}

/// <summary>A subscription to open.</summary>
/// <param name="Delivery">Where and how entries are sent.</param>
/// <param name="Filter">Which are wanted; left out: all that one may read.</param>
/// <param name="Start">now, beginning, or the number or cursor after which it begins; left out: now.</param>
/// <param name="Id">Made by the client, so that asking again is safe; without it, one is given.</param>
internal sealed record SubscriptionBody(WebhookDelivery Delivery, AskedFilter? Filter = null, string? Start = null, Guid? Id = null);

/// <summary>What is to change; what is left out stays.</summary>
internal sealed record SubscriptionChangeBody(WebhookDelivery? Delivery = null, AskedFilter? Filter = null);

/// <summary>How long the earlier secrets hold.</summary>
/// <param name="OthersForHours">0 to 168; left out: 24.</param>
internal sealed record SecretBody(int? OthersForHours = null);

/// <summary>Where the subscription stands, and the secret, this once.</summary>
/// <param name="Secret">Missing where a command was repeated.</param>
internal sealed record SecretShown(Guid Id, long Version, long Position, string? Secret);

/// <summary>Where to go on.</summary>
/// <param name="After">The number of an entry, or 0 for the beginning.</param>
internal sealed record PlaceBody(long After);

/// <summary>A range of the feed.</summary>
/// <param name="To">The last number; left out: the end of the feed.</param>
internal sealed record ReplayBody(long From, long? To = null);

/// <summary>A range of the feed, and where to.</summary>
/// <param name="Url">Left out: the subscription's own address.</param>
internal sealed record TrialBody(long From, long? To = null, string? Url = null);
