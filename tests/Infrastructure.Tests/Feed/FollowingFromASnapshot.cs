using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Feed;

/// <summary>Begin with the state after a number, go on with what follows, and show by one hash that nothing is missing.</summary>
public sealed class FollowingFromASnapshot(PostgresFixture postgres)
{
    private static readonly Guid Anna = new("01900000-0000-4000-8000-00000000000c");
    private static readonly Caller Auditor = Of(Role.Auditor, Guid.CreateVersion7()), Applicant = Of(Role.Applicant, Anna);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task comes_to_the_same_as_a_later_snapshot()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        Guid mine = await Published(running, scene, 50), other = await Published(running, scene, 70), gone = await Published(running, scene, 80);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        await Numbered(scene);

        var (before, ownBefore, publicBefore) = (await Take(running, Auditor), await Take(running, Applicant), await Take(running, Caller.Anonymous));
        var slow = await Begin(running, Auditor);

        await scene.Correct(call, Scene.Terms("A-1", 60));
        await scene.UpToDate();
        await scene.Change(other, 55);
        await running.Decide(mine, (Cluster it) => it.Award(QualityLabel.Bronze, new(2016, 5, 1), "ESCA", new(AssertedBy.Moderator)));
        await running.Decide(gone, (Cluster it) => it.Withdraw(Anna, Scene.Autumn));
        await scene.UpToDate();
        await scene.Correct(call, Scene.Terms("A-1", 52), 2);
        await scene.Publish(Scene.Terms("A-2", 10));
        await running.Decide(call, (Call it) => it.Close(Scene.Autumn.AddMonths(3)));
        await scene.UpToDate();
        await Numbered(scene);

        var after = await Take(running, Auditor);
        Assert.True(after.Number > before.Number);
        foreach (var (from, caller, whole) in new[] { (before, Auditor, after), (ownBefore, Applicant, await Take(running, Applicant)), (publicBefore, Caller.Anonymous, await Take(running, Caller.Anonymous)) })
        {
            var followed = await Follow(running, from, caller);
            Assert.Equal(whole.State.Lines("cluster"), followed.Lines("cluster"));
            Assert.Equal(whole.State.Lines("call"), followed.Lines("call"));
            Assert.All(followed.Outcomes, pair => Assert.Equal(whole.State.Outcomes[pair.Key], pair.Value));
        }

        Assert.Equal([call.ToString()], before.State.Lines("call").Keys);
        Assert.Equal("closed", after.State.Lines("call")[call.ToString()].Split("\"status\":\"")[1].Split('"')[0]);
        Assert.DoesNotContain(gone.ToString(), after.State.Lines("cluster").Keys);
        Assert.Equal([mine.ToString()], ownBefore.State.Outcomes.Keys.Select(pair => pair.Cluster).Distinct());
        Assert.Empty(publicBefore.State.Outcomes);
        Assert.NotEqual(before.State.Outcomes, after.State.Outcomes.Where(pair => before.State.Outcomes.ContainsKey(pair.Key)).ToDictionary());

        // Read ever so slowly, it still is the state after its number: what changed meanwhile is taken back.
        var late = await slow.End();
        Assert.Equal(before.Number, late.Number);
        Assert.Equal(before.State.Lines("cluster"), late.State.Lines("cluster"));
        Assert.Equal(before.State.Lines("call"), late.State.Lines("call"));
        Assert.All(before.State.Outcomes, pair => Assert.Equal(pair.Value, late.State.Outcomes[pair.Key]));
    }

    [Fact]
    public async Task takes_back_what_is_recorded_and_has_no_number_yet()
    {
        await using var running = await Start(leads: false);
        var scene = new Scene(running);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        var cluster = await scene.Cluster(50);
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        await scene.Do("insert into eligibility.standings (call_id, strand, cluster_id, stage, outcome, met, not_met, position) values ($1, '', $2, 0, $3, 0, 1, 1)", call, cluster, (short)Outcome.NotMet);

        Assert.Equal("notMet", (await Take(running, Auditor)).State.Outcomes.Single().Value);

        await using (var session = running.Get<Marten.IDocumentStore>().LightweightSession())
        {
            session.Events.Append(EligibilityChanged.StreamOf(call), new EligibilityChanged(call, "", "a cause", [new(cluster, Outcome.Met, Outcome.NotMet)], "1", false));
            await session.SaveChangesAsync(Cancelled);
        }

        Assert.Equal("met", (await Take(running, Auditor)).State.Outcomes.Single().Value);
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        Assert.Equal("notMet", (await Take(running, Auditor)).State.Outcomes.Single().Value);

        // Not told yet is not told.
        await scene.Do("insert into eligibility.standings_changes values ($1, '', $2, $3, $4, 'x', now(), false)", call, cluster, (short)Outcome.Undetermined, (short)Outcome.NotMet);
        Assert.Equal("undetermined", (await Take(running, Auditor)).State.Outcomes.Single().Value);
    }

    /// <summary>The test vectors of docs/feed.md: the leaf hash of number n is the SHA-256 of its decimal digits.</summary>
    [Theory]
    [InlineData(1, 1, "88a04a15ad5176d1cdd9218e3054350e9ab04b89f0b9664746cf91d05a78e48e")]
    [InlineData(1, 3, "7d7b352d0fb3d72b93fcb55198695b3ea4ae504305c49386a2271b394b88a65c")]
    [InlineData(1, 1000, "6b8cad116fec195b0bf2132c47127fd4516550438bc3ad4de7778ae8c45f220a")]
    [InlineData(1, 2500, "8cd0c0a09057f5f9beb3fb41b1f9924b7b9df466ad65cfa15b634ad62f01f7da")]
    [InlineData(500, 1500, "9152d8b7e3393f126a26987a57b76d3eb7e6eb252def3db7983dae3a0bed6d3a")]
    [InlineData(1001, 2000, "a9780e235ff50ad97be1d164e37ec8339859638c1425837408eaff962c379852")]
    public void a_digest_is_made_so(long from, long to, string digest) =>
        Assert.Equal(digest, Digest(from, to, number => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{number}"))));

    [Fact]
    public async Task the_digest_of_any_range_is_the_same_for_everybody_and_for_whoever_counts_along()
    {
        await using var running = await Start(leads: false);
        var scene = new Scene(running);
        await scene.Do("""
            insert into eligibility.feed_entries (number, epoch, seq, event_id, type, class, subject, time, data, leaf_hash)
            select n, 'e', n, gen_random_uuid(), 'cluster.suspended.v1', n % 3, gen_random_uuid(), now(), '{}', sha256(n::text::bytea) from generate_series(1, 4321) n
            """);
        await scene.Do("update eligibility.feed_progress set number = 4321");

        foreach (var (from, to) in ((long, long)[])[(1, 4321), (1, 1000), (1, 1), (1000, 1000), (5, 10), (1001, 2000), (500, 1500), (999, 3001), (1, 4000), (2, 4320), (4001, 4321), (1, 4321)])
        {
            var expected = Digest(from, to, number => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{number}")));
            Assert.Equal((expected, expected), ((await running.Send(new DigestFeed(from, to), Auditor)).Digest, (await running.Send(new DigestFeed(from, to), Caller.Anonymous)).Digest));
        }

        var all = await running.Send(new DigestFeed(), Caller.Anonymous);
        Assert.Equal((1, 4321, 4321), (all.From, all.To, all.Last));
        Assert.Equal(4, await scene.One<long>("select count(*) from eligibility.feed_blocks"));
        Assert.Equal("feed-range-beyond-end", (await running.Send(new DigestFeed(1, 4322), Caller.Anonymous)).Refusal?.Code);

        await scene.Do("update eligibility.feed_entries set leaf_hash = sha256('x') where number = 4321");
        Assert.NotEqual(all.Digest, (await running.Send(new DigestFeed(), Caller.Anonymous)).Digest);
    }

    [Fact]
    public async Task what_does_not_fit_is_passed_over_and_what_is_withheld_is_not_told_to_fit()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        Guid mine = await Published(running, scene, 50), other = await Published(running, scene, 70);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        await scene.Correct(call, Scene.Terms("A-1", 90));
        await scene.UpToDate();
        await Numbered(scene);

        Assert.Equal(["call.published.v1", "call.corrigendum.v1"], await Types(new(Call: "A-1", Class: FeedClass.Public), Caller.Anonymous));
        Assert.Equal(["eligibility.changed.v1", "eligibility.changed.v1"], await Types(new(["eu.eligibility-service.eligibility.changed.v1"]), Auditor));
        Assert.Equal(["eligibility.changed.v1"], await Types(new(["eligibility.changed.v1"]), Applicant));
        Assert.Empty(await Types(new(["eligibility.changed.v1"]), Caller.Anonymous));
        Assert.All((await running.Send(new ReadFeed(Only: new(Cluster: other)), Auditor)).Entries, entry => Assert.Equal(other.ToString(), entry.Subject));
        Assert.Equal("call-unknown", (await running.Send(new ReadFeed(Only: new(Call: "nothing")), Auditor)).Refusal?.Code);

        var page = await running.Send(new ReadFeed(Limit: 1, Only: new(["cluster.published.v1"])), Caller.Anonymous);
        Assert.Equal(Cursor.Of(page.Epoch, page.Entries.Single().Number), page.Next);
        var rest = await running.Send(new ReadFeed(page.Next, Only: new(["call.cancelled.v1"])), Caller.Anonymous);
        Assert.Equal((0, Cursor.Of(page.Epoch, page.Last)), (rest.Entries.Count, rest.Next));

        async Task<string?[]> Types(FeedChoice only, Caller caller)
        {
            var told = await running.Send(new ReadFeed(Only: only), caller);
            Assert.Equal(Cursor.Of(told.Epoch, told.Last), told.Next);
            return [.. told.Entries.Select(entry => entry.Type)];
        }
    }

    [Fact]
    public async Task whoever_waits_is_woken_by_the_next_entry_also_on_a_host_that_does_not_number()
    {
        var database = await postgres.FreshDatabase();
        await using var leader = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        await using var second = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(leader);
        await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        await Numbered(scene);
        var at = await second.Send(new ReadFeed(), Caller.Anonymous);

        var waiting = Enumerable.Range(0, 20).Select(_ => second.Send(new ReadFeed(at.Next, Wait: 20, Only: new(["call.published.v1"])), Caller.Anonymous)).ToArray();
        await Published(leader, scene, 50);   // numbered too, and passed over
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        var call = await scene.Publish(Scene.Terms("A-2", 40));

        foreach (var one in waiting) Assert.Equal(call.ToString(), (await one).Entries.Single().Subject);
        Assert.Empty((await second.Send(new ReadFeed((await waiting[0]).Next, Wait: 1, Only: new(["call.cancelled.v1"])), Caller.Anonymous)).Entries);
    }

    /// <summary>As a consumer would, from numbers and leaf hashes alone.</summary>
    private static string Digest(long from, long to, Func<long, byte[]> leafHash)
    {
        using IncrementalHash range = IncrementalHash.CreateHash(HashAlgorithmName.SHA256), block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var digits = new byte[8];
        for (var number = from; number <= to; number++)
        {
            BinaryPrimitives.WriteInt64BigEndian(digits, number);
            block.AppendData(digits);
            block.AppendData(leafHash(number));
            if (number % 1000 == 0 || number == to) range.AppendData(block.GetHashAndReset());
        }

        return Convert.ToHexStringLower(range.GetHashAndReset());
    }

    private sealed class State
    {
        private readonly Dictionary<string, JsonObject> _lines = [];

        public Dictionary<(string Cluster, string Call, string? Strand), string> Outcomes { get; } = [];

        public SortedDictionary<string, string> Lines(string kind) =>
            new(_lines.Where(line => line.Value["kind"]!.GetValue<string>() == kind).ToDictionary(line => line.Key, line => line.Value.ToJsonString()));

        public State Copy()
        {
            var copy = new State();
            foreach (var (id, line) in _lines) copy._lines[id] = line.DeepClone().AsObject();
            foreach (var (pair, outcome) in Outcomes) copy.Outcomes[pair] = outcome;
            return copy;
        }

        public void Take(JsonObject line)
        {
            if (line["kind"]!.GetValue<string>() is "eligibility") Outcomes.Add((Word(line, "cluster")!, Word(line, "call")!, Word(line, "strand")), Word(line, "outcome")!);
            else _lines.Add(Word(line["data"]!, "id")!, line);
        }

        public void Apply(FeedItem entry)
        {
            if (entry.IsStub) return;

            var data = JsonNode.Parse(entry.Data!.Value.GetRawText())!;
            if (entry.Type is "eligibility.changed.v1")
            {
                Outcomes[(Word(data, "cluster")!, Word(data, "call")!, Word(data, "strand"))] = Word(data, "after")!;
                return;
            }

            if (PublicState.After(_lines.GetValueOrDefault(entry.Subject!), entry.Number, entry.Type!, data) is { } line) _lines[entry.Subject!] = line;
            else _lines.Remove(entry.Subject!);
        }

        private static string? Word(JsonNode node, string name) => node[name]?.GetValue<string>();
    }

    private sealed record Taken(long Number, string Next, State State);

    private sealed class Slow(IAsyncEnumerator<string> lines, JsonNode head)
    {
        public async Task<Taken> End()
        {
            var (state, count) = (new State(), 1);
            while (await lines.MoveNextAsync())
            {
                count++;
                var line = JsonNode.Parse(lines.Current)!.AsObject();
                if (line["kind"]!.GetValue<string>() is not "end")
                {
                    state.Take(line);
                    continue;
                }

                Assert.Equal(count, line["lines"]!.GetValue<int>());
                Assert.False(await lines.MoveNextAsync());
                return new(head["number"]!.GetValue<long>(), head["next"]!.GetValue<string>(), state);
            }

            throw new InvalidOperationException("The snapshot broke off.");
        }
    }

    private static async Task<Taken> Take(RunningInfrastructure running, Caller caller) => await (await Begin(running, caller)).End();

    private static async Task<Slow> Begin(RunningInfrastructure running, Caller caller)
    {
        var lines = (await running.Send(new TakeSnapshot(), caller)).Lines.GetAsyncEnumerator(Cancelled);
        Assert.True(await lines.MoveNextAsync());
        return new(lines, JsonNode.Parse(lines.Current)!);
    }

    private static async Task<State> Follow(RunningInfrastructure running, Taken from, Caller caller)
    {
        var page = await running.Send(new ReadFeed(from.Next, 1000), caller);
        var state = from.State.Copy();
        foreach (var entry in page.Entries) state.Apply(entry);
        return state;
    }

    private static async Task<Guid> Published(RunningInfrastructure running, Scene scene, int members)
    {
        var cluster = await scene.Cluster(members);
        if (members is 50 or 80) await running.Decide(cluster, (Cluster it) => it.AddManager(members is 50 ? Anna : Guid.CreateVersion7(), Anna));
        await running.Decide(cluster, (Cluster it) => it.RequestReview(Anna, Scene.Autumn));
        await running.Decide(cluster, (Cluster it) => it.Publish(Guid.CreateVersion7(), Scene.Autumn));
        return cluster;
    }

    private static Task Numbered(Scene scene) => RunningInfrastructure.Until(
        () => scene.One<bool>("select position = (select max(seq_id) from events.mt_events) from eligibility.feed_progress"), "every event is numbered");

    private static Caller Of(Role role, Guid person) => new(person, new HashSet<Role> { role }, IsAuthenticated: true);

    private async Task<RunningInfrastructure> Start(bool leads = true) => await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads);
}
