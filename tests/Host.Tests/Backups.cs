using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests;

/// <summary>Backups made by PostgreSQL's own tools: one of an earlier version, brought up to date, and one that is put back while subscribers stand ahead of it.</summary>
public sealed class Backups(PostgresFixture postgres)
{
    private static readonly string Earlier = Path.Combine(Repository.Root, "tests", "Host.Tests", "Earlier");

    /// <summary>The dump was made by the version before subscriptions, on the demonstration's programme with one application handed in; its key is of that demonstration and guards nothing.</summary>
    [Fact]
    public async Task of_an_earlier_version_is_brought_up_to_date_and_nothing_is_lost()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Earlier, "expected.json"), TestContext.Current.CancellationToken));
        var before = expected.RootElement;
        var (application, cluster) = (before.GetProperty("application").GetGuid(), before.GetProperty("cluster").GetGuid());
        var database = await postgres.FreshDatabase();
        await Restore(database, Path.Combine(Earlier, "eligibility.dump"));
        using var keys = new Keys(await File.ReadAllBytesAsync(Path.Combine(Earlier, "master.key"), TestContext.Current.CancellationToken));

        await using var service = await RunningService.Start(database, "programme", ("Keys__Directory", keys.Folder));

        Assert.Equal(before.Said("outcome"), (await service.Client("officer").Get($"/api/clusters/{cluster}/eligibility/{Deeds.Escp2016}?strand=1.a")).Ok().Body.Said("outcome"));
        var feed = (await service.Client("auditor").Get($"/api/feed?after={before.Said("epoch")}.{before.GetProperty("last").GetInt64()}")).Ok().Body;
        Assert.Equal(before.Said("epoch"), feed.Said("epoch"));
        Assert.True(feed.GetProperty("last").GetInt64() >= before.GetProperty("last").GetInt64());
        Assert.Equal(before.Said("receipt"), (await service.Client("applicant").Get($"/api/applications/{application}/submissions/1/receipt")).Ok().Body.Said("note"));

        // What is recorded from now on goes on from what stood there, and is proven against a checkpoint of the earlier version.
        (await service.Client("applicant").Patch($"/api/applications/{application}/proposal", new { title = "Going further" }, 3)).Ok();
        Assert.Equal(5, (await service.Client("applicant").Post($"/api/applications/{application}/submissions")).Created().Version);
        await service.Client("auditor").InFeed(entry => entry.Said("type") == "eu.eligibility-service.application.submitted.v1" && entry.GetProperty("data").GetProperty("number").GetInt32() == 2);
        var folder = Directory.CreateTempSubdirectory("eligibility-earlier-");
        try
        {
            var (zip, checkpoint) = (Path.Combine(folder.FullName, "dossier.zip"), Path.Combine(folder.FullName, "checkpoint.txt"));
            await File.WriteAllBytesAsync(zip, await service.Client("auditor").GetByteArrayAsync($"/api/applications/{application}/dossier", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(checkpoint, before.Said("checkpoint"), TestContext.Current.CancellationToken);
            await using var verified = await RunningService.Run(["verify", zip, "--checkpoint", checkpoint]);
            Assert.Contains("PROVEN", verified.Log, StringComparison.Ordinal);
            Assert.DoesNotContain("NOT PROVEN", verified.Log, StringComparison.Ordinal);
            Assert.DoesNotContain("ALTERED", verified.Log, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task put_back_begins_a_new_epoch_and_tells_who_had_read_further_where_to_go_on()
    {
        var (first, second) = (await postgres.FreshDatabase(), await postgres.FreshDatabase());
        using var keys = new Keys(null);
        var backup = Path.Combine(keys.Folder, "backup.dump");
        string cursor;
        long ahead;
        Guid there;
        await using (var service = await RunningService.Start(first, "programme", ("Keys__Directory", keys.Folder)))
        {
            there = (await service.Managed("Before the backup,DE,DE11")).Single();
            await service.Publish(there);
            await service.Client("auditor").InFeed(told => told.Said("type") == "eu.eligibility-service.cluster.published.v1" && told.Said("subject") == $"{there}");
            await Dump(first, backup);
            (await service.Client("moderator").Post($"/api/clusters/{there}/labels", new { label = "bronze", interviewMonth = "2015-10" })).Ok();
            ahead = (await service.Client("auditor").InFeed(told => told.Said("type") == "eu.eligibility-service.cluster.label-awarded.v1" && told.Said("subject") == $"{there}")).GetProperty("number").GetInt64();
            cursor = $"{(await service.Client("auditor").Get("/api/feed?limit=1")).Ok().Body.Said("epoch")}.{ahead}";
        }

        await Restore(second, backup);
        var kept = await LastIn(second);
        Assert.InRange(kept, 1, ahead - 1);
        await using (var begun = await RunningService.Run(["after-restore"], ("ConnectionStrings__Eligibility", second), ("Keys__Directory", keys.Folder)))
        {
            Assert.Contains($"after entry {kept}", begun.Log, StringComparison.Ordinal);
        }

        await using var restored = await RunningService.Start(second, "programme", ("Keys__Directory", keys.Folder));
        var auditor = restored.Client("auditor");
        var told = await auditor.Get($"/api/feed?after={cursor}");
        told.IsProblem(HttpStatusCode.Conflict, "feed-epoch-ended");
        Assert.EndsWith($".{kept}", told.Body.Said("resumeFrom"), StringComparison.Ordinal);
        (await auditor.Get($"/api/feed?after={told.Body.Said("resumeFrom")}")).Ok();
        Assert.DoesNotContain("label-awarded", (await auditor.Get($"/api/clusters/{there}/history")).Ok().Text, StringComparison.Ordinal);

        await using var tooLate = await RunningService.Run(["after-restore"], ("ConnectionStrings__Eligibility", second), ("Keys__Directory", keys.Folder));
        Assert.Contains("Stop all hosts", tooLate.Log, StringComparison.Ordinal);
    }

    /// <summary>Number of the feed's last entry in a backup that was put back.</summary>
    private static async Task<long> LastIn(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select max(number) from eligibility.feed_entries");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static Task Dump(string database, string file) => Tool("pg_dump", database, "-Fc", "--no-owner", "--no-privileges", "-f", file);

    private static Task Restore(string database, string file) => Tool("pg_restore", database, "--no-owner", "--no-privileges", "--exit-on-error", "-d", new NpgsqlConnectionStringBuilder(database).Database!, file);

    private static string Place(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")))
            .Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    private static async Task Tool(string name, string database, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(Place(name), ["-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, .. arguments]) { RedirectStandardError = true, UseShellExecute = false };
        if (name == "pg_dump") start.ArgumentList.Add(to.Database!);
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        var complaint = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{name}: {complaint}");
    }

    /// <summary>A folder of keys that outlives a host.</summary>
    private sealed class Keys : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eligibility-keys-");

        public Keys(byte[]? master)
        {
            if (master is not null) File.WriteAllBytes(Path.Combine(_folder.FullName, "master.key"), master);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        public string Folder => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
