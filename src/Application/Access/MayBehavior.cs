using System.Reflection;
using MediatR;

namespace EligibilityService.Application.Access;

/// <summary>The one door in front of every handler: looks at what the request states about who may send it.</summary>
public sealed class MayBehavior<TRequest, TResponse>(ICallerAccessor callers, IManagedClusters clusters, IGrantedAccess granted, AccessSettings settings)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly MayAttribute? Stated = typeof(TRequest).GetCustomAttribute<MayAttribute>();

    /// <summary>What is answered by a receipt is a command; everything else only reads.</summary>
    private static readonly bool Decides = typeof(TResponse) == typeof(Receipt);

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var caller = callers.Caller;

        if (Stated is not { StatesSomething: true }) throw AccessRefused.ForLackOfRole();
        if (Stated.Who == Who.Anyone) return await next();
        if (!caller.IsAuthenticated) throw AccessRefused.ForLackOfSignIn();
        if (Stated.Who == Who.SignedIn || Stated.Roles.Any(caller.Is)) return await next();
        if (Stated.Own && await Owns(caller, request, cancellationToken)) return await next();

        if (Stated.Granted && await granted.Covers(caller, request!, cancellationToken)) return await next();
        if (Stated.Assigned && request is IConcernsApplication decided && await granted.Decides(caller, decided.ApplicationId, cancellationToken))
        {
            if (Decides && settings.RequireNoConflict && !await granted.DeclaredNoConflict(caller, decided.ApplicationId, cancellationToken)) throw AccessRefused.UntilDeclared();
            return await next();
        }

        throw request is IConcernsApplication ? AccessRefused.AsNotThere() : AccessRefused.ForLackOfRole();
    }

    private async ValueTask<bool> Owns(Caller caller, TRequest request, CancellationToken cancellationToken) =>
        caller.Is(Role.Applicant)
        && request is IConcernsCluster concerns
        && await clusters.Manages(caller.PersonId, concerns.ClusterId, cancellationToken);
}
