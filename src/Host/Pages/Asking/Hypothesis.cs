using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Host.Pages.Asking;

/// <summary>Stands in for CheckEligibility.</summary>
internal static class Hypothesis
{
    public static VerdictAnswer[] Assess(Answered given, IKnowledge knowledge, DateTimeOffset now)
    {
        var dossier = new OrganisationDossier(Guid.Empty);
        var version = 0L;
        IClusterEvent[] events =
        [
            new ProfileDrafted(Guid.Empty),
            new ProfileChanged(given.Profile, [], new(AssertedBy.Moderator, new DateOnly(2014, 1, 1))),
            .. given.Registered switch
            {
                RegistrationStatus.ReviewRequested => [new ReviewRequested(null, now)],
                RegistrationStatus.Published => [new ProfilePublished(Guid.Empty, now)],
                _ => (IClusterEvent[])[],
            },
        ];
        foreach (var e in events) dossier = dossier.Learn(e, new(Guid.Empty, "hypothesis", Guid.Empty, ++version, now));

        return [.. knowledge.Calls.Where(call => call.IsPublic && call.Terms is not null).Select(call => knowledge.Tell(new(dossier), version, call, knowledge.Programme, now))];
    }
}
