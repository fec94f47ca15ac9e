using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using EligibilityService.Application.Feed;
using RabbitMQ.Client;

namespace EligibilityService.Infrastructure.Broker;

/// <summary>The RabbitMQ to which the feed is published. Without an address nothing is.</summary>
/// <param name="Uri">Holds a password; <see cref="Where"/> may be shown.</param>
public sealed record BrokerSettings(Uri? Uri = null)
{
    public bool IsOn => Uri is not null;

    /// <summary>What the exchanges' names begin with; one for each class follows it.</summary>
    public string Exchanges { get; init; } = "eligibility";

    public IReadOnlyList<string> ExchangeNames => [.. Enum.GetValues<FeedClass>().Select(NameOf)];

    public string NameOf(FeedClass @class) => $"{Exchanges}.{@class.ToString().ToLowerInvariant()}";

    /// <summary>After this number it begins where it was never on before; nothing: at the feed's end.</summary>
    public long? Start { get; init; } = 0;

    /// <summary>These alone vouch for the broker's certificate; without them, those that the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>So long the broker may take over a connection, or the confirmation of a few messages.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public string Where => Uri is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Uri.Host}:{(Uri.Port > 0 ? Uri.Port : Uri.Scheme == "amqps" ? 5671 : 5672)}{(Uri.AbsolutePath is "/" ? "" : Uri.AbsolutePath)}");

    /// <returns>Nothing where it is no address of a broker.</returns>
    public static Uri? Read(string given)
    {
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") || address.Host.Length == 0 || (address.Query + address.Fragment).Length > 0) return null;
        try
        {
            _ = new ConnectionFactory { Uri = address };
            return address;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public override string ToString() => Where;
}
