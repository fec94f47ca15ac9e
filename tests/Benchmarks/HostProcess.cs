using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EligibilityService.Benchmarks;

/// <summary>The real host as a process of its own, built like the benchmarks, in demonstration mode on a data folder.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address => _listening.Task.Result;

    /// <summary>From the start of the process until /health/ready says yes.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <param name="data">How much of the demonstration is played: programme or full.</param>
    /// <param name="withBareEndpoint">In the benchmarks' own composition, which adds one endpoint to the product's.</param>
    public static async Task<HostProcess> Start(string folder, string data, bool withBareEndpoint = false, params (string Name, string Value)[] settings)
    {
        var host = Launch(folder, data, withBareEndpoint ? ["host"] : [], withBareEndpoint, settings);
        await host.Ready();
        return host;
    }

    /// <summary>One of the terminal's commands, to its end.</summary>
    /// <returns>How long it took and what it said.</returns>
    public static async Task<(TimeSpan Took, string Said)> Run(string folder, params string[] command)
    {
        await using var host = Launch(folder, "programme", command, ofBenchmarks: false);
        using var patience = new CancellationTokenSource(Patience * 2);
        await host._process.WaitForExitAsync(patience.Token);
        var (took, said) = (host._since.Elapsed, string.Join('\n', host._said));
        return host._process.ExitCode == 0 ? (took, said) : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {host._process.ExitCode}:\n{said}");
    }

    public async Task<string> Token(string client)
    {
        using var asking = new HttpClient { BaseAddress = Address };
        using var answer = await asking.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", client)]));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Resident memory in MB, once it has been idle for a while.</summary>
    public async Task<double> IdleMemory(TimeSpan idle)
    {
        await Task.Delay(idle);
        return Status("VmRSS");
    }

    public double PeakMemory => Status("VmHWM");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Process.Start("kill", ["-TERM", $"{_process.Id}"]).Dispose();
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }

        _process.Dispose();
    }

    private static HostProcess Launch(string folder, string data, string[] args, bool ofBenchmarks, params (string Name, string Value)[] settings)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = ofBenchmarks
            ? typeof(HostProcess).Assembly.Location
            : Path.Combine(Bench.Repository, "src", "Host", "bin", output.Parent!.Name, output.Name, "EligibilityService.Host.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment["Embedded__DataDirectory"] = folder;
        start.Environment["Demo__Data"] = data;
        start.Environment["DOTNET_gcServer"] = "1";   // as the host has it by itself
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    private async Task Ready()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var asking = new HttpClient();
        try
        {
            if (await Task.WhenAny(_listening.Task, _process.WaitForExitAsync(patience.Token)) != _listening.Task) throw new InvalidOperationException("The host did not start.");
            while ((await asking.GetAsync(new Uri(Address, "/health/ready"), patience.Token)).StatusCode != HttpStatusCode.OK) await Task.Delay(20, patience.Token);
            ReadyAfter = _since.Elapsed;
        }
        catch (Exception failed) when (failed is OperationCanceledException or InvalidOperationException or HttpRequestException)
        {
            throw new TimeoutException($"The host did not become ready. It said:\n{string.Join('\n', _said)}", failed);
        }
    }

    private double Status(string entry)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(entry, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0;
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (Listening().Match(line) is { Success: true } at) _listening.TrySetResult(new(at.Groups[1].Value));
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Listening();
}
