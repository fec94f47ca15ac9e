using EligibilityService.Domain.Log;
using Npgsql;

namespace EligibilityService.Infrastructure.Log;

/// <summary>What stands beside the leaves: the tree's full subtrees, how far each stream is, checkpoints, receipts. Primary records all of them.</summary>
internal static class LogTables
{
    /// <remarks>
    /// Leaves stand among the nodes once more: where somebody takes out a leaf, its neighbours can still be proven, and the one that is gone is named.
    /// What is told of streams is as of the newest checkpoint, written in its transaction.
    /// </remarks>
    public const string Ddl = """
        create table if not exists eligibility.log_nodes (level smallint not null, index bigint not null, hash bytea not null, primary key (level, index));
        create table if not exists eligibility.log_streams (stream_id uuid primary key, version bigint not null, is_call boolean not null, call_id uuid null);
        create table if not exists eligibility.log_checkpoints (
            number bigint primary key, size bigint not null unique, position bigint not null, term bigint not null, feed_number bigint not null, at timestamptz not null, note text not null);
        create table if not exists eligibility.submission_receipts (
            application_id uuid not null, number int not null, version bigint not null, note text not null, primary key (application_id, number));
        """;

    /// <summary>The newest checkpoint; none in the beginning.</summary>
    /// <param name="Position">Sequence of the last event it covers.</param>
    public sealed record Newest(long Number, long Size, long Position, long FeedNumber, string Note);

    public static async Task<Newest?> Last(NpgsqlConnection connection, CancellationToken cancellationToken, long? number = null)
    {
        await using var command = new NpgsqlCommand("select number, size, position, feed_number, note from eligibility.log_checkpoints where $1::bigint is null or number = $1 order by number desc limit 1", connection)
        {
            Parameters = { new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4)) : null;
    }

    /// <summary>Full subtrees, all in one go; what is missing is left out.</summary>
    public static async Task<Dictionary<TreeNode, byte[]>> Nodes(NpgsqlConnection connection, IReadOnlyCollection<TreeNode> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TreeNode, byte[]>(wanted.Count);
        if (wanted.Count == 0) return found;

        await using var command = new NpgsqlCommand(
            "select n.level, n.index, n.hash from unnest($1::smallint[], $2::bigint[]) as wanted (level, index) join eligibility.log_nodes n on n.level = wanted.level and n.index = wanted.index", connection)
        {
            Parameters = { new() { Value = wanted.Select(node => (short)node.Level).ToArray() }, new() { Value = wanted.Select(node => node.Index).ToArray() } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) found[new(row.GetInt16(0), row.GetInt64(1))] = await row.GetFieldValueAsync<byte[]>(2, cancellationToken);
        return found;
    }

    /// <summary>The hashes of some ranges; nothing where a subtree is missing.</summary>
    public static async Task<byte[][]?> Hashes(NpgsqlConnection connection, IReadOnlyList<LeafRange> ranges, CancellationToken cancellationToken)
    {
        var parts = ranges.SelectMany(MerkleTree.Parts).Distinct().ToArray();
        var nodes = await Nodes(connection, parts, cancellationToken);
        return nodes.Count < parts.Length ? null : [.. ranges.Select(range => MerkleTree.Hash(range, node => nodes[node]))];
    }
}
