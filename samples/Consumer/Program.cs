// A system that follows the feed. It begins with a snapshot, applies every entry once, goes on where it stopped, verifies checkpoints, and proves that nothing is missing.
//   dotnet run --project samples/Consumer -- http://localhost:5080 state.json [--once]        FEED_TOKEN: an access token, for more than the public class
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Samples;

var (file, once) = (args[1], args.Contains("--once"));
using var http = new HttpClient { BaseAddress = new Uri(args[0].TrimEnd('/') + "/") };
if (Environment.GetEnvironmentVariable("FEED_TOKEN") is { Length: > 0 } token) http.DefaultRequestHeaders.Authorization = new("Bearer", token);

var state = File.Exists(file) ? JsonSerializer.Deserialize<State>(await File.ReadAllTextAsync(file))! : await Begin();
while (true)
{
    using var answer = await http.GetAsync($"api/feed?limit=1000&after={state.Cursor}&wait={(once ? 0 : 20)}");
    if (answer.StatusCode is HttpStatusCode.Conflict) state = await Begin();   // the feed began anew, so what was kept may have been replaced
    if (answer.StatusCode is HttpStatusCode.Conflict) continue;
    var page = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
    foreach (var entry in page["entries"]!.AsArray()) await Take(entry!);
    state = state with { Cursor = page["next"]!.ToString() };
    await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(state));
    File.Move(file + ".new", file, overwrite: true);   // what was handled and how far, at once or not at all
    if (state.Number < page["last"]!.GetValue<long>()) continue;

    await Prove();
    if (once) return;
}

async Task<State> Begin()
{
    using var answer = await http.GetAsync("api/feed/snapshot", HttpCompletionOption.ResponseHeadersRead);
    using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    State? begun = null;
    while (await lines.ReadLineAsync() is { } text)
    {
        var (line, kind) = (JsonNode.Parse(text)!, JsonNode.Parse(text)!["kind"]!.ToString());
        if (kind is "snapshot") begun = new(line["next"]!.ToString(), line["number"]!.GetValue<long>() + 1, line["number"]!.GetValue<long>(), [], [], [], [], []);
        if (kind is "cluster") begun!.Clusters[line["data"]!["id"]!.ToString()] = line["data"]!["name"]?.ToString() ?? "";
        if (kind is "call") begun!.Calls[line["data"]!["id"]!.ToString()] = line["status"]!.ToString();
        if (kind is "eligibility") begun!.Outcomes[$"{line["call"]}/{line["strand"]}/{line["cluster"]}"] = line["outcome"]!.ToString();
        if (kind is "end") return begun!;
    }
    throw new InvalidDataException("The snapshot broke off; ask again.");
}

async Task Take(JsonNode entry)
{
    var number = entry["number"]!.GetValue<long>();
    if (number <= state.Number) return;   // had it already
    if (number != state.Number + 1) throw new InvalidDataException($"{state.Number + 1} is missing.");
    state = state with { Number = number, Open = [.. state.Open, entry["leafHash"]!.ToString()] };
    if (number % 1000 == 0) state = state with { Blocks = [.. state.Blocks, Block()], Open = [] };
    if (entry["event"] is not { } told) return;   // withheld: it counts, and tells no more
    var (type, subject, data) = (told["type"]!.ToString()["eu.eligibility-service.".Length..], told["subject"]!.ToString(), told["data"]!);
    switch (type)
    {
        case "cluster.published.v1" or "cluster.changed.v1" or "cluster.reinstated.v1": state.Clusters[subject] = data["name"]?.ToString() ?? ""; break;
        case "cluster.suspended.v1" or "cluster.withdrawn.v1": state.Clusters.Remove(subject); break;
        case "call.published.v1": state.Calls[subject] = "open"; break;
        case "call.announced.v1" or "call.closed.v1" or "call.cancelled.v1": state.Calls[subject] = type[5..^3]; break;
        case "call.announcement-dropped.v1": state.Calls.Remove(subject); break;
        case "eligibility.changed.v1": state.Outcomes[$"{data["call"]}/{data["strand"]}/{data["cluster"]}"] = data["after"]!.ToString(); break;
        case "log.checkpoint.v1": await Verify(data["note"]!.ToString()); break;
    }
}

// A block's hash is over number and leaf hash of each of its entries; the digest is over the hashes of the blocks.
string Block() => Convert.ToHexStringLower(SHA256.HashData(state.Open.SelectMany((leaf, index) => (byte[])[.. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(state.Number - state.Open.Count + 1 + index)), .. Convert.FromHexString(leaf)]).ToArray()));

async Task Prove()
{
    if (state.Number < state.First) return;   // nothing followed the snapshot yet
    string[] blocks = [.. state.Blocks, .. state.Open.Count > 0 ? [Block()] : Array.Empty<string>()];
    var own = Convert.ToHexStringLower(SHA256.HashData(blocks.SelectMany(Convert.FromHexString).ToArray()));
    var theirs = (await http.GetFromJsonAsync<JsonNode>($"api/feed/digest?from={state.First}&to={state.Number}"))!["digest"]!.ToString();
    if (own != theirs) throw new InvalidDataException($"What was received of {state.First} to {state.Number} is not what the service has.");
    Console.WriteLine($"complete: {state.First} to {state.Number}, clusters {state.Clusters.Count}, calls {state.Calls.Count}, outcomes {state.Outcomes.Count}, digest {own}");
}

async Task Verify(string note)
{
    var end = note.IndexOf("\n\n\u2014 ", StringComparison.Ordinal) + 1;
    var signed = note[(end + 1)..].TrimEnd('\n').Split(' ');
    var key = (await http.GetFromJsonAsync<JsonArray>("api/log/keys"))!.Single(known => signed[1].EndsWith(known!["id"]!.ToString(), StringComparison.Ordinal))!["publicKey"]!.ToString();
    using var ecdsa = ECDsa.Create();
    ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
    if (!ecdsa.VerifyData(Encoding.UTF8.GetBytes(note[..end]), Convert.FromBase64String(signed[2]), HashAlgorithmName.SHA256)) throw new CryptographicException("This checkpoint is not signed by the service.");
}

namespace EligibilityService.Samples
{
    internal sealed record State(string Cursor, long First, long Number, List<string> Blocks, List<string> Open, Dictionary<string, string> Clusters, Dictionary<string, string> Calls, Dictionary<string, string> Outcomes);
}
