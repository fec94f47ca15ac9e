using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Clusters;

/// <summary>Knowledge of clusters that were told here, by the events that would have told them.</summary>
internal sealed class KnownClusters(ProgrammeFacts programme) : IKnowledge, IFacts
{
    private readonly Dictionary<Guid, ClusterRecord> _clusters = [];

    public static readonly DateTimeOffset Told = new(2015, 3, 1, 11, 0, 0, TimeSpan.Zero);

    public long Position { get; private set; }

    public ProgrammeFacts Programme => programme;

    public IEnumerable<ClusterRecord> Clusters => _clusters.Values;

    public IEnumerable<AccessRecord> Accesses => [];

    public AccessRecord? Access(Guid person) => null;

    public IEnumerable<CallDossier> Calls => [];

    public IEnumerable<ApplicationRecord> Applications => [];

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
            var known = _clusters.GetValueOrDefault(id) ?? new(new(id), Domain.Clusters.Cluster.Initial, 0);
            var told = new Told(Guid.CreateVersion7(), fact.GetType().Name, id, known.Version + 1, Told);
            _clusters[id] = new(known.Dossier.Learn(fact, told), known.State.Evolve(fact), told.Version);
            Position++;
        }
    }

    public ClusterRecord? Cluster(Guid id) => _clusters.GetValueOrDefault(id);

    public CallDossier? Call(Guid id) => null;

    public CallDossier? Call(string idOrReference) => null;

    public ApplicationRecord? Application(Guid id) => null;

    public ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken) => new(this);

    public Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);
}
