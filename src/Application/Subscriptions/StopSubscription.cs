using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Subscriptions;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Subscriptions;

/// <summary>Send nothing until it is resumed.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record PauseSubscription(Guid SubscriptionId) : IRequest<Receipt>;

/// <summary>Go on where it stood.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record ResumeSubscription(Guid SubscriptionId) : IRequest<Receipt>;

/// <summary>It is over for good; its secrets are forgotten.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant, Role.Administrator)]
public sealed record EndSubscription(Guid SubscriptionId) : IRequest<Receipt>;

/// <summary>Sign with a new secret too, and with the earlier ones for some hours yet.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record RenewSecret(Guid SubscriptionId, int OthersForHours = 24) : IRequest<Receipt>;

/// <summary>Go on after another number: back, so that entries come again (marked as replay), or ahead, so that some never come.</summary>
[May(Role.Subscriber, Role.System, Role.Applicant)]
public sealed record MoveSubscription(Guid SubscriptionId, long After) : IRequest<Receipt>;

public sealed class RenewSecretShape : AbstractValidator<RenewSecret>
{
    public const int MostHours = 168;

    public RenewSecretShape() => RuleFor(command => command.OthersForHours).InclusiveBetween(0, MostHours).WithMessage(ProfileShape.Say($"0 to {MostHours} hours.", $"0 bis {MostHours} Stunden."));
}

public sealed class MoveSubscriptionShape : AbstractValidator<MoveSubscription>
{
    public MoveSubscriptionShape() => RuleFor(command => command.After).GreaterThanOrEqualTo(0).WithMessage(ProfileShape.Say("The number of an entry, or 0 for the beginning.", "Die Nummer eines Eintrags, oder 0 für den Anfang."));
}

public sealed class StopSubscriptionHandler(ILedger ledger, IFacts facts, IWebhooks webhooks, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<PauseSubscription, Receipt>, IRequestHandler<ResumeSubscription, Receipt>, IRequestHandler<EndSubscription, Receipt>, IRequestHandler<RenewSecret, Receipt>, IRequestHandler<MoveSubscription, Receipt>
{
    public Task<Receipt> Handle(PauseSubscription command, CancellationToken cancellationToken) => Decide(command.SubscriptionId, (subscription, by, at) => subscription.Pause(by, at), cancellationToken, orAdministrator: true);

    public Task<Receipt> Handle(ResumeSubscription command, CancellationToken cancellationToken) => Decide(command.SubscriptionId, (subscription, by, at) => subscription.Resume(by, at), cancellationToken);

    public Task<Receipt> Handle(EndSubscription command, CancellationToken cancellationToken) => Decide(command.SubscriptionId, (subscription, by, at) => subscription.End(by, at), cancellationToken, orAdministrator: true);

    public Task<Receipt> Handle(RenewSecret command, CancellationToken cancellationToken)
    {
        webhooks.NewSecret();
        var until = webhooks.RealTime.AddHours(command.OthersForHours);
        return Decide(command.SubscriptionId, (subscription, by, at) => subscription.RenewSecret(until, by, at), cancellationToken);
    }

    public async Task<Receipt> Handle(MoveSubscription command, CancellationToken cancellationToken)
    {
        var (_, last) = await webhooks.End(cancellationToken);
        return await Decide(command.SubscriptionId, (subscription, by, at) => subscription.Move(command.After, last, by, at), cancellationToken);
    }

    private async Task<Receipt> Decide(Guid id, Func<Subscription, Guid, DateTimeOffset, Domain.Deciding.Decision<ISubscriptionEvent>> decide, CancellationToken cancellationToken, bool orAdministrator = false)
    {
        await facts.OwnSubscription(id, callers.Caller, cancellationToken, orAdministrator);
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(id, (Subscription subscription) => decide(subscription, by, at), cancellationToken);
    }
}
