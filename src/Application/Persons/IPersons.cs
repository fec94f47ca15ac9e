namespace EligibilityService.Application.Persons;

/// <summary>A natural person behind an opaque id. Events know the id only.</summary>
/// <param name="Language">en or de.</param>
public sealed record Person(Guid Id, string Name, string Email, string Language);

/// <summary>A person who signs in at the service itself, by e-mail address and password.</summary>
public sealed record Account(Person Person, string PasswordHash);

/// <summary>Whom to ask about a cluster. The cluster's events hold the id, never the name.</summary>
/// <param name="Role">What he or she is to the cluster, in its own words.</param>
public sealed record ContactPerson(Guid Id, string Name, string Email, string? Phone, string? Role);

/// <summary>Personal data, kept apart from the events so that erasing a person touches neither an event nor a proof.</summary>
public interface IPersons
{
    ValueTask<Person?> FindBySubject(string issuer, string subject, CancellationToken cancellationToken);

    /// <summary>The person whom an identity provider vouches for; met for the first time, he or she gets an id.</summary>
    /// <param name="name">Nothing where the provider does not say; what is known then stays.</param>
    Task<Guid> Recognise(string issuer, string subject, string? name, string? email, string language, CancellationToken cancellationToken);

    ValueTask<Account?> FindAccount(string email, CancellationToken cancellationToken);

    /// <returns>Nothing when the address has an account already.</returns>
    Task<Guid?> OpenAccount(string name, string email, string passwordHash, string language, CancellationToken cancellationToken);

    /// <summary>Makes a person known under an id settled elsewhere; says nothing new about one who is known, nor about one who was erased.</summary>
    Task Introduce(Person person, CancellationToken cancellationToken);

    ValueTask<Person?> Find(Guid id, CancellationToken cancellationToken);

    /// <returns>Nothing where several have the address: an identity provider does not always check it.</returns>
    ValueTask<Person?> FindByEmail(string email, CancellationToken cancellationToken);

    /// <summary>Names for those ids that still have one; an erased person is simply missing.</summary>
    Task<IReadOnlyDictionary<Guid, string>> Names(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    Task KeepContact(ContactPerson contact, CancellationToken cancellationToken);

    /// <summary>The same for many at once; no id twice.</summary>
    Task KeepContacts(IReadOnlyCollection<ContactPerson> contacts, CancellationToken cancellationToken);

    ValueTask<ContactPerson?> FindContact(Guid id, CancellationToken cancellationToken);

    /// <summary>Forgets the person or contact under this id, with account and links to identity providers.</summary>
    Task Erase(Guid id, CancellationToken cancellationToken);
}
