using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests.Api;

/// <summary>
/// Lived at the end, on the demonstration's clock: rejected in June for a lapsed label, renewed in September, proven with the service out of reach, and then somebody writes into the database.
/// </summary>
public sealed class ProvingARejection(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _desk = Directory.CreateTempSubdirectory("eligibility-auditor-");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _desk.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task of_june_stands_after_the_renewal_of_september_and_whoever_writes_into_the_database_is_found()
    {
        var database = await postgres.FreshDatabase();
        await using var service = await RunningService.Start(database);
        var (applicant, moderator, auditor) = (service.Client("applicant"), service.Client("moderator"), service.Client("auditor"));
        var cluster = await service.Register("Wasserwirtschaft Rhein");
        var call = await service.PublishCall(new
        {
            reference = "LABEL-2017", title = new { en = "A call for labelled clusters", de = "Eine Ausschreibung für Cluster mit Label" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Label", de = "Label" } } },
            criteria = new[] { new { id = "LAB-1", clause = "6", type = "label/1", parameters = new { minimum = "bronze" }, referenceDate = new { kind = "deadline" } } },
        });
        var label = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2015-03" })).Ok();

        await service.MoveClock("2017-05-20T10:00:00Z");
        var id = (await applicant.Post($"/api/applications?minPosition={label.Position}", new { call, cluster })).Created().Id;
        var address = $"/api/applications/{id}";
        (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();

        await service.MoveClock("2017-06-30T10:00:00Z");
        var decided = await Reject(service, address);
        var inJune = await Verdict($"minPosition={decided.Position}");
        Assert.Equal(("decision", "notMet", "label-not-valid"), (inJune.Said("bindingness"), inJune.Said("outcome"), inJune.Finding("LAB-1").GetProperty("reason").Said("code")));
        Assert.Empty(await Differing());

        // The renewal reaches back: the decision stands, and is listed with the fact that nobody knew in June.
        await service.MoveClock("2017-09-20T10:00:00Z");
        var renewed = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2017-09" })).Ok();
        var stays = await Verdict($"minPosition={renewed.Position}");
        Assert.Equal(("decision", inJune.GetProperty("findings").ToString()), (stays.Said("bindingness"), stays.GetProperty("findings").ToString()));
        var differing = (await Differing()).Single();
        Assert.Equal((id, "notMet", "met"), (differing.GetProperty("id").GetGuid(), differing.Said("recorded"), differing.Said("present")));
        Assert.True(differing.GetProperty("isReproduced").GetBoolean());
        Assert.Equal(("cluster.label-awarded", renewed.Version), differing.Each("differences").Single().Each("facts").Single() switch { var fact => (fact.Said("event"), fact.GetProperty("version").GetInt64()) });

        // Both readings, each on both axes.
        await service.MoveClock("2017-10-02T10:00:00Z");
        Assert.Equal(inJune.GetProperty("findings").ToString(), (await Verdict("knownAt=2017-06-30T12:00:00Z")).GetProperty("findings").ToString());
        Assert.Equal("notMet", (await Verdict("at=2017-05-23T15:00:00Z&knownAt=2017-09-20T09:59:59Z")).Said("outcome"));
        Assert.Equal("met", (await Verdict("at=2017-05-23T15:00:00Z&knownAt=2017-10-01T00:00:00Z")).Said("outcome"));
        Assert.Equal("met", (await Verdict("at=2017-05-23T15:00:00Z")).Said("outcome"));
        Assert.Equal("notMet", (await applicant.Verdict(cluster, "LABEL-2017", "?knownAt=2017-06-30T12:00:00Z")).Said("outcome"));
        Assert.Equal("met", (await applicant.Verdict(cluster, "LABEL-2017")).Said("outcome"));

        // Noted by the auditor; from here on the service is not believed.
        var checkpoint = await Note(service, id);
        await Verify(0, "PROVEN", await TakeOut("before"), checkpoint);

        // One byte of an event: a criterion is called another.
        var version = await Write(database, "update events.mt_events set data = replace(data::text, 'LAB-1', 'LAB-2')::jsonb where stream_id = $1 and type = 'application.eligibility-decided' returning version", id);
        var altered = $"Event {version} of {id} (application.eligibility-decided) was altered in the store: its content (verdict.findings[0].criterion).";
        await Verify(1, altered, await TakeOut("altered"), checkpoint);

        // And later one row.
        var removed = await Write(database, "delete from events.mt_events where stream_id = $1 and type = 'application.submitted' returning version", id);
        var last = await TakeOut("removed");
        await Verify(1, altered, last, checkpoint);
        await Verify(1, $"Event {removed} of {id} (application.submitted) was recorded, and has been removed from the store.", last, checkpoint);
        await Verify(0, "PROVEN", Path.Combine(_desk.FullName, "before.zip"), checkpoint);

        async Task<JsonElement> Verdict(string query) => (await applicant.Get($"{address}/eligibility?{query}")).Ok().Body;
        async Task<JsonElement[]> Differing() => [.. (await auditor.Get($"/api/desk/differing?call=LABEL-2017")).Ok().Body.Each("applications")];

        async Task<string> TakeOut(string name)
        {
            var zip = Path.Combine(_desk.FullName, $"{name}.zip");
            await File.WriteAllBytesAsync(zip, await auditor.GetByteArrayAsync($"/api/calls/{call}/dossier", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            return zip;
        }
    }

    /// <summary>By two officers, told by a letter that was opened.</summary>
    private static async Task<Answer> Reject(RunningService service, string address)
    {
        var officer = service.Client("officer");
        (await officer.Post($"{address}/decision", new { eligible = false })).Ok();
        (await officer.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        (await service.Client("second-officer").Post($"{address}/decision/confirmation")).Ok();
        var letter = Guid.NewGuid();
        (await officer.Post($"{address}/letters", new { id = letter, kind = "eligibilityDecision", text = "The label had lapsed before the deadline." })).Ok();
        return (await service.Client("applicant").Post($"{address}/letters/{letter}/opening")).Ok();
    }

    /// <summary>Waits, less than a minute, for a checkpoint over all that came up to the letter, and keeps it in a file.</summary>
    private async Task<string> Note(RunningService service, Guid application)
    {
        var (auditor, since) = (service.Client("auditor"), Stopwatch.StartNew());
        var letter = await auditor.InFeed(told => told.Said("type") == "eu.eligibility-service.application.letter-sent.v1" && told.Said("subject") == $"{application}");
        while ((await auditor.Get($"/api/log/proofs/inclusion?entry={letter.GetProperty("number")}")).Status is not HttpStatusCode.OK)
        {
            Assert.True(since.Elapsed < Patience, "No checkpoint covered the letter.");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        }

        var file = Path.Combine(_desk.FullName, "checkpoint.json");
        await File.WriteAllTextAsync(file, (await auditor.Get("/api/log/checkpoints/latest")).Ok().Text, TestContext.Current.CancellationToken);
        return file;
    }

    private static Task Verify(int code, string says, string zip, string checkpoint) => Deeds.Verify(code, says, zip, "--checkpoint", checkpoint);

    /// <summary>Past the service, as whoever holds the database could.</summary>
    private static async Task<long> Write(string database, string sql, Guid application)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = application });
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
