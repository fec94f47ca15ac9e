using EligibilityService.Infrastructure.Embedded;
using EligibilityService.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace EligibilityService.Tests;

/// <summary>
/// One private PostgreSQL for a whole test assembly, started when the first test asks for a database, gone with the tests.
/// Take it as a constructor argument; every call gives an empty database of one's own.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"eligibility-tests-{Path.GetRandomFileName()}");
    private readonly Lazy<Task<EmbeddedPostgres>> _postgres;
    private int _databases;

    public PostgresFixture() => _postgres = new(() => EmbeddedPostgres.Start(new()
    {
        DataDirectory = _directory,
        Settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"],
    }));

    public async Task<string> FreshDatabase()
    {
        var server = (await _postgres.Value).ConnectionString;
        var name = $"fresh_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        // What a host leaves behind when it stops is given back soon: hundreds of hosts share this server one after the other.
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30, ConnectionIdleLifetime = 4, ConnectionPruningInterval = 2 }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_postgres.IsValueCreated) return;
        try
        {
            await (await _postgres.Value).DisposeAsync();
        }
        finally
        {
            if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
        }
    }
}
