using System.Data;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Answers from the standings, all from one snapshot; names and countries come from this host's memory.</summary>
internal sealed class FindStandingsHandler(NpgsqlDataSource source, IFacts facts) : IRequestHandler<FindStandings, StandingsAnswer?>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Between = TimeSpan.FromMilliseconds(20);

    /// <summary>One row a cluster: the asked-for strand's, or its best.</summary>
    private const string Best = """
        select distinct on (cluster_id) cluster_id, strand, outcome, met, not_met, position from eligibility.standings
        where call_id = $1 and stage = 0 and ($2::text is null or strand = $2) and ($3::uuid[] is null or cluster_id = any($3))
        order by cluster_id, outcome desc, strand
        """;

    private const string Counts = $"select outcome, count(*) from ({Best}) best group by outcome";

    private const string Rows = $"select * from ({Best}) best where ($4::smallint is null or outcome = $4) and ($5::uuid is null or cluster_id > $5) order by cluster_id limit $6";

    public async Task<StandingsAnswer?> Handle(FindStandings question, CancellationToken cancellationToken)
    {
        // Whoever has just published a call names it by a position that this host may not have reached.
        if (question.MinPosition is { } asked) await facts.AtLeast(asked, cancellationToken);
        if (facts.Now.Call(question.Call) is not { IsPublic: true, Terms: { } terms } call) return null;
        if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

        if (question.Country is { } country && !facts.Now.Programme.Countries.ContainsKey(country)) throw Moments.UnknownCountry(country);

        await Reached(call.Id, question.MinPosition ?? 0, cancellationToken);

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (position, whole, engine) = await Position(connection, call.Id, cancellationToken);

        var knowledge = facts.Now;
        var counts = new long[3];
        await using (var command = Ask(connection, Counts, call, question, knowledge))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken)) counts[row.GetInt16(0)] = row.GetInt64(1);
        }

        var clusters = new List<StandingAnswer>();
        await using (var command = Ask(connection, Rows, call, question, knowledge))
        {
            command.Parameters.Add(new() { Value = (object?)(short?)question.Outcome ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
            command.Parameters.Add(new() { Value = question.Cursor is { } cursor ? Guid.Parse(cursor) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            command.Parameters.Add(new() { Value = question.Limit + 1 });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) clusters.Add(Read(row, terms, whole, knowledge));
        }

        var more = clusters.Count > question.Limit;
        if (more) clusters.RemoveAt(question.Limit);
        return new(call.Id, terms.Reference, position, !whole, engine, new(counts[(int)Outcome.Met], counts[(int)Outcome.Undetermined], counts[(int)Outcome.NotMet]), clusters, more ? clusters[^1].Cluster.ToString() : null);
    }

    private static NpgsqlCommand Ask(NpgsqlConnection connection, string sql, CallDossier call, FindStandings question, IKnowledge knowledge)
    {
        var strand = StandingsCourse.StrandsOf(call.Terms!) is [""] ? null : question.Strand;
        var seated = question.Country is { } country ? knowledge.Clusters.Where(cluster => cluster.State.Profile.Country == country).Select(cluster => cluster.Dossier.Id).ToArray() : null;

        return new(sql, connection)
        {
            Parameters =
            {
                new() { Value = call.Id },
                new() { Value = (object?)strand ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)seated ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
    }

    private static StandingAnswer Read(NpgsqlDataReader row, CallTerms terms, bool whole, IKnowledge knowledge)
    {
        var profile = knowledge.Cluster(row.GetGuid(0))?.State.Profile;
        return new(
            row.GetGuid(0), profile?.Name, profile?.Country, row.GetString(1) is { Length: > 0 } strand ? strand : null, (Outcome)row.GetInt16(2), row.GetInt64(5),
            whole ? Named(row.GetInt64(3)) : null, whole ? Named(row.GetInt64(4)) : null);

        string[] Named(long bits) => [.. terms.Criteria.Where((_, place) => (bits >> place & 1) == 1).Select(criterion => criterion.Id)];
    }

    private async Task Reached(Guid call, long asked, CancellationToken cancellationToken)
    {
        var tries = Patience / Between;
        while (true)
        {
            long reached;
            await using (var connection = await source.OpenConnectionAsync(cancellationToken)) (reached, _, _) = await Position(connection, call, cancellationToken);
            if (reached >= asked) return;
            if (tries-- <= 0) throw new PositionNotReached(asked, reached);
            await Task.Delay(Between, cancellationToken);
        }
    }

    /// <summary>Zero while the call has no standings yet.</summary>
    private static async Task<(long Position, bool Whole, string Engine)> Position(NpgsqlConnection connection, Guid call, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(c.complete_to, p.position), c.complete_to is null, c.engine from eligibility.standings_calls c, eligibility.standings_progress p where c.call_id = $1", connection)
        {
            Parameters = { new() { Value = call } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetBoolean(1), row.GetString(2)) : (0, false, Assessment.Engine);
    }
}
