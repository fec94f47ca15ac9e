using EligibilityService.Host.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace EligibilityService.Host.Tests.Identity;

public sealed class RefusingAnUnsafeStart(PrivatePostgres postgres)
{
    [Theory]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://[::1]:5080", false)]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("http://192.0.2.7:5080", true)]
    public void looks_at_every_address(string address, bool refused) =>
        Assert.Equal(refused, Record.Exception(() => Settings().RefuseUnsafe(new Place("Development"), [address])) is IdentityStartupFailure);

    [Fact]
    public void counts_ports_without_address_as_open() =>
        Assert.Equal(["http://*:8080"], IdentitySettings.Addresses(Configuration(("http_ports", "8080"))));

    [Fact]
    public void refuses_production_unless_told_otherwise()
    {
        Assert.Throws<IdentityStartupFailure>(() => Settings().RefuseUnsafe(new Place("Production"), []));
        Settings(("Oidc:AllowEmbedded", "true")).RefuseUnsafe(new Place("Production"), ["http://*:80"]);
        Settings(("Oidc:Authority", "https://login.example.eu")).RefuseUnsafe(new Place("Production"), ["http://*:80"]);
    }

    [Fact]
    public void a_role_that_does_not_exist_is_named() =>
        Assert.Contains("'King'", Assert.Throws<IdentityStartupFailure>(() => Settings(("Oidc:Roles:boss", "King"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("Host=db", null, false)]
    [InlineData("Host=db", "true", true)]
    [InlineData(null, "false", false)]
    public void the_demonstration_is_for_the_embedded_database_or_for_those_who_ask(string? database, string? enabled, bool expected) =>
        Assert.Equal(expected, Settings(("ConnectionStrings:Eligibility", database), ("Demo:Enabled", enabled)).IsDemonstration);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("Host=db", null, true)]
    [InlineData("Host=db", "false", false)]
    [InlineData(null, "true", true)]
    public void outside_the_demonstration_officers_declare_to_be_impartial_unless_told_otherwise(string? database, string? required, bool expected) =>
        Assert.Equal(expected, Settings(("ConnectionStrings:Eligibility", database), ("Access:RequireNoConflict", required)).Access.RequireNoConflict);

    [Fact]
    public async Task without_demonstration_nobody_is_invented()
    {
        await using var host = await IdentityHost.Start(await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(), ("Demo:Enabled", "false"));
        using var visitor = new Visitor(host.Address);

        Assert.DoesNotContain("demo-officer", await visitor.Read("/sign-in"), StringComparison.Ordinal);
        using var answer = await visitor.AskForToken("demo-officer", "demo-officer");
        Assert.False(answer.IsSuccessStatusCode);
    }

    private static IdentitySettings Settings(params (string Key, string? Value)[] settings) => IdentitySettings.Read(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();

    private sealed class Place(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "tests";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
