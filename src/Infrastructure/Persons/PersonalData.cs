using EligibilityService.Application.Retention;
using EligibilityService.Domain.Retention;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Personal data wherever they lie beside the events: persons with accounts, contacts, notes, documents.</summary>
internal sealed class PersonalData(IDocumentStore store, NpgsqlDataSource source) : IPersonalData
{
    public const string Ddl = """
        create table if not exists eligibility.erasures (
            person uuid not null, erased_by uuid not null, erased_at timestamptz not null, contacts int not null, notes int not null, documents int not null);
        create table if not exists eligibility.cleared (
            application uuid null, cleared_by uuid not null, cleared_at timestamptz not null, notes int not null, documents int not null, looks int not null);
        alter table eligibility.cleared add column if not exists proposed_by uuid null;
        alter table eligibility.erasures add column if not exists proposed_by uuid null, add column if not exists erasure uuid null, add column if not exists not_looked_for smallint[] null;
        """;

    public async Task<IReadOnlyList<(Guid Person, DateTimeOffset Since)>> QuietSince(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select p.id, (select max(e.timestamp) from events.mt_events e where e.user_name = p.id::text) from eligibility.persons p");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var quiet = new List<(Guid, DateTimeOffset)>();
        while (await row.ReadAsync(cancellationToken))
        {
            var id = row.GetGuid(0);
            if ((row.IsDBNull(1) ? MadeAt(id) : row.GetFieldValue<DateTimeOffset>(1)) is { } since && since < before) quiet.Add((id, since));
        }

        return quiet;
    }

    private const string ErasureColumns = "select person, erased_by, erased_at, contacts, notes, documents, proposed_by, not_looked_for from eligibility.erasures";

    public async Task<IReadOnlyList<ErasureRecord>> Erasures(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"{ErasureColumns} order by erased_at desc");
        return await Read(command, cancellationToken);
    }

    public async Task<bool> CanErase(Guid person, IReadOnlyCollection<DocumentOf> documents, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if ((await KnownAs.Of(connection, person, cancellationToken)).IsAnybody) return true;
        if (documents.Count == 0) return false;

        await using var command = new NpgsqlCommand("select exists (select from eligibility.erasures where person = $1)", connection) { Parameters = { new() { Value = person } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<ErasureReach> Reach(Guid person, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var known = await KnownAs.Of(connection, person, cancellationToken);
        return new((await known.Naming(connection, toChange: false, cancellationToken)).Count, known.NotLookedFor);
    }

    public async Task<ErasureRecord> Erase(ErasureConfirmed confirmed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Whoever confirms twice at once erases once.
        await Do(connection, "select pg_advisory_xact_lock(hashtextextended($1, 0))", cancellationToken, $"erase {confirmed.Erasure}");
        await using (var before = new NpgsqlCommand($"{ErasureColumns} where erasure = $1", connection) { Parameters = { new() { Value = confirmed.Erasure } } })
        {
            if (await Read(before, cancellationToken) is [var done, ..]) return done;
        }

        var known = await KnownAs.Of(connection, confirmed.Person, cancellationToken);
        var erased = await Erase(connection, confirmed.Person, known, confirmed.Documents, confirmed.Erasure, confirmed.ProposedBy, confirmed.ConfirmedBy, at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }

    public async Task<ErasureRecord?> ErasePerson(Guid person, Guid proposedBy, Guid by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await KnownAs.Of(connection, person, cancellationToken) is not { IsAnybody: true } known) return null;

        var erased = await Erase(connection, person, known, [], null, proposedBy, by, at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }

    private static async Task<ErasureRecord> Erase(
        NpgsqlConnection connection, Guid person, KnownAs known, IReadOnlyCollection<DocumentOf> documents, Guid? erasure, Guid proposedBy, Guid by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Accounts and links to identity providers go with the person.
        var contacts = await Do(connection, "delete from eligibility.contact_persons where id = $1 or (email <> '' and lower(email) = any($2))", cancellationToken, person, known.Words.Select(word => word.ToLowerInvariant()).ToArray());
        await Do(connection, "delete from eligibility.persons where id = $1", cancellationToken, person);

        // Nothing is sent any more to addresses that were theirs.
        foreach (var table in (string[])["cursors", "webhook_secrets", "dead_letters", "deliveries"])
        {
            await Do(connection, $"delete from eligibility.{table} where subscription in (select stream_id from events.mt_events where type = 'subscription.opened' and data ->> 'owner' = $1)", cancellationToken, person.ToString());
        }

        var notes = 0;
        foreach (var (id, without) in await known.Naming(connection, toChange: true, cancellationToken))
        {
            // Without its salt the hash in the event tells nobody what stood there.
            notes += await Do(connection, "update eligibility.notes set text = $2, salt = ''::bytea where id = $1", cancellationToken, id, without);
        }

        var files = 0;
        foreach (var document in documents) files += await Do(connection, "delete from eligibility.documents where application = $1 and id = $2", cancellationToken, document.Application, document.Document);

        await Do(
            connection, "insert into eligibility.erasures (person, erased_by, erased_at, contacts, notes, documents, proposed_by, erasure, not_looked_for) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", cancellationToken,
            person, by, at.ToUniversalTime(), contacts, notes, files, proposedBy, (object?)erasure ?? DBNull.Value, known.NotLookedFor.Select(one => (short)one).ToArray());
        return new(person, by, at, contacts, notes, files, proposedBy, known.NotLookedFor);
    }

    private static async Task<List<ErasureRecord>> Read(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var erasures = new List<ErasureRecord>();
        while (await row.ReadAsync(cancellationToken))
        {
            erasures.Add(new(
                row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.IsDBNull(6) ? null : row.GetGuid(6),
                row.IsDBNull(7) ? null : [.. row.GetFieldValue<short[]>(7).Select(one => (NotLookedFor)one)]));
        }

        return erasures;
    }

    public async Task<IReadOnlyList<ClearedRecord>> Cleared(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select application, proposed_by, cleared_by, cleared_at, notes, documents, looks from eligibility.cleared order by cleared_at desc");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var cleared = new List<ClearedRecord>();
        while (await row.ReadAsync(cancellationToken))
        {
            cleared.Add(new(row.IsDBNull(0) ? null : row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)));
        }

        return cleared;
    }

    public async Task<RetentionBook> Book(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var told = await session.Events.FetchStreamAsync(RetentionBook.StreamId, token: cancellationToken);
        return told.Aggregate(RetentionBook.Initial, (book, e) => book.Evolve((IRetentionEvent)e.Data));
    }

    public async Task<ClearedRecord?> ClearApplication(Guid application, Guid proposedBy, Guid by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Whoever confirms twice at once clears once.
        await Do(connection, "select pg_advisory_xact_lock(hashtextextended($1, 0))", cancellationToken, $"clear {application}");
        await using (var before = new NpgsqlCommand("select exists (select from eligibility.cleared where application = $1)", connection) { Parameters = { new() { Value = application } } })
        {
            if (await before.ExecuteScalarAsync(cancellationToken) is true) return null;
        }

        // Whatever the events cite is a note of theirs; without its salt the hash tells nobody what stood there.
        var notes = await Do(
            connection,
            """
            update eligibility.notes set text = $2, salt = ''::bytea where text <> $2 and id in (
                select (regexp_matches(data::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g'))[1]::uuid from events.mt_events where stream_id = $1)
            """, cancellationToken, application, KnownAs.Erased);
        var documents = await Do(connection, "delete from eligibility.documents where application = $1", cancellationToken, application);
        await Do(connection, "insert into eligibility.cleared (application, proposed_by, cleared_by, cleared_at, notes, documents, looks) values ($1, $2, $3, $4, $5, $6, 0)", cancellationToken, application, proposedBy, by, at.ToUniversalTime(), notes, documents);
        await transaction.CommitAsync(cancellationToken);
        return new(application, proposedBy, by, at, notes, documents, 0);
    }

    public async Task RecordCleared(ClearedRecord cleared, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await Do(connection, "insert into eligibility.cleared (application, proposed_by, cleared_by, cleared_at, notes, documents, looks) values (null, $1, $2, $3, $4, $5, $6)", cancellationToken, (object?)cleared.ProposedBy ?? DBNull.Value, cleared.ClearedBy, cleared.ClearedAt.ToUniversalTime(), cleared.Notes, cleared.Documents, cleared.Looks);
    }

    public async Task<IReadOnlyList<DocumentOf>> StillThere(IReadOnlyCollection<DocumentOf> documents, CancellationToken cancellationToken)
    {
        if (documents.Count == 0) return [];

        await using var command = source.CreateCommand("select application, id from eligibility.documents where id = any($1)");
        command.Parameters.Add(new() { Value = documents.Select(document => document.Document).ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var there = new HashSet<DocumentOf>();
        while (await row.ReadAsync(cancellationToken)) there.Add(new(row.GetGuid(0), row.GetGuid(1)));
        return [.. documents.Where(there.Contains)];
    }

    /// <summary>Our ids carry the moment they were made at; null for one that was settled elsewhere.</summary>
    private static DateTimeOffset? MadeAt(Guid id) =>
        id.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(new System.Numerics.BigInteger(id.ToByteArray(bigEndian: true).AsSpan(0, 6), isUnsigned: true, isBigEndian: true))) : null;

    private static async Task<int> Do(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
