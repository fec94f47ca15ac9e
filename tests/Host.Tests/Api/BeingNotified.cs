using System.Net;
using System.Text.RegularExpressions;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Api;

/// <summary>An applicant is told of a changed verdict, and ends the mails by one click without signing in.</summary>
public sealed partial class BeingNotified(PostgresFixture postgres)
{
    [Fact]
    public async Task of_a_changed_verdict_until_no_more_mail_is_wanted()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, nobody) = (service.Client("applicant"), service.Client(null));
        await service.MoveClock("2016-10-10T09:00:00Z");
        Assert.Equal("daily", (await applicant.Get("/api/notifications/preferences")).Ok().Body.Said("choice"));
        Assert.Equal("atOnce", (await applicant.Put("/api/notifications/preferences", new { choice = "atOnce" }, 0)).Ok().Body.Said("choice"));
        (await applicant.Put("/api/notifications/preferences", new { choice = "none" }, 7)).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        (await nobody.Put("/api/notifications/preferences", new { choice = "none" }, 1)).IsProblem(HttpStatusCode.Unauthorized, "sign-in-required");

        var cluster = await service.Register("Neckar Cluster");
        var published = await service.Publish(cluster);
        var call = await service.PublishCall(new
        {
            reference = "MAIL-1", title = new { en = "Members asked for", de = "Nach Mitgliedern gefragt" }, kind = "escp", deadline = new { local = "2016-12-01T17:00" },
            clauses = new[] { new { number = "6.1", title = new { en = "Eligible applicants", de = "Förderfähige Antragsteller" } } },
            criteria = new[] { new { id = "MEM-1", clause = "6.1", type = "members/1", parameters = new { minimum = 30 } } },
        });
        await Until(async () => (await service.Client("auditor").Get($"/api/calls/{call}/eligibility-counts")).Text.Contains("met", StringComparison.Ordinal), "verdicts are counted");
        (await applicant.Patch($"/api/clusters/{cluster}/profile", new { membersSme = 3, membersLarge = 0, membersOther = 0 }, published.Version)).Ok();
        await service.Client("auditor").InFeed(told => told.Said("type") == "eu.eligibility-service.eligibility.changed.v1" && told.Said("subject") == $"{cluster}");
        await Until(async () => (await applicant.Get("/api/notifications/mailbox")).Ok().Body.GetProperty("waiting").GetInt32() > 0, "the change is noted");
        await service.MoveClock("2016-10-10T09:05:00Z");
        await Until(async () => (await applicant.Get("/api/notifications/mailbox")).Ok().Body.Each("mails").Any(IsAboutTheCall), "the mail is written");

        var text = (await applicant.Get("/api/notifications/mailbox")).Ok().Body.Each("mails").First(IsAboutTheCall).Said("text")!;
        Assert.DoesNotContain("Anna", text, StringComparison.Ordinal);
        Assert.Empty((await service.Client("officer").Get("/api/notifications/mailbox")).Ok().Body.Each("mails"));
        var seen = (await service.Client("admin").Get("/api/notifications/mailbox")).Ok();
        Assert.Contains(seen.Body.Each("mails"), mail => mail.Said("personName") == "Anna Weber");
        Assert.DoesNotContain("token=", seen.Text, StringComparison.Ordinal);   // who did not get a mail does not end it

        // A look at the address changes nothing; the POST of a mail program does, without a session.
        var token = Token().Match(text).Groups[1].Value;
        (await nobody.Get($"/de/unsubscribe?token={token}")).Ok();
        Assert.Equal("atOnce", (await applicant.Get("/api/notifications/preferences")).Ok().Body.Said("choice"));
        (await nobody.Post("/api/notifications/unsubscribe?token=forged")).IsProblem(HttpStatusCode.NotFound, "token-unknown");
        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.Equal("none", (await nobody.Post($"/api/notifications/unsubscribe?token={token}", oneClick)).Ok().Body.Said("choice"));
        Assert.Equal("none", (await applicant.Get("/api/notifications/preferences")).Ok().Body.Said("choice"));
        Assert.DoesNotContain("demo-applicant@example.eu", service.Log, StringComparison.Ordinal);
    }

    private static bool IsAboutTheCall(System.Text.Json.JsonElement mail) => mail.Said("text")!.Contains("MAIL-1", StringComparison.Ordinal);

    [GeneratedRegex(@"unsubscribe\?token=(\S+)")]
    private static partial Regex Token();

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(40), $"Waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
