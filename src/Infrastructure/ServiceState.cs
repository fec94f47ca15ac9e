using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Subscriptions;
using Npgsql;

namespace EligibilityService.Infrastructure;

/// <summary>How this host is doing, for health checks and operators.</summary>
public interface IServiceState
{
    bool CaughtUp { get; }

    bool Leads { get; }

    /// <summary>Recorded events that this version of the code cannot read or apply.</summary>
    IReadOnlyCollection<UnreadableEvent> Parked { get; }

    /// <summary>How many recorded events this host has not read yet.</summary>
    Task<long> Behind(CancellationToken cancellationToken);

    /// <summary>How publishing to the broker goes; nothing where none is named.</summary>
    Task<BrokerAnswer?> Broker(CancellationToken cancellationToken);
}

internal sealed class ServiceState(Roster roster, Leadership leadership, NpgsqlDataSource source, BrokerReading broker) : IServiceState
{
    public bool CaughtUp => roster.CaughtUp.IsCompletedSuccessfully;

    public bool Leads => leadership.Term > 0;

    public IReadOnlyCollection<UnreadableEvent> Parked => roster.Unreadable;

    public async Task<long> Behind(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! - roster.Now.Position;
    }

    public Task<BrokerAnswer?> Broker(CancellationToken cancellationToken) => broker.Now(cancellationToken);
}
