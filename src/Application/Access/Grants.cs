using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Access;

/// <summary>Assign an officer to a call, entitle a subscriber or a system, or say which region an agency serves.</summary>
/// <param name="Person">The opaque id of the person, or of the person a program acts for.</param>
/// <param name="Until">Last day; without it, until it is ended.</param>
[May(Role.Administrator)]
public sealed record GrantAccess(Guid Person, AskedScope Scope, DateOnly? Until = null) : IRequest<Receipt>;

/// <summary>End what was granted, or take an officer off a call he or she drafted.</summary>
[May(Role.Administrator)]
public sealed record EndAccess(Guid Person, AskedScope Scope) : IRequest<Receipt>;

/// <summary>What is granted, as people name it: one thing, narrowed by one entry or by none.</summary>
/// <param name="Call">Id, reference or alias; without it, all calls.</param>
/// <param name="Region">NUTS code, such as DE1.</param>
public sealed record AskedScope(AccessKind Kind, string? Call = null, Guid? Cluster = null, string? Country = null, string? Region = null);

public sealed class GrantAccessShape : AbstractValidator<GrantAccess>
{
    public GrantAccessShape()
    {
        RuleFor(command => command.Person).Id().OverridePropertyName("person");
        RuleFor(command => command.Scope).SetValidator(new AskedScopeShape()).OverridePropertyName("");
        RuleFor(command => command.Until).Day().OverridePropertyName("until");
    }
}

public sealed class EndAccessShape : AbstractValidator<EndAccess>
{
    public EndAccessShape()
    {
        RuleFor(command => command.Person).Id().OverridePropertyName("person");
        RuleFor(command => command.Scope).SetValidator(new AskedScopeShape()).OverridePropertyName("");
    }
}

internal sealed class AskedScopeShape : AbstractValidator<AskedScope>
{
    public AskedScopeShape()
    {
        RuleFor(scope => scope.Kind).IsInEnum().WithMessage(ProfileShape.Say("Choose what is granted.", "Wählen Sie, was erteilt wird."));
        RuleFor(scope => scope.Call).Line(80);
        RuleFor(scope => scope.Call).Null().When(scope => scope.Kind is not (AccessKind.Assignment or AccessKind.Lists or AccessKind.Applications or AccessKind.Inbound))
            .WithMessage(ProfileShape.Say("This is not granted for a call; leave it out.", "Das wird nicht für eine Ausschreibung erteilt; lassen Sie die Angabe weg."));
        RuleFor(scope => scope.Cluster).Null().When(scope => scope.Kind is not AccessKind.Clusters || scope.Country is not null)
            .WithMessage(ProfileShape.Say("A cluster is named for verdicts and histories only, and without a country.", "Ein Cluster wird nur für Ergebnisse und Verläufe genannt, und ohne Land."));
        RuleFor(scope => scope.Country).Null().When(scope => scope.Kind is not AccessKind.Clusters)
            .WithMessage(ProfileShape.Say("A country is named for verdicts and histories only.", "Ein Land wird nur für Ergebnisse und Verläufe genannt."));
        RuleFor(scope => scope.Region).NotEmpty().When(scope => scope.Kind is AccessKind.Region)
            .WithMessage(ProfileShape.Say("Name the region by its NUTS code, such as DE1.", "Nennen Sie die Region mit ihrem NUTS-Code, etwa DE1."));
        RuleFor(scope => scope.Region).Null().When(scope => scope.Kind is not AccessKind.Region)
            .WithMessage(ProfileShape.Say("A region is named for agencies only.", "Eine Region wird nur für Agenturen genannt."));
    }
}

public sealed class GrantAccessHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<GrantAccess, Receipt>
{
    public async Task<Receipt> Handle(GrantAccess command, CancellationToken cancellationToken)
    {
        var (scope, unknown) = command.Scope.Understood(facts.Now);
        if (unknown is not null) return new(command.Person, 0, 0, unknown);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        return await ledger.Decide(command.Person, (AccessBook book) => book.Grant(command.Person, scope!, command.Until, by, at), cancellationToken);
    }
}

public sealed class EndAccessHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<EndAccess, Receipt>
{
    public async Task<Receipt> Handle(EndAccess command, CancellationToken cancellationToken)
    {
        var (scope, unknown) = command.Scope.Understood(facts.Now);
        if (unknown is not null) return new(command.Person, 0, 0, unknown);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var drafted = scope!.Call is { } call && facts.Now.Call(call) is { } known && known.Drafters.Contains(command.Person);
        return await ledger.Decide(command.Person, (AccessBook book) => book.End(scope, drafted, by, at), cancellationToken);
    }
}

internal static class AskedScopes
{
    public static readonly Refusal ClusterUnknown = new("cluster-unknown", new("There is no such cluster profile.", "Dieses Clusterprofil gibt es nicht."));

    /// <summary>Names become ids; what the programme does not know is told as wrong.</summary>
    public static (AccessScope? Scope, Refusal? Unknown) Understood(this AskedScope asked, IKnowledge knowledge)
    {
        if (asked.Country is { } country && !knowledge.Programme.Countries.ContainsKey(country)) throw Moments.UnknownCountry(country);
        if (asked.Region is { } region && !knowledge.Programme.KnowsRegion(region, RegionCode.ProgrammeVersion)) throw Moments.UnknownRegion(region);
        if (asked.Call is not null && knowledge.Call(asked.Call) is null) return (null, Applying.CallUnknown);
        if (asked.Cluster is { } cluster && knowledge.Cluster(cluster) is null) return (null, ClusterUnknown);

        return (new(asked.Kind, asked.Call is { } call ? knowledge.Call(call)!.Id : null, asked.Cluster, asked.Country, asked.Region), null);
    }
}
