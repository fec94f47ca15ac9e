using System.Net;
using System.Net.Sockets;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Finds the addresses behind a host's name.</summary>
public delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancellationToken);

/// <summary>Lets nobody use the service to reach into the house: looks at the address behind a name, when it is given and at every connection anew.</summary>
/// <remarks>It connects to the very address it looked at, so a name that points elsewhere a moment later gains nothing.</remarks>
internal sealed class EndpointGuard(WebhookSettings settings, NameResolver resolve)
{
    private static readonly IPNetwork[] Inside =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only this is given out for the world; all else is local, reserved or wraps something.</summary>
    private static readonly IPNetwork World = IPNetwork.Parse("2000::/3"), Wrapped = IPNetwork.Parse("64:ff9b::/96");

    public bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (Wrapped.Contains(address)) return IsAllowed(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        if (settings.AllowedNetworks.Any(network => network.Contains(address))) return true;

        return (address.AddressFamily is AddressFamily.InterNetwork || World.Contains(address)) && !Array.Exists(Inside, network => network.Contains(address));
    }

    /// <summary>Before anything is sent: why not, in words for whoever gave the address.</summary>
    public async Task<Refusal?> Check(string url, CancellationToken cancellationToken)
    {
        var address = new Uri(url);
        if (address.Scheme != "https" && !settings.AllowHttp) return NeedsHttps;

        try
        {
            return (await Resolve(address.DnsSafeHost, cancellationToken)).All(IsAllowed) ? null : PointsInside;
        }
        catch (SocketException)
        {
            return NotFound;
        }
    }

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host, cancellationToken);
        if (!addresses.All(IsAllowed)) throw new AddressRefused();

        SocketException? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failed)
            {
                socket.Dispose();
                failure = failed;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure!;
    }

    private async Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static readonly Refusal NeedsHttps = new("endpoint-needs-https", new(
        "Give an address that begins with https.", "Geben Sie eine Adresse an, die mit https beginnt."));

    private static readonly Refusal PointsInside = new("endpoint-inside", new(
        "This address leads into a private network, where the service does not send. Give one that can be reached from outside.",
        "Diese Adresse führt in ein privates Netz, dorthin sendet der Dienst nicht. Geben Sie eine an, die von außen erreichbar ist."));

    private static readonly Refusal NotFound = new("endpoint-not-found", new(
        "Nothing is known under this name. Check the address.", "Unter diesem Namen ist nichts bekannt. Prüfen Sie die Adresse."));
}

/// <summary>The name leads to where the service does not send.</summary>
internal sealed class AddressRefused() : Exception("The name leads into a private network.");
