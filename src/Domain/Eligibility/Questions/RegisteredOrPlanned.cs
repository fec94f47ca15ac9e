using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>"Registered or planned to be registered" (2014, 2016, defence 2017): a signed statement in the proposal is enough.</summary>
public sealed record RegisteredOrPlanned : Question
{
    private static readonly RegisteredOrRequested Requested = new();

    public override Finding Examine(in Case @case)
    {
        var registered = Requested.Examine(@case);
        if (registered.Outcome is Outcome.Met) return registered;

        var declared = @case.Application is { } application
            ? @case.Look(application.Declared(DeclarationKind.PlansToRegister, @case.Dossier.Id))
            : null;

        return declared is { Value: true } ? new(Outcome.Met, "plan-declared", declared) : registered;
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var explanation = Registration.Explain(finding);
        return finding.Reason is "registration-not-requested"
            ? explanation with { Remedy = new("request-review-or-declare", new(
                "Ask for the review of your profile, or sign in the proposal that you plan to register.",
                "Beantragen Sie die Prüfung Ihres Profils, oder erklären Sie im Antrag, dass Sie sich registrieren wollen.")) }
            : explanation;
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => finding.Reason is "registration-suspended" or "registration-withdrawn"
        ? (LeadTime.Request, (in subject, done) => subject.Signed(DeclarationKind.PlansToRegister, done))
        : Registration.Requesting(finding);

    public override Text Statement(Names names) => new(
        "The organisation is registered on the platform or plans to be.",
        "Die Organisation ist auf der Plattform registriert oder plant die Registrierung.");
}
