using EligibilityService.Domain.Subscriptions;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Where each subscription stands in the feed, what failed, and its last attempts: all that is kept of deliveries.</summary>
/// <remarks>Every event of a subscription raises its cursor's fence in the same transaction: whoever was moving it writes nothing more and looks anew.</remarks>
internal static class CursorTables
{
    /// <summary>The bound that is met by whoever has as many subscriptions as he or she may.</summary>
    public const string Enough = "subscriptions_enough";

    public const string Ddl = """
        create table if not exists eligibility.cursors (
            id uuid primary key, subscription uuid not null, mark smallint not null, url text null, epoch text not null, position bigint not null, until bigint null, high bigint not null, counter bigint not null default 0,
            active boolean not null default true, failures int not null default 0, failing_since timestamptz null, next_at timestamptz null, status int null, trouble text null, taken_at timestamptz null,
            consented text null, allowed_rate int null, holder uuid null, fence bigint not null default 0);
        alter table eligibility.cursors add column if not exists free_at timestamptz null, add column if not exists numbers bigint[] null;
        create unique index if not exists cursors_late on eligibility.cursors (subscription) where mark = 3;
        create or replace function eligibility.refuse(bound text) returns void language plpgsql as $$ begin raise check_violation using constraint = bound; end $$;
        create index if not exists cursors_of_subscription on eligibility.cursors (subscription);
        create table if not exists eligibility.delivery_hosts (host uuid primary key, alive_until timestamptz not null);
        create table if not exists eligibility.webhook_secrets (subscription uuid not null, number int not null, sealed text not null, valid_until timestamptz null, primary key (subscription, number));
        create table if not exists eligibility.dead_letters (
            subscription uuid not null, number bigint not null, counter bigint not null, mark smallint not null, parked_at timestamptz not null, attempts int not null, status int null, trouble text null, answer text null, primary key (subscription, number));
        create table if not exists eligibility.deliveries (
            id uuid primary key, subscription uuid not null, at timestamptz not null, mark smallint not null, first bigint null, last bigint null, entries int not null,
            status int null, ms int not null, trouble text null, sent text not null, answer text null);
        create index if not exists deliveries_of_subscription on eligibility.deliveries (subscription, at desc);
        """;

    /// <summary>What is decided about a subscription, and where its cursor stands, is one transaction.</summary>
    public static void Queue(IDocumentSession session, Guid subscription, IEnumerable<object> decided, SecretsAndAddresses webhooks)
    {
        foreach (var told in decided.OfType<ISubscriptionEvent>())
        {
            webhooks.Concerned();
            switch (told)
            {
                case SubscriptionOpened opened:
                    session.QueueSqlCommand("select pg_advisory_xact_lock(hashtextextended('subscriptions of ' || ?, 0))", opened.Owner.ToString());   // who opens several at once opens them one after another
                    session.QueueSqlCommand(
                        "select eligibility.refuse(?) where (select count(*) from eligibility.cursors c join events.mt_events e on e.stream_id = c.subscription and e.version = 1 where c.mark = 0 and e.data ->> 'owner' = ?) >= ?",
                        Enough, opened.Owner.ToString(), SubscriptionBounds.Of(opened.Roles));
                    session.QueueSqlCommand("insert into eligibility.cursors (id, subscription, mark, epoch, position, high) select ?, ?, 0, epoch, ?, ? from eligibility.feed_progress", subscription, subscription, opened.After, opened.After);
                    Keep(1);
                    break;
                case SecretRenewed renewed:
                    session.QueueSqlCommand("update eligibility.webhook_secrets set valid_until = least(valid_until, ?) where subscription = ?", renewed.OthersUntil, subscription);
                    Keep(renewed.Number);
                    Look();
                    break;
                case SubscriptionPaused or SubscriptionDisabled:
                    session.QueueSqlCommand("update eligibility.cursors set active = false, fence = fence + 1, holder = null where subscription = ?", subscription);
                    break;
                case SubscriptionResumed:
                    session.QueueSqlCommand("update eligibility.cursors set active = true, failures = 0, failing_since = null, next_at = null, fence = fence + 1, holder = null where subscription = ?", subscription);
                    break;
                case SubscriptionEnded:
                    session.QueueSqlCommand("delete from eligibility.cursors where id = ?", subscription);   // waits for a run that is just begun, so that the next one finds it
                    session.QueueSqlCommand("delete from eligibility.cursors where subscription = ?", subscription);
                    session.QueueSqlCommand("delete from eligibility.webhook_secrets where subscription = ?", subscription);
                    session.QueueSqlCommand("delete from eligibility.dead_letters where subscription = ?", subscription);
                    break;
                case SubscriptionMoved moved:
                    session.QueueSqlCommand("update eligibility.cursors set position = ?, failures = 0, failing_since = null, next_at = null, fence = fence + 1, holder = null where id = ?", moved.After, subscription);
                    break;
                case SubscriptionChanged:   // perhaps to an address that has failed at nothing yet
                    session.QueueSqlCommand("update eligibility.cursors set failures = 0, failing_since = null where subscription = ?", subscription);
                    Look();
                    break;
            }
        }

        void Look() => session.QueueSqlCommand("update eligibility.cursors set next_at = null, fence = fence + 1, holder = null where subscription = ?", subscription);

        void Keep(int number)
        {
            if (webhooks.Sealed() is { } box) session.QueueSqlCommand("insert into eligibility.webhook_secrets (subscription, number, sealed) values (?, ?, ?)", subscription, number, box);
        }
    }

    /// <summary>The secrets that hold, the newest first.</summary>
    public static async Task<IReadOnlyList<byte[]>> Secrets(NpgsqlDataSource source, Guid subscription, DateTimeOffset now, SecretBox box, CancellationToken cancellationToken)
    {
        var secrets = new List<byte[]>();
        await using var command = source.CreateCommand("select sealed from eligibility.webhook_secrets where subscription = $1 and (valid_until is null or valid_until > $2) order by number desc");
        command.Parameters.Add(new() { Value = subscription });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) secrets.Add(box.Open(row.GetString(0)));
        return secrets;
    }

    public static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
