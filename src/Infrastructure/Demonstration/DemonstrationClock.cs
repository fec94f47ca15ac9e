using Npgsql;

namespace EligibilityService.Infrastructure.Demonstration;

/// <summary>The clock of the demonstration: starts in the autumn of 2016, goes at real speed, can be moved forward and stopped.</summary>
/// <remarks>
/// Its setting lies in PostgreSQL, so that all hosts on one database tell the same time. Each host looks at the setting often;
/// recorded times within a stream never go back in any case.
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Whoever still looks while the host goes must not fail; this semaphore holds nothing to give back.")]
public sealed class DemonstrationClock(TimeProvider real) : PinnableClock
{
    public const string Ddl = """
        create table if not exists eligibility.demonstration_clock (
            one boolean primary key default true check (one), shown timestamptz not null, since timestamptz not null, running boolean not null);
        create table if not exists eligibility.demonstration_move (one boolean primary key default true check (one), target timestamptz not null, running boolean not null);
        create table if not exists eligibility.demonstration_played (one boolean primary key default true check (one), played int not null);
        """;

    private readonly SemaphoreSlim _looking = new(1);
    private volatile Setting _setting = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, false);

    public override bool IsDemonstration => true;

    public bool IsRunning => _setting.Running;

    protected override DateTimeOffset Running => _setting.At(real.GetUtcNow());

    /// <summary>Takes over what the database says.</summary>
    /// <remarks>One look after the other: what was read before the clock was moved must not be taken over after that.</remarks>
    public async Task Look(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            await using var command = source.CreateCommand("select shown, since, running from eligibility.demonstration_clock");
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            if (!await row.ReadAsync(cancellationToken)) return;

            _setting = new(await row.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken), await row.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken), row.GetBoolean(2));
        }
        finally
        {
            _looking.Release();
        }
    }

    public async Task Set(NpgsqlDataSource source, DateTimeOffset at, bool running, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            with arrived as (delete from eligibility.demonstration_move)
            insert into eligibility.demonstration_clock (shown, since, running) values ($1, $2, $3)
            on conflict (one) do update set shown = excluded.shown, since = excluded.since, running = excluded.running
            """);
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        command.Parameters.Add(new() { Value = real.GetUtcNow() });
        command.Parameters.Add(new() { Value = running });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await Look(source, cancellationToken);
    }

    /// <summary>Where a move leads, noted before it begins: whoever breaks off leaves it to be finished.</summary>
    public static async Task Intend(NpgsqlDataSource source, DateTimeOffset target, bool running, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("insert into eligibility.demonstration_move (target, running) values ($1, $2)");
        command.Parameters.Add(new() { Value = target.ToUniversalTime() });
        command.Parameters.Add(new() { Value = running });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<(DateTimeOffset Target, bool Running)?> Intended(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select target, running from eligibility.demonstration_move");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (await row.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken), row.GetBoolean(1)) : null;
    }

    public static async Task<bool> IsSet(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select exists (select from eligibility.demonstration_clock)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>How many steps of the history have been played; kept beside the clock, because the first ones come before it is set.</summary>
    public static async Task<int> Played(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce(max(played), 0) from eligibility.demonstration_played");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task Count(NpgsqlDataSource source, int played, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("insert into eligibility.demonstration_played (played) values ($1) on conflict (one) do update set played = excluded.played");
        command.Parameters.Add(new() { Value = played });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Setting(DateTimeOffset Shown, DateTimeOffset Since, bool Running)
    {
        public DateTimeOffset At(DateTimeOffset now) => Running ? Shown + (now - Since) : Shown;
    }
}
