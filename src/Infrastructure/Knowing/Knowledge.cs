using System.Collections.Concurrent;
using System.Collections.Immutable;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;
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
    private readonly ConcurrentDictionary<Guid, AccessRecord> _accesses = new();
    private readonly ConcurrentDictionary<Guid, PartnershipRecord> _partnerships = new();
    private readonly ConcurrentDictionary<Guid, PartnerSearchRecord> _searches = new();
    private readonly ConcurrentDictionary<Guid, SubscriptionRecord> _subscriptions = new();
    private readonly ConcurrentDictionary<string, Guid> _references = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ImmutableArray<Guid>> _codes = new();
    private readonly ApplicationMarks _marks = new();
    private readonly ConcurrentDictionary<Guid, ImmutableList<ImpactSeen>> _looks = new();
    private readonly ConcurrentDictionary<Guid, byte> _broken = new();
    private volatile ImmutableList<UnreadableEvent> _parked = [];
    private readonly RecentlyTold _told = new();
    private long _position;
    private int _numbered;

    // By number. Whoever goes through all of them goes through the memory in the order in which it was filled, and not to and fro.
    private volatile ClusterRecord?[] _roll = [];

    /// <summary>Events that could not be read or applied.</summary>
    public IReadOnlyCollection<UnreadableEvent> Parked => _parked;

    public long Position => Volatile.Read(ref _position);

    public object Memory => this;

    public IReadOnlyCollection<Guid>? ClustersToldAfter(long position) => _told.After(position);

    public ProgrammeFacts Programme { get; private set; } = ProgrammeFacts.Empty;

    public IReadOnlyList<ImpactSeen> Looks(Guid call) => _looks.GetValueOrDefault(call) ?? [];

    public AccessRecord? Access(Guid person) => _accesses.GetValueOrDefault(person);

    public IEnumerable<AccessRecord> Accesses => _accesses.Select(pair => pair.Value);

    public SubscriptionRecord? Subscription(Guid id) => _subscriptions.GetValueOrDefault(id);

    public IEnumerable<SubscriptionRecord> Subscriptions => _subscriptions.Select(pair => pair.Value);

    public PartnershipRecord? Partnership(Guid id) => _partnerships.GetValueOrDefault(id);

    public PartnerSearchRecord? PartnerSearch(Guid id) => _searches.GetValueOrDefault(id);

    public IEnumerable<PartnershipRecord> Partnerships => _partnerships.Select(pair => pair.Value);

    public IEnumerable<PartnerSearchRecord> PartnerSearches => _searches.Select(pair => pair.Value);

    public IEnumerable<ClusterRecord> Clusters
    {
        get
        {
            foreach (var cluster in _roll)
            {
                if (cluster is not null) yield return cluster;
            }
        }
    }

    public IEnumerable<CallDossier> Calls => _calls.Select(pair => pair.Value);

    public IEnumerable<ApplicationRecord> Applications => _applications.Select(pair => pair.Value);

    public IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks) => _marks.Find(call, marks).Select(Application).OfType<ApplicationRecord>();

    public ClusterRecord? Cluster(Guid id) => _clusters.GetValueOrDefault(id);

    /// <remarks>Whoever bore the code once is looked at; a code that was given up is nobody's.</remarks>
    public ClusterRecord? ByCode(string pic) => _codes.GetValueOrDefault(pic, []).Select(Cluster).OfType<ClusterRecord>()
        .Where(cluster => cluster.State.Profile.Pic == pic && cluster.State.Status is not RegistrationStatus.Withdrawn).MinBy(cluster => cluster.Number);

    public CallDossier? Call(Guid id) => _calls.GetValueOrDefault(id);

    public CallDossier? Call(string idOrReference) =>
        Guid.TryParse(idOrReference, out var id) ? Call(id)
        : _references.TryGetValue(idOrReference.Trim(), out var found) ? Call(found)
        : null;

    public ApplicationRecord? Application(Guid id) => _applications.GetValueOrDefault(id);

    /// <summary>Stream by stream, so that a reader sees all of a commit about one thing or nothing of it.</summary>
    public void Learn(EventPage page)
    {
        foreach (var stream in page.Events.GroupBy(e => e.StreamId)) Learn(stream.Key, stream);
        foreach (var e in page.Unreadable) Learn(e);

        _told.Add(page.UpTo, page.Events.Select(e => e.StreamId).Concat(page.Unreadable.Select(e => e.Stream)).Distinct().Where(_clusters.ContainsKey));
        Volatile.Write(ref _position, page.UpTo);
    }

    public void Learn(IEvent e) => Learn(e.StreamId, [e]);

    /// <summary>The same knowledge, but of these streams only what was read just now: whatever kept something beside the old one begins anew with it.</summary>
    /// <param name="read">All of them, up to the present position.</param>
    public Knowledge With(IReadOnlySet<Guid> streams, EventPage read)
    {
        var again = new Knowledge { Programme = streams.Contains(ProgrammeFacts.StreamId) ? ProgrammeFacts.Empty : Programme, _numbered = _numbered };
        foreach (var (stream, cluster) in _clusters)
        {
            if (!streams.Contains(stream)) again.Keep(cluster);
        }

        Take(_calls, again._calls);
        Take(_applications, again._applications);
        Take(_accesses, again._accesses);
        Take(_partnerships, again._partnerships);
        Take(_searches, again._searches);
        Take(_subscriptions, again._subscriptions);
        Take(_broken, again._broken);
        foreach (var application in again._applications.Values) again.Mark(application);
        foreach (var (call, looks) in _looks) again._looks[call] = looks;
        foreach (var (reference, call) in _references)
        {
            if (!streams.Contains(call)) again._references[reference] = call;
        }

        again._parked = _parked.RemoveAll(e => streams.Contains(e.Stream));
        again.Learn(read);
        Volatile.Write(ref again._position, Position);
        return again;

        void Take<T>(ConcurrentDictionary<Guid, T> from, ConcurrentDictionary<Guid, T> to)
        {
            foreach (var (stream, known) in from)
            {
                if (!streams.Contains(stream)) to[stream] = known;
            }
        }
    }

    /// <summary>What is known of these streams, as far as it is not older than asked for.</summary>
    /// <param name="versions">The least version of each.</param>
    /// <returns>That, and the streams that must be read because less is known of them, or something of them is broken.</returns>
    public (Knowledge Known, IReadOnlyCollection<Guid> Missing) Of(IReadOnlyDictionary<Guid, long> versions)
    {
        var (part, missing) = (new Knowledge(), new List<Guid>());
        foreach (var (stream, version) in versions)
        {
            var programme = Programme;
            var known = Known(stream);
            if (_broken.ContainsKey(stream) || (stream == ProgrammeFacts.StreamId ? programme.LastTold?.Version ?? 0 : known.Version) < version) missing.Add(stream);
            else if (stream == ProgrammeFacts.StreamId) part.Programme = programme;
            else part.Keep(stream, known with { Cluster = known.Cluster is { } cluster ? cluster with { Number = part._numbered++ } : null });
        }

        return (part, missing);
    }

    private void Learn(Guid stream, IEnumerable<IEvent> events)
    {
        var known = Known(stream);
        foreach (var e in events)
        {
            try
            {
                known = Fold(known, e);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                // Its subject's verdicts become undetermined, and nobody else's.
                known = Unread(known, stream, e.EventTypeName);
                _parked = _parked.Add(new(e.Sequence, e.Id, stream, e.Version, e.EventTypeName, e.Timestamp, broken.GetBaseException().Message));
            }
        }

        Keep(stream, known);
    }

    /// <summary>What is known of one stream; it is about one of these or none.</summary>
    private readonly record struct Stream(
        ClusterRecord? Cluster, CallDossier? Call, ApplicationRecord? Application, AccessRecord? Access, PartnershipRecord? Partnership, PartnerSearchRecord? Search, SubscriptionRecord? Subscription)
    {
        /// <summary>0 where nothing is known.</summary>
        public long Version =>
            Cluster?.Version ?? Call?.LastTold?.Version ?? Application?.Version ?? Access?.Version ?? Partnership?.Version ?? Search?.Version ?? Subscription?.Version ?? 0;
    }

    private Stream Fold(Stream known, IEvent e)
    {
        var told = new Told(e.Id, e.EventTypeName, e.StreamId, e.Version, e.Timestamp);

        switch (e.Data)
        {
            case IClusterEvent cluster:
                var record = known.Cluster ?? new(new(e.StreamId), Domain.Clusters.Cluster.Initial, 0, Number: _numbered++);
                return e.Version <= record.Version ? known
                    : known with { Cluster = record with { Dossier = record.Dossier.Learn(cluster, told), State = record.State.Evolve(cluster), Version = e.Version, Position = e.Sequence } };

            case ICallEvent call:
                return known with { Call = (known.Call ?? new(e.StreamId)).Learn(call, told) };

            case IApplicationEvent application:
                var filed = known.Application ?? new(new(e.StreamId), CallApplication.Initial, 0);
                return e.Version <= filed.Version ? known
                    : known with { Application = new(filed.Dossier.Learn(application, told), filed.State.Evolve(application), e.Version) };

            case IAccessEvent access:
                var book = known.Access ?? new(e.StreamId, AccessBook.Initial, 0);
                return e.Version <= book.Version ? known : known with { Access = book with { State = book.State.Evolve(access), Version = e.Version } };

            case ImpactSeen seen:
                _looks.AddOrUpdate(seen.Call, [seen], (_, looks) => looks.Exists(look => look.Look == seen.Look) ? looks : looks.Add(seen));
                return known;

            case IPartnershipEvent partnership:
                var formed = known.Partnership ?? new(new(e.StreamId), Domain.Partnerships.Partnership.Initial, 0);
                return e.Version <= formed.Version ? known
                    : known with { Partnership = new(formed.Dossier.Learn(partnership, told), formed.State.Evolve(partnership), e.Version) };

            case IPartnerSearchEvent search:
                var notice = known.Search ?? new(e.StreamId, Domain.PartnerSearches.PartnerSearch.Initial, 0, e.Timestamp);
                return e.Version <= notice.Version ? known : known with { Search = notice with { State = notice.State.Evolve(search), Version = e.Version } };

            case ISubscriptionEvent subscription:
                var opened = known.Subscription ?? new(e.StreamId, Domain.Subscriptions.Subscription.Initial, 0);
                return e.Version <= opened.Version ? known : known with { Subscription = opened with { State = opened.State.Evolve(subscription), Version = e.Version } };

            case IProgrammeEvent programme:
                Programme = Programme.Learn(programme, told);
                return known;

            default:
                return known;   // changes of eligibility follow from the others; whoever learnt from them would learn twice
        }
    }

    /// <summary>Something about this stream could not be read, so what is known of it may be old.</summary>
    public bool IsBroken(Guid stream) => _broken.ContainsKey(stream);

    public void Learn(UnreadableEvent e)
    {
        Keep(e.Stream, Unread(Known(e.Stream), e.Stream, e.Type));
        _parked = _parked.Add(e);
    }

    /// <summary>The subject knows from now on that something about it could not be read. The event's name says what it is about.</summary>
    private Stream Unread(Stream known, Guid stream, string name)
    {
        if (NoVerdictRestsOn.Contains(name)) return known;

        _broken[stream] = 1;
        if (name == NameOf<ProfileRulesSet>()) Programme = Programme with { RulesAreBroken = true };
        else if (stream == ProgrammeFacts.StreamId) Programme = Programme with { IsBroken = true };

        if (name.StartsWith("access.", StringComparison.Ordinal)) return known with { Access = (known.Access ?? new(stream, AccessBook.Initial, 0)) with { IsBroken = true } };
        if (name.StartsWith("partnership.", StringComparison.Ordinal)) known = known with { Partnership = known.Partnership ?? new(new(stream), Domain.Partnerships.Partnership.Initial, 0) };
        if (name.StartsWith("partner-search.", StringComparison.Ordinal)) return known with { Search = (known.Search ?? new(stream, Domain.PartnerSearches.PartnerSearch.Initial, 0, default)) with { IsBroken = true } };
        if (name.StartsWith("subscription.", StringComparison.Ordinal)) return known with { Subscription = (known.Subscription ?? new(stream, Domain.Subscriptions.Subscription.Initial, 0)) with { IsBroken = true } };
        return name.StartsWith("call.", StringComparison.Ordinal) ? known with { Call = (known.Call ?? new(stream)).Unread(HappensToPublicCalls.Contains(name)) } : known;
    }

    private Stream Known(Guid stream) => new(_clusters.GetValueOrDefault(stream), _calls.GetValueOrDefault(stream), _applications.GetValueOrDefault(stream), _accesses.GetValueOrDefault(stream), _partnerships.GetValueOrDefault(stream), _searches.GetValueOrDefault(stream), _subscriptions.GetValueOrDefault(stream));

    private void Keep(Guid stream, Stream known)
    {
        var broken = _broken.ContainsKey(stream);
        if (known.Cluster is { } cluster) Keep(broken && !cluster.Dossier.IsBroken ? cluster with { Dossier = cluster.Dossier with { IsBroken = true } } : cluster);
        if (known.Application is { } application) Keep(broken && !application.Dossier.IsBroken ? application with { Dossier = application.Dossier with { IsBroken = true } } : application);
        if (known.Access is { } access) _accesses[stream] = access;
        if (known.Partnership is { } partnership) _partnerships[stream] = broken && !partnership.Dossier.IsBroken ? partnership with { Dossier = partnership.Dossier with { IsBroken = true } } : partnership;
        if (known.Search is { } search) _searches[stream] = search;
        if (known.Subscription is { } subscription) _subscriptions[stream] = subscription;
        if (known.Call is not { } call) return;

        _calls[stream] = call;
        if (call.Terms is not { } terms) return;

        foreach (var name in terms.Names) _references[name] = stream;
    }

    private void Keep(ClusterRecord cluster)
    {
        _clusters[cluster.Dossier.Id] = cluster;
        var roll = _roll;
        if (cluster.Number >= roll.Length) Array.Resize(ref roll, Math.Max(cluster.Number + 1, roll.Length * 2));
        roll[cluster.Number] = cluster;
        _roll = roll;
        if (cluster.State.Profile.Pic is { } pic) _codes.AddOrUpdate(pic, [cluster.Dossier.Id], (_, known) => known.Contains(cluster.Dossier.Id) ? known : known.Add(cluster.Dossier.Id));
        foreach (var application in _marks.Naming(cluster.Dossier)) Mark(_applications[application]);
    }

    private void Keep(ApplicationRecord application)
    {
        _applications[application.Dossier.Id] = application;
        Mark(application);
    }

    private void Mark(ApplicationRecord application) => _marks.Note(application, id => Cluster(id)?.Dossier, pic => ByCode(pic)?.Dossier);

    private static readonly HashSet<string> NoVerdictRestsOn =
        [NameOf<StepProposed>(), NameOf<ProposalWithdrawn>(), NameOf<CorrigendumDrafted>(), NameOf<CorrigendumProposed>(), NameOf<QuestionAnswered>(), NameOf<VocabularyListed>(), NameOf<EligibilityChanged>(), NameOf<ImpactSeen>(),
        NameOf<ClearanceProposed>(), NameOf<ClearanceDropped>(), NameOf<ClearanceConfirmed>(), NameOf<ErasureProposed>(), NameOf<ErasureDropped>(), NameOf<ErasureConfirmed>(),
        NameOf<AssociationProposed>(), NameOf<AssociationProposalDropped>()];

    private static readonly HashSet<string> HappensToPublicCalls =
    [
        NameOf<CallAnnounced>(), NameOf<AnnouncementDropped>(), NameOf<CallPublished>(), NameOf<CorrigendumDrafted>(), NameOf<CorrigendumPublished>(), NameOf<CallClosed>(), NameOf<CallCancelled>(),
        NameOf<ResultsAnnounced>(),
    ];

    private static string NameOf<T>() => EventNames.All[typeof(T)];
}
