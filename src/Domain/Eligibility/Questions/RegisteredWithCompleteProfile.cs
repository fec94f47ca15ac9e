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

    /// <summary>What is missing is entered, the review asked for, and the moderators' decision waited for.</summary>
    public override IEnumerable<IReadOnlyList<Act>> Ways(Finding finding, Case @case, Names names)
    {
        if (finding.Reason is "registration-suspended" or "registration-withdrawn") return [];

        var acts = new List<Act>(2);
        if (MissingEntries.Any(Entries, @case))
        {
            if (MissingEntries.Mending(Entries, @case) is not { } entering) return [];
            var remedy = MissingEntries.Explain(Entries, @case).Remedy!;
            acts.Add(new(remedy.Code, remedy.What, entering.LeadDays, entering.Do));
        }

        if (finding.Reason is not "profile-incomplete")
        {
            var remedy = Registration.Explain(finding).Remedy!;
            acts.Add(new(remedy.Code, remedy.What, LeadTime.Publication, (in subject, done) => subject.Told(done, new ReviewRequested(null, done), new ProfilePublished(Guid.Empty, done))));
        }

        return [acts];
    }

    public override Text Statement(Names names) => new(
        "The organisation has a published and complete profile on the platform.",
        "Die Organisation hat ein veröffentlichtes und vollständiges Profil auf der Plattform.");
}
