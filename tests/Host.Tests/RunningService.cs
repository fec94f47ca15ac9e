using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests;

/// <summary>The real host as a process of its own, on a free port of this machine. What it said goes into the message of whatever fails.</summary>
public sealed partial class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> _said = new(), _complained = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, Task<string>> _tokens = new();
    private readonly List<HttpClient> _clients = [];
    private readonly DirectoryInfo _folder;

    private RunningService(Process process, DirectoryInfo folder)
    {
        (_process, _folder) = (process, folder);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            Hear(line.Data);
            if (line.Data is not null) _complained.Enqueue(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address => _listening.Task.Result;

    /// <summary>How long it took until it answered.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it wrote to stderr.</summary>
    public IReadOnlyCollection<string> Complaints => _complained;

    public string Log => string.Join(Environment.NewLine, _said);

    /// <summary>Starts a host on a database and waits until it is ready.</summary>
    /// <param name="data">How much of the demonstration is played: none, programme or full.</param>
    public static async Task<RunningService> Start(string database, string data = "programme", params (string Name, string Value)[] settings)
    {
        var service = Launch([("ConnectionStrings__Eligibility", database), ("Demo__Enabled", "true"), ("Demo__Data", data), .. settings]);
        try
        {
            await service.Ready();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host on a database in which the programme has been played already: half the work, and the same to whoever asks.</summary>
    public static async Task<RunningService> StartPlayed(PostgresFixture postgres)
    {
        var keys = ("Keys__Directory", postgres.Folder("keys"));
        var database = await postgres.CopyOf("programme", async empty =>
        {
            await using var first = await Start(empty, "programme", keys);
            await first.Stop();
        });
        await RestartClock(database);
        return await Start(database, "programme", keys);
    }

    private static async Task RestartClock(string database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("update eligibility.demonstration_clock set since = now()", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts a host that need not come up.</summary>
    public static RunningService Launch(params (string Name, string Value)[] settings) => Launch([], settings);

    /// <summary>Runs one of the terminal's commands to its end.</summary>
    public static async Task<RunningService> Run(string[] command, params (string Name, string Value)[] settings)
    {
        var service = Launch(command, settings);
        await service.Ended();
        return service;
    }

    private static RunningService Launch(string[] command, (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("eligibility-host-");
        var start = new ProcessStartInfo("dotnet", [Program, .. command]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment["Keys__Directory"] = Path.Combine(folder.FullName, "keys");
        foreach (var (name, value) in settings) start.Environment[name] = value;

        return new(Process.Start(start)!, folder);
    }

    /// <summary>A caller with the token of a demonstration client, such as "applicant" or "second-officer"; without one, anybody.</summary>
    public HttpClient Client(string? role = null, string language = "en")
    {
        var client = new HttpClient(new Bearer(this, role)) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        lock (_clients) _clients.Add(client);
        return client;
    }

    /// <summary>Ends it as an operator would.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        if (!_process.HasExited) Process.Start("kill", ["-TERM", $"{_process.Id}"]).Dispose();
        return await Ended();
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await Ended();
    }

    /// <summary>The last it said, from the failure on; what it writes arrives a moment after the answer.</summary>
    private async Task<string> WhatWentWrong(CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        while (!_said.Any(line => line.StartsWith("fail:", StringComparison.Ordinal)) && since.Elapsed < TimeSpan.FromSeconds(5)) await Task.Delay(50, cancellationToken);
        await Task.Delay(200, cancellationToken);
        return string.Join(Environment.NewLine, _said.TakeLast(60));
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task Says(string part)
    {
        var since = Stopwatch.StartNew();
        while (!Log.Contains(part, StringComparison.Ordinal))
        {
            if (_process.HasExited || since.Elapsed > Patience) throw new TimeoutException($"The host never said '{part}'. It said:{Environment.NewLine}{Log}");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits for a host that ends by itself.</summary>
    public async Task<int> Ended()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException lasting)
        {
            throw new TimeoutException($"The host did not end. It said:{Environment.NewLine}{Log}", lasting);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && _listening.Task.IsCompletedSuccessfully) await Stop();
        if (!_process.HasExited) await Kill();
        lock (_clients)
        {
            foreach (var client in _clients) client.Dispose();
        }

        _process.Dispose();
        if (_folder.Exists) _folder.Delete(recursive: true);
    }

    private async Task Ready()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var asking = new HttpClient();
        try
        {
            var address = await Task.WhenAny(_listening.Task, _process.WaitForExitAsync(patience.Token)) == _listening.Task ? await _listening.Task : throw new InvalidOperationException();
            while (!await IsReady(asking, address, patience.Token)) await Task.Delay(50, patience.Token);
            ReadyAfter = _since.Elapsed;
        }
        catch (Exception failed) when (failed is OperationCanceledException or InvalidOperationException)
        {
            throw new TimeoutException($"The host did not become ready. It said:{Environment.NewLine}{Log}", failed);
        }
    }

    private async Task<bool> IsReady(HttpClient asking, Uri address, CancellationToken cancellationToken)
    {
        if (_process.HasExited) throw new InvalidOperationException();
        try
        {
            using var answer = await asking.GetAsync(new Uri(address, "/health/ready"), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (Listening().Match(line) is { Success: true } at) _listening.TrySetResult(new(at.Groups[1].Value));
    }

    public Task<string> Token(string role) => _tokens.GetOrAdd(role, async name =>
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", $"demo-{name}"), new("client_secret", $"demo-{name}")]));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    });

    /// <summary>The program as its own project built it, in the configuration of these tests.</summary>
    private static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            var (framework, configuration) = (here.Name, here.Parent!.Name);
            return Path.Combine(Repository.Root, "src", "Host", "bin", configuration, framework, "EligibilityService.Host.dll");
        }
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Listening();

    private sealed class Bearer(RunningService service, string? role) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (role is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await service.Token(role));
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.InternalServerError) throw new InvalidOperationException($"{request.Method} {request.RequestUri} broke down inside. {await service.WhatWentWrong(cancellationToken)}");
            return answer;
        }
    }
}
