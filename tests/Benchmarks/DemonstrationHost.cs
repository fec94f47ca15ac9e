using System.Net.Http.Headers;
using System.Text.Json;
using EligibilityService.Infrastructure.Embedded;
using Npgsql;

namespace EligibilityService.Benchmarks;

/// <summary>A real host on the data folder of the whole demonstration: how soon it is ready, how much memory it takes, and how fast it answers.</summary>
internal static class DemonstrationHost
{
    private const int Connections16 = 16, Documents = 500;

    public static async Task Measure(Bench bench)
    {
        var folder = bench.Folder("demonstration");
        await using (var first = await HostProcess.Start(folder, "full")) bench.Say($"  the first start, with all of the history played, took {first.ReadyAfter.TotalSeconds:0.0} s");

        var ready = new List<double>();
        for (var start = 0; start < (bench.IsShort ? 1 : 3); start++)
        {
            await using var host = await HostProcess.Start(folder, "full");
            ready.Add(host.ReadyAfter.TotalMilliseconds);
            if (start > 0) continue;

            var memory = await host.IdleMemory(TimeSpan.FromSeconds(bench.IsShort ? 3 : 15));
            bench.Note("Memory of a host with the demonstration's 950 clusters, idle", $"{memory:0} MB resident", $"peak since its start {host.PeakMemory:0} MB", "under 350 MB", memory < 350);
        }

        bench.Note("Host ready on an existing data folder, the demonstration's 950 clusters", ready.Median().Ms(), "with its private PostgreSQL", "10 s", ready.Median() <= 10_000);
        await Answering(bench, folder);
    }

    private static async Task Answering(Bench bench, string folder)
    {
        await using var host = await HostProcess.Start(folder, "full", withBareEndpoint: true, ("RateLimit__Burst", "100000000"), ("RateLimit__PerSecond", "100000000"));
        var token = await host.Token("demo-officer");
        var (verdicts, bare) = await Paths(host, token, folder);

        var length = TimeSpan.FromSeconds(bench.IsShort ? 1 : 2.5);
        var compared = await Measuring.InTurns(
            bench.IsShort ? 2 : 7,
            () => Connections.Rate(host.Address, Connections16, length, verdicts, token),
            () => Connections.Rate(host.Address, Connections16, length, bare, null));
        bench.Note("GET /api/clusters/{id}/eligibility/{call}, 16 connections", $"{compared.Ours:N0}/s, {compared.Ratio:0.00} times", $"a bare endpoint that reads the same JSON by key from PostgreSQL: {compared.Theirs:N0}/s", "1 times", compared.Ratio >= 1);
    }

    /// <summary>The documents of the bare endpoint are the very answers of the other.</summary>
    private static async Task<(string[] Verdicts, string[] Bare)> Paths(HostProcess host, string token, string folder)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var calls = (await Get("/api/calls")).GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!).ToArray();
        var clusters = new List<string>();
        for (var cursor = ""; clusters.Count < Documents;)
        {
            var page = await Get($"/api/clusters?limit=100{cursor}");
            clusters.AddRange(page.GetProperty("items").EnumerateArray().Select(cluster => cluster.GetProperty("id").GetString()!));
            if (page.GetProperty("next").GetString() is not { } next) break;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }

        await using var server = await EmbeddedPostgres.Start(new() { DataDirectory = folder });
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using (var create = source.CreateCommand(BareEndpoint.Table)) await create.ExecuteNonQueryAsync();

        var (verdicts, bare) = (new List<string>(), new List<string>());
        foreach (var (cluster, place) in clusters.Select((cluster, place) => (cluster, place)))
        {
            var id = Guid.CreateVersion7();
            verdicts.Add($"/api/clusters/{cluster}/eligibility/{calls[place % calls.Length]}");
            bare.Add($"/bare/{id}");
            await using var insert = source.CreateCommand("insert into bare values ($1, $2::jsonb)");
            insert.Parameters.Add(new() { Value = id });
            insert.Parameters.Add(new() { Value = await client.GetStringAsync(new Uri(verdicts[^1], UriKind.Relative)) });
            await insert.ExecuteNonQueryAsync();
        }

        return ([.. verdicts], [.. bare]);

        async Task<JsonElement> Get(string path) => JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
    }
}
