using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EligibilityService.Application.Clusters;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests;

/// <summary>docs/tour.md is true: its files are there, and its walk can be taken.</summary>
public sealed partial class TheTour(TestSite site)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tour.md"));

    [Fact]
    public void names_files_that_are_there_each_once()
    {
        var stops = Files().Matches(Page).Select(file => file.Groups[1].Value).ToArray();

        Assert.Equal(stops.Distinct(), stops);
        Assert.Equal(Enumerable.Range(1, stops.Length), Stops().Matches(Page).Select(stop => int.Parse(stop.Groups[1].Value, null)));
        Assert.All(stops, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} is not there."));
    }

    [Fact]
    public async Task can_be_taken()
    {
        var service = await site.Service;
        HttpClient applicant = service.Client("applicant"), officer = service.Client("officer"), subscriber = service.Client("subscriber");
        var cluster = ImportRow.ClusterIdOf("DEMO-000001");
        var started = (await applicant.Post("/api/applications", new { call = "ECCP-MATCH-BRAZIL-2016", cluster })).Created();
        var address = $"/api/applications/{started.Id}/submissions";
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var cursor = (await subscriber.Get($"/api/feed?after={(await subscriber.Get("/api/feed?limit=1")).Ok().Body.GetProperty("last")}")).Ok().Body.Said("next")!;

        // Up to the commit.
        (await service.Client().Post(address)).IsProblem(HttpStatusCode.Unauthorized, "sign-in-required");
        (await service.Client("moderator").Post(address)).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await applicant.Post(address, new { confirmEmpty = true }, ("If-Match", "\"99\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        var submitted = (await applicant.Post(address, new { confirmEmpty = true }, key, ("If-Match", $"\"{started.Version}\""))).Created();
        var repeated = (await applicant.Post(address, new { confirmEmpty = true }, key)).Created();

        Assert.Equal((started.Version + 1, $"\"{started.Version + 1}\"", $"/api/applications/{started.Id}"), (submitted.Version, submitted.Headers.ETag!.Tag, submitted.Headers.Location!.OriginalString));
        Assert.Equal((submitted.Text, submitted.Position), (repeated.Text, repeated.Position));

        // Below it: memory, verdict, history.
        var seen = (await applicant.Get($"/api/applications/{started.Id}?minPosition={submitted.Position}")).Ok();
        Assert.Equal(("submitted", 1), (seen.Body.Said("status"), seen["versions"].GetInt32()));
        Assert.Equal("met", seen["verdict"].Finding("ADM-1").Said("outcome"));
        Assert.Contains("application.submitted", (await officer.Get($"/api/applications/{started.Id}/history")).Ok().Text, StringComparison.Ordinal);

        // And out: the officer and the entitled subscriber read what was numbered, everybody else that there is something, under the same number and hash.
        var told = await officer.InFeed(e => e.Said("type") == "eu.eligibility-service.application.submitted.v1" && e.Said("subject") == $"{started.Id}");
        var number = told.GetProperty("number").GetInt64();
        Assert.Equal(("1.0", "restricted", $"{number}"), (told.GetProperty("event").Said("specversion"), told.GetProperty("event").Said("class"), told.GetProperty("event").Said("sequence")));
        Assert.Equal(cluster, told.GetProperty("event").GetProperty("data").GetProperty("coordinator").GetGuid());

        var read = (await subscriber.Get($"/api/feed?after={cursor}&limit=1000")).Ok().Body.Each("entries").Single(entry => entry.GetProperty("number").GetInt64() == number);
        Assert.Equal($"{started.Id}", read.GetProperty("event").Said("subject"));

        var page = (await service.Client().Get($"/api/feed?after={cursor}&limit=1000")).Ok().Body;
        var stub = page.Each("entries").Single(entry => entry.GetProperty("number").GetInt64() == number);
        Assert.Equal(told.Said("leafHash"), stub.Said("leafHash"));
        Assert.False(stub.TryGetProperty("event", out var hidden) && hidden.ValueKind is JsonValueKind.Object);
    }

    [GeneratedRegex("`([^`]+/[^`]+\\.cs)` ")]
    private static partial Regex Files();

    [GeneratedRegex("(?m)^([0-9]+)\\. `")]
    private static partial Regex Stops();
}
