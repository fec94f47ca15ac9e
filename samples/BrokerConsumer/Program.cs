// A system that reads the feed from RabbitMQ. It handles every entry once, fetches what it missed, notices that the feed began anew, and proves that nothing is missing.
//   dotnet run --project samples/BrokerConsumer -- amqp://user:password@localhost/eligibility http://localhost:5080 state.json [exchange] [queue] [--once]
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Samples;
using RabbitMQ.Client;

var (words, once) = (args.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray(), args.Contains("--once"));
var (file, exchange, queue) = (words[2], words.ElementAtOrDefault(3) ?? "eligibility.public", words.ElementAtOrDefault(4) ?? "portal.feed");
using var http = new HttpClient { BaseAddress = new Uri(words[1].TrimEnd('/') + "/") };
await using var connection = await new ConnectionFactory { Uri = new Uri(words[0]) }.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue, exchange, "#");

var state = File.Exists(file) ? JsonSerializer.Deserialize<State>(await File.ReadAllTextAsync(file))! : new State(0, 0, [], [], [], []);
while (true)
{
    if (await channel.BasicGetAsync(queue, autoAck: false) is { } message)   // one by one, to be read easily; who is in a hurry consumes
    {
        await Take(message);
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(state));
        File.Move(file + ".new", file, overwrite: true);   // what was handled and how far, at once or not at all
        await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        continue;
    }

    await Prove();
    if (once) return;
    await Task.Delay(TimeSpan.FromSeconds(1));
}

async Task Take(BasicGetResult message)
{
    var (headers, body) = (message.BasicProperties.Headers!, JsonNode.Parse(message.Body.Span)!);
    if (message.RoutingKey is "feed.epoch-ended.v1")
    {
        var resumed = body["data"]!["number"]!.GetValue<long>();   // what came behind it is gone: take back what you made of it
        state = new(resumed + 1, resumed, [], [], [], state.Handled);
        return;
    }

    var number = (long)headers["number"]!;
    if (state.First == 0) state = state with { First = number, Number = number - 1 };
    while (state.Number + 1 < number)   // skipped, so it is missing: what is withheld comes as a stub
    {
        var entry = (await http.GetFromJsonAsync<JsonNode>($"api/feed?after={state.Number}&limit=1"))!["entries"]![0]!;
        Note(entry["leafHash"]!.ToString());
        if (entry["event"] is { } missed) Handle(missed);
    }

    if (number == state.Number + 1) Note(Encoding.UTF8.GetString((byte[])headers["leafHash"]!));
    else if (!state.Pending.Remove(number)) return;   // had it already
    if (headers.ContainsKey("pending")) state.Pending.Add(number);   // will be filled later
    if (message.RoutingKey is not "stub") Handle(body);
}

void Handle(JsonNode told) => state.Handled[told["type"]!.ToString()] = state.Handled.GetValueOrDefault(told["type"]!.ToString()) + 1;

void Note(string leafHash)
{
    state = state with { Number = state.Number + 1, Open = [.. state.Open, leafHash] };
    if (state.Number % 1000 == 0) state = state with { Blocks = [.. state.Blocks, Block()], Open = [] };
}

// A block's hash is over number and leaf hash of each of its entries; the digest is over the hashes of the blocks.
string Block() => Convert.ToHexStringLower(SHA256.HashData(state.Open.SelectMany((leaf, index) => (byte[])[.. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(state.Number - state.Open.Count + 1 + index)), .. Convert.FromHexString(leaf)]).ToArray()));

async Task Prove()
{
    if (state.Number < state.First || state.First == 0) return;   // nothing came yet
    string[] blocks = [.. state.Blocks, .. state.Open.Count > 0 ? [Block()] : Array.Empty<string>()];
    var own = Convert.ToHexStringLower(SHA256.HashData(blocks.SelectMany(Convert.FromHexString).ToArray()));
    var theirs = (await http.GetFromJsonAsync<JsonNode>($"api/feed/digest?from={state.First}&to={state.Number}"))!["digest"]!.ToString();
    if (own != theirs) throw new InvalidDataException($"What was received of {state.First} to {state.Number} is not what the service has.");
    Console.WriteLine($"complete: {state.First} to {state.Number}, events {state.Handled.Values.Sum()}, digest {own}");
}

namespace EligibilityService.Samples
{
    internal sealed record State(long First, long Number, List<string> Blocks, List<string> Open, HashSet<long> Pending, Dictionary<string, int> Handled);
}
