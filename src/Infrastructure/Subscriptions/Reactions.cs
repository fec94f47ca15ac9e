using EligibilityService.Application.Access;
using MediatR;
using Wolverine;
using Wolverine.ErrorHandling;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>The one list of everything that Wolverine does.</summary>
public static class Reactions
{
    public static void AddReactions(this WolverineOptions messaging)
    {
        messaging.Discovery.DisableConventionalDiscovery()
            .IncludeType(typeof(DueWork));   // closes calls, locks, reminds: one idempotent command for each date that passed

        // The caller is said to the same scope that the mediator looks in.
        messaging.CodeGeneration.AlwaysUseServiceLocationFor<AmbientCaller>();
        messaging.CodeGeneration.AlwaysUseServiceLocationFor<IMediator>();
        messaging.OnAnyException().RetryWithCooldown(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)).Then.MoveToErrorQueue();
        messaging.Policies.UseDurableLocalQueues();
        messaging.LocalQueueFor<Due>().Sequential();
    }
}
