using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.ReadModels;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace EligibilityService.Infrastructure;

/// <summary>The tables beside Marten's: made, if missing, before anything else starts; two hosts starting at once take turns.</summary>
internal sealed class OwnTables(NpgsqlDataSource source) : IHostedLifecycleService
{
    private const long Turn = 0x0C05E001;

    private static readonly string[] All =
    [
        "create schema if not exists eligibility;",
        IdempotencyKeys.Ddl,
        Reservations.Ddl,
        PostgresNotes.Ddl,
        PostgresDocuments.Ddl,
        PersonalData.Ddl,
        AccessLog.Ddl,
        DemonstrationClock.Ddl,
        Player.Ddl,
        Generation.Ddl,
        Leadership.Ddl,
        Feed.Ddl,
        CursorTables.Ddl,
        LogTables.Ddl,
        StandingsTables.Ddl,
        StandingsTables.NotReadable,
    ];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Turn}); {string.Join('\n', All)}", connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
