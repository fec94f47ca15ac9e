using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Something that changes no outcome, and that officers look at before the grant is prepared.</summary>
/// <param name="Since">The registration's later standing, and the event that told it.</param>
public sealed record PreparationFlag(Criterion Criterion, OrganisationDossier Organisation, Fact<RegistrationStatus> Since);

/// <summary>A request for registration, or the plan, was enough at the deadline; what became of the profile afterwards is a matter of preparing the grant.</summary>
public static class PreparationFlags
{
    public static IReadOnlyList<PreparationFlag> In(Verdict verdict, in Subject subject)
    {
        List<PreparationFlag> flags = [];
        foreach (var judgement in verdict.Judgements)
        {
            if (judgement.Finding.Outcome is not Outcome.Met || !AsksForRequest(judgement.Criterion.Question)) continue;

            IEnumerable<OrganisationDossier> organisations = verdict.Consortium?.Counted.Where(partner => !partner.IsDiscreet).Select(partner => partner.Dossier) ?? [subject.Dossier];
            foreach (var organisation in organisations)
            {
                if (organisation.Registration.Newest is { Value: RegistrationStatus.Refused or RegistrationStatus.Suspended or RegistrationStatus.Withdrawn } since && since.From > judgement.At)
                {
                    flags.Add(new(judgement.Criterion, organisation, since));
                }
            }
        }

        return flags;
    }

    private static bool AsksForRequest(Question question) => question is RegisteredOrRequested or RegisteredOrPlanned || (question is Composition composition && composition.Parts.Any(AsksForRequest));
}
