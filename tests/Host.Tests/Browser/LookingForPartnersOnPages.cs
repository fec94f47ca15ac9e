using EligibilityService.Host.Tests.Api;
using EligibilityService.Tests;
using Microsoft.Playwright;
using static EligibilityService.Host.Tests.Api.Deeds;
using static Microsoft.Playwright.Assertions;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>An officer records a partnership and its changes; a cluster posts a search, and whoever puts a consortium together meets it. With and without script.</summary>
public sealed class LookingForPartnersOnPages(Chromium chromium, PostgresFixture postgres)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task an_officer_records_a_partnership_and_who_left(bool withScript)
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2016-12-21T09:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11"))[0];
        var published = await service.Publish(cluster);
        (await service.Client("officer").Get($"/api/clusters/{cluster}?minPosition={published.Position}")).Ok();
        await using var visit = await SignIn(service, "demo-officer", "/en/desk/partnerships/new", withScript);
        var page = visit.Page;

        await page.GetByLabel("Name, in the original language").FillAsync("Partenariat du Rhin");
        await page.GetByLabel("Formed on").FillAsync("last year");
        await page.GetByLabel("Members, one a line").FillAsync($"{service.Address}en/clusters/{cluster}\nAlsace Biovallée; FR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Formed on")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByLabel("Name, in the original language")).ToHaveValueAsync("Partenariat du Rhin");
        if (withScript) await visit.ShouldBeSound();

        await page.GetByLabel("Formed on").FillAsync("2015-02-01");
        await page.GetByLabel("Where it is told").FillAsync("A notice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Partenariat du Rhin");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Neckar Cluster" })).ToBeVisibleAsync();
        var here = new Uri(page.Url).AbsolutePath;

        await page.GetByRole(AriaRole.Link, new() { Name = "Record changes" }).ClickAsync();
        await page.GetByLabel("Member", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Alsace Biovallée" });
        await page.GetByLabel("No longer belongs from").FillAsync("2015-01-01");
        await page.Locator("#field-Left-Source").FillAsync("A letter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the departure" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("behind the one on which it joined");
        await Expect(page.GetByLabel("No longer belongs from")).ToHaveValueAsync("2015-01-01");

        await page.GetByLabel("No longer belongs from").FillAsync("2016-06-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the departure" }).ClickAsync();
        await Expect(page.GetByText("Recorded", new() { Exact = true })).ToBeVisibleAsync();
        await page.GotoAsync($"{here}?at=2016-01-01");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Members", Exact = true })).ToContainTextAsync("Alsace Biovallée");
        await page.GotoAsync(here);
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Members", Exact = true })).Not.ToContainTextAsync("Alsace Biovallée");
        if (!withScript) return;

        foreach (var (path, name) in ((string, string)[])[(here[4..], "partnership"), ($"{here[4..]}?at=2016-01-01", "partnership-then"), ("partnerships", "partnerships"), ("desk/partnerships/new", "record-partnership"), ($"desk/{here[4..]}", "partnership-desk"), ($"clusters/{cluster}", "cluster-in-partnership")])
        {
            await visit.LookAt(path, name);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task a_search_is_posted_met_in_the_consortium_builder_and_withdrawn(bool withScript)
    {
        await using var service = await RunningService.StartPlayed(postgres);
        await service.MoveClock("2016-12-21T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10");
        foreach (var cluster in clusters) (await service.Publish(cluster)).Ok();
        await using var visit = await SignIn(service, "demo-applicant", $"/en/my-cluster/{clusters[1]}/partner-searches", withScript);
        var page = visit.Page;

        await page.GetByText("We offer to be a partner.").ClickAsync();
        await page.GetByLabel("For the call").SelectOptionAsync(Escp2016);
        await page.GetByLabel("In your own words").FillAsync("Nous apportons des lignes pilotes et des contacts en Corée.");
        await page.GetByLabel("Last day").FillAsync("2016-12-20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The last day lies in the past");
        await Expect(page.GetByLabel("In your own words")).ToHaveValueAsync("Nous apportons des lignes pilotes et des contacts en Corée.");
        await page.GetByLabel("Last day").FillAsync("2017-03-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(page.Locator(".ecl-notification--success")).ToContainTextAsync("Posted");

        await page.GotoAsync($"/en/calls/{Escp2016}");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 partner search" }).ClickAsync();
        await Expect(page.GetByText("Nous apportons des lignes pilotes")).ToBeVisibleAsync();

        var builder = $"calls/{Escp2016}/consortium?partner0={clusters[0]}";
        await page.GotoAsync($"/en/{builder}");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Offers to be a partner" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "1 fitting partner search" }).First.ClickAsync();
        await Expect(page.GetByText("Nous apportons des lignes pilotes")).ToBeVisibleAsync();
        if (withScript)
        {
            foreach (var (path, name) in ((string, string)[])[("partner-searches", "partner-searches"), (builder, "consortium-with-search"), ($"my-cluster/{clusters[1]}/partner-searches", "own-searches")]) await visit.LookAt(path, name);
        }

        await page.GotoAsync($"/en/my-cluster/{clusters[1]}/partner-searches");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(page.GetByText("Withdrawn", new() { Exact = true })).ToBeVisibleAsync();
        await page.GotoAsync("/en/partner-searches");
        await Expect(page.GetByText("No partner search found")).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);
    }

    private async Task<Visit> SignIn(RunningService service, string person, string path, bool withScript)
    {
        var site = service.Address.GetLeftPart(UriPartial.Authority);
        var visit = await chromium.Open(site, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}", withScript: withScript);
        await visit.Page.Locator($"button[value='{person}']").ClickAsync();
        await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == new Uri(site + path).AbsolutePath);
        return visit;
    }
}
