using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Host.Tests;

/// <summary>What hinders the start is told in one sentence to whoever started it, not in a stack trace.</summary>
public sealed class RefusingToStart(PostgresFixture postgres)
{
    [Fact]
    public async Task when_the_database_cannot_be_reached() =>
        await Says("cannot be reached", ("ConnectionStrings__Eligibility", $"Host=127.0.0.1;Port={UnusedPort()};Username=nobody;Password=a-secret;Database=none"));

    [Fact]
    public async Task when_the_database_refuses_the_user()
    {
        var complaint = await Says("refuses", ("ConnectionStrings__Eligibility", new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { Password = "a-secret" }.ConnectionString));
        Assert.DoesNotContain("a-secret", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task when_the_database_is_too_old()
    {
        await using var aged = new AgedPostgres(await postgres.FreshDatabase(), major: 13);
        await Says("PostgreSQL 13, which is too old; version 14 or newer is needed", ("ConnectionStrings__Eligibility", aged.ConnectionString));
    }

    [Fact]
    public async Task when_the_connection_string_cannot_be_read() => await Says("connection string", ("ConnectionStrings__Eligibility", "somewhere"));

    [Fact]
    public async Task when_the_data_directory_cannot_be_written() => await Says("/proc/eligibility", ("Embedded__DataDirectory", "/proc/eligibility"));

    [Fact]
    public async Task when_the_database_gives_no_rights()
    {
        var database = await postgres.FreshDatabase();
        await using (var owner = NpgsqlDataSource.Create(database))
        await using (var poor = owner.CreateCommand("create role poor login password 'a-secret'")) await poor.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var complaint = await Says("grant create on database", ("ConnectionStrings__Eligibility", new NpgsqlConnectionStringBuilder(database) { Username = "poor", Password = "a-secret" }.ConnectionString));
        Assert.DoesNotContain("a-secret", complaint, StringComparison.Ordinal);
    }

    /// <summary>Noticed before anything is begun: one of several addresses is enough, and no data folder comes into being.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{0}", "http://127.0.0.1:{0}")]
    public async Task when_a_port_is_taken(string addresses, string? named = null)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var data = Path.Combine(Path.GetTempPath(), $"eligibility-{Path.GetRandomFileName()}");

        await Says($"{string.Format(CultureInfo.InvariantCulture, named ?? addresses, port)} is taken", ("Embedded__DataDirectory", data), ("ASPNETCORE_URLS", string.Format(CultureInfo.InvariantCulture, addresses, port)));

        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task when_a_port_is_taken_while_it_starts()
    {
        var address = $"http://127.0.0.1:{UnusedPort()}";
        async Task<RunningService> Launch() => RunningService.Launch(("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("Demo__Enabled", "true"), ("Demo__Data", "none"), ("ASPNETCORE_URLS", address));
        await using var one = await Launch();
        await using var other = await Launch();

        var loser = await await Task.WhenAny(Ended(one), Ended(other));
        IsOneSentence(loser, await loser.Ended(), $"{address} is taken");

        static async Task<RunningService> Ended(RunningService service)
        {
            await service.Ended();
            return service;
        }
    }

    [Fact]
    public async Task when_an_address_is_none() => await Says("ASPNETCORE_URLS should read like", ("ASPNETCORE_URLS", "somewhere"));

    [Fact]
    public async Task when_the_demonstrations_setting_means_nothing() =>
        await Says("none, programme or full", ("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("Demo__Enabled", "true"), ("Demo__Data", "plenty"));

    [Theory]
    [InlineData("Uri", "http://somebody:a-secret@broker.example:5672/", "RabbitMq:Uri is no address of a broker")]
    [InlineData("Uri", "amqp://somebody:a-secret@broker.example:5672/one/two", "RabbitMq:Uri is no address of a broker")]
    [InlineData("Exchanges", "amq.eligibility", "RabbitMq:Exchanges")]
    [InlineData("Authority", "/nowhere/authority.pem", "RabbitMq:Authority")]
    [InlineData("Start", "yesterday", "use beginning, now, or the number")]
    public async Task when_the_brokers_setting_means_nothing(string setting, string value, string part)
    {
        var complaint = await Says(part, ("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("RabbitMq__Uri", "amqp://somebody:a-secret@broker.example"), ($"RabbitMq__{setting}", value));
        Assert.DoesNotContain("a-secret", complaint, StringComparison.Ordinal);
    }

    private static async Task<string> Says(string part, params (string Name, string Value)[] settings)
    {
        await using var service = RunningService.Launch(settings);
        var code = await service.Ended();

        return IsOneSentence(service, code, part);
    }

    private static string IsOneSentence(RunningService service, int code, string part)
    {
        Assert.True(code == 1, $"Exit code {code}. It said:{Environment.NewLine}{service.Log}");
        var complaint = Assert.Single(service.Complaints);
        Assert.Contains(part, complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Log, StringComparison.Ordinal);
        return complaint;
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
