using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>Ids that are not free although nothing stands under them yet: those of the service's own streams and cursors, and those of persons, whose book of access may begin any day.</summary>
internal static class ReservedStreams
{
    private static readonly HashSet<Guid> OurOwn = [ProgrammeFacts.StreamId, LogBook.StreamId, RetentionBook.StreamId, BrokerCursor.Id];

    /// <summary>What callers begin under ids that they choose.</summary>
    private static readonly HashSet<Type> BegunByCallers = [typeof(Cluster), typeof(Call), typeof(CallApplication), typeof(Partnership), typeof(PartnerSearch), typeof(Subscription)];

    public static async Task<bool> AreNotFor(Type state, Guid stream, IQuerySession session, CancellationToken cancellationToken)
    {
        if (!BegunByCallers.Contains(state)) return false;
        if (OurOwn.Contains(stream)) return true;

        await using var command = new NpgsqlCommand("select exists (select from eligibility.persons where id = $1)") { Parameters = { new() { Value = stream } } };
        await using var row = await session.ExecuteReaderAsync(command, cancellationToken);
        return await row.ReadAsync(cancellationToken) && row.GetBoolean(0);
    }
}
