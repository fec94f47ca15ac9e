using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>"Registered with a complete profile, link given" (missions): published, and the named entries filled.</summary>
public sealed record RegisteredWithCompleteProfile(string[] Entries) : Question
{
    public override Finding Examine(in Case @case)
    {
        var status = @case.Look(@case.Dossier.Registration);
        if (status is { Value: RegistrationStatus.Published })
        {
            return MissingEntries.Any(Entries, @case) ? new(Outcome.NotMet, "profile-incomplete", status) : new(Outcome.Met, "registered-complete", status);
        }

        return status switch
        {
            { Value: RegistrationStatus.ReviewRequested } => new(Outcome.NotMet, "registration-under-review", status),
            { Value: RegistrationStatus.Refused } => new(Outcome.NotMet, "registration-refused", status),
            { Value: RegistrationStatus.Suspended } => new(Outcome.NotMet, "registration-suspended", status),
            { Value: RegistrationStatus.Withdrawn } => new(Outcome.NotMet, "registration-withdrawn", status),
            _ => new(Outcome.NotMet, "registration-not-requested", status),
        };
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "registered-complete" => new("registered-complete", new(
            "The profile is published and complete.", "Das Profil ist veröffentlicht und vollständig.")),
        "profile-incomplete" => MissingEntries.Explain(Entries, @case),
        _ => Registration.Explain(finding),
    };

    public override Text Statement(Names names) => new(
        "The organisation has a published and complete profile on the platform.",
        "Die Organisation hat ein veröffentlichtes und vollständiges Profil auf der Plattform.");
}
