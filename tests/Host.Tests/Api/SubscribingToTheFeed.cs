using System.Net;
using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>A subscription over HTTP, from the secret that is shown once to its end, with a real endpoint on the other side.</summary>
public sealed class SubscribingToTheFeed(PostgresFixture postgres)
{
    [Fact]
    public async Task is_opened_tried_followed_set_back_and_ended()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await using var receiver = await Receiver.Start();
        var (subscriber, other, administrator) = (service.Client("subscriber"), service.Client("applicant"), service.Client("admin"));
        await service.MoveClock("2016-12-21T09:00:00Z");

        var opened = (await subscriber.Post("/api/subscriptions", new { delivery = new { url = receiver.Url }, filter = new { types = new[] { "cluster.*" } } }, ("Idempotency-Key", "one"))).Created();
        Assert.StartsWith("whsec_", opened.Body.Said("secret"));
        var again = (await subscriber.Post("/api/subscriptions", new { delivery = new { url = receiver.Url }, filter = new { types = new[] { "cluster.*" } } }, ("Idempotency-Key", "one"))).Created();
        Assert.Equal((opened.Id, false), (again.Id, again.Body.TryGetProperty("secret", out _)));

        var address = $"/api/subscriptions/{opened.Id}";
        var tried = (await subscriber.Post($"{address}/test")).Ok();
        Assert.Equal(("True", 204), (tried.Body.Said("taken"), tried.Body.GetProperty("status").GetInt32()));
        Assert.Equal(("eu.eligibility-service.subscription.test.v1", true), (receiver.Arrived[0].Json.GetProperty("type").GetString(), receiver.Arrived[0].Json.GetProperty("test").GetBoolean()));

        (await service.Publish((await service.Managed("Neckar Cluster,DE,DE11"))[0])).Ok();
        await Until(() => Task.FromResult(receiver.Arrived.Any(IsPublication)), "the cluster's publication was sent");
        var published = receiver.Arrived.Last(IsPublication);
        await Until(async () => (await subscriber.Get(address)).Ok().Body.Said("health") == "upToDate", "everything was sent");

        // What is sent is what is fetched, and a little more.
        var fetched = (await service.Client(null).Get($"/api/feed?after={published.Number - 1}&limit=1")).Ok().Body.Each("entries").Single().GetProperty("event");
        Assert.All(fetched.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, published.Json.GetProperty(member.Name)), member.Name));

        // The deliveries with their answers; the secret is in none of them.
        var deliveries = (await subscriber.Get($"{address}/deliveries")).Ok();
        Assert.Contains(deliveries.Body.Each("deliveries"), delivery => delivery.Said("kind") == "live" && delivery.GetProperty("from").GetInt64() == published.Number && delivery.Said("sent")!.Contains("webhook-signature", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(opened.Body.Said("secret")!, deliveries.Text, StringComparison.Ordinal);

        // A replay of a range, and a trial against another address, beside what is new.
        await using var elsewhere = await Receiver.Start();
        (await subscriber.Post($"{address}/replays", new { from = 1 })).Ok();
        (await subscriber.Post($"{address}/trials", new { from = 1, url = elsewhere.Url })).Ok();
        await Until(() => Task.FromResult(elsewhere.Arrived.Count > 0 && receiver.Arrived[^1].Json.TryGetProperty("replay", out _)), "the range came again, and went elsewhere");
        Assert.True(elsewhere.Arrived[0].Json.GetProperty("test").GetBoolean());
        await Until(async () => !(await subscriber.Get(address)).Ok().Body.Each("runs").Any(), "both are through");

        // Nobody else's business; an administrator sees that it is there, and whose.
        foreach (var asked in (string[])["", "/deliveries", "/dead-letters"]) (await other.Get(address + asked)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await other.Post($"{address}/secrets", new { })).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("Pekka Virtanen", (await administrator.Get("/api/subscriptions")).Ok().Body.Each("subscriptions").Single().Said("ownerName"));
        (await administrator.Post($"{address}/resumption")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        Assert.Empty((await other.Get("/api/subscriptions")).Ok().Body.Each("subscriptions"));

        var renewed = (await subscriber.Post($"{address}/secrets", new { othersForHours = 1 })).Created();
        Assert.NotEqual(opened.Body.Said("secret"), renewed.Body.Said("secret"));
        Assert.Equal(2, (await subscriber.Get(address)).Ok().Body.Each("secrets").Count());

        (await administrator.Post($"{address}/pause")).Ok();
        Assert.Equal("paused", (await subscriber.Get($"{address}?minPosition={renewed.Position}")).Ok().Body.Said("health"));
        (await subscriber.Post($"{address}/resumption")).Ok();
        (await subscriber.Post($"{address}/ending")).Ok();
        (await subscriber.Post($"{address}/resumption")).IsProblem(HttpStatusCode.Conflict, "subscription-ended");
    }

    [Fact]
    public async Task is_over_once_it_has_ended()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await using var receiver = await Receiver.Start();
        var (subscriber, id) = (service.Client("subscriber"), Guid.CreateVersion7());
        (await subscriber.Post("/api/subscriptions", new { id, delivery = new { url = receiver.Url } })).Created();
        (await subscriber.Post($"/api/subscriptions/{id}/ending")).Ok();

        (await subscriber.Post("/api/subscriptions", new { id, delivery = new { url = receiver.Url } })).IsProblem(HttpStatusCode.Conflict, "subscription-ended");
        foreach (var deed in (string[])["test", "secrets", "pause", "resumption"]) (await subscriber.Post($"/api/subscriptions/{id}/{deed}")).IsProblem(HttpStatusCode.Conflict, "subscription-ended");
        (await subscriber.Post($"/api/subscriptions/{id}/replays", new { from = 1 })).IsProblem(HttpStatusCode.Conflict, "subscription-ended");
        Assert.Equal(0, receiver.Attempts);
    }

    [Fact]
    public async Task ends_with_its_owner()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await using var receiver = await Receiver.Start();
        var (applicant, administrator) = (service.Client("applicant"), service.Client("admin"));
        foreach (var _ in Enumerable.Range(0, 2)) (await applicant.Post("/api/subscriptions", new { delivery = new { url = receiver.Url } })).Created();
        var erasure = (await administrator.Post("/api/admin/erasures", new { person = DemonstrationPeople.Applicant.Id })).Ok().Id;
        (await service.Client("second-admin").Post($"/api/admin/erasures/{erasure}/confirmation")).Ok();
        await Until(async () => (await administrator.Get("/api/subscriptions")).Ok().Body.Each("subscriptions").All(one => one.Said("status") == "ended" && one.Said("health") == "ended"), "both are over");
        Assert.Equal(2, (await administrator.Get("/api/subscriptions")).Ok().Body.Each("subscriptions").Count());
    }

    [Fact]
    public async Task refuses_what_it_cannot_do()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await using var receiver = await Receiver.Start();
        var subscriber = service.Client("subscriber");
        Task<Answer> Open(object body) => subscriber.Post("/api/subscriptions", body);

        (await Open(new { delivery = new { url = "ftp://example.eu/in" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "url");
        (await Open(new { delivery = new { url = "https://user:word@example.eu/in" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "url");
        (await Open(new { delivery = new { url = "http://10.0.0.1/in" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "url");
        (await Open(new { delivery = new { url = "http://169.254.169.254/latest" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "url");
        (await Open(new { delivery = new { url = receiver.Url, batch = 50 } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "batch");
        (await Open(new { delivery = new { url = receiver.Url, perMinute = 0 } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "perMinute");
        (await Open(new { delivery = new { url = receiver.Url }, filter = new { countries = new[] { "XX" } } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "filter.countries");
        (await Open(new { delivery = new { url = receiver.Url }, filter = new { calls = new[] { "NONE" } } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "filter.calls");
        (await Open(new { delivery = new { url = receiver.Url }, start = "tomorrow" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "start");
        (await Open(new { delivery = new { url = receiver.Url }, start = "99999999" })).IsProblem(HttpStatusCode.Conflict, "feed-number-ahead");
        (await Open(new { delivery = new { url = receiver.Url }, start = "0123456789ab.1" })).IsProblem(HttpStatusCode.Conflict, "feed-epoch-ended");

        var opened = (await Open(new { delivery = new { url = receiver.Url } })).Created();
        (await subscriber.Post($"/api/subscriptions/{opened.Id}/place", new { after = 99999999 })).IsProblem(HttpStatusCode.Conflict, "feed-number-ahead");
        (await subscriber.Post($"/api/subscriptions/{opened.Id}/replays", new { from = 0 })).IsProblem(HttpStatusCode.BadRequest, "invalid", "from");
        (await subscriber.Post($"/api/subscriptions/{opened.Id}/trials", new { from = 1, url = "http://192.168.0.1/" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "url");
        (await subscriber.Ask(HttpMethod.Patch, $"/api/subscriptions/{opened.Id}", new { delivery = new { url = receiver.Url, strictOrder = true } })).IsProblem((HttpStatusCode)428, "if-match-required");
        Assert.True((await subscriber.Patch($"/api/subscriptions/{opened.Id}", new { delivery = new { url = receiver.Url, strictOrder = true } }, opened.Version)).Ok().Version > opened.Version);
        Assert.Equal(0, receiver.Attempts);
    }

    private static bool IsPublication(Arrival arrival) => arrival.Json.GetProperty("type").GetString() == "eu.eligibility-service.cluster.published.v1";

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), $"Waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
