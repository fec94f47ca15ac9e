using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Subscriptions;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>The state after one number of the feed. Clusters and calls are what their entries come to; outcomes are the present ones with every change told after that number taken back.</summary>
/// <remarks>No statement lasts longer than a page, however slowly the caller reads: entries never change, and outcomes are read with what was told of them until that moment.</remarks>
internal sealed class TakeSnapshotHandler(NpgsqlDataSource source, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<TakeSnapshot, Snapshot>
{
    private const int SubjectsAtOnce = 500, PairsAtOnce = 5_000;

    private const string Subjects = """
        with page as (select distinct subject from eligibility.feed_entries where class = 0 and type <> 'log.checkpoint.v1' and subject > $2 and number <= $1 order by subject limit $3)
        select page.subject, e.number, e.type, e.data from page
            left join eligibility.feed_entries e on e.subject = page.subject and e.class = 0 and e.type <> 'log.checkpoint.v1' and e.number <= $1 and (e.type like 'cluster.%' or e.type like 'call.%')
        order by page.subject, e.number
        """;

    private const string Pairs = """
        select s.call_id, s.strand, s.cluster_id, coalesce(c.before, s.outcome) from eligibility.standings s left join eligibility.standings_changes c using (call_id, strand, cluster_id)
        where s.stage = 0 and (s.call_id, s.strand, s.cluster_id) > ($1, $2, $3) and ($4::uuid[] is null or s.cluster_id = any($4))
        order by s.call_id, s.strand, s.cluster_id limit $5
        """;

    private const string Told = "select number, data from eligibility.feed_entries where number > $1 and number <= $2 and type = 'eligibility.changed.v1' order by number";

    private const string NotNumbered = "select data::text from events.mt_events where seq_id > $1 and type = $2 order by seq_id";

    private readonly record struct Pair(Guid Call, string Strand, Guid Cluster);

    public async Task<Snapshot> Handle(TakeSnapshot question, CancellationToken cancellationToken)
    {
        var progress = await Subscriptions.Feed.Progress(source, cancellationToken);
        return new(progress.Epoch, progress.Number, Lines(progress, cancellationToken));
    }

    private async IAsyncEnumerable<string> Lines(FeedProgress at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 1;
        yield return Text(new()
        {
            ["kind"] = "snapshot", ["epoch"] = at.Epoch, ["number"] = at.Number, ["next"] = Cursor.Of(at.Epoch, at.Number), ["pending"] = new JsonArray([.. (await Pending(at.Number, cancellationToken)).Select(number => (JsonNode)number)]),
        });

        await foreach (var line in ClustersAndCalls(at.Number, cancellationToken))
        {
            count++;
            yield return line;
        }

        await foreach (var line in Outcomes(at, cancellationToken))
        {
            count++;
            yield return line;
        }

        yield return Text(new() { ["kind"] = "end", ["lines"] = count + 1 });
    }

    /// <summary>Entries that could not be read yet: whoever follows asks for them again.</summary>
    private async Task<List<long>> Pending(long number, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select number from eligibility.feed_entries where pending and number <= $1 order by number");
        command.Parameters.Add(new() { Value = number });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var pending = new List<long>();
        while (await row.ReadAsync(cancellationToken)) pending.Add(row.GetInt64(0));
        return pending;
    }

    private async IAsyncEnumerable<string> ClustersAndCalls(long number, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, lines) = (Guid.Empty, new List<string>());
        do
        {
            lines.Clear();
            var (subjects, subject, state) = (0, Guid.Empty, (JsonObject?)null);
            await using (var command = source.CreateCommand(Subjects))
            {
                command.Parameters.Add(new() { Value = number });
                command.Parameters.Add(new() { Value = last });
                command.Parameters.Add(new() { Value = SubjectsAtOnce });
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    if (row.GetGuid(0) != subject)
                    {
                        if (state is not null) lines.Add(Text(state));
                        (subjects, subject, state) = (subjects + 1, row.GetGuid(0), null);
                    }

                    if (!row.IsDBNull(1)) state = PublicState.After(state, row.GetInt64(1), row.GetString(2), JsonNode.Parse(row.GetString(3))!);
                }
            }

            if (state is not null) lines.Add(Text(state));
            foreach (var line in lines) yield return line;
            if (subjects < SubjectsAtOnce) yield break;
            last = subject;
        }
        while (true);
    }

    private async IAsyncEnumerable<string> Outcomes(FeedProgress at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sight = new Sight(callers.Caller, facts.Now, clock.GetUtcNow());
        if (!sight.OfMoreThanThePublicFeed) yield break;

        var seesAll = sight.OfClusterFeed(null);
        Guid[]? own = seesAll ? null : [.. facts.Now.Clusters.Select(cluster => cluster.Dossier.Id).Where(cluster => sight.OfClusterFeed(cluster))];
        if (own is []) yield break;

        var (before, read, last) = (new Dictionary<Pair, Outcome>(), at.Number, new Pair(Guid.Empty, "", Guid.Empty));
        List<(Pair Pair, Outcome Outcome)> page;
        do
        {
            (page, read) = await Page(at, last, own, before, read, cancellationToken);
            foreach (var (pair, outcome) in page)
            {
                var line = new JsonObject { ["kind"] = "eligibility", ["cluster"] = pair.Cluster, ["call"] = pair.Call };
                if (pair.Strand.Length > 0) line["strand"] = pair.Strand;
                line["stage"] = "organisation";
                line["outcome"] = JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());
                yield return Text(line);
            }

            if (page.Count > 0) last = page[^1].Pair;
        }
        while (page.Count == PairsAtOnce);
    }

    /// <param name="before">What pairs were at the snapshot's number, as far as changes told since say; grows with each page.</param>
    /// <param name="read">Up to where the feed's changes are in it.</param>
    private async Task<(List<(Pair, Outcome)> Page, long Read)> Page(FeedProgress at, Pair last, Guid[]? own, Dictionary<Pair, Outcome> before, long read, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (epoch, number, position) = await Progress(connection, cancellationToken);
        if (epoch != at.Epoch) throw new InvalidOperationException("The feed began anew while a snapshot was taken.");

        await using (var told = new NpgsqlCommand(Told, connection) { Parameters = { new() { Value = read }, new() { Value = number } } })
        await using (var row = await told.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var change = JsonSerializer.Deserialize<EligibilityChangedV1>(row.GetString(1), FactJson.Options)!;
                before.TryAdd(new(change.Call, change.Strand ?? "", change.Cluster), change.Before);
            }
        }

        var notNumbered = new Dictionary<Pair, Outcome>();
        await using (var told = new NpgsqlCommand(NotNumbered, connection) { Parameters = { new() { Value = position }, new() { Value = EventNames.All[typeof(EligibilityChanged)] } } })
        await using (var row = await told.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var batch = JsonSerializer.Deserialize<EligibilityChanged>(row.GetString(0), FactJson.Options)!;
                foreach (var change in batch.Changes) notNumbered.TryAdd(new(batch.Call, batch.Strand, change.Cluster), change.Before);
            }
        }

        var page = new List<(Pair, Outcome)>();
        await using var command = new NpgsqlCommand(Pairs, connection)
        {
            Parameters =
            {
                new() { Value = last.Call },
                new() { Value = last.Strand },
                new() { Value = last.Cluster },
                new() { Value = (object?)own ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = PairsAtOnce },
            },
        };
        await using var pairs = await command.ExecuteReaderAsync(cancellationToken);
        while (await pairs.ReadAsync(cancellationToken))
        {
            var pair = new Pair(pairs.GetGuid(0), pairs.GetString(1), pairs.GetGuid(2));
            page.Add((pair, before.TryGetValue(pair, out var was) || notNumbered.TryGetValue(pair, out was) ? was : (Outcome)pairs.GetInt16(3)));
        }

        return (page, number);
    }

    private static async Task<(string Epoch, long Number, long Position)> Progress(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select epoch, number, position from eligibility.feed_progress", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetString(0), row.GetInt64(1), row.GetInt64(2));
    }

    private static string Text(JsonObject line) => line.ToJsonString(FactJson.Options);
}
