using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Ask the moderators to look at the profile. The moment this is received is what "registration requested" means in calls.</summary>
[May(Role.System, Own = true)]
public sealed record RequestReview(Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

/// <summary>Publish a profile whose review was requested, or reinstate a suspended one.</summary>
[May(Role.Moderator)]
public sealed record PublishProfile(Guid ClusterId) : IRequest<Receipt>;

/// <summary>Refuse a profile, with the reason the organisation will read.</summary>
[May(Role.Moderator)]
public sealed record RefuseProfile(Guid ClusterId, string Reason) : IRequest<Receipt>;

public sealed class RefuseProfileShape : AbstractValidator<RefuseProfile>
{
    public RefuseProfileShape() => RuleFor(command => command.Reason).Reason();
}

/// <summary>Suspend a published profile, with the reason.</summary>
[May(Role.Moderator)]
public sealed record SuspendProfile(Guid ClusterId, string Reason) : IRequest<Receipt>;

public sealed class SuspendProfileShape : AbstractValidator<SuspendProfile>
{
    public SuspendProfileShape() => RuleFor(command => command.Reason).Reason();
}

/// <summary>The organisation takes its profile back.</summary>
[May(Role.System, Own = true)]
public sealed record WithdrawCluster(Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

/// <summary>A moderator checked self-asserted entries against evidence.</summary>
/// <param name="ToldBy">Id of the event that told them.</param>
[May(Role.Moderator)]
public sealed record VerifyEntry(Guid ClusterId, Guid ToldBy) : IRequest<Receipt>;

/// <summary>Every step between a draft and a published profile, and out again: the cluster decides, by whom and when are told.</summary>
public sealed class ReviewHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) :
    IRequestHandler<RequestReview, Receipt>, IRequestHandler<PublishProfile, Receipt>, IRequestHandler<RefuseProfile, Receipt>,
    IRequestHandler<SuspendProfile, Receipt>, IRequestHandler<WithdrawCluster, Receipt>, IRequestHandler<VerifyEntry, Receipt>
{
    public Task<Receipt> Handle(RequestReview command, CancellationToken cancellationToken) =>
        Decide(command.ClusterId, (cluster, by, at) => cluster.RequestReview(by, at), cancellationToken);

    public Task<Receipt> Handle(PublishProfile command, CancellationToken cancellationToken) =>
        Decide(command.ClusterId, (cluster, by, at) => cluster.Publish(by, at), cancellationToken);

    public Task<Receipt> Handle(RefuseProfile command, CancellationToken cancellationToken)
    {
        var reason = notes.Write(command.Reason);
        return Decide(command.ClusterId, (cluster, by, at) => cluster.Refuse(by, at, reason), cancellationToken);
    }

    public Task<Receipt> Handle(SuspendProfile command, CancellationToken cancellationToken)
    {
        var reason = notes.Write(command.Reason);
        return Decide(command.ClusterId, (cluster, by, at) => cluster.Suspend(by, at, reason), cancellationToken);
    }

    public Task<Receipt> Handle(WithdrawCluster command, CancellationToken cancellationToken) =>
        Decide(command.ClusterId, (cluster, by, at) => cluster.Withdraw(by, at), cancellationToken);

    public Task<Receipt> Handle(VerifyEntry command, CancellationToken cancellationToken) =>
        Decide(command.ClusterId, (cluster, by, _) => cluster.Verify(command.ToldBy, by), cancellationToken);

    /// <summary>The instant is that of the request, however often the state has to decide anew.</summary>
    private Task<Receipt> Decide(Guid id, Func<Cluster, Guid, DateTimeOffset, Decision<IClusterEvent>> decide, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return ledger.Decide(id, (Cluster cluster) => decide(cluster, by, at), cancellationToken);
    }
}
