using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Notifications;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.Subscriptions;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Mails;

/// <summary>One more follower of the feed: notes what is to be told to whom, writes the mails when they fall due, and lets old ones go.</summary>
/// <remarks>The cursor moves, and notices become a mail, in one transaction each, which checks the leader's term: nothing is lost or told twice, however often a host dies.</remarks>
internal sealed class Noticing(
    NpgsqlDataSource source, IFacts facts, ServiceClock clock, TimeProvider time, FeedBell bell, UnsubscribeTokens tokens, MailSettings settings, ILogger<Noticing> log) : ILeaderWork
{
    private const int Page = 500, PersonsAtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>What is told at once waits so long, so that a corrigendum and the verdicts it changes come as one mail.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private DateTimeOffset _deadlinesLookedAt, _clearedAt;

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        (_deadlinesLookedAt, _clearedAt) = (default, default);
        while (true)
        {
            try
            {
                await PersonTables.EnsureSchema(source, cancellationToken);
                while (true)
                {
                    var rung = bell.Next;
                    if (!await Turn(term, cancellationToken)) await Task.WhenAny(rung, Task.Delay(Pause, cancellationToken));
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            catch (Exception failed) when (failed is not (FencedOff or OperationCanceledException))
            {
                log.LogWarning(failed, "What is to be told to applicants could not be noted; it is taken up again");
                await Task.Delay(AfterFailure, cancellationToken);
            }
        }
    }

    /// <returns>False when there is nothing more to do just now.</returns>
    public async Task<bool> Turn(long term, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var more = await Follow(term, now, cancellationToken);
        if (now - _deadlinesLookedAt >= TimeSpan.FromMinutes(1) || now < _deadlinesLookedAt)
        {
            var near = WhatMatters.NearDeadlines(facts.Now, now);
            if (near.Count > 0) await AsLeader(term, connection => Note(connection, near, now, cancellationToken), cancellationToken);
            _deadlinesLookedAt = now;
        }

        if (now - _clearedAt >= TimeSpan.FromHours(1) || now < _clearedAt)
        {
            await AsLeader(term, connection => MailTables.Do(
                connection, "delete from eligibility.mails where made_at < $1 and (sent_at is not null or given_up_at is not null)", cancellationToken, now.AddDays(-settings.KeptDays)), cancellationToken);
            _clearedAt = now;
        }

        return await Write(term, now, cancellationToken) || more;
    }

    private async Task<bool> Follow(long term, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var feed = await Feed.Progress(source, cancellationToken);
        var after = await Stands(term, feed, cancellationToken);
        if (after >= feed.Number) return false;

        var rows = await FeedRow.After(source, after, Page, cancellationToken);
        if (rows.Count == 0) return false;

        var knowledge = await facts.AtLeast(rows.Max(row => row.Sequence), cancellationToken);
        Notice[] notices = [.. rows.Where(row => row.TellsSomething).SelectMany(row => WhatMatters.In(row.Told(), knowledge, now))];
        await AsLeader(term, async connection =>
        {
            await Note(connection, notices, now, cancellationToken);
            await MailTables.Do(
                connection, "insert into eligibility.mail_progress (epoch, number) values ($1, $2) on conflict (one) do update set epoch = excluded.epoch, number = excluded.number",
                cancellationToken, feed.Epoch, rows[^1].Number);
        }, cancellationToken);
        return true;
    }

    /// <summary>Where the service is new to writing mails it begins at the feed's end: nobody is told of years that have passed. The demonstration begins with its first entry.</summary>
    private async Task<long> Stands(long term, FeedProgress feed, CancellationToken cancellationToken)
    {
        await using (var command = source.CreateCommand("select epoch, number from eligibility.mail_progress"))
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            if (await row.ReadAsync(cancellationToken)) return row.GetString(0) == feed.Epoch ? row.GetInt64(1) : Math.Min(row.GetInt64(1), feed.Number);
        }

        var begin = clock.IsDemonstration ? 0 : feed.Number;
        await AsLeader(term, connection => MailTables.Do(connection, "insert into eligibility.mail_progress (epoch, number) values ($1, $2) on conflict do nothing", cancellationToken, feed.Epoch, begin), cancellationToken);
        return begin;
    }

    /// <summary>Whoever has no name any more, or wants no mail, is told nothing.</summary>
    private static async Task Note(NpgsqlConnection connection, IReadOnlyList<Notice> notices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (notices.Count == 0) return;

        await using var command = new NpgsqlCommand(
            """
            insert into eligibility.notices (key, person, urgent, due_at, content)
            select n.key, n.person, n.urgent, case when n.urgent then $5 when p.choice = 'AtOnce' then $6 else $7 end, n.content::jsonb
            from unnest($1, $2, $3, $4) n(key, person, urgent, content)
            join eligibility.persons known on known.id = n.person left join eligibility.mail_preferences p on p.person = n.person
            where coalesce(p.choice, 'Daily') <> 'None'
            on conflict (key) do nothing
            """, connection);
        command.Parameters.Add(new() { Value = notices.Select(notice => notice.Key).ToArray() });
        command.Parameters.Add(new() { Value = notices.Select(notice => notice.Person).ToArray() });
        command.Parameters.Add(new() { Value = notices.Select(notice => notice.IsUrgent).ToArray() });
        command.Parameters.Add(new() { Value = notices.Select(notice => JsonSerializer.Serialize(notice, FactJson.Options)).ToArray() });
        foreach (var due in (DateTimeOffset[])[now, now + Together, NextMorning(now)]) command.Parameters.Add(new() { Value = due.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>07:00 in Brussels, of this day or the next.</summary>
    internal static DateTimeOffset NextMorning(DateTimeOffset now)
    {
        var today = BrusselsTime.DayOf(now);
        var morning = BrusselsTime.Readings(today.ToDateTime(new(7, 0)))[0];
        return morning > now ? morning : BrusselsTime.Readings(today.AddDays(1).ToDateTime(new(7, 0)))[0];
    }

    private async Task<bool> Write(long term, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var persons = new List<(Guid Id, string Language)>();
        await using (var command = source.CreateCommand(
            """
            select n.person, p.language from eligibility.notices n join eligibility.persons p on p.id = n.person where n.mail is null and n.due_at <= $1
            group by n.person, p.language order by min(n.due_at) limit $2
            """))
        {
            command.Parameters.Add(new() { Value = now.ToUniversalTime() });
            command.Parameters.Add(new() { Value = PersonsAtOnce });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) persons.Add((row.GetGuid(0), row.GetString(1)));
        }

        foreach (var (person, language) in persons) await AsLeader(term, connection => Write(connection, person, language, now, cancellationToken), cancellationToken);
        return persons.Count > 0;
    }

    /// <summary>All that is due to one person becomes one mail.</summary>
    private async Task Write(NpgsqlConnection connection, Guid person, string language, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (keys, notices) = (new List<string>(), new List<Notice>());
        await using (var command = new NpgsqlCommand("select key, content::text from eligibility.notices where person = $1 and mail is null and due_at <= $2 order by due_at, key for update", connection))
        {
            command.Parameters.Add(new() { Value = person });
            command.Parameters.Add(new() { Value = (now + Together).ToUniversalTime() });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                keys.Add(row.GetString(0));
                notices.Add(JsonSerializer.Deserialize<Notice>(row.GetString(1), FactJson.Options)!);
            }
        }

        var knowledge = facts.Now;
        notices.RemoveAll(notice => !notice.StillMatters(knowledge, now));
        if (WhatMatters.WithoutRepetition(notices).Count == 0)
        {
            await MailTables.Do(connection, "delete from eligibility.notices where key = any($1)", cancellationToken, keys.ToArray());
            return;
        }

        var (id, real) = (Guid.CreateVersion7(), time.GetUtcNow().ToUniversalTime());
        var mail = MailText.Of(notices, knowledge, now, language, new(settings.Service, tokens.Of(person)));
        await MailTables.Do(
            connection, "insert into eligibility.mails (id, person, made_at, subject, text, html, next_at, sent_at) values ($1, $2, $3, $4, $5, $6, $7, case when $8 then $7 end)", cancellationToken,
            id, person, now.ToUniversalTime(), mail.Subject, mail.Text, mail.Html, real, settings.Host is null);
        await MailTables.Do(connection, "update eligibility.notices set mail = $1 where key = any($2)", cancellationToken, id, keys.ToArray());
    }

    private async Task AsLeader(long term, Func<NpgsqlConnection, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);
        await write(connection);
        await transaction.CommitAsync(cancellationToken);
    }
}
