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
        if (roster.ExecuteTask is null) await roster.StartAsync(cancellationToken);

        var led = await leadership.TryLead(async (term, leading) =>
        {
            await standings.CatchUp(term, leading);
            await Write(term, connection => StandingsTables.Do(connection, StandingsTables.Emptying, leading), leading);
            await Reserve(term, leading);
            await standings.CatchUp(term, leading);
        }, cancellationToken);

        return led ? new(roster.Now.Position, await Count("standings"), await Count("reservations")) : null;

        async Task<long> Count(string table)
        {
            await using var command = source.CreateCommand($"select count(*) from eligibility.{table}");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }

    private async Task Reserve(long term, CancellationToken cancellationToken)
    {
        var held = new Dictionary<(Guid Stream, string Kind), List<string>>();
        var reader = new EventReader(store, source, after: 0);
        for (var page = await reader.Next(Page, cancellationToken); page.Events.Count + page.Unreadable.Count > 0; page = await reader.Next(Page, cancellationToken))
        {
            foreach (var e in page.Events)
            foreach (var (kind, key) in Reservations.Of(e.Data))
            {
                if (key is null) held.Remove((e.StreamId, kind));
                else if (held.TryGetValue((e.StreamId, kind), out var keys)) keys.Add(key);
                else held[(e.StreamId, kind)] = [key];
            }
        }

        await Write(term, async connection =>
        {
            await StandingsTables.Do(connection, "truncate eligibility.reservations", cancellationToken);
            await using var copy = await connection.BeginBinaryImportAsync("copy eligibility.reservations (kind, key, stream_id) from stdin (format binary)", cancellationToken);
            foreach (var ((stream, kind), keys) in held)
            foreach (var key in keys)
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
