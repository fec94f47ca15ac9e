using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>The officers' page on which two record from when until when a country takes part.</summary>
public sealed class RecordingCountriesOnPages(FreshSite service, Chromium chromium) : IClassFixture<FreshSite>
{
    [Fact]
    public async Task What_one_officer_proposes_another_turns_down_or_confirms()
    {
        await using var first = await service.SignIn(chromium, "demo-officer", "/en/desk/countries");
        var page = first.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter a day, such as 2017-05-01.");
        await Propose(page, "2016-02-01", "CH");
        await Expect(page.GetByText("Proposed by you; a second officer has to confirm it.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true })).ToHaveCountAsync(0);
        await first.LookAt("desk/countries", "countries-proposed");

        await using var second = await service.SignIn(chromium, "demo-second-officer", "/en/desk/countries");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Turn the proposal down" }).ClickAsync();
        await Expect(second.Page.GetByText("The proposal is dropped.")).ToBeVisibleAsync();

        await page.GotoAsync("/en/desk/countries");
        await Propose(page, "2016-02-01", "CH");
        await Expect(page.GetByText("Proposed by you; a second officer has to confirm it.")).ToBeVisibleAsync();
        await second.Page.GotoAsync("/en/desk/countries");
        await second.LookAt("desk/countries", "countries-to-confirm");
        await second.Page.GotoAsync("/en/desk/countries");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Row, new() { Name = "Switzerland" })).ToContainTextAsync("from 1 February 2016");
        Assert.Empty(first.Problems.Concat(second.Problems));
    }

    private static async Task Propose(IPage page, string from, string country)
    {
        await page.Locator("select[name='Part.Country']").SelectOptionAsync(country);
        await page.Locator("[name='Part.From']").FillAsync(from);
        await page.Locator("[name='Part.Source']").FillAsync("The agreement, article 9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
    }
}
