using System.Security.Cryptography;
using EligibilityService.Infrastructure.Subscriptions;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Where one cursor stands. Whoever holds it writes under its fence, so one that was taken over can write nothing.</summary>
/// <param name="Mark">Live for a subscription's own cursor; a replay or a trial is one more beside it, with an end.</param>
/// <param name="Url">Instead of the subscription's own address.</param>
/// <param name="High">The highest number it has stood at: what comes again up to there is a replay.</param>
/// <param name="Counter">How many entries were taken or set aside so far.</param>
/// <param name="Numbers">These alone, where they come late.</param>
internal sealed record Place(
    Guid Id, Guid Subscription, Mark Mark, string? Url, string Epoch, long Position, long? Until, long High, long Counter, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? NextAt,
    int? Status, string? Trouble, DateTimeOffset? TakenAt, string? Consented, int? AllowedRate, long Fence, long[]? Numbers = null)
{
    public const string Columns = "c.id, c.subscription, c.mark, c.url, c.epoch, c.position, c.until, c.high, c.counter, c.failures, c.failing_since, c.next_at, c.status, c.trouble, c.taken_at, c.consented, c.allowed_rate, c.fence, c.numbers";

    private const string Writing = """
        update eligibility.cursors set epoch = $3, position = $4, high = $5, counter = $6, failures = $7, failing_since = $8, next_at = $9, status = $10, trouble = $11, taken_at = $12, consented = $13, allowed_rate = $14, until = $15
        where id = $1 and fence = $2
        """;

    public static Place Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), (Mark)row.GetInt16(2), Text(row, 3), row.GetString(4), row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt32(9),
        Instant(row, 10), Instant(row, 11), Number(row, 12), Text(row, 13), Instant(row, 14), Text(row, 15), Number(row, 16), row.GetInt64(17), row.IsDBNull(18) ? null : row.GetFieldValue<long[]>(18));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    /// <exception cref="Superseded">Somebody else holds it now, or it was set elsewhere.</exception>
    public async Task Write(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Writing);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = Id }, new() { Value = Fence }, new() { Value = Epoch }, new() { Value = Position }, new() { Value = High }, new() { Value = Counter }, new() { Value = Failures },
            CursorTables.Optional(FailingSince?.ToUniversalTime(), NpgsqlDbType.TimestampTz), CursorTables.Optional(NextAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
            CursorTables.Optional(Status, NpgsqlDbType.Integer), CursorTables.Optional(Trouble, NpgsqlDbType.Text), CursorTables.Optional(TakenAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
            CursorTables.Optional(Consented, NpgsqlDbType.Text), CursorTables.Optional(AllowedRate, NpgsqlDbType.Integer), CursorTables.Optional(Until, NpgsqlDbType.Bigint),
        ]);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0) throw new Superseded();
    }

    /// <exception cref="Superseded">As when writing.</exception>
    public async Task Check(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select 1 from eligibility.cursors where id = $1 and fence = $2");
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(new() { Value = Fence });
        if (await command.ExecuteScalarAsync(cancellationToken) is null) throw new Superseded();
    }

    /// <summary>Removed where its subscription has none of its own any more: that has ended, or its owner was erased.</summary>
    public async Task<bool> WasLeftBehind(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("delete from eligibility.cursors c where id = $1 and fence = $2 and not exists (select from eligibility.cursors own where own.id = c.subscription)");
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(new() { Value = Fence });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task Remove(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("delete from eligibility.cursors where id = $1 and fence = $2");
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(new() { Value = Fence });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>As it is told to the follower: what comes late comes again.</summary>
    public Mark Told => Mark is Mark.Late ? Mark.Replay : Mark;

    /// <summary>What comes next. What has an end is read anew, because it may have been filled since.</summary>
    public async ValueTask<IReadOnlyList<FeedRow>> Next(DeliveryTools tools, int limit, CancellationToken cancellationToken) =>
        Numbers is { } numbers ? await FeedRow.Of(tools.Source, [.. numbers.Where(number => number > Position).Take(limit)], cancellationToken)
        : Until is { } until ? [.. (await FeedRow.After(tools.Source, Position, limit, cancellationToken)).TakeWhile(row => row.Number <= until)]
        : await tools.Tail.After(Position, limit, cancellationToken);

    /// <summary>Further, with one or more entries taken or set aside.</summary>
    public Place At(long position, long counter) => this with { Position = position, High = Math.Max(High, position), Counter = counter };

    public Place Taken(Attempt attempt, DateTimeOffset now) => Taken(now) with { Status = attempt.Status };

    public Place Taken(DateTimeOffset now) => Works() with { TakenAt = now };

    public Place Works() => this with { Failures = 0, FailingSince = null, NextAt = null, Trouble = null };

    /// <summary>Five seconds, fifteen, three quarters of a minute, and so on up to eight hours, a fifth more or less; longer where the address asks for it.</summary>
    public Place Failed(Attempt attempt, DateTimeOffset now)
    {
        var pause = About(Math.Min(5 * Math.Pow(3, Math.Min(Failures, 10)), TimeSpan.FromHours(8).TotalSeconds));
        if (attempt.RetryAfter is { } asked && asked > pause) pause = asked < LongestAsked ? asked : LongestAsked;
        return this with { Failures = Failures + 1, FailingSince = FailingSince ?? now, NextAt = now + pause, Status = attempt.Status, Trouble = attempt.Trouble };
    }

    /// <summary>One second, two, four, and so on up to a minute, a fifth more or less: for what belongs to the house and will be back.</summary>
    public Place Waits(string trouble, DateTimeOffset now) =>
        this with { Failures = Failures + 1, FailingSince = FailingSince ?? now, NextAt = now + About(Math.Min(Math.Pow(2, Math.Min(Failures, 10)), 60)), Status = null, Trouble = trouble };

    private static TimeSpan About(double seconds) => TimeSpan.FromSeconds(seconds * (0.8 + (RandomNumberGenerator.GetInt32(1000) / 2500.0)));

    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);
}

/// <summary>Another host moves this cursor now, or something about its subscription was decided: nothing more is written under the old fence.</summary>
internal sealed class Superseded() : Exception("This cursor is held elsewhere, or was set elsewhere.");
