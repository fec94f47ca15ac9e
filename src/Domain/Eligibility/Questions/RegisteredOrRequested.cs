using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>"Registered on the platform or have requested registration" (2018 on; by another reference date also "until one week before the event").</summary>
/// <remarks>A request in time counts even if the profile was published, or refused, only afterwards. No request is a known fact: only this service records it.</remarks>
public sealed record RegisteredOrRequested : Question
{
    public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.Registration) switch
    {
        { Value: RegistrationStatus.Published } status => new(Outcome.Met, "registered", status),
        { Value: RegistrationStatus.ReviewRequested } status => new(Outcome.Met, "registration-requested", status),
        { Value: RegistrationStatus.Refused } status => new(Outcome.NotMet, "registration-refused", status),
        { Value: RegistrationStatus.Suspended } status => new(Outcome.NotMet, "registration-suspended", status),
        { Value: RegistrationStatus.Withdrawn } status => new(Outcome.NotMet, "registration-withdrawn", status),
        { } status => new(Outcome.NotMet, "registration-not-requested", status),
        null => new(Outcome.NotMet, "registration-not-requested", @case.Dossier.Registration.Newest),
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => Registration.Explain(finding);

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => Registration.Requesting(finding);

    public override Text Statement(Names names) => new(
        "The organisation is registered on the platform or has requested registration.",
        "Die Organisation ist auf der Plattform registriert oder hat die Registrierung beantragt.");
}

/// <summary>The words that the three wordings of the registration criterion share.</summary>
internal static class Registration
{
    private static readonly Remedy Request = new("request-review", new(
        "Complete the profile and ask for its review.",
        "Vervollständigen Sie das Profil und beantragen Sie die Prüfung."));

    /// <summary>Whether carrying out this remedy means to register, or to have the registration finished.</summary>
    public static bool Asks(string remedy) => remedy is "request-review" or "request-review-or-declare" or "mend-and-request-review" or "await-publication" or "register-again";

    /// <summary>A request counts from its receipt; a suspended profile is in others' hands, a withdrawn one must be registered anew.</summary>
    public static (int LeadDays, Doing Do)? Requesting(in Finding finding) => finding.Reason switch
    {
        "registration-not-requested" or "registration-refused" => (LeadTime.Request, (in subject, done) => subject.Told(done, new ReviewRequested(null, done))),
        _ => null,
    };

    public static Explanation Explain(in Finding finding) => finding.Reason switch
    {
        "registered" => new("registered", new("The profile is published.", "Das Profil ist veröffentlicht.")),
        "registration-requested" => new("registration-requested", new(
            "The review of the profile had been requested; that is enough here.",
            "Die Prüfung des Profils war beantragt; das genügt hier.")),
        "registration-refused" => new("registration-refused", new("The profile was refused.", "Das Profil wurde abgelehnt."), new("mend-and-request-review", new(
            "Mend what the refusal names, then ask for the review again.",
            "Beheben Sie, was die Ablehnung nennt, und beantragen Sie die Prüfung erneut."))),
        "registration-suspended" => new("registration-suspended", new("The profile is suspended.", "Das Profil ist gesperrt."), new("ask-for-reinstatement", new(
            "Ask the moderators what is needed to reinstate it.",
            "Fragen Sie die Moderation, was zur Freigabe fehlt."))),
        "registration-withdrawn" => new("registration-withdrawn", new("The profile has been withdrawn.", "Das Profil ist zurückgezogen."), new("register-again", new(
            "Register the organisation again and ask for a review.",
            "Registrieren Sie die Organisation neu und beantragen Sie die Prüfung."))),
        "registration-under-review" => new("registration-under-review", new(
            "The review has been requested, but the profile is not published yet.",
            "Die Prüfung ist beantragt, das Profil aber noch nicht veröffentlicht."), new("await-publication", new(
            "Wait for the moderators' decision and answer their questions quickly.",
            "Warten Sie die Entscheidung der Moderation ab und beantworten Sie Rückfragen rasch."))),
        "plan-declared" => new("plan-declared", new(
            "The proposal holds a signed statement that the organisation plans to register.",
            "Der Antrag enthält die unterzeichnete Erklärung, dass die Organisation sich registrieren will.")),
        _ => new("registration-not-requested", new(
            "The organisation is not registered, and no review of a profile had been requested.",
            "Die Organisation ist nicht registriert, und es war keine Prüfung eines Profils beantragt."), Request),
    };
}
