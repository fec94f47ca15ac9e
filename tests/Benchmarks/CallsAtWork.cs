using System.Diagnostics;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Benchmarks;

/// <summary>Calls that are published and amended, profiles that change, and how long it takes until the standings say so.</summary>
internal sealed class CallsAtWork(Service service, DateTime deadline, string name = "BENCH", params Criterion[] more)
{
    private const int Piece = 5_000;
    private static readonly Guid Olga = new("be4c0000-0000-4000-8000-00000000000a"), Otto = new("be4c0000-0000-4000-8000-00000000000b");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Corrigendum Numbers = new(new Text("Members", "Mitglieder"), [], new Text("Mistyped", "Verschrieben"));

    private readonly Random _random = new(20161004);
    private int _calls;
    private static int s_changes;

    public async Task<Guid> Publish()
    {
        var call = await Ready();
        await Confirm(call);
        return call;
    }

    /// <summary>All but the second officer's word.</summary>
    public async Task<Guid> Ready()
    {
        var id = Guid.CreateVersion7();
        await service.Decide(id, (Call call) => call.Draft(Invented.Terms($"{name}-{++_calls}", deadline, more: more), Olga));
        await service.Decide(id, (Call call) => call.Publish(Olga, Now, service.Now.Programme));
        return id;
    }

    public async Task Confirm(Guid id) => await service.Decide(id, (Call call) => call.Publish(Otto, Now, service.Now.Programme));

    /// <summary>The number of members asked for goes up and down, so that every time some outcomes change.</summary>
    /// <returns>Milliseconds from the commit until the call's standings are whole and current, at the median.</returns>
    public async Task<double> Amended(Guid id, int rounds)
    {
        var times = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            var call = service.Now.Call(id)!;
            var number = call.Corrigenda.Count + 1;
            var terms = Invented.Terms(call.Terms!.Reference, deadline, Invented.Members + (number % 2 * 15));
            await service.Decide(id, (Call known) => known.ProposeCorrigendum(Numbers, terms, Olga, Now, service.Now.Programme));
            var receipt = await service.Decide(id, (Call known) => known.ConfirmCorrigendum(number, Otto, Now, service.Now.Programme));

            var since = Stopwatch.StartNew();
            await Until("the call is current", "select p.position >= $1 and c.complete_to is null from eligibility.standings_progress p, eligibility.standings_calls c where c.call_id = $2", receipt.Position, id);
            times.Add(since.Elapsed.TotalMilliseconds);
            await AllCurrent();
        }

        return times.Skip(1).Median();
    }

    /// <returns>Milliseconds from the commit until every standing of the cluster is current, at the median.</returns>
    public async Task<double> ProfileChanged(int rounds)
    {
        var clusters = service.Now.Clusters.Select(cluster => cluster.Dossier.Id).ToArray();
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await ProfileChanged(clusters[_random.Next(clusters.Length)]));
            await Task.Delay(_random.Next(60));   // so that no rhythm of ours meets one of theirs
        }

        return times.Skip(1).Median();
    }

    public async Task<double> ProfileChanged(Guid cluster)
    {
        var staff = 1_000 + ++s_changes;
        var receipt = await service.Decide(cluster, (Cluster known) => known.Change(new() { StaffFte = staff }, [], new(AssertedBy.Register)));
        var since = Stopwatch.StartNew();
        await Until("the cluster is current", "select position >= $1 from eligibility.standings_progress", receipt.Position);
        return since.Elapsed.TotalMilliseconds;
    }

    /// <summary>What the database alone needs to upsert a row for each cluster: the same columns and indexes, values ready-made, the same pieces, nothing compared or told.</summary>
    public async Task<double> Floor(Guid call, int rounds)
    {
        var clusters = service.Now.Clusters.Select(cluster => cluster.Dossier.Id).Order().ToArray();
        await Do("drop table if exists floor; create table floor (like eligibility.standings including all)");
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var since = Stopwatch.StartNew();
            foreach (var piece in clusters.Chunk(Piece))
            {
                await using var connection = await service.Database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var command = new NpgsqlCommand("""
                    insert into floor as s (call_id, strand, cluster_id, stage, outcome, met, not_met, position)
                    select $1, '', cluster, 0, $3::smallint, $4, $4, 1 from unnest($2) as g(cluster)
                    on conflict (call_id, strand, cluster_id, stage) do update set outcome = excluded.outcome, met = excluded.met, not_met = excluded.not_met, position = excluded.position
                    """, connection)
                {
                    Parameters = { new() { Value = call }, new() { Value = piece, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new() { Value = (short)(round % 3) }, new() { Value = (long)round } },
                };
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }

            if (round > 0) times.Add(since.Elapsed.TotalMilliseconds);   // the first round finds the table empty
        }

        await Do("drop table floor");
        return times.Median();
    }

    public Task AllCurrent() => Until("all standings are current", AllCurrentSql);

    public const string AllCurrentSql = """
        select coalesce((select position from eligibility.standings_progress) >= (select coalesce(max(seq_id), 0) from events.mt_events), false)
            and not exists (select from eligibility.standings_calls where complete_to is not null or cause is not null)
        """;

    public Task<bool> Current(params Guid[] calls) =>
        service.One<bool>("select count(*) = $2 from eligibility.standings_calls where call_id = any($1) and complete_to is null", calls, (long)calls.Length);

    private Task Until(string what, string sql, params object[] values) => Measuring.Until(async () => await service.One<object>(sql, values) is true, Patience, what);

    private async Task Do(string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private DateTimeOffset Now => service.Get<Infrastructure.PinnableClock>().GetUtcNow();
}
