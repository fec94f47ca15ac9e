using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Subscriptions;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

internal sealed class ReadFeedHandler(NpgsqlDataSource source, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ReadFeed, FeedAnswer>
{
    private static readonly Refusal OtherEpoch = new("feed-epoch-ended", new(
        "The feed began anew after a restore, or this cursor lies beyond its end. Resume from the point named here.",
        "Der Feed hat nach einer Wiederherstellung neu begonnen, oder diese Marke liegt hinter seinem Ende. Setzen Sie an der genannten Stelle fort."));

    /// <remarks>Whoever can only read what is public is not sent the rest, not even over our own wire.</remarks>
    private const string Entries = """
        select number, event_id, type, class, subject, cluster_id, time, case when class = 0 or $3 then data end, leaf_hash, pending, call_id
        from eligibility.feed_entries where number > $1 order by number limit $2
        """;

    public async Task<FeedAnswer> Handle(ReadFeed question, CancellationToken cancellationToken)
    {
        var progress = await Subscriptions.Feed.Progress(source, cancellationToken);
        string? epoch = null;
        long after = 0;
        if (question.After is { } cursor && !Cursor.TryParse(cursor, out epoch, out after)) throw new ArgumentException("Not a cursor.", nameof(question));

        if ((epoch is not null && epoch != progress.Epoch) || after > progress.Number)
        {
            var resume = Cursor.Of(progress.Epoch, Math.Min(after, progress.Number));
            return new(progress.Epoch, progress.Number, resume, [], OtherEpoch, resume);
        }

        var entries = new List<FeedItem>();
        var sight = new Sight(callers.Caller, facts.Now, clock.GetUtcNow());
        await using var command = source.CreateCommand(Entries);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = question.Limit });
        command.Parameters.Add(new() { Value = sight.OfMoreThanThePublicFeed });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) entries.Add(Read(row, sight));

        return new(progress.Epoch, progress.Number, Cursor.Of(progress.Epoch, entries.Count > 0 ? entries[^1].Number : after), entries);
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
        };

        bool MayRead() => sight.OfEntry(@class, IdIn(10), IdIn(5));

        Guid? IdIn(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
    }
}
