using EligibilityService.Host.Tests.Api;
using EligibilityService.Tests;
using Microsoft.Playwright;
using static EligibilityService.Host.Tests.Api.Deeds;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Partners are invited and answer; officers judge, settle and decide; all on pages.</summary>
public sealed class ApplyingTogetherOnPages(Chromium chromium, PostgresFixture postgres)
{
    [Fact]
    public async Task From_the_invitation_to_the_decision_and_what_differs_since()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, moderator) = (service.Client("applicant"), service.Client("moderator"));
        await service.MoveClock("2017-05-20T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Neckar-Cluster e.V.,DE,DE11");
        foreach (var cluster in clusters) await service.Publish(cluster);
        var rival = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[2], strand = "1.b" })).Created().Id;
        (await applicant.Post($"/api/applications/{rival}/submissions", new { confirmEmpty = true })).Created();
        var application = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.b" })).Created();
        (await applicant.Get($"/api/applications/{application.Id}?minPosition={application.Position}")).Ok();

        // Invited from the directory, told of, confirmed.
        await using var visit = await SignIn(service, "demo-applicant", $"/en/applications/{application.Id}/partners?q=Seine");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose a cluster.");
        await visit.ShouldBeSound();
        await page.Locator("label[for='field-Invite-Cluster-0']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(page.Locator("#to-do")).ToContainTextAsync("Cluster de la Seine has not confirmed yet.");
        await page.GetByLabel("Name of the organisation").FillAsync("Instytut Wisły");
        await page.GetByLabel("Country of the seat").SelectOptionAsync("PL");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.Locator("#to-do")).ToContainTextAsync("Confirm for Instytut Wisły that it takes part.");
        await page.GetByLabel("Whom?").SelectOptionAsync(new SelectOptionValue { Label = "Instytut Wisły" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm for it" }).ClickAsync();
        await Expect(page.Locator("#partners")).ToContainTextAsync("confirmed by the coordinator");
        await visit.LookAt($"applications/{application.Id}/partners?q=Neckar", "partners");

        await page.GotoAsync($"/en/applications/{application.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm (Cluster de la Seine)" }).ClickAsync();
        await Expect(page.Locator("#partners")).ToContainTextAsync("confirmed");
        await Expect(page.GetByText("has not confirmed yet")).ToHaveCountAsync(0);
        await visit.LookAt($"applications/{application.Id}", "application-together");
        await visit.LookAt("applications", "applications-invited");
        (await applicant.Post($"/api/applications/{application.Id}/submissions", new { confirmEmpty = true })).Created();

        // After the deadline: settled, judged, decided by two.
        await service.MoveClock("2017-06-30T10:00:00Z");
        await using var first = await SignIn(service, "demo-officer", $"/en/desk/applications/{application.Id}");
        await first.LookAt($"desk/applications/{application.Id}", "desk-application");
        page = first.Page;
        await page.GotoAsync($"/en/desk/applications/{application.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "They are different" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Give a reason");
        await first.ShouldBeSound();
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("Two registers, two organisations.");
        await page.GetByRole(AriaRole.Button, new() { Name = "They are different" }).ClickAsync();
        await Expect(page.Locator("#duplicates")).ToHaveCountAsync(0);
        await page.GetByLabel("Reason of the judgement").FillAsync("All of it is about satellites.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Met", Exact = true }).ClickAsync();
        await Expect(page.Locator("#judgements")).ToContainTextAsync("An officer has checked this: it holds.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose: not eligible" }).ClickAsync();
        await Expect(page.Locator("#decision")).ToContainTextAsync("You proposed: not eligible");

        await using var second = await SignIn(service, "demo-second-officer", $"/en/desk/applications/{application.Id}");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm the decision" }).ClickAsync();
        await Expect(second.Page.Locator("#decision")).ToContainTextAsync("Decided on");
        await second.LookAt($"desk/applications/{application.Id}", "desk-application-decided");

        // Known since, with effect in the past.
        var before = (await applicant.Get($"/api/clusters/{clusters[0]}")).Ok();
        var code = (await applicant.Patch($"/api/clusters/{clusters[0]}/profile", new { country = "CH", validFrom = "2017-01-01" }, before.Version)).Ok();
        (await moderator.Get($"/api/calls?minPosition={code.Position}")).Ok();
        await second.Page.GotoAsync("/en/desk/differing");
        await Expect(second.Page.GetByRole(AriaRole.Link, new() { Name = "Neckar Cluster" })).ToBeVisibleAsync();
        await second.LookAt("desk/differing", "desk-differing");
    }

    private async Task<Visit> SignIn(RunningService service, string person, string path)
    {
        var site = service.Address.GetLeftPart(UriPartial.Authority);
        var visit = await chromium.Open(site, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await visit.Page.Locator($"button[value='{person}']").ClickAsync();
        await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == new Uri(site + path).AbsolutePath);
        return visit;
    }
}
