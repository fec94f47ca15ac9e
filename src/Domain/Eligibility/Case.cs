using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What a question may look at: one organisation's dossier, the programme's facts and, where there is one, the application.</summary>
/// <param name="At">The moment at which the criterion must hold.</param>
/// <param name="Strict">Leaves out what was asserted by the applicant afterwards, with effect before that moment, and not verified.</param>
public readonly record struct Case(
    OrganisationDossier Dossier, ProgrammeFacts Programme, ApplicationDossier? Application, DateTimeOffset At, bool Strict)
{
    public Fact<T>? Look<T>(Chronicle<T> entry) => entry.At(At, Strict);
}
