using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>What a page of events makes stale: single clusters with every call, and whole calls with every cluster.</summary>
/// <remarks>What was told about eligibility makes nothing stale; otherwise it would go round in circles.</remarks>
internal sealed record StandingsStale(IReadOnlyDictionary<Guid, Cause> Clusters, IReadOnlyDictionary<Guid, Cause> Calls)
{
    private const int MostNamed = 20;

    public static StandingsStale By(EventPage page, IKnowledge knowledge)
    {
        var clusters = new Dictionary<Guid, List<(Guid Id, DateTimeOffset At)>>();
        var calls = new Dictionary<Guid, List<(Guid Id, DateTimeOffset At)>>();

        foreach (var e in page.Events)
        {
            if (e.Data is IClusterEvent) Note(clusters, e.StreamId, e.Id, e.Timestamp);
            else if (ChangesWhatIsAsked(e) || (e.Data is ICallEvent && knowledge.Call(e.StreamId) is { IsBroken: true })) Note(calls, e.StreamId, e.Id, e.Timestamp);
            else if (ChangesTheProgramme(e)) NoteAll(e.Id, e.Timestamp);
        }

        foreach (var e in page.Unreadable)
        {
            Note(clusters, e.Stream, e.EventId, e.RecordedAt);
            Note(calls, e.Stream, e.EventId, e.RecordedAt);
            if (e.Stream == ProgrammeFacts.StreamId) NoteAll(e.EventId, e.RecordedAt);
        }

        return new(Named(clusters, id => knowledge.Cluster(id) is not null), Named(calls, id => knowledge.Call(id) is { IsPublic: true, Terms: not null }));

        void NoteAll(Guid cause, DateTimeOffset at)
        {
            foreach (var call in Public(knowledge)) Note(calls, call.Id, cause, at);
        }
    }

    /// <summary>The calls that have standings: announced, published, also closed.</summary>
    public static IEnumerable<CallDossier> Public(IKnowledge knowledge) => knowledge.Calls.Where(call => call.IsPublic && call.Terms is not null);

    /// <summary>What is drafted is asked of nobody until it is announced or published.</summary>
    private static bool ChangesWhatIsAsked(IEvent e) => e.Data is CallAnnounced or CallPublished or CorrigendumPublished or DeadlineReadingRecorded;

    private static bool ChangesTheProgramme(IEvent e) => e.Data is IProgrammeEvent and not (VocabularyListed or ProfileRulesSet or AssociationProposed or AssociationProposalDropped);

    private static void Note(Dictionary<Guid, List<(Guid, DateTimeOffset)>> noted, Guid subject, Guid cause, DateTimeOffset at)
    {
        if (!noted.TryGetValue(subject, out var causes)) noted[subject] = causes = [];
        causes.Add((cause, at));
    }

    private static Dictionary<Guid, Cause> Named(Dictionary<Guid, List<(Guid Id, DateTimeOffset At)>> noted, Func<Guid, bool> concerns) => noted
        .Where(pair => concerns(pair.Key))
        .ToDictionary(pair => pair.Key, pair => new Cause(string.Join(' ', pair.Value.TakeLast(MostNamed).Select(cause => cause.Id)), pair.Value.Max(cause => cause.At)));
}
