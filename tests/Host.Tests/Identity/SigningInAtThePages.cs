using System.Net;
using EligibilityService.Application.Access;

namespace EligibilityService.Host.Tests.Identity;

public sealed class SigningInAtThePages(PrivatePostgres postgres) : IAsyncLifetime
{
    private const string Password = "correct horse battery";
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

    [Fact]
    public async Task leads_from_a_closed_page_over_a_person_back_to_the_page()
    {
        var page = await _visitor.Read("/de/mine?tab=2");
        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);

        using var answer = await _visitor.Submit(page, "/connect/authorize?ui_locales=de", ("person", "demo-officer"));

        Assert.Equal("/de/mine?tab=2", answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal($"/de Marco Rossi {DemonstrationPeople.Officer.Id} Officer", await Body(answer));
    }

    [Fact]
    public async Task works_under_either_name_of_this_machine()
    {
        using var visitor = new Visitor(new($"http://localhost:{_host.Address.Port}"));
        using var answer = await visitor.SignIn("/mine", ("person", "demo-auditor"));

        Assert.Equal("localhost", answer.RequestMessage!.RequestUri!.Host);
        Assert.Contains("Jana Novák", await Body(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_asked_for_by_a_page_whose_request_needs_it()
    {
        var page = await _visitor.Read("/list");
        using var answer = await _visitor.Submit(page, "/connect/authorize", ("person", "demo-auditor"));
        Assert.Equal("the list", await Body(answer));
    }

    [Fact]
    public async Task with_the_wrong_role_is_forbidden_and_not_asked_again()
    {
        using var signedIn = await _visitor.SignIn("/mine", ("person", "demo-applicant"));
        using var answer = await _visitor.Get("/list");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task works_with_an_account_opened_here()
    {
        using var opened = await _visitor.OpenAccount("kaethe@example.eu", Password, Password);
        var mine = await Body(opened);
        Assert.Contains("Käthe Beispiel", mine, StringComparison.Ordinal);
        Assert.EndsWith("Applicant", mine, StringComparison.Ordinal);

        using var elsewhere = new Visitor(_host.Address);
        using var answer = await elsewhere.SignIn("/mine", ("email", "KAETHE@example.eu"), ("password", Password));
        Assert.Equal(mine, await Body(answer));
    }

    [Theory]
    [InlineData("nobody@example.eu")]
    [InlineData("known@example.eu")]
    public async Task with_a_wrong_password_says_the_same_whoever_is_known(string email)
    {
        using var opened = await _visitor.OpenAccount("known@example.eu", Password, Password);
        using var elsewhere = new Visitor(_host.Address);
        using var answer = await elsewhere.SignIn("/mine", ("email", email), ("password", "something else"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The e-mail address or the password is wrong.", await Body(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_held_back_after_ten_passwords_a_minute()
    {
        var page = await _visitor.Read("/sign-in");
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var wrong = await _visitor.Submit(page, "/connect/authorize", ("email", "a@example.eu"), ("password", "guess"));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using var answer = await _visitor.Submit(page, "/connect/authorize", ("email", "a@example.eu"), ("password", "guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task names_each_field_of_a_new_account_that_is_wrong()
    {
        using var answer = await _visitor.OpenAccount("not an address", "short", "other");
        var page = await Body(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("id=\"email-error\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"password-error\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"name-error\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task opens_only_one_account_for_an_address()
    {
        using var first = await _visitor.OpenAccount("twice@example.eu", Password, Password);
        using var elsewhere = new Visitor(_host.Address);
        using var second = await elsewhere.OpenAccount("Twice@example.eu", Password, Password);
        Assert.Contains("id=\"email-error\"", await Body(second), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task never_leads_out_of_the_service(string returnUrl)
    {
        using var answer = await _visitor.Get("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(_host.Address.Authority, answer.RequestMessage!.RequestUri!.Authority);

        using var opened = await _visitor.OpenAccount($"{Guid.NewGuid():N}@example.eu", Password, Password, returnUrl);
        Assert.Equal(_host.Address, opened.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task never_sends_a_code_to_another_address()
    {
        using var answer = await _visitor.Get(
            "/connect/authorize?client_id=eligibility-pages&response_type=code&scope=openid&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            + "&code_challenge_method=S256&redirect_uri=http%3A%2F%2Felsewhere.example%2Fsignin-oidc");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task without_the_token_of_the_form_signs_nobody_in()
    {
        var page = await _visitor.Read("/sign-in");
        using var stranger = new Visitor(_host.Address);
        using var answer = await stranger.Submit(page, "/connect/authorize", ("person", "demo-admin"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ends_with_signing_out()
    {
        using var signedIn = await _visitor.SignIn("/", ("person", "demo-applicant"));
        var home = await Body(signedIn);
        Assert.Contains(DemonstrationPeople.Applicant.Id.ToString(), home, StringComparison.Ordinal);

        using var without = await _visitor.Submit("", "/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        using var answer = await _visitor.Submit(home, "/sign-out");
        Assert.Contains(Guid.Empty.ToString(), await Body(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task leaves_unknown_addresses_unknown()
    {
        using var answer = await _visitor.Get("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
