using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Calls;
using EligibilityService.Domain.Calls;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Something fell due: which stream, what, and since when. The state decides again.</summary>
public sealed record Due(Guid Stream, string Kind, DateTimeOffset Since)
{
    public const string CloseCall = "close-call";
}

/// <summary>Looks what is due by the service's clock and sends one idempotent command each, in the order of the due instants.</summary>
internal sealed class DueWorkLook(Roster roster, ServiceClock clock, IServiceScopeFactory scopes, NpgsqlDataSource source) : ILeaderWork
{
    private const int LooksBetweenCleaning = 2_400;   // ten minutes
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        var sent = new HashSet<Due>();
        for (var look = 0; ; look++)
        {
            if (look % LooksBetweenCleaning == 0) await IdempotencyKeys.Forget(source, clock.GetUtcNow(), cancellationToken);

            foreach (var due in NowDue(roster, clock.GetUtcNow()).Where(sent.Add))
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(due);
            }

            await Task.Delay(Between, cancellationToken);
        }
    }

    /// <summary>A read model like any other: derived from what is known, nothing is stored.</summary>
    internal static IEnumerable<Due> NowDue(Application.Knowing.IFacts facts, DateTimeOffset now) =>
        from call in facts.Now.Calls
        where call.Status is CallStatus.Open && call.Terms?.Deadline is not null && call.Terms.Deadline.Latest < now
        orderby call.Terms!.Deadline!.Latest
        select new Due(call.Id, Due.CloseCall, call.Terms!.Deadline!.Latest);
}

/// <summary>Does what is due, as the service itself.</summary>
public static class DueWork
{
    public static async Task Handle(Due due, IMediator mediator, AmbientCaller caller, CancellationToken cancellationToken)
    {
        caller.ActAs(Caller.Service);
        if (due.Kind is Due.CloseCall) await mediator.Send(new CloseCall(due.Stream), cancellationToken);
    }
}
