using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Standings;

/// <summary>Clusters that differ in their number of members, and calls that ask for a number of members.</summary>
internal sealed class Scene(RunningInfrastructure running)
{
    public static readonly DateTimeOffset Autumn = new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);

    private static readonly Guid Olga = new("01900000-0000-4000-8000-00000000000a"), Otto = new("01900000-0000-4000-8000-00000000000b");
    private static readonly Corrigendum Numbers = new(new("Members", "Mitglieder"), [], new("Mistyped", "Verschrieben"));

    public static CallTerms Terms(string reference, int members) => new()
    {
        Reference = reference,
        Title = new(reference, reference),
        Kind = "escp",
        Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline,
        Clauses = [new("3.1", new("Eligible applicants", "Antragsberechtigte"))],
        Criteria = [new("members", "3.1", new HasMembers(members), ReferenceDate.Deadline)],
    };

    public async Task<Guid> Cluster(int members, string country = "DE")
    {
        var id = Guid.CreateVersion7();
        await running.Decide(id, (Cluster cluster) => cluster.Draft(null, id.ToString(), Profile(members) with { Name = $"Cluster of {members}", Country = country }, new(AssertedBy.Register)));
        return id;
    }

    public async Task<Guid[]> Clusters(params int[] members)
    {
        var ids = new List<Guid>();
        foreach (var number in members) ids.Add(await Cluster(number));
        return [.. ids];
    }

    public async Task<long> Change(Guid cluster, int members) =>
        (await running.Decide(cluster, (Cluster known) => known.Change(Profile(members), [], new(AssertedBy.Register)))).Position;

    public async Task<Guid> Publish(CallTerms terms)
    {
        var id = Guid.CreateVersion7();
        await running.Decide(id, (Call call) => call.Draft(terms.WithExamples(), Olga));
        await running.Decide(id, (Call call) => call.Publish(Olga, Autumn, InventedExamples.Programme));
        await running.Decide(id, (Call call) => call.Publish(Otto, Autumn, InventedExamples.Programme));
        return id;
    }

    public async Task<long> Correct(Guid call, CallTerms terms, int number = 1)
    {
        await running.Decide(call, (Call known) => known.ProposeCorrigendum(Numbers, terms.WithExamples() with { Budget = number }, Olga, Autumn, InventedExamples.Programme));
        return (await running.Decide(call, (Call known) => known.ConfirmCorrigendum(number, Otto, Autumn, InventedExamples.Programme))).Position;
    }

    /// <summary>Waits until the standings reflect every event there is.</summary>
    public Task UpToDate() => RunningInfrastructure.Until(async () => await One<bool>("""
        select coalesce((select position from eligibility.standings_progress) = (select coalesce(max(seq_id), 0) from events.mt_events), false)
        and not exists (select from eligibility.standings_calls where cause is not null)
        """), "the standings reflect every event");

    public async Task<Outcome?> Outcome(Guid call, Guid cluster, string strand = "") =>
        await One<object?>("select outcome from eligibility.standings where call_id = $1 and cluster_id = $2 and strand = $3", call, cluster, strand) is short outcome ? (Outcome)outcome : null;

    /// <summary>Everything that is derived, as text.</summary>
    public async Task<string> Derived()
    {
        var tables = new[] { "standings", "standings_calls", "standings_progress", "standings_changes", "reservations" };
        var all = new List<string>();
        foreach (var table in tables) all.Add(await One<string>($"select '{table}' || E'\\n' || coalesce(string_agg(row, E'\\n' order by row), '') from (select t::text as row from eligibility.{table} t) rows"));
        return string.Join("\n\n", all);
    }

    public async Task<EligibilityChanged[]> Told(Guid call)
    {
        await using var session = running.Get<IDocumentStore>().QuerySession();
        var events = await session.Events.FetchStreamAsync(EligibilityChanged.StreamOf(call), token: TestContext.Current.CancellationToken);
        return [.. events.Select(e => (EligibilityChanged)e.Data)];
    }

    public async Task<T> One<T>(string sql, params object[] values)
    {
        await using var command = running.Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task Do(string sql, params object[] values)
    {
        await using var command = running.Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Behind the last event of a stream stands one that nobody can read.</summary>
    /// <param name="like">An event of the stream whose metadata it takes.</param>
    /// <returns>Its number.</returns>
    public Task<long> Spoil(Guid stream, string like, string type) => One<long>("""
        insert into events.mt_events
        select made.* from events.mt_events e, nextval('events.mt_events_sequence') as next,
            (select max(version) + 1 as version from events.mt_events where stream_id = $1) last,
            jsonb_populate_record(e, jsonb_build_object('seq_id', next, 'id', gen_random_uuid(), 'version', last.version, 'type', $3::text, 'data', jsonb_build_object('changed', 5, 'terms', 5, 'basis', 5, 'country', 5, 'publishedAt', 5, 'effectiveAt', 5, 'number', 'x', 'call', 5))) as made
        where e.seq_id = (select max(seq_id) from events.mt_events where stream_id = $1 and type = $2)
        returning seq_id
        """, stream, like, type);

    private static ProfileFields Profile(int members) => new() { MembersSme = members, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 };
}
