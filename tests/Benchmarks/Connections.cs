using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EligibilityService.Benchmarks;

/// <summary>Connections that ask one thing after the other, with as little work of their own as can be: the load shares its cores with the service.</summary>
internal static class Connections
{
    /// <summary>Each connection is a thread of its own.</summary>
    /// <returns>Answers a second; anything but 200 is an error.</returns>
    public static Task<double> Rate(Uri address, int connections, TimeSpan duration, string[] paths, string? token) => Task.Run(() =>
    {
        var requests = paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n")).ToArray();
        var (since, total) = (Stopwatch.StartNew(), 0L);
        Exception? failed = null;
        var threads = Enumerable.Range(0, connections).Select(number => new Thread(() =>
        {
            try
            {
                Interlocked.Add(ref total, Ask(address, requests, number, since, duration));
            }
            catch (Exception failure) when (failure is SocketException or InvalidOperationException or IOException)
            {
                failed = failure;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return failed is null ? total / since.Elapsed.TotalSeconds : throw new InvalidOperationException("The load could not be kept up.", failed);
    });

    private static int Ask(Uri address, byte[][] requests, int begin, Stopwatch since, TimeSpan duration)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        var (buffer, count) = (new byte[256 * 1024], 0);
        for (; since.Elapsed < duration; count++)
        {
            socket.Send(requests[(begin + (count * 17)) % requests.Length]);
            Receive(socket, buffer);
        }

        return count;
    }

    private static void Receive(Socket socket, byte[] buffer)
    {
        var (length, end) = (0, -1);
        while (end < 0 || length < end)
        {
            var read = socket.Receive(buffer.AsSpan(length));
            if (read == 0) throw new InvalidOperationException("The service closed the connection.");
            length += read;
            if (end < 0) end = End(buffer.AsSpan(0, length));
        }
    }

    /// <summary>Where the answer ends, as far as its beginning tells; -1 while it does not.</summary>
    private static int End(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        if (!answer.StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(answer));

        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8) ? answer.Length : -1;
        var rest = answer[(at + 16)..];
        return head + 4 + int.Parse(rest[..rest.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
    }
}
