using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Programme;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Webhooks;
using EligibilityService.Tests;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace EligibilityService.Benchmarks;

/// <summary>From the commit to the receipt at a local endpoint: one after the other, as fast as it goes, beside a hundred others of which one is dead, and while commands go on.</summary>
internal static class DeliveringByWebhook
{
    private const int Clusters = 50;

    private static readonly Caller Pekka = new(Guid.CreateVersion7(), new HashSet<Role> { Role.Subscriber }, IsAuthenticated: true);

    public static async Task Measure(Bench bench)
    {
        var database = await bench.FreshDatabase();
        await using var service = await Service.Start(database, adjust: services => services.AddSingleton(WebhookSettings.OnOneMachine with { Timeout = TimeSpan.FromSeconds(5) }));
        await service.Get<Roster>().AtLeast((await service.Send(new RecordProgramme(ProgrammeFiles.Lists()))).Unrefused().Position, CancellationToken.None);
        var clusters = await Published(service);

        await FromCommitToReceipt(bench, service, clusters);
        await BesideADeadOne(bench, service, clusters);
        await ManyAppended(service, database, clusters, bench.IsShort ? 2_000 : 100_000);
        await AsFastAsItGoes(bench, service, await bench.FreshDatabase());
        await WhileCommandsGoOn(bench, service, clusters);
        await PublishingToABroker.Measure(bench);
    }

    private static async Task FromCommitToReceipt(Bench bench, Service service, Guid[] clusters)
    {
        await using var receiver = await Receiver.Start();
        var arrived = new Arrivals(receiver);
        var subscription = await Open(service, receiver.Url);
        await Paced(service, clusters, bench.IsShort ? 50 : 100, 50, first: 1_000);   // compiled by then
        var committed = await Paced(service, clusters, bench.IsShort ? 100 : 1_500, 50, first: 10_000);
        await arrived.All(committed.Keys);
        var (half, most) = Percentiles(committed, arrived);
        bench.Note("From commit to receipt at a local endpoint, 50 events a second", $"p50 {half.Ms()}, p99 {most.Ms()}", $"{committed.Count} events", "p50 under 100 ms, p99 under 500 ms", half < 100 && most < 500);
        await End(service, subscription);
    }

    /// <summary>The same with 99 more that take everything, and one that holds each message until the service gives up.</summary>
    private static async Task BesideADeadOne(Bench bench, Service service, Guid[] clusters)
    {
        await using var receiver = await Receiver.Start();
        await using var dead = await Receiver.Start();
        dead.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var arrived = new Arrivals(receiver);
        var opened = new List<Guid>();
        for (var number = 0; number < (bench.IsShort ? 9 : 99); number++) opened.Add(await Open(service, $"{receiver.Url}?{number}"));
        await Paced(service, clusters, 20, 5, first: 20_000);

        var without = await Round(30_000);
        opened.Add(await Open(service, dead.Url));
        await Paced(service, clusters, 20, 5, first: 40_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var with = await Round(50_000);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        bench.Note(
            $"{opened.Count} endpoints, one of them dead: commit to receipt at the others", $"p50 {with.Half.Ms()}, p99 {with.Most.Ms()}, {grown / 1_048_576.0:+0.0;-0.0} MB of memory",
            $"without the dead one: p50 {without.Half.Ms()}, p99 {without.Most.Ms()}", "no delay: p99 within twice", with.Most < 2 * without.Most);
        foreach (var id in opened) await End(service, id);

        async Task<(double Half, double Most)> Round(int first)
        {
            arrived.Keep = first;
            var committed = await Paced(service, clusters, bench.IsShort ? 20 : 100, 5, first);
            await arrived.All(committed.Keys, times: bench.IsShort ? 9 : 99);
            return Percentiles(committed, arrived);
        }
    }

    /// <summary>Beside one HttpClient that does the same POST with the same bytes and signature, one after the other, and beside DotNetCore.CAP on the same server.</summary>
    private static async Task AsFastAsItGoes(Bench bench, Service service, string otherDatabase)
    {
        await using var receiver = await Receiver.Start();
        var (count, first, last, wanted) = (0, 0L, 0L, bench.IsShort ? 1_000 : 20_000);
        byte[] body = [];
        var enough = new TaskCompletionSource();
        receiver.Answer = (arrival, http) =>
        {
            var place = Interlocked.Increment(ref count);
            if (place == 1) (first, body) = (Stopwatch.GetTimestamp(), arrival.Body);
            if (place == wanted)
            {
                last = Stopwatch.GetTimestamp();
                enough.TrySetResult();
            }

            return Receiver.Status(http, 204);
        };
        var subscription = await Open(service, receiver.Url, "beginning");
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(5));
        var ours = (wanted - 1) / Stopwatch.GetElapsedTime(first, last).TotalSeconds;
        await End(service, subscription);

        await using var plain = await Receiver.Start();
        using var client = new HttpClient();
        var key = RandomNumberGenerator.GetBytes(32);
        var since = Stopwatch.StartNew();
        for (var i = 0; i < wanted; i++)
        {
            var id = $"msg_{i}";
            using var message = new HttpRequestMessage(HttpMethod.Post, plain.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/cloudevents+json") } } };
            message.Headers.Add("webhook-id", id);
            message.Headers.Add("webhook-timestamp", "1480000000");
            message.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.1480000000."), .. body])));
            using var answer = await client.SendAsync(message);
            answer.EnsureSuccessStatusCode();
        }

        var theirs = wanted / since.Elapsed.TotalSeconds;
        bench.Note("Sent to one local endpoint, no order asked", $"{ours:N0}/s, {ours / theirs:0.00} times", $"a loop of HttpClient with the same POST and HMAC: {theirs:N0}/s", "0.3 times", ours >= 0.3 * theirs);

        await using var beside = await Receiver.Start();
        var program = Path.Combine(Bench.Repository, "tests", "Benchmarks.Cap", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "EligibilityService.Benchmarks.Cap.dll");
        using var cap = Process.Start(new ProcessStartInfo("dotnet", [program, otherDatabase, beside.Url, $"{wanted / 4}", Encoding.UTF8.GetString(body)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await cap.StandardOutput.ReadToEndAsync();
        await cap.WaitForExitAsync();
        var others = double.Parse(said.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
        bench.Note("Sent to one local endpoint, no order asked", $"{ours:N0}/s, {ours / others:0.0} times", $"DotNetCore.CAP with PostgreSQL, publishing and sending on by the same POST and HMAC: {others:N0}/s", "as much", ours >= others);
    }

    /// <summary>Changes of profiles by eight at once, in turns with and without a new subscriber that catches up from the beginning.</summary>
    private static async Task WhileCommandsGoOn(Bench bench, Service service, Guid[] clusters)
    {
        await using var receiver = await Receiver.Start();
        var (arrived, turn) = (0, 60_000);
        receiver.Answer = (_, http) => { Interlocked.Increment(ref arrived); return Receiver.Status(http, 204); };
        var length = TimeSpan.FromSeconds(bench.IsShort ? 1 : 5);
        var compared = await Measuring.InTurns(bench.IsShort ? 1 : 3, async () =>
        {
            var subscription = await Open(service, receiver.Url, "beginning", MessageForm.Batched, 100);
            await Measuring.Until(() => Task.FromResult(Volatile.Read(ref arrived) > 0), TimeSpan.FromMinutes(1), "the first entries");
            var rate = await Measuring.Rate(8, length, Change);
            await End(service, subscription);
            Volatile.Write(ref arrived, 0);
            return rate;
        }, () => Measuring.Rate(8, length, Change));
        bench.Note("Commands by 8 writers while a new subscriber catches up", $"{compared.Ours:N0}/s, {compared.Ratio:0.00} times", $"without it: {compared.Theirs:N0}/s", "0.8 times", compared.Ratio >= 0.8);

        var last = await service.One<long>("select max(number) from eligibility.feed_entries");
        var entries = 0L;
        var done = new TaskCompletionSource();
        receiver.Answer = (arrival, http) =>
        {
            foreach (var told in arrival.Json.EnumerateArray())
            {
                Interlocked.Increment(ref entries);
                if (told.GetProperty("sequence").GetString()!.TrimStart('0') == $"{last}") done.TrySetResult();
            }

            return Receiver.Status(http, 204);
        };
        var since = Stopwatch.StartNew();
        var all = await Open(service, receiver.Url, "beginning", MessageForm.Batched, 100);
        await done.Task.WaitAsync(TimeSpan.FromMinutes(5));
        bench.Note("A new subscriber has caught up, batches of 100", $"{entries:N0} entries in {since.Elapsed.TotalSeconds:0.0} s", $"{entries / since.Elapsed.TotalSeconds:N0}/s");
        await End(service, all);

        // No two writers at one cluster.
        async Task Change(int writer) => await Changed(service, clusters[(writer * 6) + (Interlocked.Increment(ref turn) % 6)], Volatile.Read(ref turn));
    }

    internal static async Task<Guid[]> Published(Service service)
    {
        var anna = Guid.CreateVersion7();
        var clusters = new Guid[Clusters];
        for (var place = 0; place < Clusters; place++)
        {
            var id = clusters[place] = Guid.CreateVersion7();
            var now = TimeProvider.System.GetUtcNow();
            await service.Decide(id, (Cluster cluster) => cluster.Draft(null, $"{id}", new() { Name = $"Cluster {place}", Country = "DE", MembersSme = 1 }, new(AssertedBy.Register)));
            await service.Decide(id, (Cluster cluster) => cluster.AddManager(anna, anna));
            await service.Decide(id, (Cluster cluster) => cluster.RequestReview(anna, now));
            await service.Decide(id, (Cluster cluster) => cluster.Publish(Guid.CreateVersion7(), now));
        }

        return clusters;
    }

    /// <summary>As fast as Marten appends: what a subscriber will have to catch up with.</summary>
    internal static async Task ManyAppended(Service service, string database, Guid[] clusters, int many)
    {
        var options = InfrastructureRegistration.Configure(new StoreOptions(), InfrastructureRegistration.Prepared(database), service.Get<PinnableClock>());
        using var plain = new DocumentStore(options);
        foreach (var events in Enumerable.Range(100_000, many).Select(count => new ProfileChanged(new() { MembersSme = count }, [], new(AssertedBy.Applicant))).Chunk(500))
        {
            await using var session = plain.LightweightSession();
            foreach (var (cluster, place) in clusters.Select((cluster, place) => (cluster, place))) session.Events.Append(cluster, [.. events.Where((_, at) => at % clusters.Length == place).Cast<object>()]);
            await session.SaveChangesAsync();
        }

        await Measuring.Until(() => service.One<bool>("select position >= (select max(seq_id) from events.mt_events) from eligibility.feed_progress"), TimeSpan.FromMinutes(5), "all of them are numbered");
    }

    private static Task<Receipt> Changed(Service service, Guid cluster, int members) =>
        service.Decide(cluster, (Cluster it) => it.Change(new() { MembersSme = members }, [], new(AssertedBy.Applicant)));

    /// <returns>When each was committed.</returns>
    internal static async Task<Dictionary<int, long>> Paced(Service service, Guid[] clusters, int many, int perSecond, int first)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / perSecond);
        var committed = new ConcurrentDictionary<int, long>();
        var under = new List<Task>();
        for (var number = first; number < first + many; number++)
        {
            under.Add(One(number));
            await pace.WaitForNextTickAsync();
        }

        await Task.WhenAll(under);
        return new(committed);

        async Task One(int number)
        {
            await Changed(service, clusters[number % clusters.Length], number);
            committed[number] = Stopwatch.GetTimestamp();
        }
    }

    private static (double Half, double Most) Percentiles(Dictionary<int, long> committed, Arrivals arrived)
    {
        var taken = arrived.Of(committed).Order().ToArray();
        return (taken[taken.Length / 2], taken[(int)(taken.Length * 0.99)]);
    }

    private static async Task<Guid> Open(Service service, string url, string start = "now", MessageForm form = MessageForm.Structured, int batch = 1)
    {
        var id = Guid.CreateVersion7();
        (await service.Send(new OpenSubscription(id, new(url, form, batch, false, null), new(["cluster.changed.v1"]), start), Pekka)).Unrefused();
        return id;
    }

    private static async Task End(Service service, Guid subscription) => (await service.Send(new EndSubscription(subscription), Pekka)).Unrefused();

    /// <summary>When each change came in, at whichever address of the endpoint.</summary>
    private sealed class Arrivals
    {
        private readonly ConcurrentBag<(int Number, long At)> _came = [];

        public Arrivals(Receiver receiver) => receiver.Answer = (arrival, http) =>
        {
            var at = Stopwatch.GetTimestamp();
            var number = JsonDocument.Parse(arrival.Body).RootElement.GetProperty("data").GetProperty("membersSme").GetInt32();
            if (number >= Keep) _came.Add((number, at));
            return Receiver.Status(http, 204);
        };

        /// <summary>Earlier ones are left out.</summary>
        public int Keep { get; set; }

        public Task All(Dictionary<int, long>.KeyCollection numbers, int times = 1) =>
            Measuring.Until(() => Task.FromResult(_came.Count(one => numbers.Contains(one.Number)) >= numbers.Count * times), TimeSpan.FromMinutes(2), "all of them arrived");

        public IEnumerable<double> Of(Dictionary<int, long> committed) =>
            _came.Where(one => committed.ContainsKey(one.Number)).Select(one => Math.Max(0, Stopwatch.GetElapsedTime(committed[one.Number], one.At).TotalMilliseconds));
    }
}
