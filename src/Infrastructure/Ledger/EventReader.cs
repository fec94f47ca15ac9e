using JasperFx.Events;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>What was read: events in the order of their sequence, those that could not be read, and up to where nothing can come in between any more.</summary>
public sealed record EventPage(IReadOnlyList<IEvent> Events, IReadOnlyList<UnreadableEvent> Unreadable, long UpTo);

/// <summary>An event this version of the code cannot read: it keeps its place, is parked with an alarm, and stops nobody else.</summary>
public sealed record UnreadableEvent(long Sequence, Guid EventId, Guid Stream, long Version, string Type, DateTimeOffset RecordedAt, string Error);

/// <summary>Reads the store in the order of its sequence, never past a number that a running transaction may still fill.</summary>
/// <remarks>
/// A gap is dead once every transaction that had begun before it was first seen has ended. That is asked of PostgreSQL, not of a clock:
/// a long transaction holds everything behind it, and nothing is ever skipped. The one that watches over the leader's lock
/// stands open for as long as the leader leads, and never writes.
/// </remarks>
internal sealed class EventReader(IDocumentStore store, NpgsqlDataSource source, long after)
{
    private (long Highest, DateTime SeenAt)? _gap;
    private (int Limit, Task<EventPage> Page)? _ahead;

    public long Position { get; private set; } = after;

    /// <summary>The next events, at most so many; none when nothing new is safe to read.</summary>
    /// <remarks>After a full page the one behind it is read while the caller is still at work on the first.</remarks>
    public async Task<EventPage> Next(int limit, CancellationToken cancellationToken)
    {
        var page = await ReadAhead(limit) ?? await ReadSafely(limit, cancellationToken);
        Position = page.UpTo;
        _ahead = page.Events.Count + page.Unreadable.Count == limit ? (limit, Read(Position, limit, cancellationToken)) : null;
        return page;
    }

    /// <summary>What was read meanwhile, if nothing is missing in it. What is missing may have come since, and is not given up before it was read again.</summary>
    private async Task<EventPage?> ReadAhead(int limit)
    {
        if (_ahead is not { } ahead) return null;

        _ahead = null;
        var page = await ahead.Page;
        return ahead.Limit == limit && page.UpTo - Position == page.Events.Count + page.Unreadable.Count ? page : null;
    }

    private async Task<EventPage> ReadSafely(int limit, CancellationToken cancellationToken)
    {
        var deadUpTo = _gap is { } gap && await AllEndedThatBeganBefore(gap.SeenAt, cancellationToken) ? gap.Highest : 0;

        var (events, unreadable, _) = await Read(Position, limit, cancellationToken);
        var all = events.Select(e => e.Sequence).Concat(unreadable.Select(e => e.Sequence)).Order().ToArray();

        var upTo = Position;
        foreach (var sequence in all)
        {
            if (sequence != upTo + 1 && sequence - 1 > deadUpTo)
            {
                _gap = _gap is { } seen && seen.Highest > deadUpTo ? seen : (await Highest(cancellationToken), await DatabaseTime(cancellationToken));
                break;
            }

            upTo = sequence;
        }

        if (_gap is { } known && upTo >= known.Highest) _gap = null;
        return new([.. events.Where(e => e.Sequence <= upTo)], [.. unreadable.Where(e => e.Sequence <= upTo)], upTo);
    }

    /// <returns>Up to the last event read, whatever is missing before it.</returns>
    private async Task<EventPage> Read(long after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var events = await Events(after, limit, cancellationToken);
            return new(events, [], events is [.., var last] ? last.Sequence : after);
        }
        catch (Exception first) when (StreamReading.IsUnreadable(first))
        {
            return await OneByOne(after, limit, cancellationToken);
        }
    }

    private async Task<EventPage> OneByOne(long after, int limit, CancellationToken cancellationToken)
    {
        var (read, unreadable) = (new List<IEvent>(), new List<UnreadableEvent>());
        var upTo = after;
        foreach (var row in await Rows(after, limit, cancellationToken))
        {
            upTo = row.Sequence;
            try
            {
                read.AddRange(await Events(row.Sequence - 1, 1, cancellationToken));
            }
            catch (Exception broken) when (StreamReading.IsUnreadable(broken))
            {
                unreadable.Add(row with { Error = broken.GetBaseException().Message });
            }
        }

        return new(read, unreadable, upTo);
    }

    private async Task<IReadOnlyList<IEvent>> Events(long after, int limit, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Events.QueryAllRawEvents().Where(e => e.Sequence > after).OrderBy(e => e.Sequence).Take(limit).ToListAsync(cancellationToken);
    }

    private async Task<List<UnreadableEvent>> Rows(long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select seq_id, id, stream_id, version, type, timestamp from events.mt_events where seq_id > $1 order by seq_id limit $2");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var rows = new List<UnreadableEvent>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(new(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), await row.GetFieldValueAsync<DateTimeOffset>(5, cancellationToken), ""));
        }

        return rows;
    }

    private async Task<bool> AllEndedThatBeganBefore(DateTime instant, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and application_name <> $2 and xact_start <= $1)");
        command.Parameters.Add(new() { Value = instant });
        command.Parameters.Add(new() { Value = Subscriptions.Leadership.LockName });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<DateTime> DatabaseTime(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select clock_timestamp()");
        return (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> Highest(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
