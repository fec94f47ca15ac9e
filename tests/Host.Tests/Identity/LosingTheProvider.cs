using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace EligibilityService.Host.Tests.Identity;

/// <summary>The identity provider is an outside one, and nobody listens at its address.</summary>
public sealed class LosingTheProvider(PrivatePostgres postgres)
{
    [Theory]
    [InlineData("/sign-in", "Try again in half a minute")]
    [InlineData("/de/sign-in", "in einer halben Minute")]
    [InlineData("/mine", "Try again in half a minute")]
    [InlineData("/list", "Try again in half a minute")]
    public async Task people_are_told_to_come_again(string path, string says)
    {
        await using var host = await Start();
        using var visitor = new Visitor(host.Address);

        using var answer = await visitor.Get(path);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30", "text/html"), (answer.StatusCode, $"{answer.Headers.RetryAfter}", answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(says, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_token_that_cannot_be_checked_is_not_called_wrong()
    {
        await using var host = await Start();
        using var visitor = new Visitor(host.Address);
        visitor.Bear($"{Part(new { alg = "RS256", typ = "at+jwt", kid = "theirs" })}.{Part(new { sub = "s1", exp = 4_000_000_000 })}.AAAA");

        using var answer = await visitor.Get("/api/who");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (answer.StatusCode, $"{answer.Headers.RetryAfter}"));
        Assert.Contains("identity-provider-unavailable", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        static string Part(object content) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(content));
    }

    [Fact]
    public async Task whoever_needs_no_sign_in_notices_nothing()
    {
        await using var host = await Start();
        using var visitor = new Visitor(host.Address);

        Assert.Contains("\"isAuthenticated\":false", await visitor.Read("/api/who"), StringComparison.Ordinal);
    }

    private async Task<IdentityHost> Start() => await IdentityHost.Start(
        await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(), ("Oidc:Authority", $"http://127.0.0.1:{ClosedPort()}"), ("Oidc:ClientId", "eligibility"));

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
