using EligibilityService.Application.Feed;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Gives every published entry the next number: store order, one writer, the same transaction as its progress; so no hole can be.</summary>
/// <remarks>
/// Beside the feed it writes the log's leaves: a commitment to every stored event, published or not, over bytes of our own that are kept.
/// Both are primary records: backed up, never rebuilt. An event of many entries is numbered in pieces; the progress says how many of them stand.
/// </remarks>
internal sealed class FeedNumbering(
    IDocumentStore store, NpgsqlDataSource source, Roster roster, FeedTranslation translation, FeedFilling filling, FeedBell bell, ILogger<FeedNumbering> log) : ILeaderWork
{
    private const int Page = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Entries in one transaction: small enough that it holds nobody back.</summary>
    public int Piece { get; set; } = 2_000;

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        if (await filling.Fill(term, cancellationToken) > 0) bell.Ring();

        var progress = await Feed.Progress(source, cancellationToken);
        var reader = new EventReader(store, source, progress.Position);
        while (true)
        {
            await roster.Beyond(progress.Position, cancellationToken);
            var before = progress;
            await foreach (var reached in Pieces(reader, progress, term, cancellationToken)) progress = reached;
            if (progress == before) await Task.Delay(Pause, cancellationToken);   // a gap that the roster could pass already
        }
    }

    /// <summary>Everything that is stored by now, but no more than so many pieces.</summary>
    public async Task CatchUp(long term, CancellationToken cancellationToken, int mostPieces = int.MaxValue)
    {
        var progress = await Feed.Progress(source, cancellationToken);
        var reader = new EventReader(store, source, progress.Position);
        for (var before = progress with { Position = -1 }; before != progress;)
        {
            before = progress;
            await foreach (var reached in Pieces(reader, progress, term, cancellationToken))
            {
                progress = reached;
                if (--mostPieces <= 0) return;
            }
        }
    }

    private async IAsyncEnumerable<FeedProgress> Pieces(
        EventReader reader, FeedProgress progress, long term, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = await reader.Next(Page, cancellationToken);
        if (page.UpTo == progress.Position) yield break;

        var (leaves, rows, hashes) = (new List<Leaf>(), new List<Row>(), new Dictionary<long, byte[]>());
        var (whole, part) = (progress.Position, progress.Part);

        foreach (var telling in await translation.Translate(page, cancellationToken))
        {
            if (rows.Count >= Piece) yield return progress = await Write(progress, whole, 0);

            if (part == 0) leaves.Add(telling.Leaf);
            else hashes[telling.Leaf.Sequence] = await LogLeaves.HashOf(source, telling.Leaf.Sequence, cancellationToken);

            while (part < telling.Parts)
            {
                rows.Add(new(telling, part++));
                if (rows.Count >= Piece && part < telling.Parts) yield return progress = await Write(progress, whole, part);
            }

            (whole, part) = (telling.Leaf.Sequence, 0);
        }

        yield return await Write(progress, page.UpTo, 0);

        async Task<FeedProgress> Write(FeedProgress stood, long upTo, int parts)
        {
            var reached = await Number(leaves, rows, hashes, stood with { Position = upTo, Part = parts }, term, cancellationToken);
            leaves.Clear();
            rows.Clear();
            bell.Ring();
            return reached;
        }
    }

    private readonly record struct Row(Telling Telling, int Part);

    private async Task<FeedProgress> Number(List<Leaf> leaves, List<Row> rows, Dictionary<long, byte[]> hashes, FeedProgress towards, long term, CancellationToken cancellationToken)
    {
        // All that takes thinking comes before the transaction.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var ready = await LogLeaves.Seal(connection, leaves, cancellationToken);
        foreach (var leaf in ready) hashes[leaf.Leaf.Sequence] = leaf.Hash;
        (Row Row, Guid Id, Published? Published)[] entries = [.. rows.Select(Tell)];

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);

        await LogLeaves.Append(connection, ready, towards.Leaves, cancellationToken);
        await using var next = new NpgsqlCommand("select number from eligibility.feed_progress for update", connection, transaction);   // checkpoints take numbers too
        var number = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        await using (var copy = await connection.BeginBinaryImportAsync(Feed.Copy, cancellationToken))
        {
            foreach (var (row, id, published) in entries) await Write(copy, row, id, published, ++number, towards.Epoch, hashes[row.Telling.Leaf.Sequence], cancellationToken);
            await copy.CompleteAsync(cancellationToken);
        }

        var reached = towards with { Number = number, Leaves = towards.Leaves + leaves.Count };
        await using var command = new NpgsqlCommand("update eligibility.feed_progress set number = $1, position = $2, part = $3, leaves = $4", connection, transaction)
        {
            Parameters = { new() { Value = reached.Number }, new() { Value = reached.Position }, new() { Value = reached.Part }, new() { Value = reached.Leaves } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var waiting in rows.Where(row => row.Telling.Pending).Select(row => row.Telling.Leaf).Distinct())
        {
            log.LogError("Event {Sequence} ({Type}) of stream {Stream} stands in the feed as a stub, because it or one before it cannot be read; it is filled once it can be", waiting.Sequence, waiting.Type, waiting.Stream);
        }

        return reached;
    }

    private static (Row Row, Guid Id, Published? Published) Tell(Row row)
    {
        if (row.Telling.Part is not { } tell) return (row, row.Telling.EventId, null);

        var (id, published) = tell(row.Part);
        return (row, id, published);
    }

    private static async Task Write(
        NpgsqlBinaryImporter copy, Row row, Guid id, Published? published, long number, string epoch, byte[] hash, CancellationToken cancellationToken)
    {
        var telling = row.Telling;
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(epoch, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(telling.Leaf.Sequence, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(row.Part, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(published?.Type, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync((short)(published?.Class ?? FeedClass.Restricted), NpgsqlDbType.Smallint, cancellationToken);
        await Optional(published?.Subject);
        await Optional(published?.Cluster);
        await Optional(published?.Call);
        await copy.WriteAsync(telling.Time.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
        await copy.WriteAsync(published?.Data, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(hash, NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(telling.Pending, NpgsqlDbType.Boolean, cancellationToken);
        await copy.WriteAsync(telling.Leaf.Correlation, NpgsqlDbType.Text, cancellationToken);

        async Task Optional(Guid? value)
        {
            if (value is { } known) await copy.WriteAsync(known, NpgsqlDbType.Uuid, cancellationToken);
            else await copy.WriteNullAsync(cancellationToken);
        }
    }
}
