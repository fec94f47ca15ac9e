using System.Net;
using System.Text.Json;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>The story a newcomer is told, over HTTP: from the first entry to the call that is for them.</summary>
public sealed class LivingThroughACall(PostgresFixture postgres)
{
    [Fact]
    public async Task from_a_refused_profile_to_a_call_one_may_take_part_in()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        HttpClient anybody = service.Client(), applicant = service.Client("applicant"), moderator = service.Client("moderator"), german = service.Client("applicant", "de");

        // Registered, and not yet to be seen by anybody else.
        var registered = (await applicant.Post("/api/clusters", new { name = "Cluster Medizintechnik Alb", country = "DE", region = "DE14", kind = "clusterOrganisation" })).Created();
        var id = registered.Id;
        Assert.Equal($"/api/clusters/{id}", registered.Headers.Location!.OriginalString);
        Assert.Equal($"\"{registered.Version}\"", registered.Headers.ETag!.Tag);
        (await anybody.Get($"/api/clusters/{id}?minPosition={registered.Position}")).IsProblem(HttpStatusCode.NotFound, "not-found");

        // What is missing is told with what to do about it, in two languages.
        var (en, de) = (await applicant.Verdict(id, Escp2016), await german.Verdict(id, Escp2016));
        Assert.Equal(("notMet", "indication", "organisation"), (en.Said("outcome"), en.Said("bindingness"), en.Said("stage")));
        Assert.Equal("registration-not-requested", en.Finding("REG").GetProperty("reason").Said("code"));
        Assert.Contains("ask for its review", en.Finding("REG").GetProperty("remedy").Said("text"), StringComparison.Ordinal);
        Assert.Contains("beantragen Sie die Prüfung", de.Finding("REG").GetProperty("remedy").Said("text"), StringComparison.Ordinal);
        Assert.Equal("2017-03-31T21:59:00Z", en.Finding("REG").GetProperty("remedy").Said("by"));

        // Refused with a reason, mended, published.
        (await moderator.Post($"/api/clusters/{id}/publication")).IsProblem(HttpStatusCode.Conflict, "cluster-review-not-requested");
        (await applicant.Post($"/api/clusters/{id}/review")).Ok();
        (await moderator.Post($"/api/clusters/{id}/refusal", new { reason = "" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reason");
        var refused = (await moderator.Post($"/api/clusters/{id}/refusal", new { reason = "Say how many members you have, and whether you are a legal person." })).Ok();
        Assert.Equal("refused", (await applicant.Get($"/api/clusters/{id}?minPosition={refused.Position}")).Ok().Body.Said("status"));

        var mended = (await applicant.Patch($"/api/clusters/{id}/profile", new { membersSme = 41, membersResearch = 3, hasLegalPersonality = true, city = "Ulm" }, refused.Version)).Ok();
        Assert.Equal(refused.Version + 1, mended.Version);
        var published = await service.Publish(id);
        Assert.Equal("published", (await anybody.Get($"/api/clusters/{id}?minPosition={published.Position}")).Ok().Body.Said("status"));

        // The call is announced: the verdict goes by what was announced, and says that it may change.
        var provisional = await german.Verdict(id, Escp2016, $"?minPosition={published.Position}");
        Assert.Equal(("met", true), (provisional.Said("outcome"), provisional.GetProperty("provisional").GetBoolean()));
        Assert.Equal("Teilnahme möglich, was die Organisation betrifft. Vorläufig: Die Ausschreibung ist erst angekündigt.", provisional.Said("headline"));
        Assert.Contains("veröffentlichter Text kann anderes verlangen", provisional.Said("notice"), StringComparison.Ordinal);
        Assert.Equal(["CTRY-1", "REG", "WHO-2"], provisional.Each("findings").Select(finding => finding.Said("criterion")).Order());
        var call = (await anybody.Get($"/api/calls/{Escp2016}")).Ok().Body;
        Assert.Equal(("announced", "partial"), (call.Said("status"), call.Said("completeness")));
        Assert.False(call.GetProperty("terms").TryGetProperty("budget", out _) || call.GetProperty("terms").TryGetProperty("deadline", out _));
        // The outside hears of the publication, and only that something else happened.
        var entry = await anybody.InFeed(told => told.Said("type") == "eu.eligibility-service.cluster.published.v1" && told.Said("subject") == $"{id}");
        Assert.Equal(("1.0", "public", $"{entry.GetProperty("number")}"), (entry.GetProperty("event").Said("specversion"), entry.GetProperty("event").Said("class"), entry.GetProperty("event").Said("sequence")));
        var feed = (await anybody.Get("/api/feed?limit=1000")).Ok().Body;
        Assert.Equal(Enumerable.Range(1, feed.GetProperty("last").GetInt32()), feed.Each("entries").Select(line => line.GetProperty("number").GetInt32()));
        Assert.Contains(feed.Each("entries"), line => !line.TryGetProperty("event", out var told) || told.ValueKind is JsonValueKind.Null);
        Assert.DoesNotContain("legal person", feed.ToString(), StringComparison.Ordinal);

        // All of it is told as a story, the reason included, and as it was known before.
        var history = (await german.Get($"/api/clusters/{id}/history?minPosition={published.Position}")).Ok();
        Assert.Equal(published.Version, history.Version);
        Assert.Contains("Say how many members you have", history.Text, StringComparison.Ordinal);
        var events = history.Body.Each("entries").Select(told => told.Said("name")).ToArray();
        Assert.Equal(["cluster.profile-drafted", "cluster.profile-refused", "cluster.profile-published"], events.Where(name => name is "cluster.profile-drafted" or "cluster.profile-refused" or "cluster.profile-published"));
        (await anybody.Get($"/api/clusters/{id}/history")).IsProblem(HttpStatusCode.NotFound, "not-found");

        // The clock goes to the call's publication.
        await service.MoveClock("2016-12-20T11:00:00Z");
        Assert.Equal("open", (await anybody.Get($"/api/calls/{Escp2016}")).Ok().Body.Said("status"));
        var told = await german.Verdict(id, Escp2016);
        Assert.Equal("Als Partner möglich, es fehlen noch zwei Partner aus zwei Ländern.", told.Said("headline"));
        Assert.Equal("open", told.GetProperty("call").Said("status"));
        Assert.Contains((await german.Get($"/api/clusters/{id}/eligibility")).Ok().Body.Each("verdicts"), one => one.Said("headline") == told.Said("headline"));

        // Every reason can be traced to the event that told it.
        Assert.Equal(("met", false), (told.Said("outcome"), told.GetProperty("provisional").GetBoolean()));
        var evidence = told.Finding("WHO-1").Each("evidence").Single();
        Assert.Equal((id, mended.Version, "applicant"), (evidence.GetProperty("stream").GetGuid(), evidence.GetProperty("version").GetInt64(), evidence.Said("assertedBy")));
        Assert.All(told.Each("findings"), finding => Assert.False(string.IsNullOrEmpty(finding.Said("clause"))));
        Assert.Contains(told.Each("stillOpen"), open => open.Said("criterion") == "CON-1" && open.Said("stage") == "consortium");

        // And nothing was rewritten: as known then the call was announced, and before it was mended, the profile had been refused.
        var then = await german.Verdict(id, Escp2016, "?knownAt=2016-12-19T12:00:00Z");
        Assert.Equal(provisional.Said("headline"), then.Said("headline"));
        var before = await applicant.Verdict(id, Escp2016, $"?knownAt={Uri.EscapeDataString(Recorded(evidence))}");
        Assert.Equal("registration-refused", before.Finding("REG").GetProperty("reason").Said("code"));
    }

    /// <summary>The moment just before an event was recorded.</summary>
    private static string Recorded(JsonElement evidence) => evidence.GetProperty("recordedAt").GetDateTimeOffset().AddMicroseconds(-1).ToString("O");
}
