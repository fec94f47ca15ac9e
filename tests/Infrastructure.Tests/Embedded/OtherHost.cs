using System.Diagnostics;
using System.Runtime.CompilerServices;
using EligibilityService.Infrastructure.Embedded;

namespace EligibilityService.Infrastructure.Tests.Embedded;

/// <summary>
/// A second process that starts the private PostgreSQL as a host would, and can be killed. It is this very test program, run
/// with a variable that names the data directory: it then says its connection string and waits, and no test runs.
/// </summary>
internal sealed class OtherHost : IAsyncDisposable
{
    private const string _variable = "OTHER_HOST_DATA_DIRECTORY";
    private readonly Process _process;

    private OtherHost(Process process) => _process = process;

    public string ConnectionString { get; private set; } = "";

    public static async Task<OtherHost> Start(string directory, params string[] prefix)
    {
        string[] command = [.. prefix, Path.ChangeExtension(typeof(OtherHost).Assembly.Location, null)];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment[_variable] = directory;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "../../../.."));
        var host = new OtherHost(Process.Start(start)!);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        host.ConnectionString = await host._process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The other host said nothing.");
        return host;
    }

    /// <summary>As kill -9 does: nothing of the host's own runs any more.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    /// <remarks>Only code of other assemblies may run in here: this one's waits for the initializer to end.</remarks>
    [ModuleInitializer]
    internal static void BeTheOtherHost()
    {
        if (Environment.GetEnvironmentVariable(_variable) is not { } directory) return;
        try
        {
            var postgres = EmbeddedPostgres.Start(new() { DataDirectory = directory }).GetAwaiter().GetResult();
            Console.WriteLine(postgres.ConnectionString);
            Console.ReadLine();
            postgres.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (StartupFailure failure)
        {
            Console.WriteLine(failure.Message);
        }

        Environment.Exit(0);
    }
}
