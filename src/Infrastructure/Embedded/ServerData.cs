using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// One major version's folder: PostgreSQL's own data, the password that keeps the machine's other users out, the log, and
/// the lock that every host using the server holds. It comes into being whole, by a rename, or not at all.
/// </summary>
internal sealed record ServerData(string Folder, ServerUser User)
{
    public const string Role = "eligibility";

    public string Data => Path.Combine(Folder, "data");
    public string Log => Path.Combine(Folder, "postgres.log");
    public string Hosts => Path.Combine(Folder, "hosts.lock");

    public string Password() => File.ReadAllText(Path.Combine(Folder, "password"));

    [SupportedOSPlatform("linux")]
    public static async Task<ServerData> Find(DataDirectory directory, Binaries binaries, Action<string>? tell, CancellationToken cancellationToken)
    {
        var data = new ServerData(Path.Combine(directory.Root, $"postgres-{binaries.Major}"), directory.User);
        if (!Directory.Exists(data.Folder)) await data.Create(binaries, tell, cancellationToken);
        return data;
    }

    /// <summary>The port of the server that runs on these data, or ran until it was killed. Its file is PostgreSQL's: read, never removed.</summary>
    public int? LastPort()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Data, "postmaster.pid")) is [_, _, _, var port, ..] && int.TryParse(port, out var number) ? number : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Joins the hosts that keep the server alive. While the last server is being stopped nobody can join;
    /// so whoever has joined and finds a server running may rely on it.
    /// </summary>
    public async Task<FileStream> Join(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(2); waited += TimeSpan.FromMilliseconds(20))
        {
            if (FileLock.TryTake(Hosts, FileMode.Open, FileShare.Read) is { } joined) return joined;
            await Task.Delay(20, cancellationToken);
        }

        throw new StartupFailure($"The PostgreSQL on {Data} has been stopping for minutes; see {Log}.");
    }

    /// <summary>Waits until the server has stopped, unless other hosts keep it.</summary>
    public async Task Left(CancellationToken cancellationToken)
    {
        bool Stopping()
        {
            using var shared = FileLock.TryTake(Hosts, FileMode.Open, FileShare.Read);
            return shared is null;
        }

        using (var alone = FileLock.TryTake(Hosts, FileMode.Open, FileShare.None))
            if (alone is null && !Stopping()) return;

        while (LastPort() is not null) await Task.Delay(10, cancellationToken);
    }

    [SupportedOSPlatform("linux")]
    private async Task Create(Binaries binaries, Action<string>? tell, CancellationToken cancellationToken)
    {
        tell?.Invoke($"creating a PostgreSQL {binaries.Major} data folder");
        var parent = Path.GetDirectoryName(Folder)!;
        foreach (var leftover in Directory.GetDirectories(parent, "postgres-draft-*")) Directory.Delete(leftover, recursive: true);

        var draft = this with { Folder = Path.Combine(parent, $"postgres-draft-{Path.GetRandomFileName()}") };
        Directory.CreateDirectory(draft.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var password = Path.Combine(draft.Folder, "password");
        await Write(password, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        await Write(draft.Hosts, "");
        await User.Own(draft.Folder, cancellationToken);

        var ran = await User.Run(
            [Path.Combine(binaries.Folder, "initdb"), "--pgdata", draft.Data, "--username", Role, "--pwfile", password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--data-checksums"],
            cancellationToken);
        if (!ran.Succeeded)
        {
            Directory.Delete(draft.Folder, recursive: true);
            throw new StartupFailure($"PostgreSQL could not create its data folder in {parent} ({ran.LastLine}); free some space, or choose another Embedded__DataDirectory.");
        }

        Directory.Move(draft.Folder, Folder);
    }

    [SupportedOSPlatform("linux")]
    private static async Task Write(string path, string text)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await file.WriteAsync(Encoding.ASCII.GetBytes(text));
    }
}
