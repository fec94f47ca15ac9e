using Npgsql;

namespace EligibilityService.Infrastructure.Mails;

/// <summary>What people are to be told, and the mails made of it. All of it belongs to a person and goes with him or her.</summary>
internal static class MailTables
{
    /// <remarks>A notice is written in the transaction in which the cursor over the feed moves; a mail in the one that takes its notices.</remarks>
    public const string Ddl = """
        create table if not exists eligibility.mail_preferences (person uuid primary key references eligibility.persons on delete cascade, choice text not null, version bigint not null);
        create table if not exists eligibility.mails (
            id uuid primary key, person uuid not null references eligibility.persons on delete cascade, made_at timestamptz not null, subject text not null, text text not null, html text not null,
            sent_at timestamptz null, given_up_at timestamptz null, attempts int not null default 0, next_at timestamptz not null, failing_since timestamptz null, trouble text null);
        create index if not exists mails_of_person on eligibility.mails (person, made_at);
        create index if not exists mails_to_send on eligibility.mails (next_at) where sent_at is null and given_up_at is null;
        create table if not exists eligibility.notices (
            key text primary key, person uuid not null references eligibility.persons on delete cascade, urgent boolean not null, due_at timestamptz not null, content jsonb not null,
            mail uuid null references eligibility.mails on delete cascade);
        create index if not exists notices_due on eligibility.notices (due_at) where mail is null;
        create index if not exists notices_of_person on eligibility.notices (person) where mail is null;
        create index if not exists notices_of_mail on eligibility.notices (mail) where mail is not null;
        create table if not exists eligibility.mail_progress (one boolean primary key default true check (one), epoch text not null, number bigint not null);
        """;

    public static async Task Do(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
