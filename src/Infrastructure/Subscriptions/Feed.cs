using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <param name="Epoch">A restore from a backup begins a new one.</param>
/// <param name="Position">Sequence up to which every event is numbered.</param>
/// <param name="Part">How many entries of the event behind that position are numbered already.</param>
internal sealed record FeedProgress(string Epoch, long Number, long Position, int Part, long Leaves);

/// <summary>The feed as tables. An entry is one part of one event; most events have one part or none.</summary>
internal static class Feed
{
    /// <remarks>A pending entry has a number and no content, because its event could not be read; it is filled once it can be.</remarks>
    public const string Ddl = """
        create table if not exists eligibility.feed_entries (
            number bigint primary key, epoch text not null, seq bigint not null, event_id uuid not null, type text null, class smallint not null,
            subject uuid null, cluster_id uuid null, call_id uuid null, time timestamptz not null, data text null, leaf_hash bytea not null);
        alter table eligibility.feed_entries add column if not exists part int not null default 0, add column if not exists pending boolean not null default false,
            add column if not exists correlation text null;
        create index if not exists feed_entries_public on eligibility.feed_entries (subject, number) where class = 0 and type <> 'log.checkpoint.v1';
        create table if not exists eligibility.feed_blocks (block bigint primary key, digest bytea not null);
        create unique index if not exists feed_entries_of_event on eligibility.feed_entries (seq, part);
        create index if not exists feed_entries_pending on eligibility.feed_entries (number) where pending;
        create table if not exists eligibility.feed_progress (
            one boolean primary key default true check (one), epoch text not null, number bigint not null, position bigint not null, leaves bigint not null);
        alter table eligibility.feed_progress add column if not exists part int not null default 0;
        insert into eligibility.feed_progress (epoch, number, position, leaves) values (substr(md5(random()::text || clock_timestamp()::text), 1, 12), 0, 0, 0) on conflict do nothing;
        create table if not exists eligibility.log_leaves (
            index bigint primary key, seq bigint not null unique, stream_id uuid not null, version bigint not null, salt bytea not null, bytes bytea not null, hash bytea not null);
        create index if not exists log_leaves_of_stream on eligibility.log_leaves (stream_id, version);
        """;

    public const string Copy = """
        copy eligibility.feed_entries (number, epoch, seq, part, event_id, type, class, subject, cluster_id, call_id, time, data, leaf_hash, pending, correlation) from stdin (format binary)
        """;

    public static async Task<FeedProgress> Progress(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select epoch, number, position, part, leaves from eligibility.feed_progress");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4));
    }

    /// <summary>The last number that was given before the present epoch began.</summary>
    public static async Task<long> BegunAfter(NpgsqlDataSource source, FeedProgress progress, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce((select number - 1 from eligibility.feed_entries where epoch = $1 order by number limit 1), $2)");
        command.Parameters.Add(new() { Value = progress.Epoch });
        command.Parameters.Add(new() { Value = progress.Number });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>Rings when the feed has grown on this host, for those who follow it.</summary>
public sealed class FeedBell : Bell;

/// <summary>Rings when something about a subscription was written on this host, for those who move its cursor.</summary>
public sealed class CursorBell : Bell;

public abstract class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Taken before one looks, it is done when there is more than one saw.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
