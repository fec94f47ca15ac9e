using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>For a regional agency: the clusters of its region that agreed to be seen, and where each stands with the open calls.</summary>
[May(Role.Agency)]
public sealed record ShowMyRegion : IRequest<RegionAnswer>;

/// <summary>The clusters of a region that agreed to be seen by its agency.</summary>
/// <param name="Calls">The open calls, in the order of the standings below.</param>
public sealed record RegionAnswer(long Position, IReadOnlyList<RegionServed> Regions, IReadOnlyList<CallSummary> Calls, IReadOnlyList<ClusterOfRegion> Clusters);

/// <summary>A region the caller serves.</summary>
/// <param name="Code">NUTS.</param>
public sealed record RegionServed(string Code, Text Name);

/// <summary>A cluster that agreed, with its standing at the organisation stage of each open call.</summary>
public sealed record ClusterOfRegion(Guid Id, string? Name, string? Region, RegistrationStatus Status, IReadOnlyList<StandingWithCall> Standings);

/// <summary>Where the cluster stands with a call, in its best strand.</summary>
public sealed record StandingWithCall(Guid Call, string Reference, Outcome Outcome);

public sealed class ShowMyRegionHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowMyRegion, RegionAnswer>
{
    public Task<RegionAnswer> Handle(ShowMyRegion question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var sight = new Sight(callers.Caller, knowledge, now);
        var names = new ProgrammeNames(knowledge.Programme);
        CallDossier[] calls = [.. knowledge.PublicCalls(now).Where(call => call.StatusAt(now) is CallPhase.Open or CallPhase.OpenByOneReading)];

        return Task.FromResult(new RegionAnswer(
            knowledge.Position,
            [.. sight.Regions.Order(StringComparer.Ordinal).Select(code => new RegionServed(code, names.Region(code)))],
            [.. calls.Select(call => VerdictTelling.Summary(call, now))],
            [
                .. knowledge.Clusters.Where(sight.IsAgencyOf)
                    .OrderBy(cluster => cluster.State.Profile.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(cluster => new ClusterOfRegion(
                        cluster.Dossier.Id, cluster.State.Profile.Name, cluster.State.Profile.Region, cluster.State.Status,
                        [.. calls.Select(call => new StandingWithCall(call.Id, call.Terms!.Reference, Stand(cluster, call, knowledge.Programme)))])),
            ]));
    }

    private static Outcome Stand(ClusterRecord cluster, CallDossier call, ProgrammeFacts programme) =>
        Assessment.Stand(new(cluster.Dossier), call.Terms!, programme, Stage.Organisation, null, call.IsBroken).Outcome;
}
