using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EligibilityService.Tests;

/// <summary>What came in by one POST.</summary>
public sealed record Arrival(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Text);

    public string Id => Headers["webhook-id"];

    public long Number => long.Parse(Json.GetProperty("sequence").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    public int Counter => int.Parse(Json.GetProperty("counter").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A subscriber's endpoint: a real server on loopback that consents, keeps what comes, and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrival> _arrived = new();

    private int _attempts, _asked;

    private Receiver(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public int Port => new Uri(Url).Port;

    /// <summary>Everything that was taken, in the order in which it came.</summary>
    public IReadOnlyList<Arrival> Arrived => [.. _arrived];

    /// <summary>All POSTs, also those that were not taken.</summary>
    public int Attempts => _attempts;

    /// <summary>How often it was asked whether messages may come.</summary>
    public int Asked => _asked;

    /// <summary>Says how a message is answered; 2xx takes it.</summary>
    public Func<Arrival, HttpContext, Task> Answer { get; set; } = (_, http) => Status(http, 204);

    /// <summary>Says how it is answered whether messages may come.</summary>
    public Action<HttpContext> Consent { get; set; } = http => http.Response.Headers["WebHook-Allowed-Origin"] = http.Request.Headers["WebHook-Request-Origin"];

    public static async Task<Receiver> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.Take);
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/in";
        return receiver;
    }

    public static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task Take(HttpContext http)
    {
        if (http.Request.Method == "OPTIONS")
        {
            Interlocked.Increment(ref _asked);
            Consent(http);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var arrival = new Arrival(http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray());
        Interlocked.Increment(ref _attempts);
        await Answer(arrival, http);
        if (http.Response.StatusCode is >= 200 and < 300 && !http.RequestAborted.IsCancellationRequested) _arrived.Enqueue(arrival);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
