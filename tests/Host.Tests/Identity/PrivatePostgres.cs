using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EligibilityService.Host.Tests.Identity;
using Npgsql;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]

namespace EligibilityService.Host.Tests.Identity;

/// <summary>A PostgreSQL of the tests' own in a temporary folder; every test host gets a database of its own.</summary>
public sealed class PrivatePostgres : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"eligibility-tests-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();
    private int _databases;

    private static readonly string Binaries = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).First() + "/bin";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess) await Run("chown", "postgres", _folder);
        await Run(AsPostgres($"{Binaries}/initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-locale", "-E", "UTF8"));
        await Run(AsPostgres(
            $"{Binaries}/pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
            "-o", Options, "start"));
    }

    public async Task<string> NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public Task Stop() => Run(AsPostgres($"{Binaries}/pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop"));

    /// <summary>On the same port; what runs is ended as by a power cut.</summary>
    public Task Restart() => Run(AsPostgres($"{Binaries}/pg_ctl", "-D", Data, "-w", "-m", "immediate", "-l", Path.Combine(_folder, "log"), "-o", Options, "restart"));

    private string Data => Path.Combine(_folder, "data");

    private string Options => $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off";

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=10";

    private static string[] AsPostgres(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. command] : command;

    private static async Task Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
