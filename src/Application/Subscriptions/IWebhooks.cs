using EligibilityService.Domain.Deciding;

namespace EligibilityService.Application.Subscriptions;

/// <summary>What subscriptions need to know of the feed, of addresses outside, and of secrets, which never come into an event.</summary>
public interface IWebhooks
{
    /// <summary>The feed's epoch, and the number of its last entry.</summary>
    ValueTask<(string Epoch, long Last)> End(CancellationToken cancellationToken);

    /// <summary>Why nothing is sent there, by a stable code and a sentence; nothing where it may be tried.</summary>
    ValueTask<Refusal?> Check(string url, CancellationToken cancellationToken);

    /// <summary>A new secret. It is kept, sealed, together with the event that it belongs to, or not at all.</summary>
    void NewSecret();

    /// <summary>The secret that was kept just now, to be shown this once; nothing where a command was repeated.</summary>
    string? KeptSecret { get; }

    /// <summary>In real time, like signatures.</summary>
    DateTimeOffset RealTime { get; }
}
