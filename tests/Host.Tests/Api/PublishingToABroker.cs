using System.Diagnostics;
using System.Text.Json;
using EligibilityService.Host.Tests.Identity;
using EligibilityService.Tests;
using Npgsql;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Two hosts as processes of their own before a real broker. One is killed between the broker's confirmation and its note; the other goes on.</summary>
public sealed class PublishingToABroker(PostgresFixture postgres, RabbitMqFixture rabbit) : IAsyncLifetime
{
    private const string Exchanges = "eligibility.tests";
    private static readonly string[] Names = [$"{Exchanges}.public", $"{Exchanges}.restricted", $"{Exchanges}.cluster"];

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("eligibility-keys-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _keys.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task loses_nothing_with_a_host_and_says_how_it_goes()
    {
        var (broker, database) = (await rabbit.Address(), await postgres.FreshDatabase());
        await using var queue = await QueueReader.Bind(broker, [.. Names.Select(exchange => (exchange, "#"))]);
        await using var sampled = await QueueReader.Bind(broker, (Names[0], "#"));
        await queue.Read();
        await using var one = await Start();
        await using var admin = NpgsqlDataSource.Create(database);
        await Until(async () => await Number("select count(*) from eligibility.cursors where holder is not null") == 1, "the first host holds the cursor");
        await using var other = await Start();
        var clusters = await other.Managed("Neckar Cluster,DE,DE11", "Danube Cluster,DE,DE14");
        await Until(async () => (await State(other)).Said("health") == "upToDate", "everything so far was taken over");

        // Taken over by the broker, and not noted: who holds the cursor waits for its row.
        await using var held = await admin.OpenConnectionAsync(Cancelled);
        await using (var locking = new NpgsqlCommand("begin; select from eligibility.cursors for update", held)) await locking.ExecuteNonQueryAsync(Cancelled);
        var before = (await State(other)).GetProperty("after").GetInt64();
        await other.Publish(clusters[0]);
        await Until(() => Task.FromResult(Names.All(exchange => queue.Of(exchange).Any(message => message.Number > before))), "something was taken over");
        await one.Kill();
        await Number("select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event_type = 'Lock' and query like 'update eligibility.cursors set epoch%'");
        Assert.Equal(before, (await State(other)).GetProperty("after").GetInt64());
        await using (var letting = new NpgsqlCommand("rollback", held)) await letting.ExecuteNonQueryAsync(Cancelled);

        await other.Publish(clusters[1]);
        await Until(async () => (await State(other)) is var state && state.Said("health") == "upToDate" && state.GetProperty("after").GetInt64() > before + 1, "the other host went on");
        var last = (await State(other)).GetProperty("after").GetInt64();
        await Until(() => Task.FromResult(Names.All(exchange => queue.Of(exchange).Any(message => message.Number == last))), "the last has come");

        var digest = (await other.Client().Get($"/api/feed/digest?from=1&to={last}")).Ok().Body.Said("digest");
        var fetched = await Fetched(other);
        foreach (var exchange in Names)
        {
            var came = queue.Of(exchange).Where(message => message.Number <= last).ToArray();
            Assert.Equal(Enumerable.Range(1, (int)last), came.DistinctBy(message => message.Id).Select(message => (int)message.Number));
            Assert.Equal(digest, QueueReader.Digest(came));
            Assert.Contains(came.GroupBy(message => message.Number), same => same.Key > before && same.Count() > 1);
            Assert.All(came.GroupBy(message => message.Number), same => Assert.Single(same.Select(message => (message.Id, message.Text)).Distinct()));

            // What the feed tells of each number is what came on the exchange of its class, and a little more.
            Assert.All(came.Where(message => !message.IsStub), message =>
            {
                Assert.EndsWith(message.Json.Said("class")!, exchange, StringComparison.Ordinal);
                Assert.All(fetched[message.Number].EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, message.Json.GetProperty(member.Name)), member.Name));
            });
        }

        Assert.Equal(fetched.Keys.Where(number => number <= last).Order(), queue.Messages.Where(message => !message.IsStub && message.Number <= last).Select(message => message.Number).Distinct().Order());
        await TellsHowItGoes(other, broker);
        await IsProvenBy(sampled, other, broker, last);
        Assert.DoesNotContain(RabbitMqServer.Password, one.Log + other.Log, StringComparison.Ordinal);

        Task<RunningService> Start() => RunningService.Start(database, "programme", ("Keys__Directory", _keys.FullName), ("RabbitMq__Uri", broker.AbsoluteUri), ("RabbitMq__Exchanges", Exchanges), ("Service__Address", "https://eligibility.example/"));

        async Task<long> Number(string sql)
        {
            await using var command = admin.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync(Cancelled))!;
        }
    }

    /// <summary>Where it is, how far, and no secret: for administrators on the page and by the API, in numbers for whoever watches over the service.</summary>
    private static async Task TellsHowItGoes(RunningService service, Uri broker)
    {
        var state = await State(service);
        Assert.Equal(($"127.0.0.1:{broker.Port}", string.Join(' ', Names.Order())), (state.Said("where"), string.Join(' ', state.Each("exchanges").Select(name => name.GetString()!).Order())));
        Assert.False((await service.Client("subscriber").Get("/api/subscriptions")).Ok().Body.TryGetProperty("broker", out _));

        var health = (await service.Client().Get("/health/ready")).Ok();
        Assert.Equal(("healthy", 0), (health.Body.GetProperty("checks").GetProperty("rabbitmq").Said("status"), health.Body.GetProperty("checks").GetProperty("rabbitmq").GetProperty("data").GetProperty("failures").GetInt32()));

        using var visitor = new Visitor(service.Address);
        (await visitor.SignIn("/en/", ("person", "demo-admin"))).EnsureSuccessStatusCode();
        var page = await visitor.Read("/en/subscriptions");
        Assert.Contains($"127.0.0.1:{broker.Port}", page, StringComparison.Ordinal);
        Assert.All((string[])[state.ToString(), health.Text, page], told => Assert.DoesNotContain(RabbitMqServer.Password, told, StringComparison.Ordinal));
    }

    /// <summary>The consumer of docs/feed.md reads it all, drops what it has, and proves that nothing is missing.</summary>
    private static async Task IsProvenBy(QueueReader queue, RunningService service, Uri broker, long last)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var state = Path.Combine(Directory.CreateTempSubdirectory("eligibility-consumer-").FullName, "state.json");
        var sample = new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "samples", "BrokerConsumer", "bin", here.Parent!.Name, here.Name, "EligibilityService.BrokerConsumer.dll"), broker.AbsoluteUri, service.Address.AbsoluteUri, state, Names[0], queue.Name, "--once"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var running = Process.Start(sample)!;
        var (said, complaint) = (running.StandardOutput.ReadToEndAsync(Cancelled), running.StandardError.ReadToEndAsync(Cancelled));
        await running.WaitForExitAsync(Cancelled);
        Directory.Delete(Path.GetDirectoryName(state)!, recursive: true);
        Assert.Equal(("", 0), (await complaint, running.ExitCode));
        Assert.InRange(long.Parse((await said).Split(' ')[3].TrimEnd(','), System.Globalization.CultureInfo.InvariantCulture), last, long.MaxValue);
    }

    private static async Task<JsonElement> State(RunningService service) => (await service.Client("admin").Get("/api/subscriptions")).Ok().Body.GetProperty("broker");

    private static async Task<Dictionary<long, JsonElement>> Fetched(RunningService service)
    {
        var (entries, after, last) = (new Dictionary<long, JsonElement>(), 0L, 1L);
        for (; after < last; after += 1_000)
        {
            var page = (await service.Client("auditor").Get($"/api/feed?after={after}&limit=1000")).Ok().Body;
            last = page.GetProperty("last").GetInt64();
            foreach (var entry in page.Each("entries").Where(entry => entry.TryGetProperty("event", out _))) entries[entry.GetProperty("number").GetInt64()] = entry.GetProperty("event");
        }

        return entries;
    }

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"Waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancelled);
        }
    }
}
