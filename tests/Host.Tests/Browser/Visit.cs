using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>A page in a browser, and everything that went wrong on it so far.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>What the browser says of a page that was left before it had come to its end.</summary>
    private const string OvertakenByNext = "net::ERR_ABORTED";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    internal Visit(IBrowserContext context, IPage page, string site)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !IsAboutPageItself(message), $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.RequestFailed += (_, request) => Note(request.Failure != OvertakenByNext, $"failed: {request.Url} {request.Failure}");
        page.Request += (_, request) => Note(
            !request.Url.StartsWith(site, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal),
            $"asked outside: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Signs in by a click on one of the demonstration's people, and comes back to where the visit was.</summary>
    /// <param name="person">The name of her client, such as demo-officer.</param>
    public async Task SignInAs(string person)
    {
        var back = new Uri(Page.Url).PathAndQuery;
        await Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(back)}");
        await Page.Locator($"button[value='{person}']").ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).PathAndQuery == back, new() { WaitUntil = WaitUntilState.Load });
    }

    /// <summary>Errors and warnings of the console, failed requests and requests to anybody but the site.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public async Task<string[]> FindBarriers() =>
    [
        .. from violation in (await Page.RunAxe(Rules)).Violations
           from node in violation.Nodes
           select $"{violation.Id} ({violation.Impact}): {violation.Help}: {node.Html}",
    ];

    /// <summary>What sticks out to the right of a page that scrolls sideways.</summary>
    public Task<string[]> FindOverflow() => Page.EvaluateAsync<string[]>(
        """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1).map(element => element.outerHTML.slice(0, 160));
        }
        """);

    /// <summary>Nothing is in anybody's way: no barrier, nothing cut off at the side, no error, nobody else asked.</summary>
    public async Task ShouldBeSound()
    {
        string[] wrong = [.. await FindOverflow(), .. await FindBarriers(), .. Problems];
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>A page in both languages, at the desk and on a phone.</summary>
    /// <param name="path">Without the language.</param>
    public async Task LookAt(string path, string name)
    {
        foreach (var width in (int[])[1280, 360])
        {
            await Page.SetViewportSizeAsync(width, 900);
            foreach (var language in (string[])["en", "de"])
            {
                await Page.GotoAsync($"/{language}/{path}", new() { WaitUntil = WaitUntilState.Load });
                await TakePicture($"{name}-{language}-{width}");
                await ShouldBeSound();
            }
        }

        await Page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>Kept when the variable PICTURES names a folder, for people to look at.</summary>
    public async Task TakePicture(string name)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>The browser reports a page that answers 404; the test that went there meant it.</summary>
    private static bool IsAboutPageItself(IConsoleMessage message) =>
        message.Page is { } page && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Location.StartsWith(page.Url + ":", StringComparison.Ordinal);

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            _problems.Enqueue(text);
        }
    }
}
