using System.Net;
using EligibilityService.Host.Identity;

namespace EligibilityService.Host.Tests.Identity;

public sealed class SharingKeys(PrivatePostgres postgres)
{
    [Fact]
    public async Task a_restart_signs_nobody_out()
    {
        var (database, keys, cookies) = (await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(), new CookieContainer());
        string before, token;

        await using (var host = await IdentityHost.Start(database, keys))
        {
            using var visitor = new Visitor(host.Address, cookies);
            using var answer = await visitor.SignIn("/mine", ("person", "demo-officer"));
            before = await visitor.Read("/mine");
            token = await visitor.Token("demo-officer");
        }

        await using var again = await IdentityHost.Start(database, keys);
        using var returning = new Visitor(again.Address, cookies);
        Assert.Equal(before, await returning.Read("/mine"));

        returning.Bear(token);
        Assert.Equal("the list", await returning.Read("/api/list"));
    }

    [Fact]
    public async Task two_hosts_that_start_at_once_on_nothing_accept_what_the_other_issued()
    {
        var (database, keys) = (await postgres.NewDatabase(), IdentityHost.NewKeysDirectory());
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => IdentityHost.Start(database, keys))));

        foreach (var (one, other) in hosts.Zip([.. hosts.Skip(1), hosts[0]]))
        {
            var cookies = new CookieContainer();
            using var visitor = new Visitor(one.Address, cookies);
            using var answer = await visitor.SignIn("/mine", ("person", "demo-officer"));
            using var there = new Visitor(other.Address, cookies);
            Assert.Equal(await visitor.Read("/mine"), await there.Read("/mine"));

            there.Bear(await visitor.Token("demo-officer"));
            Assert.Equal("the list", await there.Read("/api/list"));
        }

        foreach (var host in hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task another_master_key_is_refused_with_a_sentence()
    {
        var database = await postgres.NewDatabase();
        await using var host = await IdentityHost.Start(database, IdentityHost.NewKeysDirectory());

        var failure = await Assert.ThrowsAsync<IdentityStartupFailure>(() => IdentityHost.Start(database, IdentityHost.NewKeysDirectory()));
        Assert.Contains("another master key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_master_key_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;

        var keys = IdentityHost.NewKeysDirectory();
        await using var host = await IdentityHost.Start(await postgres.NewDatabase(), keys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "master.key")));
    }
}
