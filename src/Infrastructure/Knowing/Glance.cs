using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Infrastructure.Knowing;

/// <summary>What is known, with the position that had been reached when somebody began to look: what is read through it is never older than that.</summary>
/// <remarks>The memory itself goes on learning meanwhile. Whoever asked it for its position at the end would claim events that he had not seen.</remarks>
internal sealed class Glance(Knowledge knowledge) : IKnowledge
{
    public long Position { get; } = knowledge.Position;

    public object Memory => knowledge;

    public IReadOnlyCollection<Guid>? ClustersToldAfter(long position) => knowledge.ClustersToldAfter(position);

    public ProgrammeFacts Programme => knowledge.Programme;

    public IReadOnlyList<ImpactSeen> Looks(Guid call) => knowledge.Looks(call);

    public AccessRecord? Access(Guid person) => knowledge.Access(person);

    public IEnumerable<AccessRecord> Accesses => knowledge.Accesses;

    public ClusterRecord? Cluster(Guid id) => knowledge.Cluster(id);

    public ClusterRecord? ByCode(string pic) => knowledge.ByCode(pic);

    public CallDossier? Call(Guid id) => knowledge.Call(id);

    public CallDossier? Call(string idOrReference) => knowledge.Call(idOrReference);

    public ApplicationRecord? Application(Guid id) => knowledge.Application(id);

    public SubscriptionRecord? Subscription(Guid id) => knowledge.Subscription(id);

    public IEnumerable<SubscriptionRecord> Subscriptions => knowledge.Subscriptions;

    public PartnershipRecord? Partnership(Guid id) => knowledge.Partnership(id);

    public PartnerSearchRecord? PartnerSearch(Guid id) => knowledge.PartnerSearch(id);

    public IEnumerable<PartnershipRecord> Partnerships => knowledge.Partnerships;

    public IEnumerable<PartnerSearchRecord> PartnerSearches => knowledge.PartnerSearches;

    public IEnumerable<ClusterRecord> Clusters => knowledge.Clusters;

    public IEnumerable<CallDossier> Calls => knowledge.Calls;

    public IEnumerable<ApplicationRecord> Applications => knowledge.Applications;

    public IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks) => knowledge.ApplicationsMarked(call, marks);
}
