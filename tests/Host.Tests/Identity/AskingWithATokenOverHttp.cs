using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EligibilityService.Application.Access;

namespace EligibilityService.Host.Tests.Identity;

public sealed class AskingWithATokenOverHttp(PrivatePostgres postgres) : IAsyncLifetime
{
    private IdentityHost _host = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await IdentityHost.Start(await postgres.NewDatabase(), IdentityHost.NewKeysDirectory());
        _visitor = new(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/list")]
    [InlineData("/api/closed")]
    public async Task is_answered_with_a_problem_when_there_is_none(string path) =>
        await IsProblem(await _visitor.Get(path), HttpStatusCode.Unauthorized, "sign-in-required");

    [Fact]
    public async Task is_refused_with_the_wrong_secret()
    {
        using var answer = await _visitor.AskForToken("demo-officer", "guess");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task is_refused_with_a_tampered_token_even_where_none_is_needed()
    {
        var token = await _visitor.Token("demo-applicant");
        var parts = token.Split('.');
        var payload = parts[1];
        _visitor.Bear($"{parts[0]}.{payload[..10]}{(payload[10] == 'A' ? 'B' : 'A')}{payload[11..]}.{parts[2]}");

        await IsProblem(await _visitor.Get("/api/who"), HttpStatusCode.Unauthorized, "invalid-token");
    }

    [Theory]
    [InlineData("demo-applicant")]
    [InlineData("demo-officer")]
    [InlineData("demo-second-officer")]
    [InlineData("demo-auditor")]
    [InlineData("demo-moderator")]
    [InlineData("demo-subscriber")]
    [InlineData("demo-admin")]
    public async Task makes_the_caller_the_person_of_that_name(string client)
    {
        _visitor.Bear(await _visitor.Token(client));
        var who = JsonDocument.Parse(await _visitor.Read("/api/who")).RootElement;
        var person = DemonstrationPeople.Find(client)!;

        Assert.Equal(person.Id, who.GetProperty("personId").GetGuid());
        Assert.Equal(client, who.GetProperty("clientId").GetString());
        Assert.Equal([(int)person.Role], who.GetProperty("roles").EnumerateArray().Select(role => role.GetInt32()));
    }

    [Fact]
    public async Task opens_what_the_role_may_and_nothing_else()
    {
        _visitor.Bear(await _visitor.Token("demo-auditor"));
        Assert.Equal("the list", await _visitor.Read("/api/list"));

        _visitor.Bear(await _visitor.Token("demo-moderator"));
        await IsProblem(await _visitor.Get("/api/list"), HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task is_refused_for_a_while_after_too_many_requests()
    {
        await using var host = await IdentityHost.Start(
            await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(), ("RateLimit:Burst", "2"), ("RateLimit:PerSecond", "1"));
        using var visitor = new Visitor(host.Address);

        using var first = await visitor.Get("/api/who");
        using var second = await visitor.Get("/api/who");
        var third = await visitor.Get("/api/who");

        Assert.NotNull(third.Headers.RetryAfter);
        await IsProblem(third, HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.Equal(code, problem.GetProperty("code").GetString());
        }
    }
}
