using EligibilityService.Application.Access;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Demonstration;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Subscriptions;
using MediatR;
using Medallion.Threading.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EligibilityService.Infrastructure.Demonstration;

/// <summary>What a host asks of the demonstration when it starts.</summary>
public interface IDemonstration
{
    /// <summary>Plays everything up to the demonstration's first moment, once per database.</summary>
    Task Begin(Action<PlayedStep>? tell, CancellationToken cancellationToken);

    /// <summary>Finishes a move of the clock that somebody has begun and nobody is at any more.</summary>
    Task GoOn(CancellationToken cancellationToken);
}

/// <summary>Moves the demonstration's clock: every played step and everything that falls due happens at its own instant, in order.</summary>
/// <remarks>One mover per database; other writes are held meanwhile. What was played is counted, so an interrupted move goes on where it stopped.</remarks>
internal sealed class Player(
    DemonstrationClock clock, IPlayedHistory history, NpgsqlDataSource source, DatabaseAddress address, Roster roster, IServiceScopeFactory scopes) : IDemonstration
{
    public const string Ddl = """
        create table if not exists eligibility.demonstration_refusals (id bigint generated always as identity primary key, at timestamptz not null, what text not null, code text not null, reason text not null);
        """;

    private static readonly PostgresAdvisoryLockKey Moving = new("eligibility-demonstration", allowHashing: true);

    /// <param name="tell">Told how far it is, now and then.</param>
    /// <exception cref="ClockGoesForwardOnly">The instant lies in the past.</exception>
    public async Task<ClockAnswer> Move(DateTimeOffset? to, bool? running, Action<PlayedStep>? tell, CancellationToken cancellationToken)
    {
        await using var turn = await new PostgresDistributedLock(Moving, address.ConnectionString).AcquireAsync(TimeSpan.FromMinutes(10), cancellationToken);
        await clock.Look(source, cancellationToken);
        await Finish(tell, cancellationToken);

        var now = clock.GetUtcNow();
        if (to < now) throw new ClockGoesForwardOnly(now);

        await DemonstrationClock.Intend(source, to ?? now, running ?? clock.IsRunning, cancellationToken);
        await Finish(tell, cancellationToken);
        return await Show(cancellationToken);
    }

    public async Task GoOn(CancellationToken cancellationToken)
    {
        if (await DemonstrationClock.Intended(source, cancellationToken) is null) return;

        await using var turn = await new PostgresDistributedLock(Moving, address.ConnectionString).TryAcquireAsync(TimeSpan.Zero, cancellationToken);
        if (turn is null) return;
        await clock.Look(source, cancellationToken);
        await Finish(null, cancellationToken);
    }

    /// <summary>What lies before the present is there before anybody looks.</summary>
    public async Task Begin(Action<PlayedStep>? tell, CancellationToken cancellationToken)
    {
        await using var turn = await new PostgresDistributedLock(Moving, address.ConnectionString).AcquireAsync(TimeSpan.FromMinutes(10), cancellationToken);
        await clock.Look(source, cancellationToken);
        if (await DemonstrationClock.IsSet(source, cancellationToken))
        {
            await Finish(tell, cancellationToken);
            return;
        }

        await PlayUpTo(history.Begins, tell, cancellationToken);
        await clock.Set(source, history.Begins, running: true, cancellationToken);
    }

    public async Task<ClockAnswer> Show(CancellationToken cancellationToken)
    {
        var refused = new List<RefusedStep>();
        await using var command = source.CreateCommand("select at, what, code, reason from eligibility.demonstration_refusals order by id desc limit 200");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) refused.Add(new(await row.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken), row.GetString(1), row.GetString(2), row.GetString(3)));

        return new(clock.GetUtcNow(), clock.IsRunning, await DemonstrationClock.Played(source, cancellationToken), history.Steps.Count, refused);
    }

    private async Task Finish(Action<PlayedStep>? tell, CancellationToken cancellationToken)
    {
        if (await DemonstrationClock.Intended(source, cancellationToken) is not { } move) return;

        await using (await WriteGate.HoldOthers(source, cancellationToken))
        {
            await PlayUpTo(move.Target, tell, cancellationToken);
            await clock.Set(source, move.Target, move.Running, cancellationToken);
        }
    }

    private async Task PlayUpTo(DateTimeOffset target, Action<PlayedStep>? tell, CancellationToken cancellationToken)
    {
        var played = await DemonstrationClock.Played(source, cancellationToken);

        while (played < history.Steps.Count && history.Steps[played].At <= target)
        {
            var step = history.Steps[played];
            await DoDue(step.At, cancellationToken);
            tell?.Invoke(step);
            await Take(step, cancellationToken);
            await DemonstrationClock.Count(source, ++played, cancellationToken);
        }

        await DoDue(target, cancellationToken);
    }

    private async Task Take(PlayedStep step, CancellationToken cancellationToken)
    {
        using var pinned = PinnableClock.Pin(step.At);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var refusal in await step.Take(scope.ServiceProvider, cancellationToken)) await Note(refusal, cancellationToken);
        await CatchUp(cancellationToken);
    }

    /// <summary>In the order of the due instants; what a step makes due comes before the next step.</summary>
    private async Task DoDue(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (DueWorkLook.NowDue(roster, until).FirstOrDefault() is { } due)
        {
            using var pinned = PinnableClock.Pin(due.Since.AddMicroseconds(1));
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);
            var receipt = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseCall(due.Stream), cancellationToken);
            await roster.AtLeast(receipt.Position, cancellationToken);
        }
    }

    /// <summary>The next step may need to know what this one told.</summary>
    private async Task CatchUp(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        await roster.AtLeast((long)(await command.ExecuteScalarAsync(cancellationToken))!, cancellationToken);
    }

    private async Task Note(RefusedStep refused, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("insert into eligibility.demonstration_refusals (at, what, code, reason) values ($1, $2, $3, $4)");
        command.Parameters.Add(new() { Value = refused.At.ToUniversalTime() });
        command.Parameters.Add(new() { Value = refused.What });
        command.Parameters.Add(new() { Value = refused.Code });
        command.Parameters.Add(new() { Value = refused.Reason });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

internal sealed class MoveClockHandler(Player player) : IRequestHandler<MoveClock, ClockAnswer>
{
    public Task<ClockAnswer> Handle(MoveClock command, CancellationToken cancellationToken) => player.Move(command.At?.ToUniversalTime(), command.Running, null, cancellationToken);
}

internal sealed class ShowClockHandler(Application.ServiceClock clock, IServiceProvider services) : IRequestHandler<ShowClock, ClockAnswer?>
{
    public async Task<ClockAnswer?> Handle(ShowClock question, CancellationToken cancellationToken) =>
        clock.IsDemonstration ? await services.GetRequiredService<Player>().Show(cancellationToken) : null;
}

internal sealed class ResetDemonstrationHandler(Reset reset, Player player) : IRequestHandler<ResetDemonstration, ClockAnswer>
{
    public async Task<ClockAnswer> Handle(ResetDemonstration command, CancellationToken cancellationToken)
    {
        await reset.Everything(cancellationToken);
        await player.Begin(null, cancellationToken);
        return await player.Show(cancellationToken);
    }
}
