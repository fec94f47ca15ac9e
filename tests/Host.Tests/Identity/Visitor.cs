using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EligibilityService.Host.Tests.Identity;

/// <summary>A browser without script: keeps cookies, follows redirects, fills in forms.</summary>
internal sealed partial class Visitor(Uri address, CookieContainer? cookies = null) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { CookieContainer = cookies ?? new() }) { BaseAddress = address };

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<string> Read(string path) => _client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public void Bear(string token) => _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task<HttpResponseMessage> AskForToken(string clientId, string secret) => await _client.PostAsync(
        "/connect/token",
        new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", clientId), new("client_secret", secret)]),
        TestContext.Current.CancellationToken);

    public async Task<string> Token(string clientId)
    {
        using var answer = await AskForToken(clientId, clientId);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32(), tolerance: 1);
        return body.GetProperty("access_token").GetString()!;
    }

    /// <summary>Sends the hidden fields of a page together with what was typed.</summary>
    public async Task<HttpResponseMessage> Submit(string page, string action, params (string Name, string Value)[] typed)
    {
        var hidden = HiddenFields().Matches(page).Select(field => (Name: WebUtility.HtmlDecode(field.Groups[1].Value), Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
        var fields = hidden.DistinctBy(field => field.Name).Concat(typed).Select(field => KeyValuePair.Create(field.Name, field.Value));
        return await _client.PostAsync(action, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a form of a page as it is; what comes back after redirects.</summary>
    public async Task<(Uri At, string Page)> Send(string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var answer = await _client.PostAsync(path, new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
        return (answer.RequestMessage!.RequestUri!, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    public async Task<HttpResponseMessage> SignIn(string returnUrl, params (string Name, string Value)[] typed) =>
        await Submit(await Read("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl)), "/connect/authorize?ui_locales=en", typed);

    public async Task<HttpResponseMessage> OpenAccount(string email, string password, string repeated, string returnUrl = "/mine") =>
        await Submit(
            await Read("/open-account?returnUrl=" + Uri.EscapeDataString(returnUrl)), "/open-account",
            ("name", "Käthe Beispiel"), ("email", email), ("password", password), ("repeated", repeated), ("language", "de"));

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex HiddenFields();
}
