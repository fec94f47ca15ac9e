using EligibilityService.Application.Access;
using EligibilityService.Host.Tests.Api;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Years later somebody's time is over: one administrator proposes, another one carries it out.</summary>
public sealed class ClearingByTwoOnPages(Chromium chromium, FreshSite service) : IClassFixture<FreshSite>
{
    [Fact]
    public async Task What_one_administrator_proposes_another_confirms_or_turns_down()
    {
        await service.Service.MoveClock("2028-01-01T08:00:00Z");
        var officer = DemonstrationPeople.SecondOfficer.Id;
        await using var first = await service.SignIn(chromium, "demo-admin", "/en/retention");
        var page = first.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose to clear what is chosen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose what is cleared.");
        await Propose(page, officer);
        await Expect(page.GetByText("Proposed by you on")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm, and clear it for good" })).ToHaveCountAsync(0);
        await first.LookAt("retention", "retention-proposed");

        await using var second = await service.SignIn(chromium, "demo-second-admin", "/en/retention");
        await second.LookAt("retention", "retention-to-confirm");
        await second.Page.GotoAsync("/en/retention");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Turn the proposal down" }).ClickAsync();
        await Expect(second.Page.GetByText("Nothing was cleared.")).ToBeVisibleAsync();

        await page.GotoAsync("/en/retention");
        await Propose(page, officer);
        await second.Page.GotoAsync("/en/retention");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm, and clear it for good" }).ClickAsync();
        await Expect(second.Page.GetByText("Carried out.")).ToBeVisibleAsync();
        await Expect(second.Page.Locator("label", new() { HasTextString = $"{officer}" })).ToHaveCountAsync(0);
        await Expect(second.Page.Locator("#erasures table")).ToContainTextAsync($"{officer}");
        Assert.Empty(first.Problems.Concat(second.Problems));
    }

    [Fact]
    public async Task A_person_who_asks_is_erased_by_two_as_well()
    {
        await using var first = await service.SignIn(chromium, "demo-admin", "/en/retention");
        var page = first.Page;
        await page.GetByLabel("Person: e-mail address").FillAsync("nobody@example.eu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase this person" }).ClickAsync();
        await Expect(page.Locator("#erasures").GetByRole(AriaRole.Alert)).ToContainTextAsync("Nobody is known");
        await page.GetByLabel("Person: e-mail address").FillAsync(DemonstrationPeople.Agency.Email);
        await page.GetByLabel("Documents in which the person stands").FillAsync("somewhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase this person" }).ClickAsync();
        await Expect(page.Locator("#erasures").GetByRole(AriaRole.Alert)).ToContainTextAsync("Each line is the address of a document");
        await page.GetByLabel("Documents in which the person stands").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase this person" }).ClickAsync();
        await Expect(page.GetByText("until a second administrator confirms.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = DemonstrationPeople.Agency.Name })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm, and erase for good" })).ToHaveCountAsync(0);
        await first.LookAt("retention", "erasure-proposed");
        await page.GotoAsync("/en/retention");

        await using var second = await service.SignIn(chromium, "demo-second-admin", "/en/retention");
        await second.LookAt("retention", "erasure-to-confirm");
        await second.Page.GotoAsync("/en/retention");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm, and erase for good" }).ClickAsync();
        await Expect(second.Page.GetByText("Carried out.")).ToBeVisibleAsync();
        await Expect(second.Page.GetByText("Nobody waits for a second administrator.")).ToBeVisibleAsync();
        await Expect(second.Page.Locator("#erasures table")).ToContainTextAsync($"{DemonstrationPeople.Agency.Id}");

        // A form that was shown before.
        await page.Locator("#erasures").GetByRole(AriaRole.Button, new() { Name = "Take the proposal back" }).ClickAsync();
        await Expect(page.Locator("#erasures").GetByRole(AriaRole.Alert)).ToContainTextAsync("This erasure is not proposed, or not any more");
        Assert.Empty(first.Problems.Concat(second.Problems));
    }

    private static async Task Propose(IPage page, Guid person)
    {
        await page.Locator("label", new() { HasTextString = $"{person}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose to clear what is chosen" }).ClickAsync();
        await Expect(page.GetByText("Nothing is cleared until a second administrator confirms.")).ToBeVisibleAsync();
    }
}
