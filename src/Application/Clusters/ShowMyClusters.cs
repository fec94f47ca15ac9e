using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>The clusters the caller acts for, and those he or she has claimed.</summary>
[May(Who.SignedIn)]
public sealed record ShowMyClusters : IRequest<MyClustersAnswer>;

public sealed record MyClustersAnswer(long Position, IReadOnlyList<MyClusterSummary> Clusters);

/// <param name="Claimed">A moderator has not confirmed the claim yet.</param>
public sealed record MyClusterSummary(Guid Id, string? Name, RegistrationStatus Status, bool Claimed);

public sealed class ShowMyClustersHandler(IFacts facts, ICallerAccessor callers) : IRequestHandler<ShowMyClusters, MyClustersAnswer>
{
    public Task<MyClustersAnswer> Handle(ShowMyClusters question, CancellationToken cancellationToken)
    {
        var (knowledge, person) = (facts.Now, callers.Caller.PersonId);

        return Task.FromResult(new MyClustersAnswer(knowledge.Position,
        [
            .. knowledge.Clusters
                .Where(cluster => cluster.State.Managers.Contains(person) || cluster.State.Claimants.Contains(person))
                .Select(cluster => new MyClusterSummary(cluster.Dossier.Id, cluster.State.Profile.Name, cluster.State.Status, cluster.State.Claimants.Contains(person)))
                .OrderBy(cluster => cluster.Status is RegistrationStatus.Withdrawn)
                .ThenBy(cluster => cluster.Name, StringComparer.OrdinalIgnoreCase),
        ]));
    }
}
