using System.Security.Cryptography;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>What the feed tells of one event, entry by entry; made when it is written, because one event may tell of a hundred thousand clusters.</summary>
/// <param name="Pending">It cannot be told yet: its numbers are kept for it.</param>
internal sealed record Telling(Leaf Leaf, Guid EventId, DateTimeOffset Time, int Parts, Func<int, (Guid Id, Published Published)>? Part, bool Pending = false);

/// <summary>Translates stored events into the published language, in the order of the store.</summary>
/// <remarks>
/// What follows an event of the same stream that could not be read waits with it: told on half a history it might be wrong, or missing for ever.
/// </remarks>
internal sealed class FeedTranslation(IDocumentStore store, NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<Telling>> Translate(EventPage page, CancellationToken cancellationToken)
    {
        var first = page.Events.Select(e => e.Sequence).Concat(page.Unreadable.Select(e => e.Sequence)).Min();
        Guid[] streams = [.. page.Events.SelectMany(About).Distinct()];
        var knowledge = new Knowledge();
        knowledge.Learn(await StreamReading.Read(store, source, streams, before: first, cancellationToken: cancellationToken));

        var tellings = new List<Telling>(page.Events.Count);
        var unreadable = new Queue<UnreadableEvent>(page.Unreadable.OrderBy(e => e.Sequence));
        foreach (var e in page.Events)
        {
            while (unreadable.TryPeek(out var before) && before.Sequence < e.Sequence) tellings.Add(await Await(unreadable.Dequeue(), knowledge, cancellationToken));
            knowledge.Learn(e);
            tellings.Add(Tell(e, knowledge));
        }

        while (unreadable.TryDequeue(out var last)) tellings.Add(await Await(last, knowledge, cancellationToken));
        return tellings;
    }

    /// <summary>The same id whenever and by whomever it is told.</summary>
    public static Guid IdOf(Guid @event, Guid cluster) => new(SHA256.HashData([.. @event.ToByteArray(), .. cluster.ToByteArray()]).AsSpan(0, 16));

    private static IEnumerable<Guid> About(IEvent e) => e.Data switch
    {
        EligibilityChanged told => [told.Call],
        IClusterEvent or ICallEvent or IApplicationEvent or IPartnershipEvent or IPartnerSearchEvent => [e.StreamId],
        _ => [],
    };

    private static Telling Tell(IEvent e, Knowledge after)
    {
        var leaf = new Leaf(e.Sequence, e.StreamId, e.Version, e.EventTypeName, e);
        if (e.Data is EligibilityChanged told)
        {
            return new(leaf, e.Id, e.Timestamp, told.Changes.Length, part => (IdOf(e.Id, told.Changes[part].Cluster), PublishedLanguage.Tell(told, told.Changes[part], after)));
        }

        if (after.IsBroken(e.StreamId) && About(e).Any()) return new(leaf, e.Id, e.Timestamp, 1, null, Pending: true);

        return PublishedLanguage.Tell(e, after) is { } published ? new(leaf, e.Id, e.Timestamp, 1, _ => (e.Id, published)) : new(leaf, e.Id, e.Timestamp, 0, null);
    }

    private async Task<Telling> Await(UnreadableEvent e, Knowledge knowledge, CancellationToken cancellationToken)
    {
        knowledge.Learn(e);
        return new(new(e.Sequence, e.Stream, e.Version, e.Type, null), e.EventId, e.RecordedAt, await Parts(e, cancellationToken), null, Pending: true);
    }

    /// <summary>How many clusters a batch tells of can be counted without understanding it, so each keeps its number.</summary>
    private async Task<int> Parts(UnreadableEvent e, CancellationToken cancellationToken)
    {
        if (e.Type != EventNames.All[typeof(EligibilityChanged)]) return 1;

        await using var command = source.CreateCommand("select case when jsonb_typeof(data -> 'changes') = 'array' then jsonb_array_length(data -> 'changes') else 0 end from events.mt_events where seq_id = $1");
        command.Parameters.Add(new() { Value = e.Sequence });
        return Math.Max(1, (int)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
