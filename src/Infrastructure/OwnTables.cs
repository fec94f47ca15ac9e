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

/// <summary>The tables beside Marten's: made, if missing, before anything else starts.</summary>
internal sealed class OwnTables(NpgsqlDataSource source) : IHostedLifecycleService
{
    private static readonly string[] All =
    [
        IdempotencyKeys.Ddl,
        Reservations.Ddl,
        PostgresNotes.Ddl,
        PostgresDocuments.Ddl,
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

    public Task StartingAsync(CancellationToken cancellationToken) => MadeOnce.Ensure(source, "tables", string.Join('\n', All), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
