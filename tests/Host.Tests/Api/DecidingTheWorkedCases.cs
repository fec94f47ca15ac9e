using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>The cases that officers know by heart, lived through on the demonstration's clock.</summary>
public sealed class DecidingTheWorkedCases(PostgresFixture postgres)
{
    /// <summary>W1: winter time had begun three days before the deadline.</summary>
    [Fact]
    public async Task a_deadline_of_17_00_after_the_clock_change_is_16_00_UTC_and_inclusive()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        const string Call = "COS-CLUSINT-2019-3-01";
        var cluster = await service.Register("Erdbeobachtung Ostsee e. V.");

        await service.MoveClock("2019-08-29T08:00:00Z");
        var deadline = (await applicant.Get($"/api/calls/{Call}")).Ok().Body.GetProperty("terms").GetProperty("deadline");
        Assert.Equal(TimeSpan.FromHours(1496), deadline.GetProperty("instant").GetDateTimeOffset() - new DateTimeOffset(2019, 8, 29, 8, 0, 0, TimeSpan.Zero));
        var application = (await applicant.Post("/api/applications", new { call = Call, cluster, strand = "2.a" })).Created();
        var address = $"/api/applications/{application.Id}";

        await service.MoveClock("2019-10-30T15:30:00Z");
        var first = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        var again = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal(first.Version, again.Version);

        var changed = (await applicant.Patch($"{address}/proposal", new { title = "Looking at the sea" }, first.Version)).Ok();
        await service.MoveClock("2019-10-30T16:00:00Z");
        var last = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal(changed.Version + 1, last.Version);

        await service.MoveClock("2019-10-30T16:00:01Z");
        (await applicant.Patch($"{address}/proposal", new { title = "Looking at the sky" }, last.Version)).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
        (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");

        var standing = (await applicant.Get($"{address}?minPosition={last.Position}")).Ok().Body;
        Assert.Equal(("submitted", 2, "2019-10-30T16:00:00Z"), (standing.Said("status"), standing.GetProperty("versions").GetInt32(), standing.Said("receivedAt")));
        Assert.Equal("met", standing.GetProperty("verdict").Finding("ADM-1").Said("outcome"));
        Assert.Equal("closed", (await applicant.Get($"/api/calls/{Call}")).Ok().Body.Said("status"));
    }

    /// <summary>W5: the rule belongs to the call's text; in 2016 a signed plan was enough.</summary>
    [Fact]
    public async Task a_draft_cluster_may_sign_that_it_plans_to_register()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2017-05-20T10:00:00Z");
        var cluster = await service.Register("Netzwerk in Gründung");
        var with = await Apply(applicant, cluster);
        var without = await Apply(applicant, cluster);

        (await applicant.Post($"/api/applications/{with}/declarations", new { kind = "plansToRegister" })).Ok();
        foreach (var application in (Guid[])[with, without]) (await applicant.Post($"/api/applications/{application}/submissions", new { confirmEmpty = true })).Created();

        await service.MoveClock("2017-05-24T10:00:00Z");
        var requested = (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();

        Assert.Equal(("met", "plan-declared"), await RegistrationIn(with));
        Assert.Equal(("notMet", "registration-not-requested"), await RegistrationIn(without));
        var late = (await applicant.Verdict(cluster, Escp2016)).Finding("REG-a");
        Assert.Equal("notMet", late.Said("outcome"));

        // The deadline has passed: nobody is told to do by then what no longer helps.
        Assert.Equal(("nothing-to-be-done", false), (late.GetProperty("remedy").Said("code"), late.GetProperty("remedy").TryGetProperty("by", out _)));
        Assert.False((await applicant.Get($"/api/clusters/{cluster}/eligibility/{Escp2016}/path")).Ok()["exists"].GetBoolean());

        async Task<(string?, string?)> RegistrationIn(Guid application)
        {
            var finding = (await applicant.Get($"/api/applications/{application}?minPosition={requested.Position}")).Ok()["verdict"].Finding("REG-a");
            return (finding.Said("outcome"), finding.GetProperty("reason").Said("code"));
        }
    }

    /// <summary>W8: what was known then, and what is known now, are both told for ever.</summary>
    [Fact]
    public async Task a_label_renewed_backwards_changes_the_present_and_not_the_past()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, moderator) = (service.Client("applicant"), service.Client("moderator"));
        var cluster = await service.Register("Wasserwirtschaft Rhein");
        await service.PublishCall(new
        {
            reference = "LABEL-2017", title = new { en = "A call for labelled clusters", de = "Eine Ausschreibung für Cluster mit Label" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Label", de = "Label" } } },
            criteria = new[] { new { id = "LAB-1", clause = "6", type = "label/1", parameters = new { minimum = "bronze" }, referenceDate = new { kind = "deadline" } } },
        });
        (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2015-03" })).Ok();

        await service.MoveClock("2017-06-30T12:00:00Z");
        var inJune = await applicant.Verdict(cluster, "LABEL-2017", "?knownAt=2017-06-30T12:00:00Z");
        Assert.Equal(("notMet", "label-not-valid"), Of(inJune));

        // Until a year after its end the renewal still helps: verdict and path say the same, and supposing it shows so.
        var address = $"/api/clusters/{cluster}/eligibility/LABEL-2017";
        var remedy = inJune.Finding("LAB-1").GetProperty("remedy");
        var step = Assert.Single((await applicant.Get($"{address}/path")).Ok().Body.Each("steps"));
        Assert.Equal(("renew-label", "2018-03-31T21:59:59.999999Z"), (remedy.Said("code"), remedy.Said("by")));
        Assert.Equal((remedy.Said("code"), remedy.Said("by")), (step.Said("code"), step.Said("by")));
        foreach (var (month, outcome) in ((string, string)[])[("2017-09", "met"), ("2018-03", "met"), ("2018-04", "notMet")])
        {
            Assert.Equal(outcome, (await applicant.Get($"{address}/what-if?label=bronze&labelInterviewMonth={month}")).Ok()["supposed"].Finding("LAB-1").Said("outcome"));
        }

        await service.MoveClock("2017-09-20T10:00:00Z");
        var renewed = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2017-09" })).Ok();
        await service.MoveClock("2017-10-02T10:00:00Z");

        Assert.Equal(("met", "label-held"), Of(await applicant.Verdict(cluster, "LABEL-2017", $"?minPosition={renewed.Position}")));
        Assert.Equal(("met", "label-held"), Of(await applicant.Verdict(cluster, "LABEL-2017", "?knownAt=2017-10-01T00:00:00Z")));
        var again = await applicant.Verdict(cluster, "LABEL-2017", "?knownAt=2017-06-30T12:00:00Z");
        Assert.Equal(inJune.GetProperty("findings").ToString(), again.GetProperty("findings").ToString());
        Assert.Equal(inJune.Said("headline"), again.Said("headline"));

        static (string?, string?) Of(System.Text.Json.JsonElement verdict) => (verdict.Finding("LAB-1").Said("outcome"), verdict.Finding("LAB-1").GetProperty("reason").Said("code"));
    }

    /// <summary>W9: a seat moved after the deadline counts from the day it moved, and from the day it was told.</summary>
    [Fact]
    public async Task a_seat_that_moved_counts_by_the_day_it_moved_and_the_day_it_was_told()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        const string Call = "COS-CLUSINT-2017-03-6";
        var cluster = await service.Register("Polder Defence Cluster", "NL");
        var published = await service.Publish(cluster);

        await service.MoveClock("2017-12-14T10:00:00Z");
        var figures = (await applicant.Patch($"/api/clusters/{cluster}/profile", new { membersSme = 3 }, published.Version)).Ok();
        var before = await applicant.Verdict(cluster, Call, $"?minPosition={figures.Position}");
        Assert.Equal(("met", "met"), (before.Said("outcome"), before.Finding("CTRY-2").Said("outcome")));

        await service.MoveClock("2017-12-20T10:00:00Z");
        var nextYear = (await applicant.Patch($"/api/clusters/{cluster}/profile", new { country = "CH", validFrom = "2018-01-01" }, figures.Version)).Ok();
        Assert.Equal("met", await Seat($"?minPosition={nextYear.Position}"));
        Assert.Equal("notMet", await Seat("?at=2018-06-01T10:00:00Z"));

        var before1December = (await applicant.Patch($"/api/clusters/{cluster}/profile", new { country = "CH", validFrom = "2017-12-01" }, nextYear.Version)).Ok();
        await service.MoveClock("2017-12-21T10:00:00Z");
        Assert.Equal("notMet", await Seat($"?minPosition={before1December.Position}"));
        Assert.Equal("notMet", await Seat("?knownAt=2017-12-21T09:00:00Z"));
        Assert.Equal("met", await Seat("?knownAt=2017-12-14T11:00:00Z"));

        async Task<string?> Seat(string query) => (await applicant.Verdict(cluster, Call, query)).Finding("CTRY-2").Said("outcome");
    }

    private static async Task<Guid> Apply(HttpClient applicant, Guid cluster) =>
        (await applicant.Post("/api/applications", new { call = Escp2016, cluster, strand = "1.a" })).Created().Id;
}
