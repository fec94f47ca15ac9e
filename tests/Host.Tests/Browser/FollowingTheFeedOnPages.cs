using EligibilityService.Host.Tests.Api;
using EligibilityService.Tests;
using Microsoft.Playwright;
using static EligibilityService.Host.Tests.Api.Deeds;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>A subscriber looks after a subscription alone: opens it, copies the secret, tries it out, sees why it stands still, and sends again. An operator sees all.</summary>
public sealed class FollowingTheFeedOnPages(Chromium chromium, PostgresFixture postgres)
{
    [Fact]
    public async Task a_subscription_is_looked_after_by_its_owner()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await using var receiver = await Receiver.Start();
        await service.MoveClock("2016-12-21T09:00:00Z");
        var site = service.Address.GetLeftPart(UriPartial.Authority);
        await using var visit = await chromium.Open(site, $"/sign-in?returnUrl={Uri.EscapeDataString("/en/subscriptions")}");
        var page = visit.Page;
        await page.Locator("button[value='demo-subscriber']").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open a subscription" }).ClickAsync();
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("http://10.0.0.1/in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Address", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.ShouldBeSound();

        await page.GetByLabel("Address", new() { Exact = true }).FillAsync(receiver.Url);
        await page.GetByText("With the first entry there is").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true }).ClickAsync();
        await Expect(page.Locator("code")).ToContainTextAsync("whsec_");
        await visit.ShouldBeSound();
        await page.GetByRole(AriaRole.Link, new() { Name = "On to the subscription" }).ClickAsync();
        await Expect(page.GetByText("whsec_")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.GetByText("Taken: 204")).ToBeVisibleAsync();

        // It stops taking anything: the page says so, and lets one try again.
        receiver.Answer = (_, http) => Receiver.Status(http, 503);
        (await service.Publish((await service.Managed("Neckar Cluster,DE,DE11"))[0])).Ok();
        var here = new Uri(page.Url).AbsolutePath;
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Try again now" });   // the attempts are read after the subscription, and may tell a little more
        for (var looked = 0; looked < 50 && await again.CountAsync() == 0; looked++) await page.GotoAsync(here);
        await Expect(page.GetByText("The address answered 503.").First).ToBeVisibleAsync();
        foreach (var (path, name) in ((string, string)[])[(here[4..], "subscription-failing"), ("subscriptions", "subscriptions"), ("subscriptions/new", "subscription-new")]) await visit.LookAt(path, name);

        receiver.Answer = (_, http) => Receiver.Status(http, 204);
        await page.GotoAsync(here);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again now" }).ClickAsync();
        for (var looked = 0; looked < 50 && await page.GetByText("up to date").CountAsync() == 0; looked++) await page.GotoAsync(here);
        await Expect(page.GetByText("nothing waits")).ToBeVisibleAsync();

        await page.GetByText("Send again, or try out").ClickAsync();
        await page.GetByLabel("From entry").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(page.GetByText("It is under way.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Renew the secret" }).ClickAsync();
        await Expect(page.Locator("code")).ToContainTextAsync("whsec_");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByText("Paused. Nothing is sent until you resume.")).ToBeVisibleAsync();
        await visit.LookAt(here[4..], "subscription-paused");

        // How one is told by mail, beside the feed.
        await page.GotoAsync("/en/notifications");
        await page.GetByText("At once", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(page.Locator("input[value='AtOnce']")).ToBeCheckedAsync();
        foreach (var (path, name) in ((string, string)[])[("notifications", "notifications"), ("mailbox", "mailbox"), ("unsubscribe?token=forged", "unsubscribe")]) await visit.LookAt(path, name);
        await page.GotoAsync("/en/unsubscribe?token=forged");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me no more mail" }).ClickAsync();
        await Expect(page.GetByText("This link is not complete, or none of ours.")).ToBeVisibleAsync();

        await page.GotoAsync("/en/subscriptions");
        await visit.SignInAs("demo-admin");
        await Expect(page.GetByText("Pekka Virtanen")).ToBeVisibleAsync();
        await visit.LookAt("subscriptions", "subscriptions-operator");
        Assert.Empty(visit.Problems);
    }
}
