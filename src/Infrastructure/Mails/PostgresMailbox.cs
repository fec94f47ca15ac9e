using EligibilityService.Application.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Mails;

/// <summary>Mails and preferences in plain tables, one statement a question.</summary>
internal sealed class PostgresMailbox(NpgsqlDataSource source) : IMailbox
{
    private const int Most = 200;

    public async Task<MailboxAnswer> Show(Guid? person, CancellationToken cancellationToken)
    {
        var mails = new List<MailAnswer>();
        await using (var command = Command(
            """
            select m.id, p.name, m.made_at, m.subject, m.text, m.sent_at, m.given_up_at, m.trouble, m.person from eligibility.mails m join eligibility.persons p on p.id = m.person
            where $1::uuid is null or m.person = $1 order by m.made_at desc, m.id desc limit 
            """ + Most, person))
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                mails.Add(new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4), TimeIn(5), TimeIn(6), row.IsDBNull(7) ? null : row.GetString(7)) { Person = row.GetGuid(8) });
            }

            DateTimeOffset? TimeIn(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
        }

        await using var waiting = Command("select count(*)::int, min(due_at) from eligibility.notices where mail is null and ($1::uuid is null or person = $1)", person);
        await using var found = await waiting.ExecuteReaderAsync(cancellationToken);
        await found.ReadAsync(cancellationToken);
        return new(mails, found.GetInt32(0), found.IsDBNull(1) ? null : found.GetFieldValue<DateTimeOffset>(1));
    }

    public async Task<PreferencesAnswer> Choice(Guid person, CancellationToken cancellationToken)
    {
        await using var command = Command("select choice, version from eligibility.mail_preferences where person = $1", person);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(Enum.Parse<MailChoice>(row.GetString(0)), row.GetInt64(1)) : new(MailChoice.Daily, 0);
    }

    public async Task<bool> Choose(Guid person, MailChoice choice, long? expected, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var chosen = new NpgsqlCommand(
            """
            insert into eligibility.mail_preferences as p (person, choice, version) select id, $2, 1 from eligibility.persons where id = $1 and coalesce($3, 0) in (0, (select version from eligibility.mail_preferences where person = $1))
            on conflict (person) do update set choice = excluded.choice, version = p.version + 1 where $3::bigint is null or p.version = $3
            """, connection))
        {
            chosen.Parameters.Add(new() { Value = person });
            chosen.Parameters.Add(new() { Value = choice.ToString() });
            chosen.Parameters.Add(new() { Value = expected is { } version ? version : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            if (await chosen.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        }

        var waiting = choice switch
        {
            MailChoice.None => "delete from eligibility.notices where person = $1 and mail is null and $2::timestamptz is not null",
            MailChoice.AtOnce => "update eligibility.notices set due_at = least(due_at, $2) where person = $1 and mail is null",
            _ => "update eligibility.notices set due_at = $2 where person = $1 and mail is null and not urgent",
        };
        await MailTables.Do(connection, waiting, cancellationToken, person, (choice is MailChoice.Daily ? Noticing.NextMorning(now) : now).ToUniversalTime());
        if (choice is MailChoice.None) await MailTables.Do(connection, "update eligibility.mails set given_up_at = now(), trouble = 'No more mail wanted' where person = $1 and sent_at is null and given_up_at is null", cancellationToken, person);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private NpgsqlCommand Command(string sql, Guid? person)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = person is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return command;
    }
}
