using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// The private PostgreSQL of a host that was given no connection string. It listens on loopback, behind a random password,
/// and lives exactly as long as some host uses it: each holds a lock that dies with it, and a guard beside the server waits
/// for the last one to go. ADR 0002 tells why.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string _database = "eligibility";

    /// <summary>Runs the server, and stops it once nobody holds the hosts' lock any more; the lock stays taken until it has stopped.</summary>
    private const string _guarded = """
        exec </dev/null >>"$1" 2>&1
        hosts=$2
        shift 2
        "$@" &
        server=$!
        flock "$hosts" sh -c 'kill -INT "$0"; while kill -0 "$0"; do sleep 0.02; done 2>/dev/null' "$server" &
        guard=$!
        wait "$server"
        result=$?
        kill "$guard" 2>/dev/null
        exit "$result"
        """;

    private static readonly string[] _settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=256MB", "jit=off",
        "fsync=on", "synchronous_commit=on", "timezone=UTC", "log_timezone=UTC",
    ];

    private readonly ServerData _data;
    private readonly FileStream _joined;

    private EmbeddedPostgres(DataDirectory directory, ServerData data, FileStream joined, int major)
    {
        (_data, _joined) = (data, joined);
        (DataDirectory, Notice, Major) = (directory.Root, directory.Notice, major);
    }

    public string ConnectionString { get; private set; } = "";

    public string DataDirectory { get; }

    public int Major { get; }

    /// <summary>Another host had started the server already; both keep it now.</summary>
    public bool Adopted { get; private set; }

    /// <summary>Something whoever started the service should read, such as data that lie in an unusual place.</summary>
    public string? Notice { get; }

    public static async Task<EmbeddedPostgres> Start(EmbeddedOptions options, Action<string>? tell = null, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
            throw new StartupFailure("The private PostgreSQL runs on Linux only; set ConnectionStrings__Eligibility to a PostgreSQL of yours.");

        var directory = await Embedded.DataDirectory.Open(options, cancellationToken);
        await using var turn = await directory.Turn(cancellationToken);
        var binaries = await Binaries.Find(options, directory, tell, cancellationToken);
        var data = await ServerData.Find(directory, binaries, tell, cancellationToken);
        var joined = await data.Join(cancellationToken);
        try
        {
            var postgres = new EmbeddedPostgres(directory, data, joined, binaries.Major);
            postgres.Adopted = data.LastPort() is { } running && await postgres.Reach(running, cancellationToken);
            if (!postgres.Adopted) await postgres.Launch(binaries, options.Settings, tell, cancellationToken);
            return postgres;
        }
        catch
        {
            await joined.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_joined.CanRead) return;
        await _joined.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _data.Left(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // A long last checkpoint: the guard sees it through without us.
        }
    }

    private async Task Launch(Binaries binaries, IEnumerable<string> settings, Action<string>? tell, CancellationToken cancellationToken)
    {
        tell?.Invoke($"starting PostgreSQL {binaries.Major}");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var logged = File.Exists(_data.Log) ? new FileInfo(_data.Log).Length : 0;
            string[] server = [Path.Combine(binaries.Folder, "postgres"), "-D", _data.Data, "-p", $"{port}", .. _settings.Concat(settings).SelectMany(setting => new[] { "-c", setting })];
            using var guard = Programs.Start(Programs.Describe(_data.User.Command(["setsid", "sh", "-c", _guarded, "guard", _data.Log, _data.Hosts, .. server])));

            var since = Stopwatch.StartNew();
            while (!guard.HasExited && since.Elapsed < TimeSpan.FromMinutes(2))
            {
                if (await Reach(port, cancellationToken)) return;
                await Task.Delay(25, cancellationToken);
            }

            var said = await LogSince(logged, cancellationToken);
            if (attempt < 3 && said.Contains("Address already in use", StringComparison.Ordinal)) continue;
            throw new StartupFailure($"PostgreSQL did not start on 127.0.0.1:{port} ({Complaint(said)}); {_data.Log} tells more.");
        }
    }

    /// <summary>Only the server on these very data knows the password, so whoever answers is the right one.</summary>
    private async Task<bool> Reach(int port, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = ServerData.Role, Password = _data.Password(), Database = "postgres", Pooling = false, Timeout = 5,
        };
        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var ask = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = _database } } };
            if (await ask.ExecuteScalarAsync(cancellationToken) is false)
            {
                await using var create = new NpgsqlCommand($"create database {_database}", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (NpgsqlException)
        {
            return false;
        }

        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host, Port = port, Username = server.Username, Password = server.Password, Database = _database,
            MaxPoolSize = 80, MaxAutoPrepare = 100, AutoPrepareMinUsages = 2,
        }.ConnectionString;
        return true;
    }

    private async Task<string> LogSince(long position, CancellationToken cancellationToken)
    {
        if (!File.Exists(_data.Log)) return "";
        await using var log = new FileStream(_data.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static string Complaint(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
