using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>The last attempts of one subscription, for whoever looks after it: what was sent, what was answered, how long it took. Bodies are not kept; the entries' numbers are.</summary>
internal sealed class AttemptLog(NpgsqlDataSource source, Guid subscription, int kept)
{
    private const string Row = "insert into eligibility.deliveries (id, subscription, at, mark, first, last, entries, status, ms, trouble, sent, answer) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private const string Forgetting = "delete from eligibility.deliveries where subscription = $1 and id not in (select id from eligibility.deliveries where subscription = $1 order by at desc, id desc limit $2)";

    private readonly Queue<(Guid Id, DateTimeOffset At, Mark Mark, IReadOnlyList<Sendable> Entries, Attempt Attempt)> _waiting = new();

    public bool HoldsSome => _waiting.Count > 0;

    /// <returns>The id under which it is found.</returns>
    public Guid Add(Attempt attempt, IReadOnlyList<Sendable> entries, Mark mark, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7();
        lock (_waiting)
        {
            _waiting.Enqueue((id, at, mark, entries, attempt));
            if (_waiting.Count > kept) _waiting.Dequeue();
        }

        return id;
    }

    public async Task Write(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        lock (_waiting)
        {
            while (_waiting.TryDequeue(out var one))
            {
                batch.BatchCommands.Add(new(Row)
                {
                    Parameters =
                    {
                        new() { Value = one.Id }, new() { Value = subscription }, new() { Value = one.At.ToUniversalTime() }, new() { Value = (short)one.Mark },
                        CursorTables.Optional(one.Entries.Count > 0 ? one.Entries[0].Entry.Number : null, NpgsqlDbType.Bigint), CursorTables.Optional(one.Entries.Count > 0 ? one.Entries[^1].Entry.Number : null, NpgsqlDbType.Bigint),
                        new() { Value = one.Entries.Count }, CursorTables.Optional(one.Attempt.Status, NpgsqlDbType.Integer), new() { Value = one.Attempt.Milliseconds },
                        CursorTables.Optional(one.Attempt.Trouble, NpgsqlDbType.Text), new() { Value = one.Attempt.Headers }, CursorTables.Optional(one.Attempt.Answer, NpgsqlDbType.Text),
                    },
                });
            }
        }

        batch.BatchCommands.Add(new(Forgetting) { Parameters = { new() { Value = subscription }, new() { Value = kept } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
