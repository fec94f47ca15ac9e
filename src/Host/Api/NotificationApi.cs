using EligibilityService.Application.Notifications;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class NotificationApi
{
    private static readonly Refusal NotOurs = new("token-unknown", new(
        "This link is not complete, or none of ours. Sign in and choose under Notifications what you get.", "Dieser Link ist unvollständig oder nicht von uns. Melden Sie sich an und wählen Sie unter Benachrichtigungen, was Sie erhalten."));

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");

        notifications.MapGet("/preferences", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Shown(await mediator.Send(new ShowMailPreferences(), cancellationToken), http))
            .WithSummary("How one is told of what concerns one's clusters").Produces<PreferencesAnswer>();
        notifications.MapPut("/preferences", async (PreferencesBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Shown(await mediator.Send(new ChooseMailPreferences(body.Choice), cancellationToken), http))
            .WithSummary("Choose how one is told: daily, at once, or not at all").Produces<PreferencesAnswer>();
        notifications.MapGet("/mailbox", async (IMediator mediator, CancellationToken cancellationToken) => Results.Ok(await mediator.Send(new ShowMailbox(), cancellationToken)))
            .WithSummary("Mails to the caller, newest first; for administrators, to everybody").Produces<MailboxAnswer>();

        // RFC 8058: a mail program sends this POST by itself; it has no session, and the token proves the person.
        notifications.MapPost("/unsubscribe", async (string? token, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            await mediator.Send(new Unsubscribe(token), cancellationToken) ? Results.Ok(new ChosenAnswer(MailChoice.None)) : Results.Problem(Problems.Of(NotOurs, Problems.Language(http))))
            .WithSummary("No more mail, by the token of a mail, without signing in").Produces<ChosenAnswer>().WithMetadata(new ForEverybody());
        notifications.MapGet("/unsubscribe", (string? token) => Results.Redirect($"/unsubscribe?token={Uri.EscapeDataString(token ?? "")}"))
            .WithSummary("Where somebody follows the address by hand: to the page that asks").ExcludeFromDescription();
    }

    private static IResult Shown(PreferencesAnswer answer, HttpContext http)
    {
        if (answer.Refusal is { } refusal) return Results.Problem(Problems.Of(refusal, Problems.Language(http)));

        http.Response.Headers.ETag = $"\"{answer.Version}\"";
        return Results.Ok(answer);
    }
}

/// <summary>How one wants to be told.</summary>
internal sealed record PreferencesBody(MailChoice Choice);

/// <summary>What holds from now on.</summary>
internal sealed record ChosenAnswer(MailChoice Choice);
