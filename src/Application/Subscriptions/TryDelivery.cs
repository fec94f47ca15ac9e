using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Subscriptions;

/// <summary>Send one test message now, and say what came of it. Where consent is missing, it is asked for first.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record TestDelivery(Guid SubscriptionId) : IRequest<AttemptMade>;

/// <summary>Do not wait for the end of the pause.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record RetryNow(Guid SubscriptionId) : IRequest<SubscriptionAnswer>;

/// <summary>Send an entry that was set aside once more, now.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record RetryDeadLetter(Guid SubscriptionId, long Number) : IRequest<AttemptMade?>;

/// <summary>Send the entries of a range once more, beside what is new: to the address, marked as replay; or as a trial, marked as test, also to an address that is not used yet. The subscription stays where it stands.</summary>
/// <param name="To">The last number; without it, up to the end of the feed.</param>
/// <param name="Url">For a trial: where to.</param>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record ReplayEntries(Guid SubscriptionId, long From, long? To = null, bool IsTrial = false, string? Url = null) : IRequest<ReplayStarted>;

/// <summary>What came of it, or why nothing was sent.</summary>
public sealed record AttemptMade(AttemptAnswer? Attempt, Refusal? Refusal = null);

/// <summary>What was begun, or why it was not.</summary>
public sealed record ReplayStarted(RunAnswer? Run, Refusal? Refusal = null);

public sealed class ReplayEntriesShape : AbstractValidator<ReplayEntries>
{
    /// <summary>A trial is for trying out.</summary>
    public const int LongestTrial = 10_000;

    public ReplayEntriesShape()
    {
        RuleFor(command => command.From).GreaterThanOrEqualTo(1).WithMessage(ProfileShape.Say("The number of an entry, from 1.", "Die Nummer eines Eintrags, ab 1."));
        RuleFor(command => command.To).Must((command, to) => to is null || to >= command.From).WithMessage(ProfileShape.Say("Not before the first number.", "Nicht vor der ersten Nummer."));
        RuleFor(command => command.To).Must((command, to) => !command.IsTrial || to is null || to - command.From < LongestTrial).WithMessage(ProfileShape.Say(
            $"At most {LongestTrial} entries for a trial.", $"Höchstens {LongestTrial} Einträge für eine Probe."));
        RuleFor(command => command.Url).Null().When(command => !command.IsTrial).WithMessage(ProfileShape.Say("Only a trial goes to another address.", "Nur eine Probe geht an eine andere Adresse."));
        RuleFor(command => command.Url).Must(url => new WebhookDeliveryShape().Validate(new Domain.Subscriptions.WebhookDelivery(url!)).IsValid).When(command => command.Url is not null)
            .WithMessage(ProfileShape.Say("Give the whole address, such as https://register.example.eu/in.", "Geben Sie die vollständige Adresse an, etwa https://register.example.eu/in."));
    }
}
