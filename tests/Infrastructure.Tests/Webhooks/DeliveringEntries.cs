using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Core;
using CloudNative.CloudEvents.SystemTextJson;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests;
using Npgsql;
using StandardWebhooks;

namespace EligibilityService.Infrastructure.Tests.Webhooks;

/// <summary>What was subscribed to arrives: signed, in each form, in order, and as far as one may read it. Signatures and events are read by others' code.</summary>
public sealed class DeliveringEntries(PostgresFixture postgres)
{
    private async Task<Follower> Start() => await (await Follower.Start(await postgres.FreshDatabase())).WithACluster();

    [Theory]
    [InlineData(MessageForm.Structured, 1)]
    [InlineData(MessageForm.Binary, 1)]
    [InlineData(MessageForm.Batched, 3)]
    public async Task each_entry_once_and_in_order(MessageForm form, int batch)
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, secret) = await following.Open(receiver.Url, form: form, batch: batch, strict: true);
        await following.Change(7);
        await following.Until(() => receiver.Arrived.Sum(arrival => Events(arrival).Count) == 7, "seven entries arrived");

        Assert.Equal(1, receiver.Asked);
        Assert.All(receiver.Arrived, arrival => Verify(secret, arrival));
        var events = receiver.Arrived.SelectMany(Events).ToArray();
        Assert.Equal(Enumerable.Range(1, 7).Select(counter => $"{counter}"), events.Select(one => one["counter"]));
        Assert.All(events, one => Assert.Equal(($"{id}", "eu.eligibility-service.cluster.changed.v1", $"{following.Cluster}"), (one["subscription"], one.Type, one.Subject)));
        Assert.Equal(events.Select(one => one["sequence"]).Order(), events.Select(one => one["sequence"]));
        if (form is MessageForm.Batched) Assert.All(receiver.Arrived, arrival => Assert.InRange(Events(arrival).Count, 1, 3));
    }

    /// <summary>The reference library and Svix's, both for JavaScript, as subscribers use them.</summary>
    [Fact]
    public async Task signed_so_that_the_libraries_of_subscribers_take_it()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, old) = await following.Open(receiver.Url);
        var @new = await following.Renew(id, 24);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "it arrived");
        var (arrival, others) = (receiver.Arrived[0], await Javascript.Install());

        foreach (var secret in (string[])[old, @new]) Assert.Equal("standardwebhooks: genuine\nsvix: genuine\n", await others.Run("verify.mjs", JsonSerializer.Serialize(new { secret, headers = arrival.Headers, body = arrival.Text })));
        Assert.DoesNotContain("genuine", await others.Run("verify.mjs", JsonSerializer.Serialize(new { secret = @new, headers = arrival.Headers, body = arrival.Text + " " })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task after_the_secret_was_renewed_with_both_while_both_hold()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, old) = await following.Open(receiver.Url);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "the first arrived");

        var @new = await following.Renew(id, 24);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 2, "the second arrived");
        Assert.Equal(2, receiver.Arrived[1].Headers["webhook-signature"].Split(' ').Length);
        Verify(old, receiver.Arrived[1]);
        Verify(@new, receiver.Arrived[1]);

        following.Time.Advance(TimeSpan.FromHours(25));
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 3, "the third arrived");
        Assert.Single(receiver.Arrived[2].Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task only_what_is_wanted_and_may_be_read_when_it_is_sent()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        await following.Open(receiver.Url, new(["cluster.*"], [], [], [], []));
        await following.Entitle(AccessKind.ClusterFeed);
        await following.RequestReview();
        await following.Until(() => receiver.Arrived.Count == 1, "the cluster's own entry arrived");
        Assert.Equal("cluster", receiver.Arrived[0].Json.GetProperty("class").GetString());

        await following.Revoke(AccessKind.ClusterFeed);
        await following.RequestReview();
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 2, "the public entry arrived");
        Assert.Equal(["cluster", "public"], receiver.Arrived.Select(arrival => arrival.Json.GetProperty("class").GetString()));
        Assert.Equal([1, 2], receiver.Arrived.Select(arrival => arrival.Counter));
    }

    [Fact]
    public async Task again_from_where_it_was_set_back_to_marked_as_replay()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, _) = await following.Open(receiver.Url, strict: true, start: "beginning");
        await following.Change(2);
        await following.Until(() => receiver.Arrived.Count == 3, "all arrived");
        await following.Do(new MoveSubscription(id, receiver.Arrived[1].Number - 1));
        await following.Until(() => receiver.Arrived.Count == 5, "two arrived again");
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 6, "a new one arrived");

        Assert.Equal([false, false, false, true, true, false], receiver.Arrived.Select(arrival => arrival.Json.TryGetProperty("replay", out _)));
        Assert.Equal(receiver.Arrived.Skip(1).Take(2).Select(arrival => arrival.Id), receiver.Arrived.Skip(3).Take(2).Select(arrival => arrival.Id));
        Assert.Equal([1, 2, 3, 4, 5, 6], receiver.Arrived.Select(arrival => arrival.Counter));
    }

    /// <summary>What is tried out by hand is signed as all else, and takes its turn: the limit holds for both together.</summary>
    [Fact]
    public async Task no_more_in_a_minute_than_is_wanted_tests_included()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, secret) = await following.Open(receiver.Url, perMinute: 1);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "the first arrived");
        Assert.Equal("deliveries-enough", (await following.Running.Send(new TestDelivery(id), Follower.Pekka)).Refusal?.Code);

        following.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.True((await following.Running.Send(new TestDelivery(id), Follower.Pekka)).Attempt?.Taken);
        Verify(secret, receiver.Arrived[1]);
        await following.Change();
        following.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(2, receiver.Attempts);
        await following.Until(() => receiver.Arrived.Count == 3, "the next one comes in its turn", TimeSpan.FromSeconds(1));
    }

    /// <summary>A turn that was waited for is not lost by telling the service not to wait.</summary>
    [Fact]
    public async Task the_next_one_a_minute_later_however_often_it_is_told_to_try_again_at_once()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, _) = await following.Open(receiver.Url, perMinute: 1);
        await following.Change(4);
        await following.Until(() => receiver.Arrived.Count == 1, "the first arrived");
        for (var i = 0; i < 5; i++)
        {
            var before = await following.Scene.One<long>("select fence from eligibility.cursors where id = $1", id);
            await following.Running.Send(new RetryNow(id), Follower.Pekka);
            await RunningInfrastructure.Until(() => following.Scene.One<bool>("select fence > $2 + 1 and holder is not null from eligibility.cursors where id = $1", id, before), "a host moves it again");
        }

        following.Time.Advance(TimeSpan.FromSeconds(61));
        await following.Until(() => receiver.Arrived.Count == 2, "the second arrived");
    }

    [Fact]
    public async Task nothing_while_it_is_paused_and_everything_afterwards()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, _) = await following.Open(receiver.Url);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "the first arrived");
        await following.Do(new PauseSubscription(id));
        await following.Change(3);
        Assert.Single(receiver.Arrived);
        await following.Do(new ResumeSubscription(id));
        await following.Until(() => receiver.Arrived.DistinctBy(arrival => arrival.Number).Count() == 4, "the others arrived");   // the first one may come twice

        await following.Do(new EndSubscription(id));
        Assert.Equal((0L, 0L), (await following.Scene.One<long>("select count(*) from eligibility.cursors"), await following.Scene.One<long>("select count(*) from eligibility.webhook_secrets")));
    }

    /// <summary>After a restore, before anything of the new epoch; and it is sent until it is taken, as all else.</summary>
    [Theory]
    [InlineData(MessageForm.Structured)]
    [InlineData(MessageForm.Batched)]
    [InlineData(MessageForm.Binary)]
    public async Task the_news_that_the_feed_began_anew(MessageForm form)
    {
        var database = await postgres.FreshDatabase();
        await using var receiver = await Receiver.Start();
        Guid id;
        string secret, before;
        long last;
        await using (var lost = await (await Follower.Start(database)).WithACluster())
        {
            (id, secret) = await lost.Open(receiver.Url, form: form);
            await lost.Change(2);
            await lost.Until(() => lost.Scene.One<long>("select counter from eligibility.cursors").Result == 2, "two arrived, and that is noted");
            (before, last) = (await lost.Scene.One<string>("select epoch from eligibility.feed_progress"), await lost.Scene.One<long>("select number from eligibility.feed_progress"));
        }

        var refused = 0;
        receiver.Answer = (_, http) => Receiver.Status(http, refused++ == 0 ? 503 : 204);
        await using (var restored = NpgsqlDataSource.Create(database)) await restored.CreateCommand("update eligibility.feed_progress set epoch = 'restored'").ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var following = await (await Follower.Start(database)).WithACluster();
        await following.Until(() => receiver.Arrived.Count == 4, "the news, and what follows it", TimeSpan.FromSeconds(1));
        Verify(secret, receiver.Arrived[2]);
        var (told, next) = (Told(receiver.Arrived[2]), Told(receiver.Arrived[3]));
        Assert.Equal(("eu.eligibility-service.feed.epoch-ended.v1", "restored", $"{id}", null, null), (told.Type, told["epoch"], told["subscription"], told["sequence"], told["counter"]));
        var data = (JsonElement)told.Data!;
        Assert.Equal((before, "restored", $"restored.{last}", last, 2), (data.GetProperty("before").GetString(), data.GetProperty("epoch").GetString(), data.GetProperty("resumeFrom").GetString(), data.GetProperty("number").GetInt64(), data.GetProperty("counter").GetInt32()));
        Assert.Equal(("restored", "3"), (next["epoch"], next["counter"]));

        static CloudEvent Told(Arrival arrival) => Assert.Single(Events(arrival));
    }

    [Fact]
    public async Task what_could_not_be_read_once_it_can()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        await following.Open(receiver.Url);
        await following.Change();
        await following.Scene.Spoil(following.Cluster, "cluster.profile-changed", "cluster.profile-changed");
        await following.Numbered();
        await following.Publication();
        await following.Until(() => receiver.Arrived.Count == 2, "what can be read came");

        await following.Scene.Do("update events.mt_events set data = (select data from events.mt_events where stream_id = $1 and type = 'cluster.profile-changed' order by version limit 1) where stream_id = $1 and version = (select max(version) from events.mt_events where stream_id = $1)", following.Cluster);
        Assert.Equal(1, await following.Running.Get<FeedFilling>().Fill(following.Running.Get<Leadership>().Term, TestContext.Current.CancellationToken));
        await following.Until(() => receiver.Arrived.Count == 3, "and the other one too");
        Assert.Equal((true, false, $"{following.Cluster}"), (receiver.Arrived[2].Json.TryGetProperty("replay", out _), receiver.Arrived[2].Json.TryGetProperty("counter", out _), receiver.Arrived[2].Json.GetProperty("subject").GetString()));
    }

    /// <summary>However many they are, and however they lie in the feed: one more cursor, which waits like the subscription's own.</summary>
    [Fact]
    public async Task several_that_come_late_by_one_cursor()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var unreadable = await Clusters(following, 3);
        var (id, _) = await following.Open(receiver.Url, strict: true);
        await Spoil(following, unreadable);
        await following.Until(() => receiver.Arrived.Count == 3, "what can be read came");
        await Passed(following);
        await following.Do(new PauseSubscription(id));
        await Mend(following, unreadable);

        Assert.Equal((1L, 3), (await following.Scene.One<long>("select count(*) from eligibility.cursors where mark = 3"), await following.Scene.One<int>("select cardinality(numbers) from eligibility.cursors where mark = 3")));
        await following.Do(new ResumeSubscription(id));
        await following.Until(() => receiver.Arrived.Count == 6, "the others came");
        Assert.Equal(unreadable.Select(cluster => $"{cluster}"), receiver.Arrived.Skip(3).Select(arrival => arrival.Json.GetProperty("subject").GetString()));
        Assert.Equal(6, receiver.Arrived.Select(arrival => arrival.Number).Distinct().Count());
        await following.Until(() => following.Scene.One<long>("select count(*) from eligibility.cursors").Result == 1, "nothing of it is kept");
    }

    [Fact]
    public async Task what_comes_late_also_after_the_address_was_gone()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var unreadable = await Clusters(following, 1);
        var (id, _) = await following.Open(receiver.Url);
        await Spoil(following, unreadable);
        await following.Until(() => receiver.Arrived.Count == 1, "what can be read came");
        await Passed(following);
        receiver.Answer = (_, http) => Receiver.Status(http, 410);
        await Mend(following, unreadable);
        await following.Until(() => following.Known(id) is { Status: SubscriptionStatus.Disabled }, "the service stopped it");

        receiver.Answer = (_, http) => Receiver.Status(http, 204);
        await following.Do(new ResumeSubscription(id));
        await following.Until(() => receiver.Arrived.Count == 2, "it came all the same");
    }

    [Fact]
    public async Task what_comes_late_to_nobody_who_does_not_want_it_not_even_a_question()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        await using var other = await Receiver.Start();
        var unreadable = await Clusters(following, 1);
        var (id, _) = await following.Open(receiver.Url, FeedFilter.Everything with { Types = ["call.*"] });
        await following.Until(() => receiver.Asked == 1, "it was asked");
        await Spoil(following, unreadable);
        following.Time.Advance(TimeSpan.FromSeconds(20));   // what nobody wants is noted seldom
        await Passed(following);
        await following.Do(new PauseSubscription(id));
        await following.Do(new ChangeSubscription(id, new(other.Url)));
        await Mend(following, unreadable);
        await following.Do(new ResumeSubscription(id));
        await following.Until(() => other.Asked > 0 && following.Scene.One<long>("select count(*) from eligibility.cursors").Result == 1, "it was looked at");
        Assert.Equal((1, 0), (other.Asked, other.Attempts));
    }

    /// <summary>It has passed the entry, but could not note that yet, when the entry is filled.</summary>
    [Fact]
    public async Task what_is_filled_while_it_passes()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var unreadable = await Clusters(following, 1);
        await following.Open(receiver.Url);
        await following.Until(() => following.Scene.One<bool>("select consented is not null from eligibility.cursors").Result, "it has begun");
        await using var held = await following.Running.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await held.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("select 1 from eligibility.cursors for update", held)) await hold.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await Spoil(following, unreadable);
        await following.Until(() => receiver.Arrived.Count == 1, "what came behind it arrived");

        var mending = Mend(following, unreadable);
        await Task.WhenAny(mending, following.Until(() => following.Scene.One<bool>("select count(*) > 1 from pg_locks where not granted").Result, "both wait"));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await mending;
        await following.Until(() => receiver.Arrived.Any(arrival => arrival.Json.GetProperty("subject").GetString() == $"{unreadable[0]}"), "it came");
    }

    private static async Task<Guid[]> Clusters(Follower following, int count)
    {
        var clusters = new List<Guid>();
        for (var i = 0; i < count; i++) clusters.Add(await following.Publication());
        foreach (var cluster in clusters) await following.Scene.Change(cluster, 90);
        await following.Change();
        return [.. clusters];
    }

    /// <summary>Each tells something that cannot be read, and behind each something comes that can.</summary>
    private static async Task Spoil(Follower following, Guid[] clusters)
    {
        foreach (var cluster in clusters)
        {
            await following.Scene.Spoil(cluster, "cluster.profile-changed", "cluster.profile-changed");
            await following.Numbered();
            await following.Change();
        }
    }

    private static async Task Mend(Follower following, Guid[] clusters)
    {
        foreach (var cluster in clusters)
        {
            await following.Scene.Do("update events.mt_events set data = (select data from events.mt_events where stream_id = $1 and type = 'cluster.profile-changed' order by version limit 1) where stream_id = $1 and version = (select max(version) from events.mt_events where stream_id = $1)", cluster);
        }

        Assert.Equal(clusters.Length, await following.Running.Get<FeedFilling>().Fill(following.Running.Get<Leadership>().Term, TestContext.Current.CancellationToken));
    }

    private static Task Passed(Follower following) => following.Until(() => following.Scene.One<bool>("select position = (select number from eligibility.feed_progress) from eligibility.cursors").Result, "it has noted that it passed them");

    /// <summary>Whoever was behind when it was filled gets it in its place.</summary>
    [Fact]
    public async Task what_was_filled_before_it_was_their_turn()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var (id, _) = await following.Open(receiver.Url, strict: true);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "the first arrived");
        await following.Do(new PauseSubscription(id));
        await following.Scene.Spoil(following.Cluster, "cluster.profile-changed", "cluster.profile-changed");
        await following.Numbered();
        await following.Publication();
        await following.Scene.Do("update events.mt_events set data = (select data from events.mt_events where stream_id = $1 and type = 'cluster.profile-changed' order by version limit 1) where stream_id = $1 and version = (select max(version) from events.mt_events where stream_id = $1)", following.Cluster);
        Assert.Equal(1, await following.Running.Get<FeedFilling>().Fill(following.Running.Get<Leadership>().Term, TestContext.Current.CancellationToken));

        await following.Do(new ResumeSubscription(id));
        await following.Until(() => receiver.Arrived.Select(arrival => arrival.Number).Distinct().Count() == 3, "the filled one came before the one after it");
        Assert.Equal(receiver.Arrived.Select(arrival => arrival.Number).Order(), receiver.Arrived.Select(arrival => arrival.Number));
    }

    [Fact]
    public async Task to_nobody_under_an_id_that_is_not_free()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        await following.Scene.Do("insert into eligibility.persons (id, email, name, language) values ($1, 'a.person@example.eu', 'A Person', 'en')", Follower.Anna);

        foreach (var taken in (Guid[])[EligibilityService.Infrastructure.Broker.BrokerCursor.Id, RetentionBook.StreamId, ProgrammeFacts.StreamId, LogBook.StreamId, following.Cluster, Follower.Anna])
        {
            var receipt = await following.Running.Send(new OpenSubscription(taken, new(receiver.Url)), Follower.Pekka);
            Assert.Equal("address-unknown", receipt.Refusal?.Code);
        }
    }

    internal static IReadOnlyList<CloudEvent> Events(Arrival arrival)
    {
        var formatter = new JsonEventFormatter();
        var type = new System.Net.Mime.ContentType(arrival.Headers["content-type"]);
        if (type.MediaType == "application/cloudevents-batch+json") return formatter.DecodeBatchModeMessage(arrival.Body, type, []);
        if (type.MediaType == "application/cloudevents+json") return [formatter.DecodeStructuredModeMessage(arrival.Body, type, [])];

        var version = CloudEventsSpecVersion.FromVersionId(arrival.Headers["ce-specversion"])!;
        var told = new CloudEvent(version) { DataContentType = type.ToString() };
        foreach (var (name, value) in arrival.Headers.Where(header => header.Key.StartsWith("ce-", StringComparison.Ordinal) && header.Key != "ce-specversion")) told.SetAttributeFromString(name[3..], Uri.UnescapeDataString(value));
        formatter.DecodeBinaryModeEventData(arrival.Body, told);
        return [Validation.CheckCloudEventArgument(told, nameof(arrival))];
    }

    /// <summary>One of the signatures is that of the secret. The library compares with the first one only, so it gets them one by one.</summary>
    private static void Verify(string secret, Arrival arrival) => Assert.Contains(arrival.Headers["webhook-signature"].Split(' '), signature =>
    {
        try
        {
            new StandardWebhook(secret).Verify(arrival.Text, new Microsoft.AspNetCore.Http.HeaderDictionary { ["webhook-id"] = arrival.Id, ["webhook-timestamp"] = arrival.Headers["webhook-timestamp"], ["webhook-signature"] = signature });
            return true;
        }
        catch (StandardWebhooks.Diagnostics.WebhookVerificationException)
        {
            return false;
        }
    });
}
