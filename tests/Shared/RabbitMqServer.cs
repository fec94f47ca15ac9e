using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EligibilityService.Tests;

/// <summary>A real RabbitMQ as Debian packages it, on loopback, with data in a folder of its own. It ends with this process, however that ends.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    public const string Password = "a-secret";

    private const string Node = "eligibility@localhost";
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Erlang's register of names is started beside it, else it would stay behind as a daemon. Once the pipe is closed both are ended.</summary>
    private const string Guarded = """
        epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 </dev/null >/dev/null 2>&1 &
        epmd=$!
        "$0" </dev/null >>"$1" 2>&1 &
        server=$!
        echo "$server"
        cat >/dev/null
        kill -9 "$server" "$epmd"
        wait
        """;

    private static int _servers;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eligibility-rabbitmq-");
    private readonly int[] _ports = FreePorts();
    private Process? _guard;

    /// <summary>With it, connections are taken encrypted as well.</summary>
    public X509Certificate2? Certificate { get; init; }

    public Uri Encrypted(string host) => new($"amqps://eligibility:{Password}@{host}:{_ports[3].ToString(CultureInfo.InvariantCulture)}");

    public Uri Address => new($"amqp://eligibility:{Password}@127.0.0.1:{_ports[0].ToString(CultureInfo.InvariantCulture)}");

    private string Configuration => Path.Combine(_folder.FullName, "rabbitmq.conf");

    private string Log => Path.Combine(_folder.FullName, "log.txt");

    /// <summary>Starts it, or starts it again on what it had; returns once it takes connections.</summary>
    public async Task Start()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("RabbitMQ is not installed; ./test installs it, or says how.");

        await File.WriteAllTextAsync(Configuration, $"""
            listeners.tcp.default = 127.0.0.1:{_ports[0]}
            default_user = eligibility
            default_pass = {Password}
            loopback_users = none
            vm_memory_high_watermark.absolute = 256MB
            disk_free_limit.absolute = 20MB
            log.file.level = warning

            """);
        if (Certificate is { } certificate)
        {
            var (shown, key) = (Path.Combine(_folder.FullName, "certificate.pem"), Path.Combine(_folder.FullName, "key.pem"));
            await File.WriteAllTextAsync(shown, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            await File.AppendAllTextAsync(Configuration, $"listeners.ssl.default = 127.0.0.1:{_ports[3]}\nssl_options.certfile = {shown}\nssl_options.keyfile = {key}\n");
        }

        var start = new ProcessStartInfo("sh", ["-c", Guarded, Program, Log]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in Surroundings) start.Environment[name] = value;

        _guard = Process.Start(start)!;
        var server = int.Parse((await _guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var since = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (since.Elapsed > Patience || HasEnded(server)) throw new TimeoutException($"RabbitMQ did not start. It said:{Environment.NewLine}{(File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "nothing")}");
            await Task.Delay(50);
        }
    }

    /// <summary>What an operator does with rabbitmqctl.</summary>
    public async Task Control(params string[] what)
    {
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmqctl", ["-n", Node, .. what]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in Surroundings) start.Environment[name] = value;
        using var control = Process.Start(start)!;
        var said = await Task.WhenAll(control.StandardOutput.ReadToEndAsync(), control.StandardError.ReadToEndAsync());
        await control.WaitForExitAsync();
        if (control.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', what)} failed: {string.Concat(said)}");
    }

    private IEnumerable<(string Name, string Value)> Surroundings =>
        [
            ("HOME", _folder.FullName), ("RABBITMQ_ALLOW_INPUT", "1"), ("RABBITMQ_NODENAME", Node), ("RABBITMQ_MNESIA_BASE", Path.Combine(_folder.FullName, "data")),
            ("RABBITMQ_LOG_BASE", Path.Combine(_folder.FullName, "logs")), ("RABBITMQ_CONFIG_FILE", Configuration), ("RABBITMQ_CONF_ENV_FILE", Path.Combine(_folder.FullName, "none")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(_folder.FullName, "plugins")), ("RABBITMQ_PID_FILE", Path.Combine(_folder.FullName, "pid")), ("RABBITMQ_DIST_PORT", $"{_ports[1]}"),
            ("ERL_EPMD_PORT", $"{_ports[2]}"), ("ERL_EPMD_ADDRESS", "127.0.0.1"), ("RABBITMQ_SERVER_START_ARGS", "-noinput"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}"),
        ];

    /// <summary>Ends it as a power cut would; what it had written stays.</summary>
    public async Task Kill()
    {
        if (_guard is not { } guard) return;

        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
        _guard = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = Address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
            return true;
        }
        catch (Exception failed) when (failed is BrokerUnreachableException or OperationInterruptedException)
        {
            return false;
        }
    }

    /// <summary>Its parent waits for us, so what has ended is still listed, as a zombie.</summary>
    private static bool HasEnded(int process)
    {
        var status = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat";
        return !File.Exists(status) || File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }

    /// <summary>Below those that the system gives out by itself: while a broker is away nobody else gets its port. Others that start brokers begin to look elsewhere.</summary>
    private static int[] FreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        var begin = Environment.ProcessId + (Interlocked.Increment(ref _servers) * 977);
        var first = Enumerable.Range(0, 5_000).Select(step => 15_000 + ((begin + (step * 31)) % 3_750 * 4)).First(port => !taken.Overlaps([port, port + 1, port + 2, port + 3]));
        return [first, first + 1, first + 2, first + 3];
    }
}
