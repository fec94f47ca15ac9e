using System.Net;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>How the service sends to addresses outside.</summary>
/// <param name="Origin">By this name it asks an address whether it may send there.</param>
public sealed record WebhookSettings(string Origin = "eligibility-service")
{
    /// <summary>Without encryption: for a demonstration on one machine.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Networks inside the house to which it may send all the same.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>From the connection to the last byte read; waiting for a line does not count.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>So long nothing may be taken before the service stops sending.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Messages under way to one address where no strict order is asked for.</summary>
    public int AtOnce { get; init; } = 8;

    /// <summary>Attempts kept for the pages, of each subscription.</summary>
    public int Kept { get; init; } = 100;

    /// <summary>For a demonstration: what runs on this machine may be sent to.</summary>
    public static WebhookSettings OnOneMachine { get; } = new()
    {
        AllowHttp = true,
        AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")],
    };
}
