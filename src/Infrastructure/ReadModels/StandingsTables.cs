using EligibilityService.Domain.Eligibility;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>One row: where a cluster stands with a call, and what brought about that it is looked at again.</summary>
/// <param name="Strand">Empty where the strands ask organisations the same.</param>
/// <param name="Position">Sequence of the cluster's newest event that is reflected.</param>
internal sealed record StandingRow(Guid Call, string Strand, Guid Cluster, Standing Standing, long Position, Cause Cause, bool ByNewEngine);

/// <summary>The events, or the new engine, behind an outcome, and when the newest of them was recorded.</summary>
internal sealed record Cause(string Name, DateTimeOffset At);

/// <summary>The standings as tables: flat, so that they can be queried and joined by others.</summary>
/// <remarks>Derived from the events alone. Only the leader writes them; every transaction checks that it still is the leader.</remarks>
internal static class StandingsTables
{
    /// <remarks>
    /// met and not_met hold a bit for each criterion by its place in the call's terms.
    /// A call whose complete_to is set is being written anew: up to there its rows are whole. The others reflect the progress.
    /// Pages are left a third empty: an amended call writes many rows anew, and where there is room beside the old ones no index is touched.
    /// Changes wait in standings_changes until their cause is through, so that it is told once and in one piece.
    /// </remarks>
    public const string Ddl = """
        create table if not exists eligibility.standings (
            call_id uuid not null, strand text not null, cluster_id uuid not null, stage smallint not null,
            outcome smallint not null, met bigint not null, not_met bigint not null, position bigint not null,
            primary key (call_id, strand, cluster_id, stage)) with (fillfactor = 70);
        alter table eligibility.standings set (fillfactor = 70);
        drop index if exists eligibility.standings_of_cluster;
        create table if not exists eligibility.standings_calls (
            call_id uuid primary key, engine text not null, complete_to bigint null, cause text null, caused_at timestamptz null);
        create table if not exists eligibility.standings_progress (one boolean primary key default true check (one), position bigint not null);
        create table if not exists eligibility.standings_changes (
            call_id uuid not null, strand text not null, cluster_id uuid not null, before smallint not null, after smallint not null,
            cause text not null, caused_at timestamptz not null, by_new_engine boolean not null, primary key (call_id, strand, cluster_id));
        """;

    /// <summary>Streams of which something could not be read when they were last looked at.</summary>
    public const string NotReadable = "create table if not exists eligibility.standings_not_readable (stream_id uuid primary key);";

    /// <returns>Whether something can be read now that could not be read before: then everything is looked at again.</returns>
    public static async Task<bool> Mended(NpgsqlConnection connection, Guid[] notReadable, CancellationToken cancellationToken)
    {
        await Note(connection, notReadable, cancellationToken);
        return await Do(connection, "delete from eligibility.standings_not_readable where not stream_id = any($1)", cancellationToken, notReadable) > 0;
    }

    public static Task Note(NpgsqlConnection connection, Guid[] notReadable, CancellationToken cancellationToken) =>
        Do(connection, "insert into eligibility.standings_not_readable select unnest($1) on conflict do nothing", cancellationToken, notReadable);

    public const string Emptying = "truncate eligibility.standings, eligibility.standings_calls, eligibility.standings_progress, eligibility.standings_changes";

    /// <summary>A pair that changes twice before it was told is told once, from its first outcome to its last.</summary>
    private const string Upsert = """
        with given as (
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as g(call_id, strand, cluster_id, outcome, met, not_met, position, cause, caused_at, by_new_engine)),
        old as (
            select s.call_id, s.strand, s.cluster_id, s.outcome from given join eligibility.standings s using (call_id, strand, cluster_id) where s.stage = 0),
        written as (
            insert into eligibility.standings as s (call_id, strand, cluster_id, stage, outcome, met, not_met, position)
            select call_id, strand, cluster_id, 0, outcome, met, not_met, position from given
            on conflict (call_id, strand, cluster_id, stage) do update
                set outcome = excluded.outcome, met = excluded.met, not_met = excluded.not_met, position = excluded.position
                where (s.outcome, s.met, s.not_met, s.position) is distinct from (excluded.outcome, excluded.met, excluded.not_met, excluded.position)
            returning s.call_id, s.strand, s.cluster_id)
        insert into eligibility.standings_changes as c (call_id, strand, cluster_id, before, after, cause, caused_at, by_new_engine)
        select call_id, strand, cluster_id, old.outcome, given.outcome, given.cause, given.caused_at, given.by_new_engine
        from written join old using (call_id, strand, cluster_id) join given using (call_id, strand, cluster_id)
        where old.outcome <> given.outcome
        """ + "\n" + AnotherChange;

    private const string AnotherChange = """
        on conflict (call_id, strand, cluster_id) do update
            set after = excluded.after, cause = excluded.cause, caused_at = excluded.caused_at, by_new_engine = excluded.by_new_engine
        """;

    public static async Task Write(NpgsqlConnection connection, IReadOnlyCollection<StandingRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;

        await using var batch = new NpgsqlBatch(connection);
        var command = new NpgsqlBatchCommand(Upsert);
        Column(command, rows, NpgsqlDbType.Uuid, row => row.Call);
        Column(command, rows, NpgsqlDbType.Text, row => row.Strand);
        Column(command, rows, NpgsqlDbType.Uuid, row => row.Cluster);
        Column(command, rows, NpgsqlDbType.Smallint, row => (short)row.Standing.Outcome);
        Column(command, rows, NpgsqlDbType.Bigint, row => unchecked((long)row.Standing.Met));
        Column(command, rows, NpgsqlDbType.Bigint, row => unchecked((long)row.Standing.NotMet));
        Column(command, rows, NpgsqlDbType.Bigint, row => row.Position);
        Column(command, rows, NpgsqlDbType.Text, row => row.Cause.Name);
        Column(command, rows, NpgsqlDbType.TimestampTz, row => row.Cause.At.ToUniversalTime());
        Column(command, rows, NpgsqlDbType.Boolean, row => row.ByNewEngine);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Column<TRow, T>(NpgsqlBatchCommand command, IReadOnlyCollection<TRow> rows, NpgsqlDbType type, Func<TRow, T> of) =>
        command.Parameters.Add(new() { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });

    /// <summary>Rows of one call, in the order of the clusters: what is new is copied in, what stayed the same is left alone, and only the rest goes the longer way.</summary>
    public static async Task Renew(NpgsqlConnection connection, IReadOnlyList<StandingRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;

        var before = await Between(connection, rows[0].Call, rows[0].Cluster, rows[^1].Cluster, cancellationToken);
        var (fresh, changed) = (new List<StandingRow>(), new List<(StandingRow Row, Outcome Before)>());
        foreach (var row in rows)
        {
            if (!before.TryGetValue((row.Strand, row.Cluster), out var old)) fresh.Add(row);
            else if (old != (row.Standing, row.Position)) changed.Add((row, old.Standing.Outcome));
        }

        if (fresh.Count > 0) await Copy(connection, fresh, cancellationToken);
        await Overwrite(connection, rows[0].Call, changed, cancellationToken);
    }

    /// <summary>What they were is known: nobody but the leader writes them, and they were read in this very transaction.</summary>
    private static async Task Overwrite(NpgsqlConnection connection, Guid call, List<(StandingRow Row, Outcome Before)> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0) return;

        await using var batch = new NpgsqlBatch(connection);
        var overwriting = new NpgsqlBatchCommand("""
            update eligibility.standings s set outcome = g.outcome, met = g.met, not_met = g.not_met, position = g.position
            from unnest($2, $3, $4, $5, $6, $7) as g(strand, cluster_id, outcome, met, not_met, position)
            where s.call_id = $1 and s.strand = g.strand and s.cluster_id = g.cluster_id and s.stage = 0
            """) { Parameters = { new() { Value = call } } };
        Columns(overwriting, changed);
        Column(overwriting, changed, NpgsqlDbType.Smallint, it => (short)it.Row.Standing.Outcome);
        Column(overwriting, changed, NpgsqlDbType.Bigint, it => unchecked((long)it.Row.Standing.Met));
        Column(overwriting, changed, NpgsqlDbType.Bigint, it => unchecked((long)it.Row.Standing.NotMet));
        Column(overwriting, changed, NpgsqlDbType.Bigint, it => it.Row.Position);
        batch.BatchCommands.Add(overwriting);

        if (changed.Where(it => it.Row.Standing.Outcome != it.Before).ToArray() is { Length: > 0 } otherwise)
        {
            var noting = new NpgsqlBatchCommand($"""
                insert into eligibility.standings_changes as c (call_id, strand, cluster_id, before, after, cause, caused_at, by_new_engine)
                select $1, * from unnest($2, $3, $4, $5, $6, $7, $8)
                {AnotherChange}
                """) { Parameters = { new() { Value = call } } };
            Columns(noting, otherwise);
            Column(noting, otherwise, NpgsqlDbType.Smallint, it => (short)it.Before);
            Column(noting, otherwise, NpgsqlDbType.Smallint, it => (short)it.Row.Standing.Outcome);
            Column(noting, otherwise, NpgsqlDbType.Text, it => it.Row.Cause.Name);
            Column(noting, otherwise, NpgsqlDbType.TimestampTz, it => it.Row.Cause.At.ToUniversalTime());
            Column(noting, otherwise, NpgsqlDbType.Boolean, it => it.Row.ByNewEngine);
            batch.BatchCommands.Add(noting);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);

        static void Columns(NpgsqlBatchCommand command, IReadOnlyCollection<(StandingRow Row, Outcome Before)> rows)
        {
            Column(command, rows, NpgsqlDbType.Text, it => it.Row.Strand);
            Column(command, rows, NpgsqlDbType.Uuid, it => it.Row.Cluster);
        }
    }

    /// <summary>PostgreSQL orders uuids as .NET does.</summary>
    private static async Task<Dictionary<(string Strand, Guid Cluster), (Standing Standing, long Position)>> Between(
        NpgsqlConnection connection, Guid call, Guid first, Guid last, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(string, Guid), (Standing, long)>();
        await using var command = new NpgsqlCommand("""
            select strand, cluster_id, outcome, met, not_met, position from eligibility.standings where call_id = $1 and cluster_id between $2 and $3 and stage = 0
            """, connection)
        {
            Parameters = { new() { Value = call }, new() { Value = first }, new() { Value = last } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows[(row.GetString(0), row.GetGuid(1))] = (new((Outcome)row.GetInt16(2), unchecked((ulong)row.GetInt64(3)), unchecked((ulong)row.GetInt64(4))), row.GetInt64(5));
        }

        return rows;
    }

    /// <summary>Rows of which none is there yet.</summary>
    public static async Task Copy(NpgsqlConnection connection, IEnumerable<StandingRow> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy eligibility.standings (call_id, strand, cluster_id, stage, outcome, met, not_met, position) from stdin (format binary)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.Call, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.Strand, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Cluster, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync((short)0, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync((short)row.Standing.Outcome, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(unchecked((long)row.Standing.Met), NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(unchecked((long)row.Standing.NotMet), NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public static async Task<int> Do(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
