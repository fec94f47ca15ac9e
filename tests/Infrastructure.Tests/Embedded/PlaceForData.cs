using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Embedded;

/// <summary>A directory of one test's own, which other users can enter, and a table in the database that lies there.</summary>
internal sealed class PlaceForData : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"eligibility-place-{Path.GetRandomFileName()}")).FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    public static Task Remember(string connectionString, string note) =>
        Execute(connectionString, $"create table if not exists notes (note text); insert into notes values ('{note}')");

    public static async Task<string?> Recall(string connectionString) =>
        await Execute(connectionString, "select string_agg(note, ', ' order by note) from notes") as string;

    public static async Task<bool> Answers(string connectionString)
    {
        try
        {
            await Execute(connectionString, "select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
