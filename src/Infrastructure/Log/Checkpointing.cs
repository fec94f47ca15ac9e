using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using EligibilityService.Infrastructure.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Signs what the log has become, within a minute of anything that happened, and sends it out by the feed.</summary>
/// <remarks>A checkpoint is no event and has no leaf, so none follows from another. Its pace and its instant are real time; the tree is that of the leaves alone.</remarks>
internal sealed class Checkpointing(
    NpgsqlDataSource source, IServiceScopeFactory scopes, ISigner signer, ServiceClock clock, TimeProvider time, FeedBell bell, ILogger<Checkpointing> log) : ILeaderWork
{
    private const string Started = "application.started", OfCalls = "call.";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Beyond these it waits no longer, and no checkpoint covers more than these at once: its transaction must be short.</summary>
    public int Piece { get; set; } = 10_000;

    /// <summary>So long something may wait to be covered: less than the minute that is promised, by the time it takes to look, sign and commit.</summary>
    public TimeSpan Within { get; set; } = TimeSpan.FromSeconds(40);

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        long? waitingSince = null;
        var isDamaged = false;
        while (true)
        {
            try
            {
                var waiting = await Waiting(cancellationToken);
                waitingSince = waiting == 0 ? null : waitingSince ?? time.GetTimestamp();
                if (waiting >= Piece || (waitingSince is { } since && time.GetElapsedTime(since) >= Within))
                {
                    await Make(term, cancellationToken);
                    waitingSince = null;
                    isDamaged = false;
                    continue;
                }
            }
            catch (Exception failed) when (failed is not (OperationCanceledException or FencedOff))
            {
                if (!isDamaged) log.LogError(failed, "No checkpoint could be signed; it is tried again, and nothing else waits for it");
                isDamaged = true;
                waitingSince = null;
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>Covers everything that has a leaf by now.</summary>
    /// <returns>The newest checkpoint's number; zero where there is nothing to cover.</returns>
    public async Task<long> CatchUp(long term, CancellationToken cancellationToken)
    {
        while (await Waiting(cancellationToken) > 0) await Make(term, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await LogTables.Last(connection, cancellationToken))?.Number ?? 0;
    }

    private async Task<long> Waiting(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select (select leaves from eligibility.feed_progress) - coalesce((select size from eligibility.log_checkpoints order by number desc limit 1), 0)");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task Make(long term, CancellationToken cancellationToken)
    {
        await IntroduceKeys(cancellationToken);

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var last = await LogTables.Last(connection, cancellationToken) ?? new(0, 0, 0, 0, "");
        var edge = await LogTables.Hashes(connection, [.. MerkleTree.Parts(new(0, last.Size)).Select(part => new LeafRange(part.Index << part.Level, (part.Index + 1) << part.Level))], cancellationToken)
            ?? throw new InvalidOperationException("Subtrees of the log are missing; restore eligibility.log_nodes from a backup.");
        var tree = new GrowingTree(last.Size, edge);
        var (leaves, full) = (await Leaves(connection, last.Size, cancellationToken), new List<(TreeNode Node, byte[] Hash)>());
        foreach (var leaf in leaves)
        {
            if (leaf.Index != tree.Size) throw new InvalidOperationException($"Leaf {tree.Size} of the log is missing; restore eligibility.log_leaves from a backup.");
            full.AddRange(tree.Append(leaf.Hash));
        }

        if (leaves.Count == 0) return;

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);
        await Keep(connection, full, cancellationToken);
        await Advance(connection, leaves, cancellationToken);

        var (streams, calls) = await Digests(connection, cancellationToken);
        var epoch = (string)(await Scalar(connection, "select epoch from eligibility.feed_progress", cancellationToken))!;
        var checkpoint = new Checkpoint(epoch, last.Number + 1, tree.Size, Checkpoint.Hex(tree.Root), streams.Count, Checkpoint.Hex(streams.Root), calls.Count, Checkpoint.Hex(calls.Root), PinnableClock.Truncated(time.GetUtcNow()));
        var note = signer.Sign(checkpoint.Body);

        var number = (long)(await Scalar(connection, "update eligibility.feed_progress set number = number + 1 returning number", cancellationToken))!;
        await Publish(connection, checkpoint, note, number, cancellationToken);
        await Scalar(connection, "insert into eligibility.log_checkpoints values ($1, $2, $3, $4, $5, $6, $7)", cancellationToken, checkpoint.Number, checkpoint.Size, leaves[^1].Sequence, term, number, checkpoint.At, note);
        await transaction.CommitAsync(cancellationToken);
        bell.Ring();
    }

    /// <summary>A key signs nothing before the events tell of it.</summary>
    private async Task IntroduceKeys(CancellationToken cancellationToken)
    {
        _ = signer.Current;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);
        var ledger = scope.ServiceProvider.GetRequiredService<ILedger>();
        foreach (var key in signer.Keys)
        {
            await ledger.Decide(LogBook.StreamId, (LogBook book) => book.Introduce(key.Id, key.PublicKey, Caller.Service.PersonId, key.Since), cancellationToken);
        }
    }

    /// <param name="IsCall">The stream begins here, and is a call's.</param>
    /// <param name="Call">The stream begins here, and is an application to that call.</param>
    private sealed record NewLeaf(long Index, long Sequence, Guid Stream, long Version, byte[] Hash, bool IsCall, Guid? Call);

    private async Task<List<NewLeaf>> Leaves(NpgsqlConnection connection, long from, CancellationToken cancellationToken)
    {
        var leaves = new List<NewLeaf>();
        await using var command = new NpgsqlCommand("select index, seq, stream_id, version, hash, case when version = 1 then bytes end from eligibility.log_leaves where index >= $1 order by index limit $2", connection)
        {
            Parameters = { new() { Value = from }, new() { Value = Piece } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var (isCall, call) = await row.IsDBNullAsync(5, cancellationToken) ? (false, null) : Begins(await row.GetFieldValueAsync<byte[]>(5, cancellationToken));
            leaves.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetInt64(3), await row.GetFieldValueAsync<byte[]>(4, cancellationToken), isCall, call));
        }

        return leaves;
    }

    private static (bool IsCall, Guid? Call) Begins(byte[] bytes)
    {
        using var leaf = JsonDocument.Parse(bytes);
        var type = leaf.RootElement.GetProperty("type").GetString()!;
        return (
            type.StartsWith(OfCalls, StringComparison.Ordinal) && type != "call.impact-seen",
            type == Started && leaf.RootElement.GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("call", out var call) ? call.GetGuid() : null);
    }

    private static async Task Keep(NpgsqlConnection connection, List<(TreeNode Node, byte[] Hash)> full, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy eligibility.log_nodes (level, index, hash) from stdin (format binary)", cancellationToken);
        foreach (var (node, hash) in full)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync((short)node.Level, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(node.Index, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(hash, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task Advance(NpgsqlConnection connection, List<NewLeaf> leaves, CancellationToken cancellationToken)
    {
        var streams = leaves.GroupBy(leaf => leaf.Stream).Select(stream => (
            Stream: stream.Key, Version: stream.Max(leaf => leaf.Version), IsCall: stream.Any(leaf => leaf.IsCall), Call: stream.Select(leaf => leaf.Call).FirstOrDefault(call => call is not null))).ToArray();
        await using var command = new NpgsqlCommand("""
            insert into eligibility.log_streams (stream_id, version, is_call, call_id) select * from unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::uuid[])
            on conflict (stream_id) do update set version = greatest(log_streams.version, excluded.version)
            """, connection)
        {
            Parameters =
            {
                new() { Value = streams.Select(stream => stream.Stream).ToArray() }, new() { Value = streams.Select(stream => stream.Version).ToArray() },
                new() { Value = streams.Select(stream => stream.IsCall).ToArray() }, new() { Value = streams.Select(stream => stream.Call).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<((long Count, byte[] Root) Streams, (long Count, byte[] Root) Calls)> Digests(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var heads = await StreamHeads.Read(connection, cancellationToken);
        return ((heads.All.Count, CommittedList.RootOf(heads.StreamEntries)), (heads.Calls.Count, CommittedList.RootOf(heads.CallEntries)));
    }

    /// <remarks>A checkpoint tells of no one event: its entry stands under its own number below zero, and cites the root instead of a leaf.</remarks>
    private async Task Publish(NpgsqlConnection connection, Checkpoint checkpoint, string note, long number, CancellationToken cancellationToken)
    {
        var signed = SignedNote.Parse(note)!;
        var data = PublishedTypes.LogCheckpoint.Say(FeedClass.Public, LogBook.StreamId, null, null, new(checkpoint.Number, checkpoint.Size, checkpoint.Root, checkpoint.At, signed.Key, note)).Data;
        await Scalar(connection, """
            insert into eligibility.feed_entries (number, epoch, seq, part, event_id, type, class, subject, time, data, leaf_hash)
            values ($1, $2, $3, 0, $4, 'log.checkpoint.v1', $5, $6, $7, $8, $9)
            """, cancellationToken,
            number, checkpoint.Epoch, -checkpoint.Number, Guid.CreateVersion7(), (short)FeedClass.Public, LogBook.StreamId, clock.GetUtcNow(), data, Checkpoint.Hash(checkpoint.Root)!);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

/// <summary>The log's checkpoint as the outside gets it.</summary>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="At">In real time.</param>
/// <param name="Note">The written form with its signature: all that a verifier needs.</param>
internal sealed record CheckpointV1(long Number, long Size, string Root, DateTimeOffset At, string Key, string Note);

/// <summary>How far every stream is, and which applications there are to each call, as of the newest checkpoint.</summary>
internal sealed class StreamHeads
{
    private StreamHeads(List<(Guid Stream, long Version, bool IsCall, Guid? Call)> all)
    {
        All = all;
        var applications = all.Where(head => head.Call is not null).ToLookup(head => head.Call!.Value, head => (head.Stream, head.Version));
        Calls = [.. all.Where(head => head.IsCall).Select(head => head.Stream).Union(applications.Select(call => call.Key)).Order(InOrder).Select(call => (call, applications[call].ToArray()))];
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<(Guid Stream, long Version, bool IsCall, Guid? Call)> All { get; }

    public IReadOnlyList<(Guid Call, (Guid Application, long Version)[] Applications)> Calls { get; }

    public IEnumerable<byte[]> StreamEntries => All.Select(head => Checkpoint.StreamEntry(head.Stream, head.Version));

    public IEnumerable<byte[]> CallEntries => Calls.Select(call => Checkpoint.CallEntry(call.Call, call.Applications));

    /// <summary>As their digits read.</summary>
    private static readonly Comparer<Guid> InOrder = Comparer<Guid>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    public static async Task<StreamHeads> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var all = new List<(Guid, long, bool, Guid?)>();
        await using var command = new NpgsqlCommand("select stream_id, version, is_call, call_id from eligibility.log_streams order by stream_id", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) all.Add((row.GetGuid(0), row.GetInt64(1), row.GetBoolean(2), await row.IsDBNullAsync(3, cancellationToken) ? null : row.GetGuid(3)));
        return new(all);
    }
}
