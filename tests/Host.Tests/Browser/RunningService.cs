using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Host.Pages;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>The whole service as people start it, in a process and a folder of its own, with the programme's data and no cluster.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"eligibility-service-{Path.GetRandomFileName()}")).FullName;
    private Process? _process;

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The profile that the demonstration's applicant has registered last.</summary>
    public string? Registered { get; set; }

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location]) { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = Url;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Embedded__DataDirectory"] = Path.Combine(_folder, "data");
        start.Environment["Demo__Data"] = "programme";
        _process = Process.Start(start)!;
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        _process.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
        _process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            if (_process.HasExited || waited.Elapsed > Patience) throw new InvalidOperationException("The service did not start: " + string.Join('\n', said));
            try
            {
                using var answer = await client.GetAsync(new Uri(Url + "/api/calls"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>Asks the API as one of the demonstration's people; fails unless it is done.</summary>
    public async Task<JsonNode> Ask(string client, HttpMethod method, string path, object? body = null, long? version = null)
    {
        using var http = new HttpClient { BaseAddress = new(Url) };
        using var grant = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", client)]);
        using var token = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), grant);
        var access = (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();

        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Headers = { Authorization = new("Bearer", access) } };
        if (body is not null) request.Content = body is string text ? new StringContent(text, new MediaTypeHeaderValue("application/json")) : JsonContent.Create(body);
        if (version is { } known) request.Headers.TryAddWithoutValidation("If-Match", $"\"{known}\"");
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {said}");
        return JsonNode.Parse(said)!;
    }

    /// <summary>Waits until every page shows what has been written up to there.</summary>
    public Task Reach(JsonNode receipt) => Ask("demo-officer", HttpMethod.Get, $"/api/calls?minPosition={receipt["position"]}");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // The database may take a moment longer to let go; the folder is a temporary one.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
