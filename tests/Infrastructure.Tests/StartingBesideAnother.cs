using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests;

/// <summary>Hosts come and go while others work on the same database.</summary>
public sealed class StartingBesideAnother(PostgresFixture postgres)
{
    [Fact]
    public async Task a_host_leaves_tables_alone_that_its_own_version_has_made()
    {
        var database = await postgres.FreshDatabase();
        await using var first = await RunningInfrastructure.Start(database);

        await using var working = await first.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await working.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var touching = new NpgsqlCommand("select format('lock table %I.%I in row exclusive mode', schemaname, tablename) from pg_tables where schemaname = 'eligibility'", working, transaction))
        {
            var locks = new List<string>();
            await using (var row = await touching.ExecuteReaderAsync(TestContext.Current.CancellationToken)) while (await row.ReadAsync(TestContext.Current.CancellationToken)) locks.Add(row.GetString(0));
            await using var all = new NpgsqlCommand(string.Join(';', locks), working, transaction);
            await all.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var second = await RunningInfrastructure.Start(database, leads: false);
        Assert.Equal(first.Facts.Now.Position, second.Facts.Now.Position);
    }
}
