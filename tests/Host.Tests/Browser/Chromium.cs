using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(EligibilityService.Host.Tests.Browser.Chromium))]

namespace EligibilityService.Host.Tests.Browser;

/// <summary>One browser for all tests, from the distribution's packages; each visit is a profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The shell is the same browser without windows, which takes a third less time.</summary>
    private static readonly string[] Installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Installed.FirstOrDefault(File.Exists),
            ChromiumSandbox = false,    // its sandbox refuses root, and it sees our own pages only
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            ],
        });
    }

    /// <summary>Opens an address such as /de/calls and waits until all of it is there.</summary>
    public async Task<Visit> Open(TestSite site, string path, int width = 1280, bool withScript = true)
    {
        await site.Service;
        return await Open(site.Url, path, width, withScript);
    }

    public async Task<Visit> Open(string site, string path, int width = 1280, bool withScript = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = site,
            Locale = path.StartsWith("/de", StringComparison.Ordinal) ? "de-DE" : "en-IE",
            JavaScriptEnabled = withScript,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        var visit = new Visit(context, await context.NewPageAsync(), site);
        await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
