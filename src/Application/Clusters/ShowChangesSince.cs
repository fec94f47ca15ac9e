using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>The profile as it was in that version, for its own people: a form that was made from it knows by that what somebody else has changed meanwhile.</summary>
[May(Own = true)]
public sealed record ShowChangesSince(Guid ClusterId, long Version) : IRequest<FormerProfile?>, IConcernsCluster;

/// <summary>A profile as an earlier version had it.</summary>
public sealed record FormerProfile(long Version, ProfileFields Profile);

public sealed class ShowChangesSinceHandler(IFacts facts, ServiceClock clock) : IRequestHandler<ShowChangesSince, FormerProfile?>
{
    public async Task<FormerProfile?> Handle(ShowChangesSince question, CancellationToken cancellationToken)
    {
        var then = await facts.ReadVersions(new Dictionary<Guid, long> { [question.ClusterId] = question.Version }, cancellationToken);
        return then.Cluster(question.ClusterId) is { } cluster ? new(cluster.Version, cluster.Dossier.ProfileAt(cluster.State.Profile, clock.GetUtcNow())) : null;
    }
}
