using System.Net;
using System.Net.Sockets;
using EligibilityService.Infrastructure.Embedded;
using Microsoft.AspNetCore.Connections;

namespace EligibilityService.Host.Startup;

/// <summary>Whether the service can listen where it is told to, asked before anything else is begun: a taken port should cost nobody a minute.</summary>
internal static class Addresses
{
    private const string Unsaid = "http://localhost:5000";   // Kestrel's own choice

    /// <exception cref="StartupFailure">The first address that cannot be used.</exception>
    public static void EnsureFree(IConfiguration configuration)
    {
        foreach (var address in Configured(configuration)) Try(address);
    }

    /// <summary>The sentence for an address that was taken between that question and the start.</summary>
    public static StartupFailure? TakenMeanwhile(Exception failed, IConfiguration configuration)
    {
        if (failed is not (AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })) return failed.InnerException is { } inner ? TakenMeanwhile(inner, configuration) : null;
        try
        {
            EnsureFree(configuration);
            return StartupFailure.PortTaken(string.Join(", ", Configured(configuration)), failed);   // free again by now
        }
        catch (StartupFailure named)
        {
            return named;
        }
    }

    /// <summary>As Kestrel reads it: endpoints win over addresses, addresses over ports.</summary>
    private static string[] Configured(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Length > 0) return endpoints;

        string[] urls = [.. Split(configuration["urls"])];
        if (urls.Length > 0) return urls;

        string[] ports = [.. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}")];
        return ports.Length > 0 ? ports : [Unsaid];
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Try(string address)
    {
        var parsed = Parse(address);
        if (parsed.IsUnixPipe || parsed.IsNamedPipe || parsed.Port == 0) return;

        foreach (var ip in Meant(parsed.Host))
        {
            try
            {
                using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                if (ip.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
                socket.Bind(new IPEndPoint(ip, parsed.Port));
                socket.Listen(1);
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                throw StartupFailure.PortTaken(address, refused);
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied)
            {
                throw new StartupFailure($"{Environment.UserName} may not listen on {address}; ports below 1024 are kept for root, so choose a higher one with ASPNETCORE_URLS.", refused);
            }
            catch (SocketException refused) when (!parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                throw new StartupFailure($"The service cannot listen on {address} ({refused.Message}); choose an address of this machine with ASPNETCORE_URLS.", refused);
            }
            catch (SocketException)
            {
                // This machine has only one of the two loopback addresses; Kestrel is content with that as well.
            }
        }
    }

    private static BindingAddress Parse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException unreadable)
        {
            throw new StartupFailure($"'{address}' is not an address to listen on; ASPNETCORE_URLS should read like http://localhost:5080.", unreadable);
        }
    }

    /// <summary>Any other name means every address of the machine, as a plus or an asterisk does.</summary>
    private static IPAddress[] Meant(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : Socket.OSSupportsIPv6 ? [IPAddress.IPv6Any] : [IPAddress.Any];
}
