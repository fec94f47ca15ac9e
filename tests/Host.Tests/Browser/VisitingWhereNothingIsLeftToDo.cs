using EligibilityService.Application.Clusters;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Forms that have nothing to fill in any more say so, and lead on.</summary>
public sealed class VisitingWhereNothingIsLeftToDo(Chromium chromium, TestSite site)
{
    private static readonly Guid Own = ImportRow.ClusterIdOf("DEMO-000001");

    public static TheoryData<string, string, string> Pages => new()
    {
        { "demo-applicant", $"my-cluster/{Own}/calls/COS-CLUSTER-2014-3-03/apply", "Diese Ausschreibung ist nicht für Anträge offen" },
        { "demo-applicant", $"my-cluster/{Own}/calls/COS-CLUSINT-2016-03-01/apply", "Diese Ausschreibung ist nicht für Anträge offen" },
        { "demo-applicant", $"claim/{Own}", "Sie handeln schon für diese Organisation" },
        { "demo-applicant", $"claim/{Own}?sent=1", "Ihre Anfrage ist gesendet" },
        { "demo-officer", $"claim/{Own}", "Dieser Eintrag wird schon betreut" },
        { "demo-officer", "register", "Cluster werden von ihren eigenen Leuten registriert" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task The_page_says_why_and_is_sound(string person, string page, string said)
    {
        await using var visit = await chromium.Open(site, "/de/");
        await visit.SignInAs(person);
        foreach (var width in (int[])[1280, 360])
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            foreach (var language in (string[])["en", "de"])
            {
                var answer = await visit.Page.GotoAsync($"/{language}/{page}", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Load });
                Assert.Equal(200, answer!.Status);
                await visit.ShouldBeSound();
            }
        }

        Assert.Contains(said, await visit.Page.Locator(".ecl-notification").First.TextContentAsync(), StringComparison.Ordinal);
    }
}
