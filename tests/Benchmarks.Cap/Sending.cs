using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DotNetCore.CAP;

namespace EligibilityService.Benchmarks.Cap;

internal sealed class Sending(string url, int wanted) : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TaskCompletionSource<double> _rate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private long _first;

    public Task<double> Rate => _rate.Task.WaitAsync(TimeSpan.FromMinutes(5));

    public async Task Send(string told)
    {
        var (id, content) = (Guid.NewGuid().ToString(), Encoding.UTF8.GetBytes(told));
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/cloudevents+json") } } };
        message.Headers.Add("webhook-id", id);
        message.Headers.Add("webhook-timestamp", "1480000000");
        message.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.1480000000."), .. content])));
        using var answer = await _client.SendAsync(message);
        answer.EnsureSuccessStatusCode();

        var count = Interlocked.Increment(ref _count);
        if (count == 1) _first = Stopwatch.GetTimestamp();
        if (count == wanted) _rate.TrySetResult((wanted - 1) / Stopwatch.GetElapsedTime(_first).TotalSeconds);
    }

    public void Dispose() => _client.Dispose();
}

internal sealed class Subscriber(Sending sending) : ICapSubscribe
{
    [CapSubscribe("entry")]
    public Task Take(string told) => sending.Send(told);
}
