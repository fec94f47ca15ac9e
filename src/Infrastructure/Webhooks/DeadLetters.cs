using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Entries that an address kept refusing while it took others: they wait for a person.</summary>
internal static class DeadLetters
{
    private const string Adding = """
        insert into eligibility.dead_letters (subscription, number, counter, mark, parked_at, attempts, status, trouble, answer) select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where exists (select from eligibility.cursors where id = $10 and fence = $11) on conflict do nothing
        """;

    public static async Task Add(NpgsqlDataSource source, Place place, Sendable aside, Attempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Adding);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = place.Subscription }, new() { Value = aside.Entry.Number }, new() { Value = aside.IsCounted ? aside.Counter : 0 }, new() { Value = (short)aside.Mark }, new() { Value = now.ToUniversalTime() }, new() { Value = place.Failures + 1 },
            CursorTables.Optional(attempt.Status, NpgsqlDbType.Integer), CursorTables.Optional(attempt.Trouble, NpgsqlDbType.Text), CursorTables.Optional(attempt.Answer, NpgsqlDbType.Text),
            new() { Value = place.Id }, new() { Value = place.Fence },
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
