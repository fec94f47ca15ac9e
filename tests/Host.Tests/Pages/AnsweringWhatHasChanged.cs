using EligibilityService.Application.Access;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Host.Tests.Identity;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Pages;

/// <summary>Forms about a clearance that was confirmed, taken back or replaced since they were shown come back with the page as it is now, and say so where the clearance stands.</summary>
public sealed class AnsweringWhatHasChanged(FreshSite site, PostgresFixture postgres) : IClassFixture<FreshSite>
{
    private const string Path = "/en/retention", Clearances = "/api/admin/retention/clearances", NotAnyMore = "This is not proposed, or not any more";
    private static readonly (string, string) Confirm = ("Answer.Do", "confirm"), Drop = ("Answer.Do", "drop");

    [Fact]
    public async Task A_form_made_before_says_what_is_proposed_now()
    {
        await site.Service.MoveClock("2028-01-01T08:00:00Z");
        using var first = await SignIn("demo-admin");
        using var second = await SignIn("demo-second-admin");
        var early = await first.Read(Path);

        var taken = await Propose("demo-admin");
        var (own, other) = (await first.Read(Path), await second.Read(Path));
        await site.Ask("demo-admin", HttpMethod.Post, $"{Clearances}/{taken}/withdrawal");
        Says(await first.Send(Path, SentForm.Of(own, "clearance-answer", Drop)), "Nothing is proposed.");
        Says(await second.Send(Path, SentForm.Of(other, "clearance-answer", Drop)), "Nothing is proposed.");
        Says(await second.Send(Path, SentForm.Of(other, "clearance-answer", Confirm)), "Nothing is proposed.");

        await Propose("demo-admin");
        other = await second.Read(Path);
        var replacing = await Propose("demo-second-admin");
        Says(await second.Send(Path, SentForm.Of(other, "clearance-answer", Confirm)), "Proposed by you on");
        own = await second.Read(Path);

        await site.Ask("demo-admin", HttpMethod.Post, $"{Clearances}/{replacing}/confirmation");
        Says(await second.Send(Path, SentForm.Of(own, "clearance-answer", Drop)), "Nothing is proposed.");
        var (_, page) = await first.Send(Path, SentForm.Of(early, "clearance", ("Clear.Ids", $"{DemonstrationPeople.SecondOfficer.Id}")));
        Assert.Contains("Some of it is not due.", page);
        Assert.Contains("Nothing is proposed.", page);
    }

    /// <summary>Developers get the framework's own words instead.</summary>
    [Fact]
    public async Task A_form_that_is_gone_leads_to_the_page_as_it_is_now()
    {
        await using var service = await RunningService.Start(await postgres.FreshDatabase(), "none", ("ASPNETCORE_ENVIRONMENT", "Staging"));
        using var visitor = new Visitor(service.Address);
        (await visitor.SignIn(Path, ("person", "demo-admin"))).EnsureSuccessStatusCode();
        var (_, page) = await visitor.Send($"{Path}?done=dropped", SentForm.Of(await visitor.Read(Path), "erase", ("_handler", "gone")));

        Assert.Contains("This form is no longer open", page);
        Assert.Contains($"href=\"{Path}?done=dropped\"", page);
    }

    private static void Says((Uri At, string Page) answer, string now)
    {
        var (heading, told) = (answer.Page.IndexOf("to be confirmed by a second administrator</h2>", StringComparison.Ordinal), answer.Page.IndexOf(NotAnyMore, StringComparison.Ordinal));
        Assert.True(heading > 0 && told > heading && told < answer.Page.IndexOf("<h2>Cleared so far", StringComparison.Ordinal), $"'{NotAnyMore}' does not stand where it belongs:\n{answer.Page}");
        Assert.Contains(now, answer.Page);
    }

    private async Task<Guid> Propose(string administrator)
    {
        var id = Guid.NewGuid();
        await site.Ask(administrator, HttpMethod.Post, Clearances, new { id, ids = new[] { DemonstrationPeople.SecondOfficer.Id } });
        return id;
    }

    private async Task<Visitor> SignIn(string person)
    {
        var visitor = new Visitor(new(site.Url));
        (await visitor.SignIn(Path, ("person", person))).EnsureSuccessStatusCode();
        return visitor;
    }
}
