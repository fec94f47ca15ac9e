using System.Diagnostics;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Subscriptions;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Pages of the feed. Each is weighed anew: what somebody was entitled to meanwhile is read from the next entry on, and what was taken away no longer.</summary>
internal sealed class ReadFeedHandler(NpgsqlDataSource source, IFacts facts, ICallerAccessor callers, ServiceClock clock, FeedWatch watch) : IRequestHandler<ReadFeed, FeedAnswer>
{
    /// <summary>Numbers looked through for one page, so that a rare type costs nobody a long statement.</summary>
    private const long LookedThrough = 50_000;

    private static readonly Refusal OtherEpoch = new("feed-epoch-ended", new(
        "The feed began anew after a restore, or this cursor lies beyond its end. Resume from the point named here.",
        "Der Feed hat nach einer Wiederherstellung neu begonnen, oder diese Marke liegt hinter seinem Ende. Setzen Sie an der genannten Stelle fort."));

    /// <remarks>Whoever can only read what is public is not sent the rest, not even over our own wire.</remarks>
    private const string Entries = """
        select number, event_id, type, class, subject, cluster_id, time, case when class = 0 or $4 then data end, leaf_hash, pending, call_id, correlation
        from eligibility.feed_entries where number > $1 and number <= $2
        """;

    private const string Fitting = """
         and (pending or (($5::text[] is null or type = any($5)) and ($6::uuid is null or call_id = $6) and ($7::uuid is null or cluster_id = $7)
            and ($8::uuid[] is null or cluster_id = any($8)) and ($9::smallint is null or class = $9) and type is not null))
        """;

    public async Task<FeedAnswer> Handle(ReadFeed question, CancellationToken cancellationToken)
    {
        string? epoch = null;
        long after = 0;
        if (question.After is { } cursor && !Cursor.TryParse(cursor, out epoch, out after)) throw new ArgumentException("Not a cursor.", nameof(question));

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var since = Stopwatch.GetTimestamp();
        var wait = TimeSpan.FromSeconds(question.Wait);
        if (question.Wait > 0) patience.CancelAfter(wait);

        while (true)
        {
            var progress = await Subscriptions.Feed.Progress(source, cancellationToken);
            var isOfAnother = epoch is not null && epoch != progress.Epoch;
            if (isOfAnother || after > progress.Number)
            {
                // Numbers beyond the beginning were given once more, to other entries.
                var resume = Cursor.Of(progress.Epoch, Math.Min(after, isOfAnother ? await Subscriptions.Feed.BegunAfter(source, progress, cancellationToken) : progress.Number));
                return new(progress.Epoch, progress.Number, resume, [], OtherEpoch, resume);
            }

            epoch = progress.Epoch;
            var page = await Read(question, progress, after, cancellationToken);
            if (page.Entries.Count > 0 || page.Refusal is not null || Stopwatch.GetElapsedTime(since) >= wait) return page;

            if (!Cursor.TryParse(page.Next, out _, out after)) return page;
            if (after < progress.Number) continue;
            try
            {
                await watch.Beyond(epoch, after, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return page;
            }
        }
    }

    private async Task<FeedAnswer> Read(ReadFeed question, FeedProgress progress, long after, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        var sight = new Sight(callers.Caller, knowledge, clock.GetUtcNow());
        var only = question.Only is { IsEmpty: false } ? question.Only : null;
        if (only?.Call is { } named && knowledge.Call(named)?.MayBeSeenBy(callers.Caller) is not true) return new(progress.Epoch, progress.Number, Cursor.Of(progress.Epoch, after), [], Applying.CallUnknown);

        var upTo = only is null ? progress.Number : Math.Min(progress.Number, after + LookedThrough);
        await using var command = source.CreateCommand($"{Entries}{(only is null ? "" : Fitting)} order by number limit $3");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = question.Limit });
        command.Parameters.Add(new() { Value = sight.OfMoreThanThePublicFeed });
        if (only is not null) Narrow(command, only, knowledge);

        var (entries, read, last) = (new List<FeedItem>(), 0, after);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var entry = Read(row, sight);
            (read, last) = (read + 1, entry.Number);
            if (only is null || !entry.IsStub || entry.Pending) entries.Add(entry);
        }

        return new(progress.Epoch, progress.Number, Cursor.Of(progress.Epoch, read == question.Limit ? last : Math.Max(upTo, after)), entries);
    }

    private static void Narrow(NpgsqlCommand command, FeedChoice only, IKnowledge knowledge)
    {
        if (only.Country is { } country && !knowledge.Programme.Countries.ContainsKey(country)) throw Moments.UnknownCountry(country);

        var types = only.Types is { Count: > 0 } asked ? asked.Select(type => type.StartsWith(CloudEvent.TypePrefix, StringComparison.Ordinal) ? type[CloudEvent.TypePrefix.Length..] : type).ToArray() : null;
        var seated = only.Country is null ? null : knowledge.Clusters.Where(cluster => cluster.State.Profile.Country == only.Country).Select(cluster => cluster.Dossier.Id).ToArray();
        Add(types, NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(only.Call is { } call ? knowledge.Call(call)!.Id : null, NpgsqlDbType.Uuid);
        Add(only.Cluster, NpgsqlDbType.Uuid);
        Add(seated, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add((short?)only.Class, NpgsqlDbType.Smallint);

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    private static FeedItem Read(NpgsqlDataReader row, Sight sight)
    {
        var stub = new FeedItem(row.GetInt64(0), Convert.ToHexStringLower((byte[])row[8]), Pending: row.GetBoolean(9));
        var @class = (FeedClass)row.GetInt16(3);
        if (row.IsDBNull(2) || row.IsDBNull(7) || !MayRead()) return stub;

        return stub with
        {
            Id = row.GetGuid(1).ToString(),
            Type = row.GetString(2),
            Class = @class.ToString().ToLowerInvariant(),
            Subject = row.GetGuid(4).ToString(),
            Time = row.GetFieldValue<DateTimeOffset>(6),
            Data = JsonElement.Parse(row.GetString(7)),
            Correlation = row.IsDBNull(11) ? null : row.GetString(11),
        };

        bool MayRead() => sight.OfEntry(@class, IdIn(10), IdIn(5), IdIn(4));

        Guid? IdIn(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
    }
}
