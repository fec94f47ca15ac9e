using System.Diagnostics;
using System.Net.Http.Headers;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Two hosts on one database: one history, whoever is asked, also when the leader dies in the middle of it.</summary>
public sealed class AgreeingOnOneHistory(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("eligibility-keys-");
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await postgres.FreshDatabase();

    public ValueTask DisposeAsync()
    {
        _keys.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task with_two_hosts_started_at_once_and_the_leader_killed()
    {
        var both = await Task.WhenAll(Start(), Start());
        try
        {
            await TellTheSame(both);
            await ReadsWhatTheOtherWrote(both);

            var leads = Array.FindIndex(both, service => service.Log.Contains("This host leads", StringComparison.Ordinal));
            await using var receiver = await Receiver.Start();
            (await both[leads].Client("subscriber").Post("/api/subscriptions", new { delivery = new { url = receiver.Url, strictOrder = true }, start = "beginning" })).Created();   // who opens it holds its cursor
            await GoesOnWithoutItsLeader(both[leads], both[1 - leads]);
            await GetsEverything(receiver, both[1 - leads]);

            // A host that comes up after the crash finds all of it.
            await using var third = await Start();
            await TellTheSame(third, both[1 - leads]);
        }
        finally
        {
            foreach (var service in both) await service.DisposeAsync();
        }
    }

    private static async Task TellTheSame(params RunningService[] services)
    {
        var histories = new HashSet<string>();
        foreach (var service in services)
        {
            var feed = (await service.Client("auditor").Get("/api/feed?limit=1000")).Ok().Body;
            var numbers = feed.Each("entries").Select(entry => entry.GetProperty("number").GetInt32()).ToArray();
            Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
            histories.Add($"{(await service.Client().Get("/api/calls")).Ok().Body.GetProperty("calls")} {feed.Said("epoch")} {feed.GetProperty("entries")}");
        }

        Assert.Single(histories);
    }

    private static async Task ReadsWhatTheOtherWrote(RunningService[] both)
    {
        for (var turn = 0; turn < 6; turn++)
        {
            var (here, there) = (both[turn % 2], both[(turn + 1) % 2]);
            var draft = (await here.Client("officer").Post("/api/calls", Draft())).Created();
            Assert.Equal(draft.Version, (await there.Client("auditor").Get($"/api/calls/{draft.Id}?minPosition={draft.Position}")).Ok().Version);
        }

        // Whom one host has recognised, the other knows.
        using var borrowed = new HttpClient { BaseAddress = both[1].Address };
        borrowed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await both[0].Token("auditor"));
        (await borrowed.Get("/api/applications")).Ok();
    }

    private static async Task GoesOnWithoutItsLeader(RunningService leader, RunningService follower)
    {
        // Somebody keeps writing to the leader while it is killed; whatever it confirmed is there afterwards.
        var confirmed = new List<Guid>();
        using var first = new SemaphoreSlim(0);
        var writing = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    confirmed.Add((await leader.Client("officer").Post("/api/calls", Draft())).Created().Id);
                    if (confirmed.Count == 10) first.Release();
                }
            }
            catch (HttpRequestException)
            {
                // The leader is gone.
            }
        });
        await first.WaitAsync(TestContext.Current.CancellationToken);
        await leader.Kill();
        var since = Stopwatch.StartNew();
        await writing;

        var published = await follower.PublishCall(Draft().Terms);
        await follower.Client().InFeed(told => told.Said("subject") == $"{published}");
        var gap = since.Elapsed;

        // Two seconds on a machine that has time; the bound leaves room for one that hasn't.
        Assert.True(gap < TimeSpan.FromSeconds(8), $"Numbering went on after {gap}.");
        foreach (var id in confirmed) (await follower.Client("auditor").Get($"/api/calls/{id}")).Ok();
        TestContext.Current.SendDiagnosticMessage($"Numbering went on {gap.TotalMilliseconds:0} ms after the leader was killed; {confirmed.Count} confirmed writes are there.");
    }

    /// <summary>What the dead host sent goes on from the other one: nothing is missing, nothing overtakes, and what comes twice is told by its id.</summary>
    private static async Task GetsEverything(Receiver receiver, RunningService left)
    {
        var told = (await left.Client("subscriber").Get("/api/feed?limit=1000")).Ok().Body.Each("entries").Where(entry => entry.TryGetProperty("event", out _)).Select(entry => entry.GetProperty("number").GetInt64()).ToArray();
        var since = Stopwatch.StartNew();
        while (told.Except(receiver.Arrived.Select(arrival => arrival.Number)).Any())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), $"{told.Except(receiver.Arrived.Select(arrival => arrival.Number)).Count()} of {told.Length} entries did not come.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        var arrived = receiver.Arrived;
        var first = arrived.DistinctBy(arrival => arrival.Number).ToArray();
        Assert.Equal(first.Select(arrival => arrival.Number).Order(), first.Select(arrival => arrival.Number));
        Assert.Equal(Enumerable.Range(1, first.Length), first.Select(arrival => arrival.Counter));
        Assert.All(arrived.GroupBy(arrival => arrival.Number), same => Assert.Single(same.Select(arrival => (arrival.Id, arrival.Counter)).Distinct()));
    }

    private Task<RunningService> Start() => RunningService.Start(_database, "programme", ("Keys__Directory", _keys.FullName), ("Service__Address", "https://eligibility.example"));

    private static CallDraft Draft() => new(new($"TWO-HOSTS-{Guid.NewGuid():N}", new("A call", "Eine Ausschreibung"), "escp", ["organisation"]));

    private sealed record CallDraft(DraftTerms Terms);

    private sealed record DraftTerms(string Reference, DraftTitle Title, string Kind, string[] NotFullyKnown);

    private sealed record DraftTitle(string En, string De);
}
