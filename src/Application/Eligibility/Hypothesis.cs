using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>What does not hold, or nobody registered: events made up from what was typed in, folded like any others, and never stored.</summary>
/// <remarks>It all holds since before the programme began, and is asserted by the system, so that nothing is discounted as told too late.</remarks>
internal static class Hypothesis
{
    public static readonly DateOnly Always = new(1990, 1, 1), ForEver = new(2100, 12, 31);
    internal static readonly DateTimeOffset Since = BrusselsTime.StartOfDay(Always);

    /// <summary>An organisation that nobody registered.</summary>
    public static Subject Of(CheckEligibility question) => Told(new(new(Guid.Empty)),
    [
        new ProfileChanged(question.Profile, [], new(AssertedBy.System, Always)),
        .. question.Labels is [] ? Enum.GetValues<QualityLabel>().Select(level => new LabelRevoked(level, null, new(AssertedBy.System, Always))) : [],
        .. (question.Labels ?? []).Select(label => Awarded(label.Label, label.ValidFrom, label.ValidUntil)),
        .. Registered(question.Registration),
    ], question.PlansToRegister);

    /// <summary>An organisation that there is, with something about it otherwise.</summary>
    public static Subject On(Subject subject, Supposition suppose) => Told(subject,
    [
        .. suppose.Profile.Filled.Any() ? (IClusterEvent[])[new ProfileChanged(suppose.Profile, [], new(AssertedBy.System, Always))] : [],
        .. suppose.Label is { } label ? (IClusterEvent[])[Awarded(label, suppose.LabelFrom ?? Always, suppose.LabelUntil ?? ForEver)] : [],
        .. Registered(suppose.Registration ?? CheckedRegistration.None),
    ], suppose.PlansToRegister);

    /// <summary>The same organisation with a request to an event, received at a moment; nobody else's and no other request of its own stands.</summary>
    public static Subject Requesting(Subject subject, CheckedTravel travel, CallDossier call, DateTimeOffset? at, DateTimeOffset now)
    {
        var latest = call.Terms!.Travel is { CutOffs: [var first, ..] } ? first.By.Instant : call.Terms.Deadline?.Instant ?? now;
        var receivedAt = travel.ReceivedAt ?? at ?? (now < latest ? now : latest);
        var (said, received) = (new Told(Guid.Empty, "", Guid.Empty, 1, Since), new Told(Guid.Empty, "", Guid.Empty, 2, receivedAt));

        var application = (subject.Application ?? new(Guid.Empty))
            .Learn(new ProposalChanged(new() { Persons = travel.Persons, Weeks = travel.Weeks, TravelCosts = travel.TravelCosts }, []), said);
        return subject with
        {
            Application = application with { Submitted = application.Submitted.Tell(1, received, new(AssertedBy.System), receivedAt), LastTold = received },
            Event = EventSurroundings.Nothing with { PlacesLeft = call.PlacesLeft },
        };
    }

    private static Subject Told(Subject subject, IEnumerable<IClusterEvent> events, bool plansToRegister)
    {
        var told = new Told(Guid.Empty, "", subject.Dossier.Id, 0, Since);
        var dossier = events.Aggregate(subject.Dossier, (known, e) => known.Learn(e, told));

        return subject with
        {
            Dossier = dossier,
            Application = plansToRegister
                ? (subject.Application ?? new(Guid.Empty)).Learn(new DeclarationSigned(DeclarationKind.PlansToRegister, dossier.Id, Guid.Empty, Since), told)
                : subject.Application,
        };
    }

    private static LabelAwarded Awarded(QualityLabel label, DateOnly from, DateOnly until) => new(label, null, "", Renews: false, new(AssertedBy.System, from, until));

    private static IEnumerable<IClusterEvent> Registered(CheckedRegistration registration)
    {
        if (registration is not CheckedRegistration.None) yield return new ReviewRequested(null, Since);
        if (registration is CheckedRegistration.Published) yield return new ProfilePublished(Guid.Empty, Since);
    }
}
