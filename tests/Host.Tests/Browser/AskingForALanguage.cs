using System.Net;

namespace EligibilityService.Host.Tests.Browser;

public sealed class AskingForALanguage(TestSite site)
{
    [Theory]
    [InlineData("/", "de-AT,en;q=0.5", "/de/")]
    [InlineData("/", "fr,en;q=0.5", "/en/")]
    [InlineData("/", "", "/en/")]
    [InlineData("/styleguide?country=x", "de", "/de/styleguide?country=x")]
    public async Task A_page_without_a_language_leads_to_the_readers(string path, string accepted, string expected)
    {
        using var response = await Get(path, accepted);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location?.OriginalString);
        Assert.Equal("Accept-Language", response.Headers.Vary.Single());
    }

    [Theory, InlineData("/api/nothing", HttpStatusCode.NotFound), InlineData("/health/nothing", HttpStatusCode.NotFound), InlineData("/connect/token", HttpStatusCode.BadRequest)]
    public async Task What_machines_ask_for_is_left_alone(string path, HttpStatusCode expected)
    {
        using var response = await Get(path, "de");

        Assert.Equal(expected, response.StatusCode);
        Assert.False(response.Headers.Contains("Content-Security-Policy"));
        Assert.DoesNotContain("<html", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pages_run_no_script_but_their_own_files()
    {
        using var response = await Get("/en/styleguide", "en");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain(" style=", page);
        Assert.All(response.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("path=/;", cookie));
    }

    [Theory]
    [InlineData("/de/", HttpStatusCode.OK)]
    [InlineData("/de/calls", HttpStatusCode.OK)]
    [InlineData("/de/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/de/calls/nothing", HttpStatusCode.NotFound)]
    [InlineData("/calls", HttpStatusCode.Redirect)]
    [InlineData("/de/my-cluster", HttpStatusCode.Redirect)]
    public async Task Asking_only_whether_a_page_is_there_is_answered_as_if_it_were_read(string path, HttpStatusCode expected)
    {
        using var read = await Get(path, "de");
        using var asked = await Get(path, "de", HttpMethod.Head);

        Assert.Equal(expected, read.StatusCode);
        Assert.Equal(expected, asked.StatusCode);
        Assert.Equal(read.Content.Headers.ContentType, asked.Content.Headers.ContentType);
        Assert.Empty(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("en", "This page does not exist"), InlineData("de", "Diese Seite gibt es nicht")]
    public async Task An_unknown_address_says_so_in_the_readers_language(string language, string expected)
    {
        foreach (var path in (string[])[$"/{language}/nowhere/at/all", $"/{language}/calls/nothing", $"/{language}/clusters/nothing", "/nowhere.html"])
        {
            using var response = await Get(path, language);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private async Task<HttpResponseMessage> Get(string path, string accepted, HttpMethod? method = null)
    {
        await site.Service;
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(site.Url + path));
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
