using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace EligibilityService.Infrastructure;

/// <summary>Makes tables that are missing; hosts that start at once take turns.</summary>
/// <remarks>
/// Hosts that run on the database already work on these tables, so they are left alone where just these statements have made them. A newer version alters them:
/// then whoever works on them meanwhile may have taken them in another order, and it is tried again.
/// </remarks>
internal static class MadeOnce
{
    private const int MostTries = 5;

    /// <param name="name">Of the tables together.</param>
    /// <param name="statements">Safe to repeat.</param>
    public static async Task Ensure(NpgsqlDataSource source, string name, string statements, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statements)));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await AreMade(connection, name, hash, cancellationToken)) return;

        for (var tried = 1; ; tried++)
        {
            try
            {
                await Make(connection, name, hash, statements, cancellationToken);
                return;
            }
            catch (PostgresException locked) when (locked.SqlState is PostgresErrorCodes.DeadlockDetected && tried < MostTries)
            {
            }
        }
    }

    private static async Task<bool> AreMade(NpgsqlConnection connection, string name, string hash, CancellationToken cancellationToken)
    {
        await using var isThere = new NpgsqlCommand("select to_regclass('eligibility.made') is not null", connection);
        if (await isThere.ExecuteScalarAsync(cancellationToken) is not true) return false;

        await using var made = new NpgsqlCommand("select exists (select from eligibility.made where name = $1 and hash = $2)", connection) { Parameters = { new() { Value = name }, new() { Value = hash } } };
        return await made.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task Make(NpgsqlConnection connection, string name, string hash, string statements, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select pg_advisory_xact_lock(hashtextextended('eligibility.made', 0));
            create schema if not exists eligibility;
            create table if not exists eligibility.made (name text primary key, hash text not null);
            {statements}
            insert into eligibility.made (name, hash) values ('{name}', '{hash}') on conflict (name) do update set hash = excluded.hash;
            """, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
