using System.Security.Cryptography;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Subscriptions;
using Npgsql;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Secrets that deliveries are signed with: shown once, then sealed; the keys to that lie with the host.</summary>
internal sealed class SecretBox(ISeal seal)
{
    private const string Prefix = "whsec_";
    private const int Length = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    public string Seal(string secret) => seal.Close(secret);

    /// <returns>What is signed with.</returns>
    public byte[] Open(string box) => Convert.FromBase64String(seal.Open(box)[Prefix.Length..]);
}

/// <summary>What one request needs of the feed's end, of addresses, and of a secret that comes to be with it.</summary>
internal sealed class SecretsAndAddresses(NpgsqlDataSource source, EndpointGuard guard, SecretBox box, CursorBell bell, TimeProvider time) : IWebhooks
{
    private string? _made;
    private bool _isConcerned;

    public string? KeptSecret { get; private set; }

    public DateTimeOffset RealTime => PinnableClock.Truncated(time.GetUtcNow());

    public async ValueTask<(string Epoch, long Last)> End(CancellationToken cancellationToken)
    {
        var progress = await Feed.Progress(source, cancellationToken);
        return (progress.Epoch, progress.Number);
    }

    public async ValueTask<Refusal?> Check(string url, CancellationToken cancellationToken) => await guard.Check(url, cancellationToken);

    public void NewSecret() => _made = SecretBox.New();

    /// <summary>For the transaction in which it is kept.</summary>
    public string? Sealed() => _made is { } secret ? box.Seal(secret) : null;

    /// <summary>The transaction is about a subscription.</summary>
    public void Concerned() => _isConcerned = true;

    /// <summary>It was committed.</summary>
    public void Committed()
    {
        if (!_isConcerned) return;

        KeptSecret = _made;
        _isConcerned = false;
        bell.Ring();
    }
}
