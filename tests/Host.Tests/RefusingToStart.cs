using System.Net;
using System.Net.Sockets;
using EligibilityService.Tests;

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
        var complaint = await Says("refuses", ("ConnectionStrings__Eligibility", new Npgsql.NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { Password = "a-secret" }.ConnectionString));
        Assert.DoesNotContain("a-secret", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task when_the_connection_string_cannot_be_read() => await Says("connection string", ("ConnectionStrings__Eligibility", "somewhere"));

    [Fact]
    public async Task when_the_data_directory_cannot_be_written() => await Says("/proc/eligibility", ("Embedded__DataDirectory", "/proc/eligibility"));

    [Fact]
    public async Task when_the_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await Says($"{address} is taken", ("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("Demo__Enabled", "true"), ("Demo__Data", "none"), ("ASPNETCORE_URLS", address));
    }

    [Fact]
    public async Task when_the_demonstrations_setting_means_nothing() =>
        await Says("none, programme or full", ("ConnectionStrings__Eligibility", await postgres.FreshDatabase()), ("Demo__Enabled", "true"), ("Demo__Data", "plenty"));

    private static async Task<string> Says(string part, params (string Name, string Value)[] settings)
    {
        await using var service = RunningService.Launch(settings);
        var code = await service.Ended();

        Assert.True(code == 1, $"Exit code {code}. It said:{Environment.NewLine}{service.Log}");
        var complaint = Assert.Single(service.Complaints);
        Assert.Contains(part, complaint, StringComparison.Ordinal);
        return complaint;
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
