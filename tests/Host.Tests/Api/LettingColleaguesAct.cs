using System.Net;
using EligibilityService.Application.Access;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Who acts for a cluster, and no longer does. The colleague opens an account as people do.</summary>
public sealed class LettingColleaguesAct(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    [Fact]
    public async Task one_who_leaves_no_longer_acts_and_the_last_one_stays()
    {
        const string email = "kim.kollegial@neckar-sensorik.example";
        await OpenAccount(email, "Kim Kollegial");
        var client = service.Client("demo-applicant");
        var cluster = (await client.Post("/api/clusters", new { name = "Neckar Sensorik", country = "DE" })).Created().Id;
        var added = (await client.Post($"/api/clusters/{cluster}/colleagues", new { email })).Ok();

        var both = (await client.Get($"/api/clusters/{cluster}/people?minPosition={added.Position}")).Ok();
        Assert.Equal(["Anna Weber", "Kim Kollegial"], both.Body.Each("managers").Select(manager => manager.Said("name")));
        var kim = both.Body.Each("managers").Single(manager => manager.Said("name") == "Kim Kollegial").GetProperty("id").GetGuid();

        (await Remove(kim, null)).IsProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await Remove(kim, both.Version - 1)).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        var removed = (await Remove(kim, both.Version)).Ok();
        Assert.Equal(removed.Version, (await Remove(kim, removed.Version)).Ok().Version);   // gone already: nothing new
        (await Remove(DemonstrationPeople.Applicant.Id, removed.Version)).IsProblem(HttpStatusCode.Conflict, "cluster-needs-a-manager");

        var left = (await client.Get($"/api/clusters/{cluster}/people?minPosition={removed.Position}")).Ok();
        Assert.Equal(["Anna Weber"], left.Body.Each("managers").Select(manager => manager.Said("name")));

        Task<Answer> Remove(Guid person, long? version) =>
            client.Ask(HttpMethod.Delete, $"/api/clusters/{cluster}/colleagues/{person}", null, [.. version is { } known ? [("If-Match", $"\"{known}\"")] : Array.Empty<(string, string)>()]);
    }

    private async Task OpenAccount(string email, string name)
    {
        await using var visit = await chromium.Open(service.Url, "/en/open-account?returnUrl=/en/");
        await visit.Page.Locator("#name").FillAsync(name);
        await visit.Page.Locator("#email").FillAsync(email);
        await visit.Page.Locator("#password").FillAsync("Kein Geheimnis 2016");
        await visit.Page.Locator("#repeated").FillAsync("Kein Geheimnis 2016");
        await visit.Page.Locator("button.primary").ClickAsync();
        await visit.Page.WaitForURLAsync(address => !address.Contains("/open-account", StringComparison.Ordinal));
    }
}
