using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Log;

/// <summary>Checkpoints over real leaves, and proofs that lead to their roots.</summary>
public sealed class SigningCheckpoints(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task each_continues_the_one_before_and_every_leaf_can_be_proven()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        await scene.Clusters(1, 2, 3);
        await Sign(running);
        await scene.Publish(Scene.Terms("A-1", 40));
        await Sign(running);
        await scene.Cluster(4);
        await Sign(running);

        var checkpoints = (await running.Send(new ReadCheckpoints(0, 10), Caller.Anonymous)).Checkpoints;
        var keys = await running.Send(new ShowSigningKeys(), Caller.Anonymous);
        Assert.Equal([1, 2, 3], checkpoints.Select(checkpoint => checkpoint.Number));
        Assert.All(checkpoints, checkpoint => Assert.True(SignedNote.Parse(checkpoint.Note)!.IsSignedBy(keys)));
        foreach (var (earlier, later) in checkpoints.Zip(checkpoints.Skip(1)))
        {
            var proof = await running.Send(new ProveConsistency(earlier.Size, later.Size), Caller.Anonymous);
            Assert.True(MerkleTree.Continues(earlier.Size, Hash(earlier.Root), later.Size, Hash(later.Root), [.. proof.Proof.Select(Hash)]));
        }

        var last = checkpoints[^1];
        for (var index = 0; index < last.Size; index++)
        {
            var proof = await running.Send(new ProveInclusion(index, null, null), Caller.Anonymous);
            Assert.Equal(await scene.One<byte[]>("select hash from eligibility.log_leaves where index = $1", (long)index), Hash(proof.LeafHash));
            Assert.True(MerkleTree.Includes(Hash(proof.LeafHash), index, last.Size, [.. proof.Proof.Select(Hash)], Hash(last.Root)));
        }

        Assert.Equal("leaf-unknown", (await running.Send(new ProveInclusion(last.Size, null, null), Caller.Anonymous)).Refusal?.Code);
        Assert.Equal("log-sizes-unknown", (await running.Send(new ProveConsistency(1, last.Size + 1), Caller.Anonymous)).Refusal?.Code);
    }

    [Fact]
    public async Task they_go_out_by_the_feed_and_none_follows_from_another()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var scene = new Scene(running);
        await scene.Publish(Scene.Terms("A-1", 40));
        await Sign(running);
        await Sign(running);   // the first key was introduced meanwhile, which is an event
        var number = await Sign(running);
        await scene.Publish(Scene.Terms("A-2", 40));
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);

        Assert.Equal(number, await Sign(running) - 1);
        Assert.Equal(2, number);
        var entries = (await running.Send(new ReadFeed(null, 100), Caller.Anonymous)).Entries;
        Assert.Equal(["call.published.v1", "log.checkpoint.v1", "log.checkpoint.v1", "call.published.v1", "log.checkpoint.v1"], entries.Select(entry => entry.Type));
        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => entry.Number));

        var last = (await running.Send(new ShowCheckpoint(), Caller.Anonymous))!;
        Assert.Equal((last.Root, last.Note, last.FeedNumber), (entries[^1].LeafHash, entries[^1].Data!.Value.GetProperty("note").GetString(), 5));
        Assert.Equal(entries[3].LeafHash, (await running.Send(new ProveInclusion(null, 4, null), Caller.Anonymous)).LeafHash);
    }

    [Fact]
    public async Task a_new_key_is_told_and_the_old_ones_checkpoints_stay_valid()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        await new Scene(running).Cluster(1);
        await Sign(running);
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new RenewSigningKey(), Caller.Anonymous));
        await running.Send(new RenewSigningKey());
        await Sign(running);

        var keys = await running.Send(new ShowSigningKeys(), Caller.Anonymous);
        var notes = (await running.Send(new ReadCheckpoints(0, 10), Caller.Anonymous)).Checkpoints.Select(checkpoint => SignedNote.Parse(checkpoint.Note)!).ToArray();
        Assert.Equal(keys.Select(key => key.Id), notes.Select(note => note.Key));
        Assert.All(notes, note => Assert.True(note.IsSignedBy(keys)));
        Assert.Equal(2, await new Scene(running).One<long>("select count(*) from events.mt_events where type = 'log.key-introduced'"));
    }

    [Fact]
    public async Task who_leads_signs_by_itself_and_who_was_fenced_off_signs_nothing()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        running.Get<Checkpointing>().Within = TimeSpan.Zero;
        await new Scene(running).Cluster(1);
        await RunningInfrastructure.Until(async () => await running.Send(new ShowCheckpoint()) is not null, "the leader signs");
        await RunningInfrastructure.Until(() => new Scene(running).One<bool>("select (select leaves from eligibility.feed_progress) = (select max(size) from eligibility.log_checkpoints) and exists (select from events.mt_events where type = 'log.key-introduced')"), "all is covered");
        var before = (await running.Send(new ShowCheckpoint()))!.Number;

        running.Get<Checkpointing>().Within = TimeSpan.FromHours(1);
        await new Scene(running).Cluster(2);
        await RunningInfrastructure.Until(() => new Scene(running).One<bool>("select (select leaves from eligibility.feed_progress) > (select max(size) from eligibility.log_checkpoints)"), "the leaf is there");
        await Assert.ThrowsAsync<FencedOff>(() => running.Get<Checkpointing>().CatchUp(0, Cancelled));
        Assert.Equal(before, (await running.Send(new ShowCheckpoint()))!.Number);
    }

    [Fact]
    public async Task a_log_larger_than_one_piece_gets_several()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        running.Get<Checkpointing>().Piece = 3;
        await new Scene(running).Clusters(1, 2, 3, 4);
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        await running.Get<Checkpointing>().CatchUp(0, Cancelled);

        var sizes = (await running.Send(new ReadCheckpoints(0, 10))).Checkpoints.Select(checkpoint => checkpoint.Size).ToArray();
        Assert.Equal([3, 6, 8], sizes);
    }

    private static byte[] Hash(string hex) => Checkpoint.Hash(hex)!;

    private static async Task<long> Sign(RunningInfrastructure running)
    {
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        return await running.Get<Checkpointing>().CatchUp(0, Cancelled);
    }
}
