using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Sixteen writers for a minute, transactions held open in between, the host killed twice: whoever follows the feed gets every entry once and in order, and can show it.</summary>
public sealed class LosingNothingForAMinute(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("eligibility-keys-");
    private readonly CancellationTokenSource _enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private string _database = "";
    private volatile Task<RunningService> _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.FreshDatabase();
        _host = Start();
        await _host;
    }

    public async ValueTask DisposeAsync()
    {
        await (await _host).DisposeAsync();
        _enough.Dispose();
        _keys.Delete(recursive: true);
    }

    [Fact]
    public async Task whoever_follows()
    {
        var since = Stopwatch.StartNew();
        var host = await _host;
        var clusters = await host.Managed([.. Enumerable.Range(1, 18).Select(number => $"Cluster {number},DE,DE11")]);
        foreach (var cluster in clusters) await host.Publish(cluster);
        Follower[] followers = [new(this, "auditor"), new(this, null)];
        var writers = clusters[..16].Select(cluster => new Writer(this, cluster)).ToArray();
        var (following, writing) = (followers.Select(follower => follower.Follow()).ToArray(), writers.Select(writer => writer.Write()).ToArray());

        since.Restart();
        await Until(since, 0.15);
        var late = await HoldOpen(clusters[16]);
        await Until(since, 0.3);
        await KillAndStart();
        await Until(since, 0.55);
        await late.CommitAsync(TestContext.Current.CancellationToken);
        var lost = await HoldOpen(clusters[17]);
        await Until(since, 0.7);
        await KillAndStart();
        await Until(since, 0.9);
        await lost.RollbackAsync(TestContext.Current.CancellationToken);
        await Until(since, 1);
        await _enough.CancelAsync();
        await Task.WhenAll(writing);

        var last = await LastOnceAllIsTold(writers, clusters[16]);
        foreach (var follower in followers) follower.GoOnUntil(last);
        await Task.WhenAll(following);

        var digest = (await (await _host).Client().Get($"/api/feed/digest?to={last}")).Ok().Body.Said("digest");
        Assert.All(followers, follower => Assert.Equal(digest, follower.Digest(last)));
        var told = followers[1].Told.Where(entry => entry.Type.EndsWith(".cluster.changed.v1", StringComparison.Ordinal)).ToLookup(entry => entry.Subject, entry => entry.Members);
        Assert.All(writers, writer => Assert.Equal(Enumerable.Range(Writer.First, writer.Confirmed - Writer.First + 1), told[writer.Cluster]));
        Assert.Single(told[clusters[16]]);
        Assert.Empty(told[clusters[17]]);
        TestContext.Current.SendDiagnosticMessage($"{last} entries, {writers.Sum(writer => writer.Confirmed - Writer.First + 1)} changes by 16 writers.");
    }

    private Task<RunningService> Start() =>
        RunningService.Start(_database, "programme", ("Keys__Directory", _keys.FullName), ("RateLimit__Enabled", "false"), ("Service__Address", "https://eligibility.example"));

    private async Task KillAndStart()
    {
        var killed = await _host;
        await killed.Kill();
        _host = Start();
        await _host;
        await killed.DisposeAsync();
    }

    private static async Task Until(Stopwatch since, double share)
    {
        var left = (Lasts * share) - since.Elapsed;
        if (left > TimeSpan.Zero) await Task.Delay(left, TestContext.Current.CancellationToken);
    }

    /// <summary>Somebody's transaction that has its numbers in the store and takes its time: a change of the cluster, made like the one that it was imported with.</summary>
    private async Task<NpgsqlTransaction> HoldOpen(Guid cluster)
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var append = new NpgsqlCommand(
            """
            insert into events.mt_events
            select (jsonb_populate_record(e, jsonb_build_object(
                'seq_id', nextval('events.mt_events_sequence'), 'id', gen_random_uuid(), 'version', (select version + 1 from events.mt_streams where id = $1),
                'data', '{"changed": {"membersSme": 77}, "cleared": [], "basis": {"assertedBy": "Applicant"}}'::jsonb))).*
            from events.mt_events e where stream_id = $1 and type = 'cluster.profile-changed'
            """, connection, transaction) { Parameters = { new() { Value = cluster } } };
        Assert.Equal(1, await append.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        await using var count = new NpgsqlCommand("update events.mt_streams set version = version + 1 where id = $1", connection, transaction) { Parameters = { new() { Value = cluster } } };
        await count.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return transaction;
    }

    private async Task<long> LastOnceAllIsTold(Writer[] writers, Guid late)
    {
        var missing = writers.Select(writer => (writer.Cluster, writer.Confirmed)).Append((late, 77)).ToHashSet();
        var (after, since) = ("0", Stopwatch.StartNew());
        while (true)
        {
            var page = (await (await _host).Client().Get($"/api/feed?limit=1000&wait=5&after={after}")).Ok().Body;
            foreach (var entry in page.Each("entries").Select(Entry.Of)) missing.Remove((entry.Subject, entry.Members));
            if (missing.Count == 0) return page.Each("entries").Last().GetProperty("number").GetInt64();

            after = page.Said("next")!;
            Assert.True(since.Elapsed < Patience, $"The feed never told {string.Join(", ", missing)}.");
        }
    }

    private sealed record Entry(long Number, byte[] Leaf, string Type, Guid Subject, int Members)
    {
        public static Entry Of(JsonElement entry)
        {
            var told = entry.TryGetProperty("event", out var shown) && shown.ValueKind is JsonValueKind.Object ? shown : (JsonElement?)null;
            return new(
                entry.GetProperty("number").GetInt64(), Convert.FromHexString(entry.Said("leafHash")!), told?.Said("type") ?? "", Guid.TryParse(told?.Said("subject"), out var subject) ? subject : Guid.Empty,
                told?.GetProperty("data").TryGetProperty("membersSme", out var members) is true && members.ValueKind is JsonValueKind.Number ? members.GetInt32() : 0);
        }
    }

    /// <summary>Changes one cluster again and again, and knows what was confirmed.</summary>
    private sealed class Writer(LosingNothingForAMinute test, Guid cluster)
    {
        public const int First = 100;

        public Guid Cluster => cluster;

        public int Confirmed { get; private set; } = First - 1;

        /// <summary>Where the answer was lost with the host, the same is sent again under its key, and counts once.</summary>
        public async Task Write()
        {
            var version = (await (await test._host).Client("applicant").Get($"/api/clusters/{cluster}")).Ok().Version;
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!test._enough.IsCancellationRequested)
            {
                version = await Change(Confirmed + 1, version, pace);
                Confirmed++;
                await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }

        private async Task<long> Change(int members, long version, PeriodicTimer pace)
        {
            while (true)
            {
                using var client = (await test._host).Client("applicant");
                try
                {
                    return (await client.Ask(HttpMethod.Patch, $"/api/clusters/{cluster}/profile", new { membersSme = members }, ("If-Match", $"\"{version}\""), ("Idempotency-Key", $"{cluster}-{members}"))).Ok().Version;
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException)
                {
                    await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);   // the host was killed
                }
            }
        }
    }

    /// <summary>Follows the feed from its beginning, from whichever host there is.</summary>
    private sealed class Follower(LosingNothingForAMinute test, string? role)
    {
        private readonly ConcurrentQueue<Entry> _told = new();
        private long _until = long.MaxValue;

        public IEnumerable<Entry> Told => _told;

        public void GoOnUntil(long number) => Volatile.Write(ref _until, number);

        public async Task Follow()
        {
            var (after, number, epoch) = ("0", 0L, "");
            while (number < Volatile.Read(ref _until))
            {
                var client = (await test._host).Client(role);
                try
                {
                    while (number < Volatile.Read(ref _until))
                    {
                        var page = (await client.Get($"/api/feed?limit=500&wait=1&after={after}")).Ok().Body;
                        foreach (var entry in page.Each("entries").Select(Entry.Of))
                        {
                            Assert.Equal(++number, entry.Number);
                            _told.Enqueue(entry);
                        }

                        if (epoch.Length > 0) Assert.Equal(epoch, page.Said("epoch"));
                        (after, epoch) = (page.Said("next")!, page.Said("epoch")!);
                    }
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException)
                {
                    await Task.Yield();   // the host was killed; the next one is asked
                }
            }
        }

        /// <summary>Over number and leaf hash of each entry, in blocks of a thousand.</summary>
        public string Digest(long last)
        {
            var blocks = _told.Where(entry => entry.Number <= last).GroupBy(entry => (entry.Number - 1) / 1000)
                .Select(block => SHA256.HashData(block.SelectMany(entry => (byte[])[.. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(entry.Number)), .. entry.Leaf]).ToArray()));
            return Convert.ToHexStringLower(SHA256.HashData(blocks.SelectMany(block => block).ToArray()));
        }
    }
}
