using EligibilityService.Application.Access;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Broker;

/// <summary>The broker is one more cursor over the feed, in the same table and under the same leases and fences as those of subscriptions. It is nobody's, and gets every class.</summary>
internal static class BrokerCursor
{
    /// <summary>Of the cursor; and, in place of a subscription, of what is published beside it because it could not be read when it was passed.</summary>
    public static readonly Guid Id = new("6b0c0000-0000-4000-8000-000000000001");

    private const string Beginning = """
        insert into eligibility.cursors (id, subscription, mark, epoch, position, high) select $1, $1, 0, epoch, least(number, coalesce($2, number)), least(number, coalesce($2, number)) from eligibility.feed_progress
        on conflict do nothing
        """;

    /// <summary>Where it was never on before it begins as the settings say; else it goes on.</summary>
    public static async Task Ensure(NpgsqlDataSource source, BrokerSettings settings, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Beginning);
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(CursorTables.Optional(settings.Start, NpgsqlDbType.Bigint));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How publishing goes, read from the cursor: the same on every host, whichever holds it.</summary>
internal sealed class BrokerReading(NpgsqlDataSource source, BrokerSettings settings)
{
    private static readonly string Present = $"""
        select {Place.Columns}, p.number, e.time from eligibility.cursors c cross join eligibility.feed_progress p left join eligibility.feed_entries e on e.number = c.position + 1 where c.id = $1
        """;

    public async Task<BrokerAnswer?> Now(CancellationToken cancellationToken)
    {
        if (!settings.IsOn) return null;

        await using var command = source.CreateCommand(Present);
        command.Parameters.Add(new() { Value = BrokerCursor.Id });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var answer = new BrokerAnswer(SubscriptionHealth.CatchingUp, settings.Where, settings.ExchangeNames, 0, 0, null, null, 0, null, null, null);
        if (!await row.ReadAsync(cancellationToken)) return answer;

        var place = Place.Read(row);
        var behind = Math.Max(0, row.GetInt64(row.FieldCount - 2) - place.Position);
        return answer with
        {
            Health = place.Failures > 0 ? SubscriptionHealth.Failing : behind > 0 ? SubscriptionHealth.CatchingUp : SubscriptionHealth.UpToDate,
            After = place.Position,
            Behind = behind,
            BehindSince = row.IsDBNull(row.FieldCount - 1) ? null : row.GetFieldValue<DateTimeOffset>(row.FieldCount - 1),
            Why = place.Trouble is { } trouble ? BrokerTroubles.Said(trouble) : null,
            Failures = place.Failures,
            FailingSince = place.FailingSince,
            NextAt = place.NextAt,
            TakenAt = place.TakenAt,
        };
    }
}

internal sealed class BrokerMoving(NpgsqlDataSource source, BrokerSettings settings, BrokerReading reading, CursorBell bell, ICallerAccessor callers, ILogger<BrokerMoving> log) : IRequestHandler<MoveBroker, BrokerMoved>
{
    public async Task<BrokerMoved> Handle(MoveBroker command, CancellationToken cancellationToken)
    {
        if (!settings.IsOn) return new(null);

        var last = (await Feed.Progress(source, cancellationToken)).Number;
        if (command.After > last) return new(null, SubscriptionRefusals.AheadOfTheFeed(last));

        await BrokerCursor.Ensure(source, settings, cancellationToken);
        await using var move = source.CreateCommand("update eligibility.cursors set position = $2, next_at = null, fence = fence + 1, holder = null where id = $1");
        move.Parameters.Add(new() { Value = BrokerCursor.Id });
        move.Parameters.Add(new() { Value = command.After });
        await move.ExecuteNonQueryAsync(cancellationToken);
        log.LogInformation("The feed is published to the broker anew after entry {After}, as {Person} asked", command.After, callers.Caller.PersonId);
        bell.Ring();
        return new(await reading.Now(cancellationToken));
    }
}
