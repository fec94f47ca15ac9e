using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EligibilityService.Host.Tests;

/// <summary>A real PostgreSQL behind a door of ours: what passes can be looked at, written over, or kept back.</summary>
internal abstract class PostgresBehindADoor : IAsyncDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _open;

    protected PostgresBehindADoor(string database)
    {
        _door.Start();
        var real = new NpgsqlConnectionStringBuilder(database);
        ConnectionString = new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = ((IPEndPoint)_door.LocalEndpoint).Port, SslMode = SslMode.Disable }.ConnectionString;
        _open = Open(real.Host!, real.Port);
    }

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _open;
        _door.Dispose();
        _closing.Dispose();
    }

    /// <summary>Who watches one connection.</summary>
    protected abstract IWatch Watch();

    private async Task Open(string host, int port)
    {
        var visits = new List<Task>();
        try
        {
            while (true) visits.Add(Visit(await _door.AcceptTcpClientAsync(_closing.Token), host, port));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(visits);
        }
    }

    private async Task Visit(TcpClient visitor, string host, int port)
    {
        using var from = visitor;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(host, port, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var watch = Watch();
        await Task.WhenAny(Pass(from, to, asked => watch.Asked(asked)), Pass(to, from, told => watch.Told(told)));
    }

    /// <param name="look">False keeps it back, and all that would follow.</param>
    private async Task Pass(TcpClient from, TcpClient to, Look look)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _closing.Token) is > 0 and var count)
            {
                if (!look(buffer.AsSpan(0, count))) await Task.Delay(Timeout.Infinite, _closing.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _closing.Token);
            }
        }
        catch (Exception left) when (left is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone; the visit is over.
        }
    }

    private delegate bool Look(Span<byte> passing);

    /// <summary>Sees what passes on one connection, in both directions.</summary>
    protected interface IWatch
    {
        bool Asked(Span<byte> passing) => true;

        bool Told(Span<byte> passing) => true;
    }
}
