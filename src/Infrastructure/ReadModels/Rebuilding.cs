using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Subscriptions;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Throws away everything that is derived and builds it again to the same content.</summary>
public interface IRebuild
{
    /// <returns>Null while a running host leads: stop the hosts first.</returns>
    Task<Rebuilt?> Run(CancellationToken cancellationToken);
}

/// <param name="Position">Sequence of the last event that is reflected.</param>
public sealed record Rebuilt(long Position, long Standings, long Reservations);

/// <remarks>Nobody is told anything: the first outcome of a pair is no change. What had happened before the rebuild is told first, as ever.</remarks>
internal sealed class Rebuilding(IDocumentStore store, NpgsqlDataSource source, Roster roster, Leadership leadership, StandingsKeeping standings) : IRebuild
{
    private const int Page = 5_000;

    public async Task<Rebuilt?> Run(CancellationToken cancellationToken)
    {
        await new OwnTables(source).StartingAsync(cancellationToken);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var held = new HeldReservations();
        if (roster.ExecuteTask is null)
        {
            roster.Reading = held.Learn;
            await roster.StartAsync(cancellationToken);
            await roster.CaughtUp.WaitAsync(cancellationToken);
            roster.Reading = null;
        }

        var led = await leadership.TryLead(async (term, leading) =>
        {
            await standings.CatchUp(term, leading);
            await Task.WhenAll(Reserve(held, term, leading), standings.WriteAnew(term, leading));
        }, cancellationToken);

        return led ? new(roster.Now.Position, await Count("standings"), await Count("reservations")) : null;

        async Task<long> Count(string table)
        {
            await using var command = source.CreateCommand($"select count(*) from eligibility.{table}");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }

    private async Task Reserve(HeldReservations held, long term, CancellationToken cancellationToken)
    {
        var reader = new EventReader(store, source, held.UpTo);
        for (var page = await reader.Next(Page, cancellationToken); page.UpTo > held.UpTo; page = await reader.Next(Page, cancellationToken)) held.Learn(page);

        await Write(term, async connection =>
        {
            await StandingsTables.Do(connection, "truncate eligibility.reservations", cancellationToken);
            await using var copy = await connection.BeginBinaryImportAsync("copy eligibility.reservations (kind, key, stream_id) from stdin (format binary)", cancellationToken);
            foreach (var (kind, key, stream) in held.All)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(kind, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(key, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(stream, NpgsqlDbType.Uuid, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }, cancellationToken);
    }

    private async Task Write(long term, Func<NpgsqlConnection, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);
        await write(connection);
        await transaction.CommitAsync(cancellationToken);
    }
}
