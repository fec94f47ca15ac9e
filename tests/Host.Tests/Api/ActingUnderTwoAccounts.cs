using System.Net;
using EligibilityService.Application.Access;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>The configuration says that both officers of the demonstration are one person.</summary>
public sealed class ActingUnderTwoAccounts(PostgresFixture postgres)
{
    [Fact]
    public async Task two_accounts_of_one_person_are_one_pair_of_eyes()
    {
        await using var service = await RunningService.Start(
            await postgres.FreshDatabase(), "programme", ("SamePerson__0__0", $"{DemonstrationPeople.Officer.Id}"), ("SamePerson__0__1", $"{DemonstrationPeople.SecondOfficer.Id}"));
        var (officer, second) = (service.Client("officer"), service.Client("second-officer"));
        var terms = Sent.WithExamples(new
        {
            reference = "ONE-PERSON", title = new { en = "A call", de = "Eine Ausschreibung" }, kind = "escp", publishedOn = "2016-10-04", deadline = new { local = "2017-05-23T17:00" },
            clauses = new[] { new { number = "6", title = new { en = "Country", de = "Land" } } }, criteria = new[] { new { id = "LAB-1", clause = "6", type = "label/1", parameters = new { minimum = "bronze" } } },
        });
        var call = (await officer.Post("/api/calls", new { terms })).Created().Id;

        (await officer.Post($"/api/calls/{call}/publication")).Ok();
        (await second.Get(ImpactOf($"/api/calls/{call}/publication")!)).Ok();
        (await second.Post($"/api/calls/{call}/publication")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
    }
}
