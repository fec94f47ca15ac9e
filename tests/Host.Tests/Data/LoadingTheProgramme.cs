using EligibilityService.Host.Data;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests.Data;

/// <summary>`load-programme` on a database of one's own, as an operator runs it.</summary>
public sealed class LoadingTheProgramme(PostgresFixture postgres)
{
    private const string Officer = "0a11ce00-0000-4000-8000-000000000001";

    [Fact]
    public async Task lays_it_down_once_in_an_officers_name_and_publishes_nothing()
    {
        var database = await postgres.FreshDatabase();
        await using var source = NpgsqlDataSource.Create(database);

        Assert.Contains("Say which officer", await Load(database, 1), StringComparison.Ordinal);
        Assert.Contains("Nobody is known as 'anna@example.eu'", await Load(database, 1, "--by", "anna@example.eu"), StringComparison.Ordinal);

        await Do(source, $"insert into eligibility.persons values ('{Officer}', 'Anna', 'anna@example.eu', 'en')");
        Assert.Contains("would be", await Load(database, 0, "--by", "Anna@example.eu", "--preview"), StringComparison.Ordinal);
        Assert.Equal(0L, await One(source, "select count(*) from events.mt_events"));

        var loaded = await Load(database, 0, "--by", "anna@example.eu");
        Assert.All(ProgrammeFiles.Calls(), file => Assert.Contains(file.Terms.Reference, loaded, StringComparison.Ordinal));
        Assert.Equal((long)ProgrammeFiles.Calls().Count(), await One(source, "select count(*) from events.mt_events where type = 'call.drafted'"));
        Assert.Equal(0L, await One(source, "select count(*) from events.mt_events where type like 'call.%' and type <> 'call.drafted'"));
        Assert.Equal(0L, await One(source, $"select count(*) from events.mt_events where user_name <> '{Officer}'"));

        var all = await One(source, "select count(*) from events.mt_events");
        Assert.Contains("left as it stands: draft", await Load(database, 0, "--by", Officer), StringComparison.Ordinal);
        Assert.Equal(all, await One(source, "select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task is_refused_where_the_demonstration_plays_it()
    {
        await using var refused = await RunningService.Run(["load-programme"], ("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("Demo__Enabled", "true"), ("Demo__Data", "none"));
        Assert.Equal(1, await refused.Ended());
        Assert.Contains("The demonstration plays the programme's history by itself.", Assert.Single(refused.Complaints), StringComparison.Ordinal);
    }

    private static async Task<string> Load(string database, int code, params string[] options)
    {
        await using var loading = await RunningService.Run(["load-programme", .. options], ("ConnectionStrings__Eligibility", database), ("COLUMNS", "200"));
        Assert.True(await loading.Ended() == code, loading.Log);
        return loading.Log;
    }

    private static async Task Do(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> One(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
