using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Ask the moderators to look at the profile. The moment this is received is what "registration requested" means in calls.</summary>
[May(Role.System, Own = true)]
public sealed record RequestReview(Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

public sealed class RequestReviewHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RequestReview, Receipt>
{
    public Task<Receipt> Handle(RequestReview command, CancellationToken cancellationToken)
    {
        var receivedAt = clock.GetUtcNow();
        return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.RequestReview(callers.Caller.PersonId, receivedAt), cancellationToken);
    }
}

/// <summary>Publish a profile whose review was requested, or reinstate a suspended one.</summary>
[May(Role.Moderator)]
public sealed record PublishProfile(Guid ClusterId) : IRequest<Receipt>;

public sealed class PublishProfileHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<PublishProfile, Receipt>
{
    public Task<Receipt> Handle(PublishProfile command, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Publish(callers.Caller.PersonId, at), cancellationToken);
    }
}

/// <summary>Refuse a profile, with the reason the organisation will read.</summary>
[May(Role.Moderator)]
public sealed record RefuseProfile(Guid ClusterId, string Reason) : IRequest<Receipt>;

public sealed class RefuseProfileShape : AbstractValidator<RefuseProfile>
{
    public RefuseProfileShape() => RuleFor(command => command.Reason).Reason();
}

public sealed class RefuseProfileHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RefuseProfile, Receipt>
{
    public async Task<Receipt> Handle(RefuseProfile command, CancellationToken cancellationToken)
    {
        var (reason, at) = (await notes.Keep(command.Reason, cancellationToken), clock.GetUtcNow());
        return await ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Refuse(callers.Caller.PersonId, at, reason), cancellationToken);
    }
}

/// <summary>Suspend a published profile, with the reason.</summary>
[May(Role.Moderator)]
public sealed record SuspendProfile(Guid ClusterId, string Reason) : IRequest<Receipt>;

public sealed class SuspendProfileShape : AbstractValidator<SuspendProfile>
{
    public SuspendProfileShape() => RuleFor(command => command.Reason).Reason();
}

public sealed class SuspendProfileHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<SuspendProfile, Receipt>
{
    public async Task<Receipt> Handle(SuspendProfile command, CancellationToken cancellationToken)
    {
        var (reason, at) = (await notes.Keep(command.Reason, cancellationToken), clock.GetUtcNow());
        return await ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Suspend(callers.Caller.PersonId, at, reason), cancellationToken);
    }
}

/// <summary>The organisation takes its profile back.</summary>
[May(Role.System, Own = true)]
public sealed record WithdrawCluster(Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

public sealed class WithdrawClusterHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<WithdrawCluster, Receipt>
{
    public Task<Receipt> Handle(WithdrawCluster command, CancellationToken cancellationToken)
    {
        var receivedAt = clock.GetUtcNow();
        return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Withdraw(callers.Caller.PersonId, receivedAt), cancellationToken);
    }
}

/// <summary>A moderator checked self-asserted entries against evidence.</summary>
/// <param name="ToldBy">Id of the event that told them.</param>
[May(Role.Moderator)]
public sealed record VerifyEntry(Guid ClusterId, Guid ToldBy) : IRequest<Receipt>;

public sealed class VerifyEntryHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<VerifyEntry, Receipt>
{
    public Task<Receipt> Handle(VerifyEntry command, CancellationToken cancellationToken) =>
        ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Verify(command.ToldBy, callers.Caller.PersonId), cancellationToken);
}

internal static class Reasons
{
    /// <summary>A reason somebody will read: it must say something, and fit on a page.</summary>
    public static void Reason<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => text is not null && text.Trim().Length is >= 3 and <= 4000)
        .WithMessage(ProfileShape.Say("Give a reason of 3 to 4000 characters that the reader can act on.", "Nennen Sie einen Grund mit 3 bis 4000 Zeichen, mit dem man etwas anfangen kann."))
        .OverridePropertyName("reason");
}
