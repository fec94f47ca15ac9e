using System.Net;
using System.Text.Json;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Agreements with countries, recorded by two officers when they become known, for days that may have passed.</summary>
public sealed class RecordingCountries(PostgresFixture postgres)
{
    [Fact]
    public async Task an_agreement_that_reaches_back_changes_the_present_and_not_what_was_known()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.MoveClock("2017-05-01T09:00:00Z");
        var swiss = await service.Register("Cluster am Rheinfall", "CH");
        await service.Publish(swiss);
        var application = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = swiss, strand = "1.a" })).Created().Id;
        (await applicant.Post($"/api/applications/{application}/submissions", new { confirmEmpty = true })).Created();

        await service.MoveClock("2017-09-01T08:00:00Z");
        var proposal = Guid.NewGuid();
        var agreement = new { id = proposal, from = "2017-01-01", source = "Agreement on the programme, signed in August 2017, article 9" };
        (await officer.Post("/api/programme/countries/CH/participation", agreement)).Ok();
        (await officer.Post($"/api/programme/countries/CH/participation/{proposal}/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        Assert.Equal("notMet", (await applicant.Verdict(swiss, Escp2016)).Finding("CTRY-1").Said("outcome"));

        // Officers see what waits, the public does not.
        Assert.Equal(proposal, (await Country(second, "CH")).GetProperty("proposed").GetProperty("id").GetGuid());
        Assert.False((await Country(service.Client(), "CH")).TryGetProperty("proposed", out _));

        var confirmed = (await second.Post($"/api/programme/countries/CH/participation/{proposal}/confirmation")).Ok();
        await service.MoveClock("2017-09-02T08:00:00Z");

        var now = (await applicant.Verdict(swiss, Escp2016, $"?minPosition={confirmed.Position}")).Finding("CTRY-1");
        Assert.Equal(("met", "country-participates"), (now.Said("outcome"), now.GetProperty("reason").Said("code")));
        Assert.Equal("programme.association-confirmed", now.Each("evidence").Last().Said("event"));
        Assert.Equal("notMet", (await applicant.Verdict(swiss, Escp2016, "?knownAt=2017-08-31T22:00:00Z")).Finding("CTRY-1").Said("outcome"));

        // What was recorded when it was handed in stays, and is listed.
        var differing = (await officer.Get($"/api/desk/differing?application={application}&minPosition={confirmed.Position}")).Ok().Body;
        var difference = Assert.Single(Assert.Single(differing.Each("applications")).Each("differences"), one => one.Said("criterion") == "CTRY-1");
        Assert.Equal(("notMet", "met"), (difference.GetProperty("recorded").Said("outcome"), difference.GetProperty("present").Said("outcome")));
        Assert.Equal("2017-01-01", Assert.Single((await Country(service.Client(), "CH")).Each("participation")).Said("from"));
    }

    [Fact]
    public async Task what_was_known_by_the_year_is_corrected_to_the_day()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        var cluster = await service.Register("Kyiv Agro Cluster", "UA");
        await service.MoveClock("2017-09-01T08:00:00Z");
        Assert.Equal(("undetermined", "participation-known-by-year"), Of(await applicant.Verdict(cluster, Escp2016)));

        foreach (var (body, field) in ((object, string)[])[
            (new { from = "2017-07-31", source = "" }, "source"), (new { from = "1870-01-01", source = "the agreement" }, "from"), (new { from = "2017-07-31", until = "2017-01-01", source = "the agreement" }, "until")])
        {
            (await officer.Post("/api/programme/countries/UA/participation", body)).IsProblem(HttpStatusCode.BadRequest, "invalid", field);
        }

        (await officer.Post("/api/programme/countries/ZZ/participation", new { from = "2017-07-31", source = "the agreement" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "country");
        (await officer.Post("/api/programme/countries/UA/participation", new { from = "2017-07-31", source = "the agreement" })).IsProblem(HttpStatusCode.Conflict, "association-known-already");
        (await officer.Post("/api/programme/countries/UA/participation", new { from = "2017-02-22", until = "2020-12-31", corrects = true, source = "the agreement", id = Guid.NewGuid() })).Ok();
        var dropped = (await Country(second, "UA")).GetProperty("proposed").GetProperty("id").GetGuid();
        (await second.Post($"/api/programme/countries/UA/participation/{dropped}/withdrawal")).Ok();
        (await second.Post($"/api/programme/countries/UA/participation/{dropped}/confirmation")).IsProblem(HttpStatusCode.Conflict, "association-not-proposed");

        var proposal = Guid.NewGuid();
        (await officer.Post("/api/programme/countries/UA/participation", new { from = "2017-02-22", until = "2020-12-31", corrects = true, source = "the agreement", id = proposal })).Ok();
        var confirmed = (await second.Post($"/api/programme/countries/UA/participation/{proposal}/confirmation")).Ok();
        Assert.Equal(("met", "country-participates"), Of(await applicant.Verdict(cluster, Escp2016, $"?minPosition={confirmed.Position}")));
        Assert.Equal(("notMet", "country-not-participating"), Of(await applicant.Verdict(cluster, Escp2016, "?at=2017-02-21")));
        Assert.Equal(("undetermined", "participation-known-by-year"), Of(await applicant.Verdict(cluster, Escp2016, "?knownAt=2017-08-31")));

        static (string?, string?) Of(JsonElement verdict) => (verdict.Finding("CTRY-1").Said("outcome"), verdict.Finding("CTRY-1").GetProperty("reason").Said("code"));
    }

    private static async Task<JsonElement> Country(HttpClient client, string code) =>
        (await client.Get("/api/programme/countries")).Ok().Body.Each("countries").Single(country => country.Said("code") == code);
}
