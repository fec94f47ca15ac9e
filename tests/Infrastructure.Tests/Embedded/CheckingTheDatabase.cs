using System.Diagnostics;
using EligibilityService.Infrastructure.Embedded;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Embedded;

public sealed class CheckingTheDatabase(PostgresFixture postgres)
{
    [Fact]
    public async Task A_database_that_answers_is_fine() => await DatabaseCheck.Ensure(await postgres.FreshDatabase(), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Every_fresh_database_is_another() => Assert.NotEqual(await postgres.FreshDatabase(), await postgres.FreshDatabase());

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence_within_five_seconds()
    {
        var since = Stopwatch.StartNew();

        var sentence = await Refused("Host=127.0.0.1;Port=1;Database=eligibility;Username=someone;Password=secret");

        Assert.Contains("127.0.0.1:1 cannot be reached", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once()
    {
        var wrong = new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { Password = "wrong" };

        Assert.Contains("password authentication failed", await Refused(wrong.ConnectionString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var missing = new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { Database = "nowhere" };

        Assert.Contains("nowhere", await Refused(missing.ConnectionString), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=localhost;Port=many")]
    public async Task What_is_no_connection_string_is_said(string connectionString) =>
        Assert.Contains("is not a PostgreSQL connection string", await Refused(connectionString), StringComparison.Ordinal);

    private static async Task<string> Refused(string connectionString) =>
        (await Assert.ThrowsAsync<StartupFailure>(() => DatabaseCheck.Ensure(connectionString, TestContext.Current.CancellationToken))).Message;
}
