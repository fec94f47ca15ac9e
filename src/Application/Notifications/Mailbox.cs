using System.Security.Cryptography;
using EligibilityService.Application.Access;
using System.Text.Json.Serialization;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Notifications;

/// <summary>A mail as it was written, and what became of it.</summary>
/// <param name="At">When it was written, by the service's clock.</param>
/// <param name="PersonName">Missing once the person is erased.</param>
/// <param name="SentAt">Taken by the mail server, or laid into the mailbox where none is configured; in real time.</param>
/// <param name="GivenUpAt">For three days nobody took it.</param>
/// <param name="Trouble">What the mail server said last.</param>
public sealed record MailAnswer(Guid Id, string? PersonName, DateTimeOffset At, string Subject, string Text, DateTimeOffset? SentAt, DateTimeOffset? GivenUpAt, string? Trouble)
{
    [JsonIgnore]
    public Guid Person { get; init; }
}

/// <summary>Mails to the caller, newest first; for administrators, to everybody.</summary>
/// <param name="Waiting">So much is collected for the next daily mail.</param>
/// <param name="NextAt">When that one is written, by the service's clock.</param>
public sealed record MailboxAnswer(IReadOnlyList<MailAnswer> Mails, int Waiting, DateTimeOffset? NextAt);

/// <summary>How somebody wants to be told of what concerns his or her clusters.</summary>
/// <param name="Version">Counts the choices; also the entity tag.</param>
public sealed record PreferencesAnswer(MailChoice Choice, long Version)
{
    /// <summary>Chosen otherwise meanwhile; nothing was changed.</summary>
    [JsonIgnore]
    public Refusal? Refusal { get; init; }
}

/// <summary>Mails to the caller; for administrators, to everybody.</summary>
[May(Who.SignedIn)]
public sealed record ShowMailbox : IRequest<MailboxAnswer>;

[May(Who.SignedIn)]
public sealed record ShowMailPreferences : IRequest<PreferencesAnswer>;

/// <summary>Choose how one is told. It is personal data and lies with the person, not in an event.</summary>
[May(Who.SignedIn)]
public sealed record ChooseMailPreferences(MailChoice Choice) : IRequest<PreferencesAnswer>;

/// <summary>No more mail, asked for by whoever holds the token of a mail: it proves the person, so nobody signs in.</summary>
/// <returns>False where the token is none of ours.</returns>
[May(Who.Anyone)]
public sealed record Unsubscribe(string? Token) : IRequest<bool>;

public sealed class ChooseMailPreferencesShape : AbstractValidator<ChooseMailPreferences>
{
    public ChooseMailPreferencesShape() => RuleFor(command => command.Choice).IsInEnum()
        .WithMessage(Clusters.ProfileShape.Say("Choose how you want to be told.", "Wählen Sie, wie Sie benachrichtigt werden möchten.")).OverridePropertyName("choice");
}

/// <summary>Where mails and preferences lie, beside the persons they belong to.</summary>
public interface IMailbox
{
    /// <param name="person">Null: everybody's.</param>
    Task<MailboxAnswer> Show(Guid? person, CancellationToken cancellationToken);

    Task<PreferencesAnswer> Choice(Guid person, CancellationToken cancellationToken);

    /// <summary>What waits already follows the new choice. Of somebody who is not known any more nothing is kept.</summary>
    /// <param name="expected">The version it was chosen on; null: whatever it is.</param>
    /// <returns>False where it had been chosen otherwise meanwhile.</returns>
    Task<bool> Choose(Guid person, MailChoice choice, long? expected, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Tokens that prove a person to the page that ends the mails, and to nothing else.</summary>
public sealed class UnsubscribeTokens(ISeal seal)
{
    private const string Prefix = "no-more-mail ";

    public string Of(Guid person) => seal.Close(Prefix + person);

    public Guid? Person(string? token)
    {
        if (token is not { Length: > 0 and < 2_000 }) return null;

        try
        {
            return seal.Open(token) is var opened && opened.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(opened[Prefix.Length..], out var person) ? person : null;
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

public sealed class MailboxHandler(IMailbox mailbox, UnsubscribeTokens tokens, ICallerAccessor callers, CommandFrame frame, ServiceClock clock)
    : IRequestHandler<ShowMailbox, MailboxAnswer>, IRequestHandler<ShowMailPreferences, PreferencesAnswer>, IRequestHandler<ChooseMailPreferences, PreferencesAnswer>, IRequestHandler<Unsubscribe, bool>
{
    public async Task<MailboxAnswer> Handle(ShowMailbox question, CancellationToken cancellationToken)
    {
        var caller = callers.Caller;
        var shown = await mailbox.Show(caller.Is(Role.Administrator) ? null : caller.PersonId, cancellationToken);
        return shown with { Mails = [.. shown.Mails.Select(mail => mail.Person == caller.PersonId ? mail : mail with { Text = MailLinks.WithoutToken(mail.Text) })] };
    }

    private static readonly Refusal Stale = new("stale-version", new("This was chosen otherwise meanwhile. Look at it again.", "Das wurde inzwischen anders gewählt. Sehen Sie es sich noch einmal an."));

    public Task<PreferencesAnswer> Handle(ShowMailPreferences question, CancellationToken cancellationToken) => mailbox.Choice(callers.Caller.PersonId, cancellationToken);

    public async Task<PreferencesAnswer> Handle(ChooseMailPreferences command, CancellationToken cancellationToken)
    {
        var isChosen = await mailbox.Choose(callers.Caller.PersonId, command.Choice, frame.ExpectedVersion, clock.GetUtcNow(), cancellationToken);
        return (await mailbox.Choice(callers.Caller.PersonId, cancellationToken)) with { Refusal = isChosen ? null : Stale };
    }

    public async Task<bool> Handle(Unsubscribe command, CancellationToken cancellationToken)
    {
        if (tokens.Person(command.Token) is not { } person) return false;

        await mailbox.Choose(person, MailChoice.None, null, clock.GetUtcNow(), cancellationToken);
        return true;
    }
}
