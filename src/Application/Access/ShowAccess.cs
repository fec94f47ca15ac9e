using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Access;

/// <summary>Who may what beyond the role: assignments, entitlements, regions, conflicts, person by person.</summary>
[May(Role.Administrator, Role.Auditor)]
public sealed record ShowAccess : IRequest<AccessAnswer>;

/// <summary>What was granted to the caller, and the conflicts he or she declared.</summary>
[May(Who.SignedIn)]
public sealed record ShowMyAccess : IRequest<PersonAccess>;

/// <summary>A person by id or by the e-mail address of sign-in, so that something can be granted.</summary>
[May(Role.Administrator)]
public sealed record FindPerson(string Who) : IRequest<PersonFound?>;

/// <summary>Who may what, as of a position.</summary>
public sealed record AccessAnswer(long Position, IReadOnlyList<PersonAccess> People);

/// <summary>What one person may.</summary>
/// <param name="Name">Null where the person is not known, or has been erased.</param>
/// <param name="Version">Of the person's access; the entity tag.</param>
/// <param name="IsReadable">False where something of it cannot be read: until that is mended nothing of it is relied upon.</param>
public sealed record PersonAccess(Guid Person, string? Name, long Version, long Position, IReadOnlyList<GrantAnswer> Grants, IReadOnlyList<ConflictAnswer> Conflicts, IReadOnlyList<NoConflictAnswer> NoConflicts, bool IsReadable);

/// <summary>One thing granted.</summary>
/// <param name="Call">All calls where none is named.</param>
/// <param name="Reference">Of the call.</param>
/// <param name="GrantedAt">Null where it follows from having drafted the call.</param>
/// <param name="Until">Last day.</param>
/// <param name="Lapsed">That day has passed.</param>
public sealed record GrantAnswer(
    AccessKind Kind, Guid? Call, string? Reference, Guid? Cluster, string? ClusterName, string? Country, string? Region, DateTimeOffset? GrantedAt, DateOnly? Until, bool Lapsed);

/// <summary>A conflict of interests that stands: with a call, or with an organisation.</summary>
public sealed record ConflictAnswer(Guid? Call, string? Reference, Guid? Organisation, string? OrganisationName, DateTimeOffset DeclaredAt);

/// <summary>A call for which it was declared that there is no conflict of interests but those declared.</summary>
public sealed record NoConflictAnswer(Guid Call, string? Reference, DateTimeOffset DeclaredAt);

/// <summary>Somebody the service knows.</summary>
public sealed record PersonFound(Guid Person, string Name);

public sealed class ShowAccessHandler(IFacts facts, IPersons persons, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<ShowAccess, AccessAnswer>, IRequestHandler<ShowMyAccess, PersonAccess>
{
    public async Task<AccessAnswer> Handle(ShowAccess question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        Guid[] people = [.. knowledge.Accesses.Select(access => access.Person).Concat(knowledge.Calls.SelectMany(call => call.Drafters)).Distinct()];
        var names = await persons.Names(people, cancellationToken);
        return new(knowledge.Position, [.. people.Select(person => Of(person, knowledge, names.GetValueOrDefault(person))).OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase)]);
    }

    public async Task<PersonAccess> Handle(ShowMyAccess question, CancellationToken cancellationToken)
    {
        var (knowledge, me) = (facts.Now, callers.Caller.PersonId);
        return Of(me, knowledge, (await persons.Names([me], cancellationToken)).GetValueOrDefault(me));
    }

    private PersonAccess Of(Guid person, IKnowledge knowledge, string? name)
    {
        var (known, today) = (knowledge.Access(person), BrusselsTime.DayOf(clock.GetUtcNow()));
        var book = known?.State ?? AccessBook.Initial;
        var drafted = knowledge.Calls
            .Where(call => call.Drafters.Contains(person) && !book.TakenOff.Contains(call.Id))
            .Select(call => new AccessScope(AccessKind.Assignment, Call: call.Id))
            .Where(scope => !book.Grants.ContainsKey(scope));

        return new(
            person, name, known?.Version ?? 0, knowledge.Position,
            [
                .. book.Grants.Values.Select(grant => Grant(grant.Scope, grant)).Concat(drafted.Select(scope => Grant(scope, null)))
                    .OrderBy(grant => grant.Kind).ThenBy(grant => grant.Reference ?? grant.ClusterName ?? grant.Country ?? grant.Region, StringComparer.Ordinal),
            ],
            [
                .. book.Conflicts.Values.OrderBy(conflict => conflict.DeclaredAt).Select(declared => new ConflictAnswer(
                    declared.Conflict.Call, ReferenceOf(declared.Conflict.Call), declared.Conflict.Organisation, NameOf(declared.Conflict.Organisation), declared.DeclaredAt)),
            ],
            [.. book.NoConflicts.OrderBy(none => none.Value).Select(none => new NoConflictAnswer(none.Key, ReferenceOf(none.Key), none.Value))],
            known is not { IsBroken: true });

        GrantAnswer Grant(AccessScope scope, AccessGranted? grant) => new(
            scope.Kind, scope.Call, ReferenceOf(scope.Call), scope.Cluster, NameOf(scope.Cluster), scope.Country, scope.Region, grant?.GrantedAt, grant?.ValidUntil, grant?.ValidUntil < today);

        string? ReferenceOf(Guid? call) => call is { } id ? knowledge.Call(id)?.Terms?.Reference : null;
        string? NameOf(Guid? cluster) => cluster is { } id ? knowledge.Cluster(id)?.State.Profile.Name : null;
    }
}

public sealed class FindPersonHandler(IPersons persons) : IRequestHandler<FindPerson, PersonFound?>
{
    public async Task<PersonFound?> Handle(FindPerson question, CancellationToken cancellationToken)
    {
        var found = Guid.TryParse(question.Who, out var id) ? await persons.Find(id, cancellationToken) : await persons.FindByEmail(question.Who.Trim(), cancellationToken);
        return found is null ? null : new(found.Id, found.Name);
    }
}
