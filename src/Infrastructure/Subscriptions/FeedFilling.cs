using EligibilityService.Application.Feed;
using EligibilityService.Infrastructure.Ledger;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Fills the entries whose event could not be read when they were numbered, and can be now: by a newer version of the service, or because it was mended.</summary>
/// <remarks>Number and leaf stay. What turns out not to be published stays a stub, and waits no longer.</remarks>
internal sealed class FeedFilling(IDocumentStore store, NpgsqlDataSource source, FeedTranslation translation, ILogger<FeedFilling> log)
{
    private const int Piece = 1_000;

    private const string Waiting = """
        select e.stream_id, f.number, f.seq, f.part from eligibility.feed_entries f join events.mt_events e on e.seq_id = f.seq where f.pending order by e.stream_id, f.seq, f.part
        """;

    private const string Filling = """
        update eligibility.feed_entries set event_id = $2, type = $3, class = $4, subject = $5, cluster_id = $6, call_id = $7, data = $8, correlation = $9, pending = false where number = $1 and pending
        """;

    /// <summary>How far each has got stays as it is until this is committed.</summary>
    private const string Holding = "select 1 from eligibility.cursors where mark = 0 order by id for update";

    /// <summary>Whoever has not noted that it passed one looks again from where it noted: so it meets it in its place, whether or not it had passed it in memory.</summary>
    private const string LookingAgain = "update eligibility.cursors set fence = fence + 1, holder = null where mark = 0 and position < $1";

    /// <summary>Whoever has passed some gets them after all, beside what is new: one more cursor for each subscription, however many they are.</summary>
    private const string Late = """
        insert into eligibility.cursors as late (id, subscription, mark, epoch, position, until, high, active, consented, allowed_rate, numbers)
        select gen_random_uuid(), c.subscription, 3, c.epoch, min(n) - 1, max(n), min(n) - 1, c.active, c.consented, c.allowed_rate, array_agg(n order by n)
        from eligibility.cursors c join unnest($1) n on n <= c.position where c.mark = 0 group by c.id
        on conflict (subscription) where mark = 3 do update set
            numbers = (select array_agg(distinct n order by n) from unnest(late.numbers || excluded.numbers) n where n > late.position or n = any(excluded.numbers)),
            position = least(late.position, excluded.position), until = greatest(late.until, excluded.until), fence = late.fence + 1, holder = null
        """;

    private sealed record Stub(Guid Stream, long Number, long Sequence, int Part);

    /// <returns>How many wait no longer.</returns>
    public async Task<int> Fill(long term, CancellationToken cancellationToken)
    {
        var filled = 0;
        foreach (var stream in (await Stubs(cancellationToken)).GroupBy(stub => stub.Stream))
        {
            var page = await StreamReading.Read(store, source, [stream.Key], before: stream.Max(stub => stub.Sequence) + 1, cancellationToken: cancellationToken);
            var tellings = (await translation.Translate(page, cancellationToken)).Where(telling => !telling.Pending).ToDictionary(telling => telling.Leaf.Sequence);
            var readable = stream.Where(stub => tellings.ContainsKey(stub.Sequence)).ToArray();

            foreach (var piece in readable.Chunk(Piece)) await Write(piece, tellings, term, cancellationToken);
            foreach (var stubs in readable.GroupBy(stub => stub.Sequence).Where(stubs => tellings[stubs.Key].Parts > stubs.Max(stub => stub.Part) + 1))
            {
                log.LogError("Event {Sequence} tells more than numbers were kept for it; {Count} entries are missing in the feed", stubs.Key, tellings[stubs.Key].Parts - stubs.Count());
            }

            filled += readable.Length;
        }

        if (filled > 0) log.LogInformation("{Count} entries of the feed can be read now and were filled under their numbers", filled);
        return filled;
    }

    private async Task<List<Stub>> Stubs(CancellationToken cancellationToken)
    {
        var stubs = new List<Stub>();
        await using var command = source.CreateCommand(Waiting);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) stubs.Add(new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3)));
        return stubs;
    }

    private async Task Write(Stub[] stubs, Dictionary<long, Telling> tellings, long term, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var stub in stubs)
        {
            var telling = tellings[stub.Sequence];
            var (id, published) = stub.Part < telling.Parts ? telling.Part!(stub.Part) : (telling.EventId, (Published?)null);
            batch.BatchCommands.Add(new(Filling)
            {
                Parameters =
                {
                    new() { Value = stub.Number },
                    new() { Value = id },
                    new() { Value = (object?)published?.Type ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new() { Value = (short)(published?.Class ?? FeedClass.Restricted) },
                    new() { Value = (object?)published?.Subject ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    new() { Value = (object?)published?.Cluster ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    new() { Value = (object?)published?.Call ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    new() { Value = (object?)published?.Data ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new() { Value = (object?)telling.Leaf.Correlation ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                },
            });
        }

        long[] numbers = [.. stubs.Select(stub => stub.Number)];
        batch.BatchCommands.Add(new(Holding));
        batch.BatchCommands.Add(new(LookingAgain) { Parameters = { new() { Value = numbers.Max() } } });
        batch.BatchCommands.Add(new(Late) { Parameters = { new() { Value = numbers } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
