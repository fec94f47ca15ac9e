using System.Collections.Concurrent;
using System.Net;
using EligibilityService.Host.Tests.Identity;
using EligibilityService.Tests;
using Npgsql;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>In the last minute something breaks. Whoever heard nothing asks again with the same key: nothing is lost, and nothing happens twice.</summary>
public sealed class HoldingOutAgainstFaults(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Empty = """{"confirmEmpty":true}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("eligibility-keys-");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _keys.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task of_a_host_killed_after_the_commit_and_before_the_answer()
    {
        var (database, key) = (await postgres.FreshDatabase(), Guid.NewGuid().ToString());
        await using var forgetful = new ForgetfulPostgres(database, key);
        Guid id;
        await using (var killed = await Start(forgetful.ConnectionString))
        {
            id = (await Drafts(killed, 1)).Single();
            var submitting = killed.Client("applicant").Post($"/api/applications/{id}/submissions", Empty, ("Idempotency-Key", key));
            await forgetful.HasCommitted.WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.False(submitting.IsCompleted);
            await killed.Kill();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => submitting);
        }

        // The deadline passes before anybody asks again: what was received in time was received.
        await using var service = await Start(database);
        await service.MoveClock("2017-05-24T08:00:00Z");
        var applicant = service.Client("applicant");
        var kept = (await applicant.Get($"/api/applications/{id}/submissions/1/receipt")).Ok().Body;
        var again = (await applicant.Post($"/api/applications/{id}/submissions", Empty, ("Idempotency-Key", key))).Created();
        var oncemore = (await applicant.Post($"/api/applications/{id}/submissions", Empty, ("Idempotency-Key", key))).Created();
        Assert.Equal(kept.Said("note"), again.Body.GetProperty("receipt").Said("note"));
        Assert.Equal((again.Text, again.Version, again.Position), (oncemore.Text, oncemore.Version, oncemore.Position));
        Assert.Equal(1, await Submissions(service, id));
        (await applicant.Post($"/api/applications/{id}/submissions", Empty)).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
    }

    [Fact]
    public async Task of_a_database_that_goes_down_and_comes_back_during_a_burst()
    {
        await using var server = new PrivatePostgres();
        await server.InitializeAsync();
        await using var service = await Start(new NpgsqlConnectionStringBuilder(await server.NewDatabase()) { MaxPoolSize = 40 }.ConnectionString);
        var (applicant, ids) = (service.Client("applicant"), await Drafts(service, 25));
        var (before, burst, last) = (ids[..4], ids[4..^1], ids[^1]);
        var (answers, refused) = (new ConcurrentDictionary<Guid, Answer>(), new ConcurrentBag<HttpStatusCode>());

        await Task.WhenAll(before.Select(Submit));
        await Task.WhenAll([.. burst.Select(Submit), server.Restart()]);
        Assert.All(refused, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));

        // While it is down everybody is told to come again.
        await server.Stop();
        var down = (await applicant.Post($"/api/applications/{last}/submissions", Empty, Key(last))).IsProblem(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.NotNull(down.Headers.RetryAfter);
        await server.Restart();
        await Submit(last);

        foreach (var id in ids)
        {
            Assert.Equal(answers[id].Text, (await applicant.Post($"/api/applications/{id}/submissions", Empty, Key(id))).Created().Text);
            Assert.Equal(1, await Submissions(service, id));
        }

        await service.Client("auditor").InFeed(told => told.Said("type") == "eu.eligibility-service.application.submitted.v1" && told.Said("subject") == $"{last}");
        var entries = (await service.Client("auditor").Get("/api/feed?limit=1000")).Ok().Body.Each("entries").ToArray();
        Assert.Equal(Enumerable.Range(1, entries.Length), entries.Select(entry => entry.GetProperty("number").GetInt32()));
        Assert.Equal(
            ids.Select(id => $"{id}").Order(),
            entries.Where(entry => entry.TryGetProperty("event", out var told) && told.Said("type") == "eu.eligibility-service.application.submitted.v1").Select(entry => entry.GetProperty("event").Said("subject")!).Order());

        async Task Submit(Guid id)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            while (true)
            {
                var answer = await applicant.Post($"/api/applications/{id}/submissions", Empty, Key(id));
                if (answer.Status is HttpStatusCode.Created)
                {
                    answers[id] = answer;
                    return;
                }

                refused.Add(answer.Status);
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private static (string, string) Key(Guid application) => ("Idempotency-Key", $"burst-{application}");

    /// <summary>Applications of one cluster, three days before the deadline.</summary>
    private static async Task<Guid[]> Drafts(RunningService service, int count)
    {
        var (applicant, ids) = (service.Client("applicant"), new Guid[count]);
        await service.MoveClock("2017-05-20T10:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11")).Single();
        for (var i = 0; i < count; i++) ids[i] = (await applicant.Post("/api/applications", new { call = Escp2016, cluster, strand = "1.a" })).Created().Id;
        return ids;
    }

    private static async Task<int> Submissions(RunningService service, Guid application) =>
        (await service.Client("auditor").Get($"/api/applications/{application}/history")).Ok().Body.Each("entries").Count(entry => entry.Said("name") == "application.submitted");

    private Task<RunningService> Start(string database) => RunningService.Start(database, "programme", ("Keys__Directory", _keys.FullName));
}
