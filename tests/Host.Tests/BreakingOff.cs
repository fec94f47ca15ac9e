using System.Text.Json;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests;

/// <summary>A host that is stopped or killed in the middle of its work is simply started again: it goes on where it was, and what was confirmed is there.</summary>
public sealed class BreakingOff(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Later = "2021-07-01T12:00:00Z";

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("eligibility-keys-");
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await postgres.FreshDatabase();

    public ValueTask DisposeAsync()
    {
        _keys.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task by_a_stop_during_the_first_start_is_quick_and_quiet()
    {
        await using (var first = RunningService.Launch(Settings))
        {
            await first.Says("playing the history of 2015");
            Assert.Equal(0, await first.Stop());
            Assert.Empty(first.Complaints);
            Assert.DoesNotContain("   at ", first.Log, StringComparison.Ordinal);
        }

        await using var next = await Start();
        await HasPlayedAll(next, before: "2016-10-04T08:00:00Z");
        Assert.DoesNotContain("playing the history of 2014", next.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task by_a_power_cut_during_the_first_start_loses_nothing()
    {
        foreach (var year in (int[])[2014, 2015, 2016])
        {
            await using var cut = RunningService.Launch(Settings);
            await cut.Says($"playing the history of {year}");
            await cut.Kill();
        }

        await using var next = await Start();
        await HasPlayedAll(next, before: "2016-10-04T08:00:00Z");
    }

    [Fact]
    public async Task by_a_power_cut_while_the_clock_is_moved_is_made_good_by_the_next_start()
    {
        Answer confirmed;
        await using (var cut = await Start())
        {
            confirmed = (await cut.Client("officer").Post("/api/calls", new { terms = new { reference = "BEFORE-THE-CUT", title = new { en = "A call", de = "Eine Ausschreibung" }, kind = "escp" } })).Created();
            var played = (await Clock(cut)).GetProperty("played").GetInt32();
            var moving = cut.Client("admin").Post("/api/demo/clock", new { at = Later });
            while ((await Clock(cut)).GetProperty("played").GetInt32() < played + 5) Assert.False(moving.IsCompleted, "The move was over before it could be broken off.");
            await cut.Kill();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => moving);
        }

        await using var next = await Start();
        await HasPlayedAll(next, before: Later);
        Assert.Equal(confirmed.Version, (await next.Client("auditor").Get($"/api/calls/{confirmed.Id}")).Ok().Version);
    }

    [Fact]
    public async Task of_whoever_asked_for_a_move_does_not_leave_the_clock_half_way()
    {
        await using var service = await Start();
        var played = (await Clock(service)).GetProperty("played").GetInt32();
        using (var leaving = new CancellationTokenSource())
        {
            using var admin = service.Client("admin");
            var moving = admin.PostAsync("/api/demo/clock", System.Net.Http.Json.JsonContent.Create(new { at = Later }), leaving.Token);
            while ((await Clock(service)).GetProperty("played").GetInt32() < played + 5) Assert.False(moving.IsCompleted, "The move was over before it could be broken off.");
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await Clock(service)).GetProperty("now").GetDateTimeOffset() < DateTimeOffset.Parse(Later, System.Globalization.CultureInfo.InvariantCulture)) await Task.Delay(100, patience.Token);
        await HasPlayedAll(service, before: Later);
    }

    /// <summary>No step is missing, none was refused or done twice, and the feed has no hole.</summary>
    private static async Task HasPlayedAll(RunningService service, string before)
    {
        var clock = await Clock(service);
        Assert.True(clock.GetProperty("now").GetDateTimeOffset() >= DateTimeOffset.Parse(before, System.Globalization.CultureInfo.InvariantCulture) - TimeSpan.FromHours(1), $"{clock}");
        Assert.Empty(clock.Each("refused"));
        if (before == Later) Assert.Equal(clock.GetProperty("steps").GetInt32(), clock.GetProperty("played").GetInt32());

        foreach (var call in (await service.Client("officer").Get("/api/calls")).Ok().Body.Each("calls"))
        {
            var told = (await service.Client("auditor").Get($"/api/calls/{call.Said("id")}/history")).Ok().Body.Each("entries").Select(entry => entry.Said("name")).ToArray();
            foreach (var once in (string[])["call.drafted", "call.announced", "call.published", "call.results-announced"]) Assert.InRange(told.Count(name => name == once), 0, 1);
            Assert.Equal(told.Count(name => name == "call.corrigendum-proposed"), told.Count(name => name == "call.corrigendum-published"));
        }

        var numbers = (await service.Client("auditor").Get("/api/feed?limit=1000")).Ok().Body.Each("entries").Select(entry => entry.GetProperty("number").GetInt32()).ToArray();
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    private static async Task<JsonElement> Clock(RunningService service) => (await service.Client().Get("/api/demo/clock")).Ok().Body;

    private (string, string)[] Settings => [("ConnectionStrings__Eligibility", _database), ("Demo__Enabled", "true"), ("Demo__Data", "programme"), ("Keys__Directory", _keys.FullName)];

    private Task<RunningService> Start() => RunningService.Start(_database, "programme", ("Keys__Directory", _keys.FullName));
}
