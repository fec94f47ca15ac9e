using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>The tables of personal data. Primary records: back them up, nothing can rebuild them.</summary>
public static class PersonTables
{
    private const string Ddl = """
        create table if not exists eligibility.persons (
            id uuid primary key,
            name text not null,
            email text not null,
            language text not null);

        create table if not exists eligibility.person_accounts (
            person_id uuid primary key references eligibility.persons on delete cascade,
            email text not null,
            password_hash text not null);
        create unique index if not exists person_accounts_email on eligibility.person_accounts (lower(email));

        create table if not exists eligibility.person_subjects (
            issuer text not null,
            subject text not null,
            person_id uuid not null references eligibility.persons on delete cascade,
            primary key (issuer, subject));
        create index if not exists person_subjects_person on eligibility.person_subjects (person_id);

        create table if not exists eligibility.contact_persons (
            id uuid primary key,
            name text not null,
            email text not null,
            phone text,
            role text);
        """ + PersonalData.Ddl + Mails.MailTables.Ddl;

    /// <summary>Safe to call by several hosts at once.</summary>
    public static Task EnsureSchema(NpgsqlDataSource database, CancellationToken cancellationToken) => MadeOnce.Ensure(database, "persons", Ddl, cancellationToken);
}
