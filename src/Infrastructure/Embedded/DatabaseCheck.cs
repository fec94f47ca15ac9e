using System.Net.Sockets;
using Npgsql;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>Whether the database somebody named can be used at all, asked once before anything else touches it.</summary>
public static class DatabaseCheck
{
    public const int OldestMajor = 14;
    private const int _tries = 3;

    public static async Task Ensure(string connectionString, CancellationToken cancellationToken)
    {
        var named = Read(connectionString);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(named.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                if (connection.PostgreSqlVersion.Major < OldestMajor)
                    throw new StartupFailure($"The database at {named.Host}:{named.Port} is PostgreSQL {connection.PostgreSqlVersion.Major}, which is too old; version {OldestMajor} or newer is needed.");

                await EnsureRights(connection, named, cancellationToken);
                return;
            }
            catch (PostgresException refused) when (!refused.IsTransient)
            {
                throw new StartupFailure($"The database {named.Database} at {named.Host}:{named.Port} refuses {named.Username} ({refused.MessageText}); check ConnectionStrings__Eligibility.", refused);
            }
            catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException or TimeoutException)
            {
                if (attempt == _tries)
                    throw new StartupFailure($"The database at {named.Host}:{named.Port} cannot be reached ({StartupFailure.FirstLine((unreachable.InnerException ?? unreachable).Message)}); start it, or check ConnectionStrings__Eligibility.", unreachable);
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    /// <summary>The service makes its own schemas; where somebody made them for it, it must be able to make tables there.</summary>
    private static async Task EnsureRights(NpgsqlConnection connection, NpgsqlConnectionStringBuilder named, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("""
            select case
                when pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' then 'read-only'
                when not exists (select from unnest(array['eligibility', 'events', 'messages']) as wanted(name) left join pg_namespace n on n.nspname = wanted.name
                    where case when n.oid is null then not has_database_privilege(current_database(), 'create') else not has_schema_privilege(n.oid, 'create') end) then ''
                else 'no rights' end
            """, connection);
        switch ((string)(await ask.ExecuteScalarAsync(cancellationToken))!)
        {
            case "read-only":
                throw new StartupFailure($"The database {named.Database} at {named.Host}:{named.Port} is read-only; name the primary in ConnectionStrings__Eligibility.");
            case "no rights":
                throw new StartupFailure($"{named.Username} may not create schemas and tables in the database {named.Database} at {named.Host}:{named.Port}; let its owner run: grant create on database {named.Database} to {named.Username};");
        }
    }

    /// <summary>Short waits and no pool: three tries end within five seconds, and nothing stays open.</summary>
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new(connectionString) { Timeout = 1, Pooling = false, MaxAutoPrepare = 0 };
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            throw new StartupFailure("ConnectionStrings__Eligibility is not a PostgreSQL connection string; it should read like Host=...;Port=5432;Database=eligibility;Username=...;Password=...", unreadable);
        }
    }
}
