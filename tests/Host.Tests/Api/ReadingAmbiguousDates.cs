using System.Net;
using System.Text.Json;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What a source says in two ways is kept with both readings, until an officer records which one holds.</summary>
public sealed class ReadingAmbiguousDates(PostgresFixture postgres)
{
    [Fact]
    public async Task an_imported_deadline_keeps_both_readings_until_one_is_recorded()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        var cluster = await service.Register("Cluster am Rhein");
        await service.Publish(cluster);

        // 26 October 2020 lies after the clocks were put back: there is no summer time on that day.
        (await officer.Post("/api/calls", new { terms = Terms("AMBIGUOUS-2020", new { local = "2020-10-26T23:59", abbreviation = "CEST" }) })).IsProblem(HttpStatusCode.BadRequest, "invalid", "deadline");
        (await officer.Post("/api/calls", new { terms = Terms("AMBIGUOUS-2020", new { local = "2020-10-26T23:59", abbreviation = "CEST", imported = true, instant = "2020-10-26T12:00:00Z" }) })).IsProblem(HttpStatusCode.BadRequest, "invalid", "deadline");
        (await officer.Post("/api/calls", new { terms = Terms("AMBIGUOUS-2020", new { local = "2020-03-29T02:30", imported = true }) })).IsProblem(HttpStatusCode.BadRequest, "invalid", "deadline");
        var call = await service.PublishCall(Terms("AMBIGUOUS-2020", new { local = "2020-10-26T23:59", abbreviation = "CEST", imported = true }));

        var deadline = (await officer.Get($"/api/calls/{call}")).Ok()["terms"].GetProperty("deadline");
        Assert.Equal(("2020-10-26T22:59:00Z", "2020-10-26T21:59:00Z"), (deadline.Said("instant"), deadline.Said("otherReading")));
        var open = (await applicant.Verdict(cluster, "AMBIGUOUS-2020")).Finding("REG-e");
        Assert.Equal(("undetermined", "deadline-ambiguous"), (open.Said("outcome"), open.GetProperty("reason").Said("code")));
        Assert.Contains("26 October 2020, 23:59 (CET): met; by 26 October 2020, 22:59 (CET): met", open.GetProperty("reason").Said("text"), StringComparison.Ordinal);

        (await officer.Post($"/api/calls/{call}/deadline-reading", new { holds = "2020-10-26T20:59:00Z" })).Is(HttpStatusCode.Conflict);
        var recorded = (await officer.Post($"/api/calls/{call}/deadline-reading", new { holds = "2020-10-26T21:59:00Z" })).Ok();
        var held = (await applicant.Verdict(cluster, "AMBIGUOUS-2020", $"?minPosition={recorded.Position}")).Finding("REG-e");
        Assert.Equal(("met", "2020-10-26T21:59:00Z"), (held.Said("outcome"), held.GetProperty("referenceDate").Said("at")));
    }

    [Fact]
    public async Task a_time_that_exists_twice_is_kept_twice_where_it_is_imported()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var officer = service.Client("officer");

        (await officer.Post("/api/calls", new { terms = Terms("TWICE-2023", new { local = "2023-10-29T02:30" }) })).IsProblem(HttpStatusCode.BadRequest, "invalid", "deadline");
        var call = (await officer.Post("/api/calls", new { terms = Terms("TWICE-2023", new { local = "2023-10-29T02:30", imported = true }) })).Created();
        var deadline = (await officer.Get($"/api/calls/{call.Id}?minPosition={call.Position}")).Ok()["terms"].GetProperty("deadline");
        Assert.Equal(("2023-10-29T00:30:00Z", "2023-10-29T01:30:00Z", true), (deadline.Said("instant"), deadline.Said("otherReading"), deadline.GetProperty("imported").GetBoolean()));
    }

    /// <summary>REG-e of the online event of 2020: "26 October 23.59 CEST".</summary>
    [Fact]
    public async Task a_fixed_date_names_its_time_as_a_deadline_does()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        var cluster = await service.Register("Cluster am Rhein");
        await service.Publish(cluster);

        foreach (var refused in (object[])[new { kind = "date", local = "2020-10-26T23:59", abbreviation = "CEST" }, new { kind = "date", local = "2023-10-29T02:30" }, new { kind = "date", local = "2020-10-26T23:59", abbreviation = "BST", imported = true }, new { kind = "deadline", abbreviation = "CET" }])
        {
            (await officer.Post("/api/calls", new { terms = Terms("ONLINE-2020", new { local = "2020-11-01T17:00" }, refused) })).Is(HttpStatusCode.BadRequest);
        }

        await service.PublishCall(Terms("ONLINE-2020", new { local = "2020-11-01T17:00" }, new { kind = "date", local = "2020-10-26T23:59", abbreviation = "CEST", imported = true }));
        var open = (await applicant.Verdict(cluster, "ONLINE-2020")).Finding("REG-e");
        Assert.Equal(("undetermined", "deadline-ambiguous"), (open.Said("outcome"), open.GetProperty("reason").Said("code")));
        Assert.StartsWith("The date has two readings", open.GetProperty("reason").Said("text"), StringComparison.Ordinal);

        await service.PublishCall(Terms("ONLINE-WINTER-2020", new { local = "2020-11-01T17:00" }, new { kind = "date", local = "2020-10-26T23:59", abbreviation = "CET" }));
        Assert.Equal("2020-10-26T22:59:00Z", (await applicant.Verdict(cluster, "ONLINE-WINTER-2020")).Finding("REG-e").GetProperty("referenceDate").Said("at"));
    }

    private static object Terms(string reference, object deadline, object? referenceDate = null) => new
    {
        reference, title = new { en = "An online event", de = "Eine Online-Veranstaltung" }, kind = "matching-event", publishedOn = "2016-10-04", deadline,
        clauses = new[] { new { number = "4", title = new { en = "Registration", de = "Registrierung" } } },
        criteria = new[] { new { id = "REG-e", clause = "4", type = "registered-or-requested/1", referenceDate = referenceDate ?? new { kind = "deadline" } } },
    };
}
