using System.Security.Cryptography;
using System.Text.Json;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Gives every published event the next number: store order, one writer, the same transaction as its progress; so no hole can be.</summary>
/// <remarks>
/// Beside the feed it writes the log's leaves: a commitment to every stored event, published or not, over bytes of our own that are kept.
/// Both are primary records: backed up, never rebuilt.
/// </remarks>
internal sealed class FeedNumbering(IDocumentStore store, NpgsqlDataSource source, Roster roster, FeedBell bell) : ILeaderWork
{
    private const int Page = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        var progress = await Feed.Progress(source, cancellationToken);
        var reader = new EventReader(store, source, progress.Position);

        while (true)
        {
            await roster.Beyond(progress.Position, cancellationToken);
            var page = await reader.Next(Page, cancellationToken);
            if (page.UpTo == progress.Position)
            {
                await Task.Delay(Pause, cancellationToken);   // a gap that the roster could pass already
                continue;
            }

            progress = await Number(page, progress, term, cancellationToken);
            bell.Ring();
        }
    }

    private async Task<FeedProgress> Number(EventPage page, FeedProgress progress, long term, CancellationToken cancellationToken)
    {
        var entries = await Translate(page, cancellationToken);

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);

        var hashes = await LogLeaves.Append(connection, page, progress.Leaves, cancellationToken);
        var number = progress.Number;
        await using (var copy = await connection.BeginBinaryImportAsync(Feed.Copy, cancellationToken))
        {
            foreach (var (sequence, eventId, time, published) in entries)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(++number, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(progress.Epoch, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(sequence, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(eventId, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(published?.Type, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync((short)(published?.Class ?? FeedClass.Restricted), NpgsqlDbType.Smallint, cancellationToken);
                if (published is null) await copy.WriteNullAsync(cancellationToken); else await copy.WriteAsync(published.Subject, NpgsqlDbType.Uuid, cancellationToken);
                if (published?.Cluster is { } cluster) await copy.WriteAsync(cluster, NpgsqlDbType.Uuid, cancellationToken); else await copy.WriteNullAsync(cancellationToken);
                if (published?.Call is { } call) await copy.WriteAsync(call, NpgsqlDbType.Uuid, cancellationToken); else await copy.WriteNullAsync(cancellationToken);
                await copy.WriteAsync(time.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
                if (published is null) await copy.WriteNullAsync(cancellationToken); else await copy.WriteAsync(published.Data.GetRawText(), NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(hashes[sequence], NpgsqlDbType.Bytea, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        var reached = progress with { Number = number, Position = page.UpTo, Leaves = progress.Leaves + hashes.Count };
        await using var command = new NpgsqlCommand("update eligibility.feed_progress set number = $1, position = $2, leaves = $3", connection, transaction)
        {
            Parameters = { new() { Value = reached.Number }, new() { Value = reached.Position }, new() { Value = reached.Leaves } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return reached;
    }

    /// <summary>In store order; what cannot be read keeps its place as an entry without content.</summary>
    private async Task<List<(long Sequence, Guid EventId, DateTimeOffset Time, Published? Published)>> Translate(EventPage page, CancellationToken cancellationToken)
    {
        var streams = page.Events.Where(e => e.Data is not (Domain.Programme.IProgrammeEvent or IEligibilityEvent)).Select(e => e.StreamId).Distinct().ToArray();
        var first = page.Events.Count > 0 ? page.Events[0].Sequence : long.MaxValue;
        var knowledge = new Knowledge();
        knowledge.Learn(await roster.Before(streams, first, cancellationToken));

        var entries = new List<(long, Guid, DateTimeOffset, Published?)>();
        foreach (var e in page.Events)
        {
            knowledge.Learn(e);
            if (PublishedLanguage.Tell(e, knowledge) is { } published) entries.Add((e.Sequence, e.Id, e.Timestamp, published));
        }

        foreach (var e in page.Unreadable) entries.Add((e.Sequence, e.EventId, e.RecordedAt, null));
        entries.Sort((one, other) => one.Item1.CompareTo(other.Item1));
        return entries;
    }
}

/// <param name="Epoch">A restore from a backup begins a new one.</param>
internal sealed record FeedProgress(string Epoch, long Number, long Position, long Leaves);

internal static class Feed
{
    public const string Ddl = """
        create table if not exists eligibility.feed_entries (
            number bigint primary key, epoch text not null, seq bigint not null, event_id uuid not null, type text null, class smallint not null,
            subject uuid null, cluster_id uuid null, call_id uuid null, time timestamptz not null, data text null, leaf_hash bytea not null);
        create table if not exists eligibility.feed_progress (
            one boolean primary key default true check (one), epoch text not null, number bigint not null, position bigint not null, leaves bigint not null);
        insert into eligibility.feed_progress (epoch, number, position, leaves) values (substr(md5(random()::text || clock_timestamp()::text), 1, 12), 0, 0, 0) on conflict do nothing;
        create table if not exists eligibility.log_leaves (
            index bigint primary key, seq bigint not null unique, stream_id uuid not null, version bigint not null, salt bytea not null, bytes bytea not null, hash bytea not null);
        create index if not exists log_leaves_of_stream on eligibility.log_leaves (stream_id, version);
        """;

    public const string Copy = """
        copy eligibility.feed_entries (number, epoch, seq, event_id, type, class, subject, cluster_id, call_id, time, data, leaf_hash) from stdin (format binary)
        """;

    public static async Task<FeedProgress> Progress(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select epoch, number, position, leaves from eligibility.feed_progress");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }
}

/// <summary>The commitments to stored events: SHA-256 of canonical bytes that are kept, each naming its stream's previous leaf.</summary>
internal static class LogLeaves
{
    private const string Copy = "copy eligibility.log_leaves (index, seq, stream_id, version, salt, bytes, hash) from stdin (format binary)";

    /// <returns>The leaf hash of each sequence.</returns>
    public static async Task<IReadOnlyDictionary<long, byte[]>> Append(NpgsqlConnection connection, EventPage page, long index, CancellationToken cancellationToken)
    {
        var previous = await Previous(connection, page, cancellationToken);
        var hashes = new Dictionary<long, byte[]>();
        var leaves = page.Events.Select(e => (e.Sequence, Stream: e.StreamId, e.Version, Event: (IEvent?)e, Type: e.EventTypeName))
            .Concat(page.Unreadable.Select(e => (e.Sequence, e.Stream, e.Version, Event: (IEvent?)null, e.Type)))
            .OrderBy(leaf => leaf.Sequence);

        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var leaf in leaves)
        {
            var salt = RandomNumberGenerator.GetBytes(16);
            var bytes = Canonical(leaf.Stream, leaf.Version, previous.GetValueOrDefault(leaf.Stream), leaf.Type, leaf.Event);
            var hash = SHA256.HashData([0x00, .. salt, .. bytes]);   // RFC 6962: leaves and nodes are told apart by their first byte
            previous[leaf.Stream] = hash;
            hashes[leaf.Sequence] = hash;

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(index++, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(leaf.Sequence, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(leaf.Stream, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(leaf.Version, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(salt, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(hash, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        return hashes;
    }

    /// <summary>Our own bytes, in a fixed order of members: what PostgreSQL makes of JSON never enters a hash.</summary>
    private static byte[] Canonical(Guid stream, long version, byte[]? previous, string type, IEvent? e)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", stream);
            json.WriteNumber("version", version);
            json.WriteString("previous", previous is null ? "" : Convert.ToHexStringLower(previous));
            json.WriteString("type", type);
            if (e is null)
            {
                json.WriteNull("data");
            }
            else
            {
                json.WriteString("id", e.Id);
                json.WriteString("recordedAt", e.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("by", e.UserName ?? "");
                json.WriteString("correlation", e.CorrelationId ?? "");
                json.WritePropertyName("data");
                JsonSerializer.Serialize(json, e.Data, e.Data.GetType(), FactJson.Options);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static async Task<Dictionary<Guid, byte[]>> Previous(NpgsqlConnection connection, EventPage page, CancellationToken cancellationToken)
    {
        Guid[] streams = [.. page.Events.Select(e => e.StreamId).Concat(page.Unreadable.Select(e => e.Stream)).Distinct()];
        await using var command = new NpgsqlCommand("select distinct on (stream_id) stream_id, hash from eligibility.log_leaves where stream_id = any($1) order by stream_id, version desc", connection)
        {
            Parameters = { new() { Value = streams } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var previous = new Dictionary<Guid, byte[]>();
        while (await row.ReadAsync(cancellationToken)) previous[row.GetGuid(0)] = await row.GetFieldValueAsync<byte[]>(1, cancellationToken);
        return previous;
    }
}

/// <summary>Rings when the feed has grown on this host, for those who follow it.</summary>
public sealed class FeedBell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => _next.Task;

    public void Ring() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
