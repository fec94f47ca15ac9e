using System.Diagnostics;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Subscriptions;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>The standings' way through one leader's term: page after page of events, and between pages a piece of whatever call is stale.</summary>
/// <remarks>What it holds in memory is what the tables say; after any failure a new course begins from them.</remarks>
internal sealed class StandingsCourse(NpgsqlDataSource source, Roster roster, StandingsTelling telling, long term, int piece, long position, EventReader reader)
{
    private const int Page = 1_000, FewestRows = 250;

    /// <summary>A changed profile waits for no longer than this while calls are written anew, as far as the size of the pieces can see to it.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<Guid, (Cause Cause, bool NewEngine)> _stale = [];
    private (Guid Call, Guid[] Clusters, int Done)? _job;
    private (object? Memory, Guid[] Clusters) _order = (null, []);
    private long _position = position;
    private int _notReadable;
    private int _piece = Math.Min(piece, 4 * FewestRows);

    public static async Task<StandingsCourse> Begin(
        NpgsqlDataSource source, Roster roster, StandingsTelling telling, Func<long, EventReader> reader, long term, int piece, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var knowledge = roster.Now;
        var known = knowledge.Position;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);

        if (await StandingsTables.Do(connection, "insert into eligibility.standings_progress (position) values ($1) on conflict do nothing", cancellationToken, known) > 0)
        {
            foreach (var call in StandingsStale.Public(knowledge))
            {
                await StandingsTables.Do(connection, Marking, cancellationToken, call.Id, Assessment.Engine, 0L, "first", now);
            }
        }

        await StandingsTables.Do(connection, """
            update eligibility.standings_calls set complete_to = coalesce(complete_to, (select position from eligibility.standings_progress)), cause = $2, caused_at = $3
            where engine <> $1 and cause is null
            """, cancellationToken, Assessment.Engine, $"engine {Assessment.Engine}", now);

        if (await StandingsTables.Mended(connection, StreamsNotReadable(roster), cancellationToken))
        {
            foreach (var call in StandingsStale.Public(knowledge)) await StandingsTables.Do(connection, Marking, cancellationToken, call.Id, Assessment.Engine, 0L, "mended", now);
        }

        await telling.Tell(connection, transaction, cancellationToken);
        await using var command = new NpgsqlCommand("select position from eligibility.standings_progress", connection);
        var position = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        var course = new StandingsCourse(source, roster, telling, term, piece, position, reader(position));
        await course.Load(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return course;
    }

    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> Step(CancellationToken cancellationToken)
    {
        var page = await reader.Next(Page, cancellationToken);
        if (page.UpTo > _position) await Follow(page, cancellationToken);
        else if (_stale.Count > 0) await GoOn(cancellationToken);
        else return false;

        return true;
    }

    /// <summary>Clusters that changed come first, with every call; calls that changed are marked, and done piece by piece.</summary>
    private async Task Follow(EventPage page, CancellationToken cancellationToken)
    {
        var knowledge = await roster.AtLeast(page.UpTo, cancellationToken);
        var stale = StandingsStale.By(page, knowledge);
        var calls = stale.Clusters.Count > 0 ? StandingsStale.Public(knowledge).ToArray() : [];

        var notReadable = StreamsNotReadable(roster);   // once: more may come while this is written, and is noted next time
        var pieces = stale.Clusters
            .SelectMany(pair => calls.SelectMany(call => Rows(knowledge, knowledge.Cluster(pair.Key)!, call, pair.Value)))
            .Chunk(piece).ToList();

        foreach (var rows in pieces.SkipLast(1)) await Write(connection => StandingsTables.Write(connection, rows, cancellationToken), tell: false, cancellationToken);

        await Write(async connection =>
        {
            await StandingsTables.Write(connection, pieces.LastOrDefault() ?? [], cancellationToken);
            foreach (var (call, cause) in stale.Calls) await StandingsTables.Do(connection, Marking, cancellationToken, call, Assessment.Engine, _position, cause.Name, cause.At.ToUniversalTime());
            await StandingsTables.Do(connection, "update eligibility.standings_progress set position = $1", cancellationToken, page.UpTo);
            if (notReadable.Length != _notReadable) await StandingsTables.Note(connection, notReadable, cancellationToken);
        }, tell: true, cancellationToken);

        _position = page.UpTo;
        _notReadable = notReadable.Length;
        foreach (var (call, cause) in stale.Calls) _stale[call] = (cause, _stale.GetValueOrDefault(call).NewEngine);
        if (_job is { } job && stale.Calls.ContainsKey(job.Call)) _job = null;
    }

    private async Task GoOn(CancellationToken cancellationToken)
    {
        var knowledge = roster.Now;
        _job ??= (_stale.Keys.OrderByDescending(id => knowledge.Call(id)?.Terms?.Deadline?.Instant).ThenBy(id => id).First(), InOrder(knowledge), 0);

        var (id, clusters, done) = _job.Value;
        var call = knowledge.Call(id)!;
        var strands = StrandsOf(call.Terms!);
        var since = Stopwatch.GetTimestamp();
        var upTo = Math.Min(clusters.Length, done + Math.Max(1, _piece / strands.Length));
        var rows = clusters[done..upTo].SelectMany(cluster => Rows(knowledge, knowledge.Cluster(cluster)!, call, _stale[id].Cause)).ToArray();
        var last = upTo == clusters.Length;

        await Write(async connection =>
        {
            await StandingsTables.Renew(connection, rows, cancellationToken);
            if (!last) return;

            await StandingsTables.Do(connection, "delete from eligibility.standings where call_id = $1 and not strand = any($2)", cancellationToken, id, strands);
            await StandingsTables.Do(connection, "delete from eligibility.standings_changes where call_id = $1 and not strand = any($2)", cancellationToken, id, strands);
            await StandingsTables.Do(connection, "update eligibility.standings_calls set complete_to = null, cause = null, caused_at = null, engine = $2 where call_id = $1", cancellationToken, id, Assessment.Engine);
        }, tell: last, cancellationToken);

        _job = last ? null : (id, clusters, upTo);
        if (last) _stale.Remove(id);
        else _piece = (int)Math.Clamp(rows.Length * (Wait / Stopwatch.GetElapsedTime(since)), Math.Min(piece, FewestRows), piece);
    }

    /// <summary>A memory never loses a cluster, so as many are the same ones: of many calls that are published together only the first has them sorted.</summary>
    private Guid[] InOrder(IKnowledge knowledge)
    {
        var known = knowledge.Clusters.Select(cluster => cluster.Dossier.Id).ToArray();
        if (!ReferenceEquals(_order.Memory, knowledge.Memory) || _order.Clusters.Length != known.Length) _order = (knowledge.Memory, [.. known.Order()]);
        return _order.Clusters;
    }

    /// <summary>A row for each strand where strands ask organisations differently, otherwise one.</summary>
    internal static string[] StrandsOf(CallTerms terms) =>
        terms.Strands.Length > 0 && terms.Criteria.Any(criterion => criterion is { Stage: Stage.Organisation, Strands: not null }) ? [.. terms.Strands.Select(strand => strand.Id)] : [""];

    private IEnumerable<StandingRow> Rows(IKnowledge knowledge, ClusterRecord cluster, CallDossier call, Cause cause) =>
        Rows(knowledge, cluster, call, cause, _stale.GetValueOrDefault(call.Id).NewEngine);

    internal static IEnumerable<StandingRow> Rows(IKnowledge knowledge, ClusterRecord cluster, CallDossier call, Cause cause, bool byNewEngine)
    {
        foreach (var strand in StrandsOf(call.Terms!))
        {
            yield return new(call.Id, strand, cluster.Dossier.Id, Stand(cluster, call, knowledge, strand), cluster.Position, cause, byNewEngine);
        }
    }

    /// <summary>What cannot be judged is open, and keeps nobody else from being judged.</summary>
    private static Standing Stand(ClusterRecord cluster, CallDossier call, IKnowledge knowledge, string strand)
    {
        try
        {
            return Assessment.Stand(new(cluster.Dossier), call.Terms!, knowledge.Programme, Stage.Organisation, strand.Length == 0 ? null : strand, call.IsBroken);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return new(Outcome.Undetermined, 0, 0);
        }
    }

    private async Task Write(Func<NpgsqlConnection, Task> write, bool tell, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);
        await write(connection);
        var told = tell && await telling.Tell(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (told) telling.Wake();
    }

    private static Guid[] StreamsNotReadable(Roster roster) => [.. roster.Unreadable.Select(e => e.Stream).Distinct()];

    private async Task Load(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select call_id, cause, caused_at, engine from eligibility.standings_calls where cause is not null", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            _stale[row.GetGuid(0)] = (new(row.GetString(1), await row.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken)), row.GetString(3) != Assessment.Engine);
        }
    }

    private const string Marking = """
        insert into eligibility.standings_calls as c (call_id, engine, complete_to, cause, caused_at) values ($1, $2, 0, $4, $5)
        on conflict (call_id) do update set complete_to = coalesce(c.complete_to, $3), cause = excluded.cause, caused_at = excluded.caused_at
        """;
}
