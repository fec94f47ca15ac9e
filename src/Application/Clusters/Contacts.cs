using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Say whom to ask about the cluster. The profile holds the contact's id; name and address can be erased.</summary>
[May(Own = true)]
public sealed record KeepContact(Guid ClusterId, Guid ContactId, string Name, string Email, string? Phone, string? Role) : IRequest<Receipt>, IConcernsCluster;

public sealed class KeepContactShape : AbstractValidator<KeepContact>
{
    public KeepContactShape()
    {
        RuleFor(command => command.ContactId).Id();
        RuleFor(command => command.Name).Must(name => name?.Trim().Length is > 0 and <= 100 && !name.Any(char.IsControl)).WithMessage(ProfileShape.Say("Enter a name of at most 100 characters.", "Geben Sie einen Namen mit höchstens 100 Zeichen an."));
        RuleFor(command => command.Email).Must(Contacts.IsEmail).WithMessage(ProfileShape.Say("Enter an e-mail address, such as name@example.eu.", "Geben Sie eine E-Mail-Adresse an, etwa name@example.eu."));
        RuleFor(command => command.Phone).Matches(@"^[0-9+()/ .-]{3,40}\z").WithMessage(ProfileShape.Say("Enter digits, such as +49 711 123.", "Geben Sie Ziffern an, etwa +49 711 123."));
        RuleFor(command => command.Role).Line(100);
    }
}

public sealed class KeepContactHandler(ILedger ledger, IFacts facts, IPersons persons) : IRequestHandler<KeepContact, Receipt>
{
    public async Task<Receipt> Handle(KeepContact command, CancellationToken cancellationToken)
    {
        // Whoever is somebody already, under an id that is not this cluster's contact, is not overwritten.
        var known = facts.Now.Cluster(command.ClusterId)?.State.Profile.Contacts ?? [];
        var id = known.Contains(command.ContactId) || await persons.FindContact(command.ContactId, cancellationToken) is null ? command.ContactId : Guid.CreateVersion7();

        await persons.KeepContact(new(id, command.Name.Trim(), command.Email.Trim(), command.Phone, command.Role), cancellationToken);
        return await ledger.Decide(
            command.ClusterId,
            (Cluster cluster) => cluster.Change(new ProfileFields { Contacts = [id, .. (cluster.Profile.Contacts ?? []).Where(other => other != id)] }, [], new(AssertedBy.Applicant)),
            cancellationToken);
    }
}

/// <summary>Whom to ask about the cluster, and who acts for it.</summary>
[May(Role.Moderator, Role.Officer, Role.Auditor, Own = true)]
public sealed record ShowPeople(Guid ClusterId) : IRequest<PeopleAnswer?>, IConcernsCluster;

/// <summary>Whom to ask about the cluster, and who acts for it.</summary>
/// <param name="Version">Of the cluster's stream; the entity tag.</param>
public sealed record PeopleAnswer(long Version, long Position, IReadOnlyList<ContactPerson> Contacts, IReadOnlyList<ManagerAnswer> Managers);

/// <summary>A person who acts for the cluster.</summary>
/// <param name="Name">Null where the person has been erased.</param>
public sealed record ManagerAnswer(Guid Id, string? Name);

public sealed class ShowPeopleHandler(IFacts facts, IPersons persons) : IRequestHandler<ShowPeople, PeopleAnswer?>
{
    public async Task<PeopleAnswer?> Handle(ShowPeople question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Cluster(question.ClusterId) is not { } cluster) return null;

        var contacts = new List<ContactPerson>();
        foreach (var id in cluster.State.Profile.Contacts ?? [])
        {
            if (await persons.FindContact(id, cancellationToken) is { } contact) contacts.Add(contact);
        }

        var names = await persons.Names(cluster.State.Managers, cancellationToken);
        return new(cluster.Version, knowledge.Position, contacts, [.. cluster.State.Managers.Select(id => new ManagerAnswer(id, names.GetValueOrDefault(id))).OrderBy(manager => manager.Name)]);
    }
}

internal static class Contacts
{
    /// <summary>Looks like an address; whether anybody reads there, only a letter would tell.</summary>
    public static bool IsEmail(string? email) =>
        email is { Length: <= 254 } && email.Trim().Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !email.Any(letter => char.IsControl(letter));
}
