using JasperFx.Events;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>Reads whole streams in the order of the store; what cannot be read stands beside what can, and hides nothing of it.</summary>
internal static class StreamReading
{
    /// <param name="before">Only what was stored before this sequence.</param>
    public static async Task<EventPage> Read(
        IDocumentStore store, NpgsqlDataSource source, Guid[] streams, DateTimeOffset? from = null, DateTimeOffset? to = null, long before = long.MaxValue, CancellationToken cancellationToken = default)
    {
        if (streams.Length == 0) return new([], [], 0);

        await using var session = store.QuerySession();
        try
        {
            IQueryable<IEvent> events = session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(streams));
            if (from is { } first) events = events.Where(e => e.Timestamp >= first);
            if (to is { } last) events = events.Where(e => e.Timestamp <= last);
            if (before < long.MaxValue) events = events.Where(e => e.Sequence < before);

            var read = await events.OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
            return new(read, [], read.Count > 0 ? read[^1].Sequence : 0);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return await OneByOne(session, await Rows(source, streams, from, to, before, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Just these events, wherever they stand.</summary>
    public static async Task<EventPage> Read(IDocumentStore store, NpgsqlDataSource source, long[] sequences, CancellationToken cancellationToken)
    {
        if (sequences.Length == 0) return new([], [], 0);

        await using var session = store.QuerySession();
        try
        {
            var read = await session.Events.QueryAllRawEvents().Where(e => e.Sequence.IsOneOf(sequences)).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
            return new(read, [], read.Count > 0 ? read[^1].Sequence : 0);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return await OneByOne(session, await Rows(source, "seq_id = any($1)", [sequences], cancellationToken), cancellationToken);
        }
    }

    /// <summary>Something stored cannot be read; nothing is wrong with the database, and asking again would not help.</summary>
    public static bool IsUnreadable(Exception exception) => exception is not OperationCanceledException && !IsOfTheDatabase(exception);

    private static bool IsOfTheDatabase(Exception exception) =>
        exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException || (exception.InnerException is { } inner && IsOfTheDatabase(inner));

    private static async Task<EventPage> OneByOne(IQuerySession session, List<UnreadableEvent> rows, CancellationToken cancellationToken)
    {
        var (read, unreadable) = (new List<IEvent>(), new List<UnreadableEvent>());
        foreach (var row in rows)
        {
            try
            {
                read.Add(await session.Events.QueryAllRawEvents().Where(e => e.Sequence == row.Sequence).SingleAsync(cancellationToken));
            }
            catch (Exception broken) when (IsUnreadable(broken))
            {
                unreadable.Add(row with { Error = broken.GetBaseException().Message });
            }
        }

        return new(read, unreadable, rows.Count > 0 ? rows[^1].Sequence : 0);
    }

    private static async Task<List<UnreadableEvent>> Rows(
        NpgsqlDataSource source, Guid[] streams, DateTimeOffset? from, DateTimeOffset? to, long before, CancellationToken cancellationToken)
    {
        return await Rows(
            source, "stream_id = any($1) and timestamp >= $2 and timestamp <= $3 and seq_id < $4",
            [streams, (from ?? DateTimeOffset.MinValue).ToUniversalTime(), (to ?? DateTimeOffset.MaxValue).ToUniversalTime(), before], cancellationToken);
    }

    private static async Task<List<UnreadableEvent>> Rows(NpgsqlDataSource source, string wanted, object[] values, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select seq_id, id, stream_id, version, type, timestamp from events.mt_events where {wanted} order by seq_id");
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var rows = new List<UnreadableEvent>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(new(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), await row.GetFieldValueAsync<DateTimeOffset>(5, cancellationToken), ""));
        }

        return rows;
    }
}
