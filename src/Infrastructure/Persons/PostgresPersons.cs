using EligibilityService.Application.Persons;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Personal data in plain tables, one statement a question.</summary>
public sealed class PostgresPersons(NpgsqlDataSource database) : IPersons
{
    public async ValueTask<Person?> FindBySubject(string issuer, string subject, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            select p.id, p.name, p.email, p.language
            from eligibility.person_subjects s join eligibility.persons p on p.id = s.person_id
            where s.issuer = $1 and s.subject = $2
            """,
            issuer, subject);
        return await FirstOrNothing(command, ReadPerson, cancellationToken);
    }

    public async Task<Guid> Recognise(
        string issuer, string subject, string? name, string? email, string language, CancellationToken cancellationToken)
    {
        if (await FindBySubject(issuer, subject, cancellationToken) is { } known)
        {
            await Update(known with { Name = name ?? known.Name, Email = email ?? known.Email }, known, cancellationToken);
            return known.Id;
        }

        // Two first requests of one person may come at once: the link that was written first tells the id of both.
        await using var command = Command(
            """
            with person as (insert into eligibility.persons (id, name, email, language) values ($3, $4, $5, $6))
            insert into eligibility.person_subjects (issuer, subject, person_id) values ($1, $2, $3)
            """,
            issuer, subject, Guid.CreateVersion7(), name ?? subject, email ?? "", language);

        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
        }

        return (await FindBySubject(issuer, subject, cancellationToken))!.Id;
    }

    public async ValueTask<Account?> FindAccount(string email, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            select p.id, p.name, p.email, p.language, a.password_hash
            from eligibility.person_accounts a join eligibility.persons p on p.id = a.person_id
            where lower(a.email) = lower($1)
            """,
            email);
        return await FirstOrNothing(command, row => new Account(ReadPerson(row), row.GetString(4)), cancellationToken);
    }

    public async Task<Guid?> OpenAccount(
        string name, string email, string passwordHash, string language, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await using var command = Command(
            """
            with person as (insert into eligibility.persons (id, name, email, language) values ($1, $2, $3, $4))
            insert into eligibility.person_accounts (person_id, email, password_hash) values ($1, $3, $5)
            """,
            id, name, email, language, passwordHash);

        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return id;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    public async Task Introduce(Person person, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "insert into eligibility.persons (id, name, email, language) select $1, $2, $3, $4 where not exists (select from eligibility.erasures where person = $1) on conflict do nothing",
            person.Id, person.Name, person.Email, person.Language);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<Person?> Find(Guid id, CancellationToken cancellationToken)
    {
        await using var command = Command("select id, name, email, language from eligibility.persons where id = $1", id);
        return await FirstOrNothing(command, ReadPerson, cancellationToken);
    }

    public async ValueTask<Person?> FindByEmail(string email, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            select id, name, email, language from eligibility.persons where lower(email) = lower($1)
            and 1 = (select count(*) from eligibility.persons where lower(email) = lower($1))
            """,
            email);
        return await FirstOrNothing(command, ReadPerson, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> Names(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            select id, name from eligibility.persons where id = any($1)
            union all
            select id, name from eligibility.contact_persons where id = any($1)
            """,
            ids.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var names = new Dictionary<Guid, string>(ids.Count);
        while (await row.ReadAsync(cancellationToken)) names[row.GetGuid(0)] = row.GetString(1);
        return names;
    }

    public Task KeepContact(ContactPerson contact, CancellationToken cancellationToken) => KeepContacts([contact], cancellationToken);

    public async Task KeepContacts(IReadOnlyCollection<ContactPerson> contacts, CancellationToken cancellationToken)
    {
        if (contacts.Count == 0) return;

        await using var command = Command(
            """
            insert into eligibility.contact_persons (id, name, email, phone, role)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            on conflict (id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone, role = excluded.role
            """,
            contacts.Select(contact => contact.Id).ToArray(), contacts.Select(contact => contact.Name).ToArray(), contacts.Select(contact => contact.Email).ToArray(),
            contacts.Select(contact => contact.Phone).ToArray(), contacts.Select(contact => contact.Role).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<ContactPerson?> FindContact(Guid id, CancellationToken cancellationToken)
    {
        await using var command = Command("select id, name, email, phone, role from eligibility.contact_persons where id = $1", id);
        return await FirstOrNothing(
            command,
            row => new ContactPerson(
                row.GetGuid(0), row.GetString(1), row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)),
            cancellationToken);
    }

    public async Task Erase(Guid id, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            with contact as (delete from eligibility.contact_persons where id = $1)
            delete from eligibility.persons where id = $1
            """,
            id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task Update(Person person, Person before, CancellationToken cancellationToken)
    {
        if (person == before) return;
        await using var command = Command(
            "update eligibility.persons set name = $2, email = $3 where id = $1", person.Id, person.Name, person.Email);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Person ReadPerson(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3));

    private static async ValueTask<T?> FirstOrNothing<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) where T : class
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? read(row) : null;
    }

    private NpgsqlCommand Command(string sql, params IEnumerable<object?> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
