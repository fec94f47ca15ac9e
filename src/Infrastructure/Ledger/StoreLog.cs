using Marten;
using Marten.Services;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>What the store could not do, as one line: never a statement with its values, which may be personal.</summary>
/// <remarks>Losing a race, or asking for what is taken, belongs to a day's work; whatever else fails is thrown, and told by whoever catches it.</remarks>
internal sealed class StoreLog(ILogger<StoreLog> log) : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) => log.LogDebug("The store's tables are brought up to date: {Sql}", sql);

    public void LogFailure(NpgsqlCommand command, Exception ex) => Failed(ex);

    public void LogFailure(NpgsqlBatch batch, Exception ex) => Failed(ex);

    /// <summary>Comes after one of the others.</summary>
    public void LogFailure(Exception ex, string message) { }

    public void LogSuccess(NpgsqlCommand command) { }

    public void LogSuccess(NpgsqlBatch batch) { }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit) { }

    public void OnBeforeExecute(NpgsqlCommand command) { }

    public void OnBeforeExecute(NpgsqlBatch batch) { }

    private void Failed(Exception failed)
    {
        if (failed.GetBaseException() is not PostgresException refused) return;

        var expected = refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
        log.Log(expected ? LogLevel.Information : LogLevel.Warning, "The database did not take a write: {SqlState} {Constraint}", refused.SqlState, refused.ConstraintName);
    }
}
