using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Access;

/// <summary>Say that one has a conflict of interests with a call, or with an organisation: its applications are then out of sight.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Organisation">The cluster's id.</param>
[May(Role.Officer)]
public sealed record DeclareConflict(string? Call, Guid? Organisation) : IRequest<Receipt>;

/// <summary>Say that one has no conflict of interests with those who applied to a call, other than those one declared.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Role.Officer)]
public sealed record DeclareNoConflict(string Call) : IRequest<Receipt>;

/// <summary>A conflict of interests is over, as somebody other than the person concerned has found.</summary>
[May(Role.Administrator)]
public sealed record EndConflict(Guid Person, string? Call, Guid? Organisation) : IRequest<Receipt>;

public sealed class DeclareConflictShape : AbstractValidator<DeclareConflict>
{
    public DeclareConflictShape() => RuleFor(command => command.Call)
        .Must((command, call) => string.IsNullOrWhiteSpace(call) != command.Organisation is null).WithMessage(Conflicts.OneOfTwo).OverridePropertyName("call");
}

public sealed class DeclareNoConflictShape : AbstractValidator<DeclareNoConflict>
{
    public DeclareNoConflictShape() => RuleFor(command => command.Call).NotEmpty().WithMessage(ProfileShape.Say("Name the call.", "Nennen Sie die Ausschreibung.")).Line(80).OverridePropertyName("call");
}

public sealed class EndConflictShape : AbstractValidator<EndConflict>
{
    public EndConflictShape() => RuleFor(command => command.Call)
        .Must((command, call) => string.IsNullOrWhiteSpace(call) != command.Organisation is null).WithMessage(Conflicts.OneOfTwo).OverridePropertyName("call");
}

public sealed class DeclareConflictHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DeclareConflict, Receipt>
{
    public async Task<Receipt> Handle(DeclareConflict command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        var (conflict, unknown) = Conflicts.Understood(command.Call, command.Organisation, facts.Now);
        return unknown is not null ? new(by, 0, 0, unknown) : await ledger.Decide(by, (AccessBook book) => book.Declare(conflict!, by, at), cancellationToken);
    }
}

public sealed class DeclareNoConflictHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DeclareNoConflict, Receipt>
{
    public async Task<Receipt> Handle(DeclareNoConflict command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return facts.Now.Call(command.Call) is { } call
            ? await ledger.Decide(by, (AccessBook book) => book.DeclareNone(call.Id, by, at), cancellationToken)
            : new(by, 0, 0, Applying.CallUnknown);
    }
}

public sealed class EndConflictHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<EndConflict, Receipt>
{
    public async Task<Receipt> Handle(EndConflict command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var (conflict, unknown) = Conflicts.Understood(command.Call, command.Organisation, facts.Now);
        return unknown is not null ? new(command.Person, 0, 0, unknown) : await ledger.Decide(command.Person, (AccessBook book) => book.EndConflict(conflict!, by, at), cancellationToken);
    }
}

internal static class Conflicts
{
    public static readonly string OneOfTwo = ProfileShape.Say("Name a call or an organisation, one of the two.", "Nennen Sie eine Ausschreibung oder eine Organisation, eines von beiden.");

    public static (Conflict? Conflict, Refusal? Unknown) Understood(string? call, Guid? organisation, IKnowledge knowledge) =>
        organisation is { } id ? knowledge.Cluster(id) is null ? (null, AskedScopes.ClusterUnknown) : (new(Organisation: id), null)
        : knowledge.Call(call!) is { } known ? (new(Call: known.Id), null)
        : (null, Applying.CallUnknown);
}
