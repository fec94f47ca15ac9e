using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>What the rules in force today still want before the profile can be published: the moderators judge by the same.</summary>
[May(Role.Moderator, Own = true)]
public sealed record ShowGaps(Guid ClusterId) : IRequest<GapsAnswer?>, IConcernsCluster;

public sealed record GapsAnswer(IReadOnlyList<FindingAnswer> Findings);

public sealed class ShowGapsHandler(IFacts facts, ServiceClock clock) : IRequestHandler<ShowGaps, GapsAnswer?>
{
    public Task<GapsAnswer?> Handle(ShowGaps question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Cluster(question.ClusterId) is not { } cluster) return Task.FromResult<GapsAnswer?>(null);
        if (knowledge.Programme.RulesOn(BrusselsTime.DayOf(now)) is not { } rules) return Task.FromResult<GapsAnswer?>(new([]));

        var terms = new CallTerms { Reference = "profile-rules", Title = new("Rules for profiles", "Regeln für Profile"), Kind = "profile-rules", Criteria = rules.Rules };
        var call = new CallDossier(Guid.Empty) { Terms = terms, LastTold = knowledge.Programme.LastTold };
        var verdict = knowledge.Tell(new(cluster.Dossier), cluster.Version, call, knowledge.Programme, now, at: now);

        return Task.FromResult<GapsAnswer?>(new([.. verdict.Findings.Where(finding => finding.Severity is Severity.Mandatory && finding.Outcome is not Outcome.Met)]));
    }
}
