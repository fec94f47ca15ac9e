using EligibilityService.Application;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Subscriptions;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Keeps the standings true: assesses in memory what the events made stale, and writes the rows that changed.</summary>
internal sealed class StandingsKeeping(IDocumentStore store, NpgsqlDataSource source, Roster roster, ServiceClock clock, Wake wake, ILogger<StandingsKeeping> log) : ILeaderWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25), AfterFailure = TimeSpan.FromSeconds(1);

    private readonly StandingsTelling _telling = new(store, clock, wake);

    /// <summary>The most rows in one transaction. While calls are written anew there are fewer, so that a changed profile never waits long.</summary>
    public int Piece { get; set; } = 5_000;

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Follow(term, cancellationToken);
            }
            catch (Exception failed) when (failed is not (FencedOff or OperationCanceledException))
            {
                log.LogWarning(failed, "The standings could not be written; they are taken up again");
                await Task.Delay(AfterFailure, cancellationToken);
            }
        }
    }

    /// <summary>Everything that is known by now, but no more than so many steps.</summary>
    public async Task CatchUp(long term, CancellationToken cancellationToken, int mostSteps = int.MaxValue)
    {
        var course = await Begin(term, cancellationToken);
        while (mostSteps-- > 0 && await course.Step(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Throws all standings away and writes them again, call beside call in one transaction each. Nobody is served meanwhile, so no profile waits for another.</summary>
    public async Task WriteAnew(long term, CancellationToken cancellationToken)
    {
        var knowledge = roster.Now;
        var known = knowledge.Position;
        Guid[] clusters = [.. knowledge.Clusters.Select(cluster => cluster.Dossier.Id).Order()];

        await Write(connection => StandingsTables.Do(connection, StandingsTables.Emptying, cancellationToken));
        await Parallel.ForEachAsync(StandingsStale.Public(knowledge), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, async (call, _) => await Write(async connection =>
        {
            var rows = clusters.SelectMany(cluster => StandingsCourse.Rows(knowledge, knowledge.Cluster(cluster)!, call, Anew, byNewEngine: false));
            await StandingsTables.Copy(connection, rows, cancellationToken);
            await StandingsTables.Do(connection, "insert into eligibility.standings_calls (call_id, engine) values ($1, $2)", cancellationToken, call.Id, Assessment.Engine);
        }));
        await Write(connection => StandingsTables.Do(connection, "insert into eligibility.standings_progress (position) values ($1)", cancellationToken, known));
        await CatchUp(term, cancellationToken);

        async Task Write(Func<NpgsqlConnection, Task> write)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Leadership.Check(connection, transaction, term, cancellationToken);
            await write(connection);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static readonly Cause Anew = new("rebuild", default);

    private async Task Follow(long term, CancellationToken cancellationToken)
    {
        var course = await Begin(term, cancellationToken);
        while (true)
        {
            var next = wake.Next;
            if (await course.Step(cancellationToken)) continue;

            await Task.WhenAny(next, Task.Delay(Pause, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task<StandingsCourse> Begin(long term, CancellationToken cancellationToken) =>
        StandingsCourse.Begin(source, roster, _telling, after => new EventReader(store, source, after), term, Piece, clock.GetUtcNow(), cancellationToken);
}
