using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace EligibilityService.Tests;

/// <summary>A message as a consumer gets it.</summary>
/// <param name="At">When, as <see cref="Stopwatch"/> tells it.</param>
public sealed record Consumed(string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, byte[] Body, long At = 0)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Text);

    public string Id => Properties.MessageId!;

    public long Number => Properties.Headers!.TryGetValue("number", out var number) ? (long)number! : 0;

    public string? LeafHash => Header("leafHash");

    public string? Epoch => Header("epoch");

    public bool IsStub => RoutingKey == "stub";

    public bool Has(string header) => Properties.Headers!.ContainsKey(header);

    private string? Header(string name) => Properties.Headers!.TryGetValue(name, out var value) ? Encoding.UTF8.GetString((byte[])value!) : null;
}

/// <summary>A consumer's durable queue on a broker: declared and bound before anything is published, and read into memory when asked to.</summary>
public sealed class QueueReader : IAsyncDisposable
{
    private readonly string _queue;
    private readonly Uri _broker;
    private readonly ConcurrentQueue<Consumed> _consumed = new();
    private IConnection? _connection;

    private QueueReader(Uri broker, string queue) => (_broker, _queue) = (broker, queue);

    public string Name => _queue;

    /// <summary>Everything in the order in which it came.</summary>
    public IReadOnlyList<Consumed> Messages => [.. _consumed];

    public IEnumerable<Consumed> Of(string exchange) => _consumed.Where(message => message.Exchange == exchange);

    /// <param name="bindings">Exchange and pattern; exchanges that are not there yet are made as the service makes them.</param>
    public static async Task<QueueReader> Bind(Uri broker, params (string Exchange, string Pattern)[] bindings)
    {
        var bound = new QueueReader(broker, $"queue-{Guid.CreateVersion7():N}");
        await using var connection = await Factory(broker).CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(bound._queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var (exchange, pattern) in bindings)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
            await channel.QueueBindAsync(bound._queue, exchange, pattern);
        }

        return bound;
    }

    /// <summary>Reads from now on.</summary>
    public async Task<QueueReader> Read()
    {
        _connection = await Factory(_broker).CreateConnectionAsync();
        var channel = await _connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, arrived) =>
        {
            _consumed.Enqueue(new(arrived.Exchange, arrived.RoutingKey, new BasicProperties(arrived.BasicProperties), arrived.Body.ToArray(), Stopwatch.GetTimestamp()));
            await channel.BasicAckAsync(arrived.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(_queue, autoAck: false, consumer);
        return this;
    }

    /// <summary>As docs/feed.md tells a consumer to compute it: over each number once, however often it came.</summary>
    public static string Digest(IEnumerable<Consumed> messages)
    {
        var entries = messages.Where(message => message.Number > 0).DistinctBy(message => message.Number).OrderBy(message => message.Number).ToArray();
        var blocks = entries.GroupBy(entry => (entry.Number - 1) / 1000).Select(block => SHA256.HashData([.. block.SelectMany(entry => (byte[])[.. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(entry.Number)), .. Convert.FromHexString(entry.LeafHash!)])]));
        return Convert.ToHexStringLower(SHA256.HashData([.. blocks.SelectMany(block => block)]));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }

    private static ConnectionFactory Factory(Uri broker) => new() { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = string.Create(CultureInfo.InvariantCulture, $"consumer of {Environment.ProcessId}") };
}
