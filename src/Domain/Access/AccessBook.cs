using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Access;

/// <summary>What has been granted to one person or machine, and where it declared a conflict.</summary>
public sealed record AccessBook : IState<AccessBook, IAccessEvent>
{
    public static AccessBook Initial { get; } = new();

    public ImmutableDictionary<AccessScope, AccessGranted> Grants { get; init; } = ImmutableDictionary<AccessScope, AccessGranted>.Empty;

    /// <summary>Calls an officer was taken off; having drafted one of them counts no longer.</summary>
    public ImmutableHashSet<Guid> TakenOff { get; init; } = [];

    public ImmutableDictionary<Conflict, ConflictDeclared> Conflicts { get; init; } = ImmutableDictionary<Conflict, ConflictDeclared>.Empty;

    /// <summary>Calls for which it was declared that there is no conflict but those declared, and since when.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> NoConflicts { get; init; } = ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    /// <param name="person">Whose book this is: nobody grants to himself or herself.</param>
    public Decision<IAccessEvent> Grant(Guid person, AccessScope scope, DateOnly? until, Actor by, DateTimeOffset at) =>
        by.Is(person) ? AccessRefusals.ToOneself
        : until < BrusselsTime.DayOf(at) ? AccessRefusals.EndedAlready
        : Grants.TryGetValue(scope, out var standing) && standing.ValidUntil == until ? []
        : [new AccessGranted(scope, by, at, until)];

    /// <param name="drafted">The person drafted the call of the scope, and so is assigned to it without a grant.</param>
    public Decision<IAccessEvent> End(AccessScope scope, bool drafted, Guid by, DateTimeOffset at) =>
        Grants.ContainsKey(scope) || (drafted && scope is { Kind: AccessKind.Assignment, Call: { } call } && !TakenOff.Contains(call)) ? [new AccessEnded(scope, by, at)] : [];

    public Decision<IAccessEvent> Declare(Conflict conflict, Guid by, DateTimeOffset at) =>
        Conflicts.ContainsKey(conflict) ? [] : [new ConflictDeclared(conflict, by, at)];

    public Decision<IAccessEvent> DeclareNone(Guid call, Guid by, DateTimeOffset at) =>
        Conflicts.ContainsKey(new(Call: call)) ? AccessRefusals.ConflictWithCall
        : NoConflicts.ContainsKey(call) ? [] : [new NoConflictDeclared(call, by, at)];

    /// <summary>Whoever declared it does not end it: two look at it.</summary>
    public Decision<IAccessEvent> EndConflict(Conflict conflict, Actor by, DateTimeOffset at) =>
        !Conflicts.TryGetValue(conflict, out var declared) ? []
        : by.Is(declared.DeclaredBy) ? AccessRefusals.OwnConflict
        : [new ConflictEnded(conflict, by, at)];

    public AccessBook Evolve(IAccessEvent @event) => @event switch
    {
        AccessGranted granted => this with
        {
            Grants = Grants.SetItem(granted.Scope, granted),
            TakenOff = granted.Scope is { Kind: AccessKind.Assignment, Call: { } call } ? TakenOff.Remove(call) : TakenOff,
        },
        AccessEnded ended => this with
        {
            Grants = Grants.Remove(ended.Scope),
            TakenOff = ended.Scope is { Kind: AccessKind.Assignment, Call: { } call } ? TakenOff.Add(call) : TakenOff,
        },
        ConflictDeclared declared => this with { Conflicts = Conflicts.SetItem(declared.Conflict, declared) },
        NoConflictDeclared none => this with { NoConflicts = NoConflicts.SetItem(none.Call, none.DeclaredAt) },
        ConflictEnded over => this with { Conflicts = Conflicts.Remove(over.Conflict) },
        _ => throw new UnknownEventException(@event),
    };

    public bool Allows(AccessKind kind, DateTimeOffset now, Func<AccessScope, bool> about) => Scopes(kind, now).Any(about);

    /// <summary>What is granted of a kind and has not lapsed.</summary>
    public IEnumerable<AccessScope> Scopes(AccessKind kind, DateTimeOffset now) =>
        Grants.Values.Where(grant => grant.Scope.Kind == kind && !(grant.ValidUntil < BrusselsTime.DayOf(now))).Select(grant => grant.Scope);

    public bool IsInConflict(Guid call, Guid organisation) => Conflicts.Keys.Any(conflict => conflict.Call == call || conflict.Organisation == organisation);
}

internal static class AccessRefusals
{
    public static readonly Refusal ToOneself = new("access-to-oneself", new(
        "Nobody grants access to himself or herself. Ask another administrator.",
        "Niemand gibt sich selbst Zugang. Bitten Sie eine andere Person der Administration."));

    public static readonly Refusal EndedAlready = new("access-ended-already", new(
        "The last day lies in the past. Choose a later one, or leave it out.",
        "Der letzte Tag liegt in der Vergangenheit. Wählen Sie einen späteren, oder lassen Sie ihn weg."));

    public static readonly Refusal ConflictWithCall = new("conflict-with-call-declared", new(
        "You declared a conflict of interests with this call. If it is over, ask the administration to end it.",
        "Sie haben einen Interessenkonflikt mit dieser Ausschreibung angezeigt. Besteht er nicht mehr, bitten Sie die Administration, ihn aufzuheben."));

    public static readonly Refusal OwnConflict = new("conflict-of-ones-own", new(
        "Whoever declared a conflict does not end it. Ask another administrator.",
        "Wer einen Interessenkonflikt angezeigt hat, hebt ihn nicht auf. Bitten Sie eine andere Person der Administration."));
}
