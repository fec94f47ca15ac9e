using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace EligibilityService.Host.Tests;

/// <summary>A real PostgreSQL behind a door that has it greet with the version of another time.</summary>
internal sealed class AgedPostgres : IAsyncDisposable
{
    private static readonly byte[] Greeting = Encoding.ASCII.GetBytes("server_version\0");

    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _open;

    /// <param name="major">As many digits as the real one has.</param>
    public AgedPostgres(string database, int major)
    {
        _door.Start();
        var real = new NpgsqlConnectionStringBuilder(database);
        ConnectionString = new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = ((IPEndPoint)_door.LocalEndpoint).Port, SslMode = SslMode.Disable }.ConnectionString;
        _open = Open(real.Host!, real.Port, Encoding.ASCII.GetBytes($"{major}"));
    }

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _open;
        _door.Dispose();
        _closing.Dispose();
    }

    private async Task Open(string host, int port, byte[] major)
    {
        var visits = new List<Task>();
        try
        {
            while (true) visits.Add(Visit(await _door.AcceptTcpClientAsync(_closing.Token), host, port, major));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(visits);
        }
    }

    private async Task Visit(TcpClient visitor, string host, int port, byte[] major)
    {
        using var from = visitor;
        using var to = new TcpClient();
        await to.ConnectAsync(host, port, _closing.Token);
        await Task.WhenAny(Pass(from, to, null), Pass(to, from, major));
    }

    private async Task Pass(TcpClient from, TcpClient to, byte[]? major)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _closing.Token) is > 0 and var count)
            {
                if (major is not null && buffer.AsSpan(0, count).IndexOf(Greeting) is >= 0 and var at) major.CopyTo(buffer, at + Greeting.Length);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _closing.Token);
            }
        }
        catch (Exception left) when (left is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone; the visit is over.
        }
    }
}
