using System.Collections.Concurrent;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;

namespace EligibilityService.Infrastructure.Knowing;

/// <summary>Everything the events have told so far, in memory: what point questions and lists are answered from.</summary>
/// <remarks>One writer applies events in order; readers look at immutable records and at a position that is never ahead of them.</remarks>
internal sealed class Knowledge : IKnowledge
{
    private readonly ConcurrentDictionary<Guid, ClusterRecord> _clusters = new();
    private readonly ConcurrentDictionary<Guid, CallDossier> _calls = new();
    private readonly ConcurrentDictionary<Guid, ApplicationRecord> _applications = new();
    private readonly ConcurrentDictionary<string, Guid> _references = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, byte> _broken = new();
    private readonly ConcurrentQueue<UnreadableEvent> _parked = new();
    private long _position;

    /// <summary>Events that could not be read or applied.</summary>
    public IReadOnlyCollection<UnreadableEvent> Parked => _parked;

    public long Position => Volatile.Read(ref _position);

    public ProgrammeFacts Programme { get; private set; } = ProgrammeFacts.Empty;

    public IEnumerable<ClusterRecord> Clusters => _clusters.Select(pair => pair.Value);

    public IEnumerable<CallDossier> Calls => _calls.Select(pair => pair.Value);

    public IEnumerable<ApplicationRecord> Applications => _applications.Select(pair => pair.Value);

    public ClusterRecord? Cluster(Guid id) => _clusters.GetValueOrDefault(id);

    public CallDossier? Call(Guid id) => _calls.GetValueOrDefault(id);

    public CallDossier? Call(string idOrReference) =>
        Guid.TryParse(idOrReference, out var id) ? Call(id)
        : _references.TryGetValue(idOrReference.Trim(), out var found) ? Call(found)
        : null;

    public ApplicationRecord? Application(Guid id) => _applications.GetValueOrDefault(id);

    public void Learn(EventPage page)
    {
        foreach (var e in page.Events) Learn(e);
        foreach (var e in page.Unreadable)
        {
            Break(e.Stream);
            _parked.Enqueue(e);
        }

        Volatile.Write(ref _position, page.UpTo);
    }

    public void ReachedBy(long position) => Volatile.Write(ref _position, position);

    /// <summary>An event that cannot be folded makes its subject's verdicts undetermined, and nobody else's.</summary>
    public void Learn(IEvent e)
    {
        try
        {
            Fold(e);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            Break(e.StreamId);
            _parked.Enqueue(new(e.Sequence, e.Id, e.StreamId, e.Version, e.EventTypeName, e.Timestamp, broken.GetBaseException().Message));
        }
    }

    private void Fold(IEvent e)
    {
        var told = new Told(e.Id, e.EventTypeName, e.StreamId, e.Version, e.Timestamp);

        switch (e.Data)
        {
            case IClusterEvent cluster:
                var known = _clusters.GetValueOrDefault(e.StreamId) ?? new(new(e.StreamId) { IsBroken = _broken.ContainsKey(e.StreamId) }, Domain.Clusters.Cluster.Initial, 0);
                if (e.Version > known.Version) _clusters[e.StreamId] = new(known.Dossier.Learn(cluster, told), known.State.Evolve(cluster), e.Version, e.Sequence);
                break;

            case ICallEvent call:
                var learnt = (_calls.GetValueOrDefault(e.StreamId) ?? new(e.StreamId)).Learn(call, told);
                _calls[e.StreamId] = learnt;
                if (learnt.Terms is { } terms)
                {
                    _references[terms.Reference] = e.StreamId;
                    foreach (var alias in terms.Aliases) _references[alias] = e.StreamId;
                }

                break;

            case IApplicationEvent application:
                var record = _applications.GetValueOrDefault(e.StreamId) ?? new(new(e.StreamId), CallApplication.Initial, 0);
                if (e.Version > record.Version) _applications[e.StreamId] = new(record.Dossier.Learn(application, told), record.State.Evolve(application), e.Version);
                break;

            case IProgrammeEvent programme:
                Programme = Programme.Learn(programme, told);
                break;

            case IEligibilityEvent:
                break;   // follows from the others; whoever learnt from it would learn twice
        }
    }

    private void Break(Guid stream)
    {
        _broken[stream] = 1;
        if (_clusters.TryGetValue(stream, out var cluster)) _clusters[stream] = cluster with { Dossier = cluster.Dossier with { IsBroken = true } };
    }
}
