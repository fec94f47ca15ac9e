using EligibilityService.Application.Persons;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Persons;
using Npgsql;

namespace EligibilityService.Infrastructure.Demonstration;

/// <summary>Begins the demonstration anew: everything recorded goes, a new feed epoch begins, every host notices and reads again.</summary>
internal sealed class Reset(NpgsqlDataSource source, Roster roster, IPersons persons, AccessLog looks)
{
    /// <remarks>
    /// First the leader is fenced off, so that none of its transactions stands across the emptying.
    /// The broker's cursor stays, at the beginning and with its old epoch: so its consumers are told that the feed began anew, and get all of it.
    /// </remarks>
    private static readonly string Emptying = $"""
        update eligibility.leadership set term = term + 1;
        do $$
        declare t record; broker eligibility.cursors;
        begin
            select * into broker from eligibility.cursors where id = '{BrokerCursor.Id}';
            for t in select schemaname, tablename from pg_tables
                where schemaname = 'events' or (schemaname = 'eligibility' and tablename not in ('keys', 'generation', 'leadership'))
            loop execute format('truncate table %I.%I cascade', t.schemaname, t.tablename); end loop;
            insert into eligibility.cursors (id, subscription, mark, epoch, position, high, fence) select broker.id, broker.id, 0, broker.epoch, 0, 0, broker.fence + 1 where broker.id is not null;
        end $$;
        alter sequence events.mt_events_sequence restart with 1;
        update eligibility.generation set number = number + 1;
        """;

    public async Task Everything(CancellationToken cancellationToken)
    {
        await looks.Restart(Empty, cancellationToken);
        await persons.IntroduceDemonstration(cancellationToken);
        await roster.Restart(cancellationToken);

        async Task Empty()
        {
            await using (await WriteGate.HoldOthers(source, cancellationToken))
            await using (var command = source.CreateCommand(Emptying + Subscriptions.Feed.Ddl)) await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>Counts how often the demonstration began anew, and how often parked events were to be read again, so that every host on the database notices.</summary>
internal sealed record Generation(long Number, long Readings)
{
    public const string Ddl = """
        create table if not exists eligibility.generation (one boolean primary key default true check (one), number bigint not null);
        alter table eligibility.generation add column if not exists readings bigint not null default 0;
        insert into eligibility.generation (number) values (1) on conflict do nothing;
        """;

    public static async Task<Generation> Read(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select number, readings from eligibility.generation");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt64(0), row.GetInt64(1));
    }
}
