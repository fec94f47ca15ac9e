using System.Security.Cryptography;
using EligibilityService.Application;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>The answer to a command that may be repeated, kept in the command's own transaction.</summary>
internal static class IdempotencyKeys
{
    public const string Ddl = """
        create table if not exists eligibility.idempotency_keys (
            scope text not null, key text not null, body_hash bytea not null,
            stream_id uuid not null, version bigint not null, position bigint not null, at timestamptz not null,
            primary key (scope, key));
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>After a week nobody repeats a command in good faith, save another system that counts by ids of its own.</summary>
    public static async Task Forget(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"delete from eligibility.idempotency_keys where at < $1 and not starts_with(scope, '{Idempotency.ForGood}')");
        command.Parameters.Add(new() { Value = now - Kept });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <exception cref="IdempotencyKeyReused">The key came with another body.</exception>
    public static async Task<Receipt?> Find(IQuerySession session, Idempotency key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select k.body_hash, k.stream_id, k.version, coalesce(e.seq_id, k.position)
            from eligibility.idempotency_keys k left join events.mt_events e on e.stream_id = k.stream_id and e.version = k.version
            where k.scope = $1 and k.key = $2
            """)
        {
            Parameters = { new() { Value = key.Scope }, new() { Value = key.Key } },
        };
        await using var row = await session.ExecuteReaderAsync(command, cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;

        var hash = await row.GetFieldValueAsync<byte[]>(0, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(hash, key.BodyHash)
            ? new(row.GetGuid(1), row.GetInt64(2), row.GetInt64(3))
            : throw new IdempotencyKeyReused();
    }

    /// <remarks>The position of what the command appends is known only after the commit; whoever repeats the command is told that of the event itself.</remarks>
    public static void Keep(IDocumentSession session, Idempotency key, Receipt receipt, DateTimeOffset at) => session.QueueSqlCommand(
        "insert into eligibility.idempotency_keys values (?, ?, ?, ?, ?, ?, ?)",
        key.Scope, key.Key, key.BodyHash, receipt.StreamId, receipt.Version, receipt.Position, at);
}
