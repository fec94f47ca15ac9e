using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _filled = new();
    private int _databases;

    /// <summary>For what belongs to its databases and goes with them, such as keys.</summary>
    public string Folder(string name) => Directory.CreateDirectory($"{_directory}-{name}").FullName;

    public PostgresFixture() => _postgres = new(() => EmbeddedPostgres.Start(new()
    {
        DataDirectory = _directory,
        Settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"],
    }));

    public Task<string> FreshDatabase() => Create("template1");

    /// <summary>A copy of a database that is filled once for all who ask for it by that name.</summary>
    /// <param name="fill">Leaves no connection behind.</param>
    public async Task<string> CopyOf(string name, Func<string, Task> fill) => await Create(await _filled.GetOrAdd(name, _ => new(async () =>
    {
        var database = await FreshDatabase();
        await fill(database);
        return new NpgsqlConnectionStringBuilder(database).Database!;
    })).Value);

    private async Task<string> Create(string template)
    {
        var server = (await _postgres.Value).ConnectionString;
        var name = $"fresh_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} template {template}", connection);
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
            foreach (var folder in Directory.GetDirectories(Path.GetDirectoryName(_directory)!, $"{Path.GetFileName(_directory)}*")) Directory.Delete(folder, recursive: true);
        }
    }
}
