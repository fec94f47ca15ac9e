using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>One entry of the feed as it is stored, with everything that says who may read it.</summary>
/// <param name="Type">Nothing where it tells nothing to the outside, or cannot be read yet.</param>
internal sealed record FeedRow(
    long Number, long Sequence, Guid Id, string? Type, FeedClass Class, Guid? Subject, Guid? Cluster, Guid? Call, DateTimeOffset Time, string? Data, byte[] Leaf, bool Pending, string? Correlation = null)
{
    private const string Rows = "select number, seq, event_id, type, class, subject, cluster_id, call_id, time, data, leaf_hash, pending, correlation from eligibility.feed_entries where";

    public static Task<List<FeedRow>> After(NpgsqlDataSource source, long number, int limit, CancellationToken cancellationToken) => Read(source, $"{Rows} number > $1 order by number limit $2", [number, limit], cancellationToken);

    public static Task<List<FeedRow>> Of(NpgsqlDataSource source, long[] numbers, CancellationToken cancellationToken) => Read(source, $"{Rows} number = any($1) order by number", [numbers], cancellationToken);

    private static async Task<List<FeedRow>> Read(NpgsqlDataSource source, string sql, object[] values, CancellationToken cancellationToken)
    {
        var rows = new List<FeedRow>();
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(new(
                row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3), (FeedClass)row.GetInt16(4), IdIn(5), IdIn(6), IdIn(7),
                row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9), (byte[])row[10], row.GetBoolean(11), row.IsDBNull(12) ? null : row.GetString(12)));
        }

        return rows;

        Guid? IdIn(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
    }

    public bool TellsSomething => Type is not null && Data is not null;

    public FeedItem Told() => new(
        Number, Convert.ToHexStringLower(Leaf), Id.ToString(), Type, Class.ToString().ToLowerInvariant(), Subject?.ToString(), Time, JsonElement.Parse(Data!), Correlation: Correlation);
}

internal static class FeedSight
{
    /// <summary>Who may read an entry, however it comes to him or her.</summary>
    /// <param name="subject">What it tells of: of an application, nothing to those in conflict with any who takes part.</param>
    public static bool OfEntry(this Sight sight, FeedClass @class, Guid? call, Guid? cluster, Guid? subject) => @class switch
    {
        FeedClass.Public => true,
        FeedClass.Restricted => sight.OfRestrictedFeed(call, cluster, subject),
        _ => sight.OfClusterFeed(cluster, subject),
    };
}
