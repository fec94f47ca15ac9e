using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Demonstration;

/// <summary>While the demonstration's clock is moved, other writes wait; between moves they pass without noticing.</summary>
internal static class WriteGate
{
    private const long Gate = 0x0C05E002;

    /// <summary>Part of the write's own transaction, so that it ends with it.</summary>
    public static void Pass(IDocumentSession session, PinnableClock clock)
    {
        if (clock.IsDemonstration && !PinnableClock.IsPinned) session.QueueSqlCommand($"select pg_advisory_xact_lock_shared({Gate})");
    }

    public static async Task<IAsyncDisposable> HoldOthers(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({Gate})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Held(connection);
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand($"select pg_advisory_unlock({Gate})", connection)) await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
