using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Clusters;

/// <summary>Knowledge of clusters that were told here, by the events that would have told them.</summary>
internal sealed class KnownClusters(ProgrammeFacts programme) : IKnowledge, IFacts
{
    private readonly Dictionary<Guid, ClusterRecord> _clusters = [];
    private readonly Dictionary<Guid, CallDossier> _calls = [];
    private readonly List<Guid> _told = [];

    public static readonly DateTimeOffset Told = new(2015, 3, 1, 11, 0, 0, TimeSpan.Zero);

    public long Position => _told.Count;

    public object Memory => this;

    public IReadOnlyCollection<Guid>? ClustersToldAfter(long position) => position < 0 ? null : _told[(int)position..];

    public ProgrammeFacts Programme => programme;

    public IEnumerable<ClusterRecord> Clusters => _clusters.Values;

    private readonly Dictionary<Guid, AccessRecord> _accesses = [];
    private readonly Dictionary<Guid, ApplicationRecord> _applications = [];

    public IEnumerable<AccessRecord> Accesses => _accesses.Values;

    public IReadOnlyList<ImpactSeen> Looks(Guid call) => [];

    public AccessRecord? Access(Guid person) => _accesses.GetValueOrDefault(person);

    public void Tell(Guid person, params IAccessEvent[] facts)
    {
        var known = Access(person) ?? new(person, AccessBook.Initial, 0);
        _accesses[person] = known with { State = facts.Aggregate(known.State, (book, fact) => book.Evolve(fact)), Version = known.Version + facts.Length };
    }

    /// <summary>From here on nothing of the person's access can be relied upon.</summary>
    public void Break(Guid person) => _accesses[person] = (Access(person) ?? new(person, AccessBook.Initial, 0)) with { IsBroken = true };

    public Guid Draft(Guid officer)
    {
        var id = Guid.CreateVersion7();
        _calls[id] = new CallDossier(id).Learn(new CallDrafted(new() { Reference = "C", Title = new("C", "C"), Kind = "escp" }, officer), new(Guid.CreateVersion7(), "call.drafted", id, 1, Told));
        return id;
    }

    public ApplicationRecord Apply(Guid call, Guid coordinator)
    {
        var (id, started) = (Guid.CreateVersion7(), new ApplicationStarted(call, null, coordinator, Guid.Empty));
        return _applications[id] = new(new ApplicationDossier(id).Learn(started, new(Guid.CreateVersion7(), "application.started", id, 1, Told)), CallApplication.Initial.Evolve(started), 1);
    }

    public void Tell(Guid application, IApplicationEvent fact) =>
        _applications[application] = _applications[application] with { State = _applications[application].State.Evolve(fact) };

    public IEnumerable<CallDossier> Calls => _calls.Values;

    public IEnumerable<ApplicationRecord> Applications => _applications.Values;

    public IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks) => Applications;

    public IKnowledge Now => this;

    public Guid Publish(ProfileFields profile, params IClusterEvent[] more)
    {
        var id = Guid.CreateVersion7();
        Tell(id, [new ProfileDrafted(null, "row"), new ProfileChanged(profile, [], new(AssertedBy.Register)), new ReviewRequested(null, Told), new ProfilePublished(Guid.Empty, Told), .. more]);
        return id;
    }

    public void Tell(Guid id, params IClusterEvent[] facts)
    {
        foreach (var fact in facts)
        {
            var known = _clusters.GetValueOrDefault(id) ?? new(new(id), Domain.Clusters.Cluster.Initial, 0, Number: _clusters.Count);
            var told = new Told(Guid.CreateVersion7(), fact.GetType().Name, id, known.Version + 1, Told);
            _clusters[id] = known with { Dossier = known.Dossier.Learn(fact, told), State = known.State.Evolve(fact), Version = told.Version };
            _told.Add(id);
        }
    }

    public PartnershipRecord? Partnership(Guid id) => null;

    public PartnerSearchRecord? PartnerSearch(Guid id) => null;

    public IEnumerable<SubscriptionRecord> Subscriptions => [];

    public SubscriptionRecord? Subscription(Guid id) => null;

    public IEnumerable<PartnershipRecord> Partnerships => [];

    public IEnumerable<PartnerSearchRecord> PartnerSearches => [];

    public ClusterRecord? Cluster(Guid id) => _clusters.GetValueOrDefault(id);

    public ClusterRecord? ByCode(string pic) => Clusters.FirstOrDefault(cluster => cluster.State.Profile.Pic == pic && cluster.State.Status is not RegistrationStatus.Withdrawn);

    public void Announce(CallDossier call) => _calls[call.Id] = call;

    public CallDossier? Call(Guid id) => _calls.GetValueOrDefault(id);

    public CallDossier? Call(string idOrReference) => Call(Guid.Parse(idOrReference));

    public ApplicationRecord? Application(Guid id) => _applications.GetValueOrDefault(id);

    public ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken) => new(this);

    public Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);

    public Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);
}

/// <summary>The same, for somebody who looks at it for the first time: nothing was derived from it before.</summary>
internal sealed class FirstLook(KnownClusters known) : IKnowledge, IFacts
{
    public long Position => known.Position;

    public object Memory { get; } = new();

    public IReadOnlyCollection<Guid>? ClustersToldAfter(long position) => null;

    public ProgrammeFacts Programme => known.Programme;

    public IEnumerable<ClusterRecord> Clusters => known.Clusters;

    public IEnumerable<CallDossier> Calls => known.Calls;

    public IEnumerable<ApplicationRecord> Applications => known.Applications;

    public IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks) => Applications;

    public IEnumerable<AccessRecord> Accesses => known.Accesses;

    public IReadOnlyList<ImpactSeen> Looks(Guid call) => [];

    public AccessRecord? Access(Guid person) => known.Access(person);

    public IKnowledge Now => this;

    public PartnershipRecord? Partnership(Guid id) => null;

    public PartnerSearchRecord? PartnerSearch(Guid id) => null;

    public IEnumerable<SubscriptionRecord> Subscriptions => [];

    public SubscriptionRecord? Subscription(Guid id) => null;

    public IEnumerable<PartnershipRecord> Partnerships => [];

    public IEnumerable<PartnerSearchRecord> PartnerSearches => [];

    public ClusterRecord? Cluster(Guid id) => known.Cluster(id);

    public ClusterRecord? ByCode(string pic) => known.ByCode(pic);

    public CallDossier? Call(Guid id) => known.Call(id) is { } call ? call with { } : null;

    public CallDossier? Call(string idOrReference) => Call(Guid.Parse(idOrReference));

    public ApplicationRecord? Application(Guid id) => known.Application(id);

    public ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken) => new(this);

    public Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);

    public Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);

}
