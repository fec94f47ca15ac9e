using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Demonstration;

/// <summary>While the demonstration's clock is moved, other writes wait; between moves they pass without noticing.</summary>
internal static class WriteGate
{
    private const long Gate = 0x0C05E002;

    /// <summary>Part of the write's own transaction, so that it ends with it; and ahead of all else, so that who waits holds nothing that others wait for, as a number of the store's sequence.</summary>
    public static async ValueTask Pass(IDocumentSession session, PinnableClock clock, CancellationToken cancellationToken)
    {
        if (!clock.IsDemonstration || PinnableClock.IsPinned) return;

        await session.BeginTransactionAsync(cancellationToken);
        await session.QueryAsync<int>($"select 1 from pg_advisory_xact_lock_shared({Gate})", cancellationToken);
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
