namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// The directory below which everything of the private PostgreSQL lies: a folder for each major version's data, and
/// programs fetched with npm. Opening it makes sure that it can be written, and entered by the user PostgreSQL runs as.
/// </summary>
internal sealed record DataDirectory(string Root, ServerUser User, string? Notice)
{
    private const string _forRoot = "/var/lib/eligibility-service";

    /// <summary>The major version of the data that are there; the newest, should someone have upgraded.</summary>
    public int? Major => MajorIn(Root);

    public static Task<DataDirectory> Open(EmbeddedOptions options, CancellationToken cancellationToken) =>
        Open(options, SolutionFolder() ?? Directory.GetCurrentDirectory(), _forRoot, cancellationToken);

    internal static async Task<DataDirectory> Open(EmbeddedOptions options, string home, string forRoot, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            var chosen = Path.GetFullPath(options.DataDirectory, home);
            return await Prepare(chosen, null, cancellationToken)
                ?? throw new StartupFailure($"The service runs as root, PostgreSQL does not, and its user cannot enter {chosen}; choose a directory that other users can enter with Embedded__DataDirectory.");
        }

        var usual = Path.Combine(home, ".data");
        return await Prepare(usual, null, cancellationToken)
            ?? await Prepare(forRoot, $"The data lie in {forRoot}: PostgreSQL does not run as root, and no other user can enter {usual}.", cancellationToken)
            ?? throw new StartupFailure($"PostgreSQL does not run as root, and no other user can enter {forRoot}; choose a directory with Embedded__DataDirectory.");
    }

    /// <summary>One host at a time looks around and starts the server; the next one then finds it running.</summary>
    public async Task<FileStream> Turn(CancellationToken cancellationToken)
    {
        var turn = Path.Combine(Root, "start.lock");
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(5); waited += TimeSpan.FromMilliseconds(50))
        {
            if (FileLock.TryTake(turn, FileMode.OpenOrCreate, FileShare.None) is { } taken) return taken;
            await Task.Delay(50, cancellationToken);
        }

        throw new StartupFailure($"Another host has been starting on {Root} for minutes; stop it and start again.");
    }

    private static async Task<DataDirectory?> Prepare(string path, string? notice, CancellationToken cancellationToken)
    {
        var user = await ServerUser.Choose(MajorIn(path) is { } major ? Path.Combine(path, $"postgres-{major}") : null, cancellationToken);
        if (user.IsAnother && NearestExisting(path) is var existing && Directory.Exists(existing) && !await user.CanEnter(existing, cancellationToken)) return null;
        try
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                if (user.IsAnother) await Programs.Run(["chmod", "755", path], cancellationToken);
            }

            await File.WriteAllTextAsync(Path.Combine(path, ".gitignore"), "*\n", cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw StartupFailure.NotWritable(path, refused);
        }

        return new(path, user, notice);
    }

    private static int? MajorIn(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? Directory.GetDirectories(path, "postgres-*").Select(folder => int.TryParse(Path.GetFileName(folder)[9..], out var major) ? major : (int?)null).Max()
                : null;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw StartupFailure.NotWritable(path, refused);
        }
    }

    private static string NearestExisting(string path)
    {
        while (!Path.Exists(path)) path = Path.GetDirectoryName(path)!;
        return path;
    }

    private static string? SolutionFolder() =>
        new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }.Select(Upwards).FirstOrDefault(found => found is not null);

    private static string? Upwards(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EligibilityService.sln"))) return folder.FullName;
        return null;
    }
}

/// <summary>A lock that the system takes back from its holder in whatever way the holder dies.</summary>
internal static class FileLock
{
    /// <summary>Shared with <see cref="FileShare.Read"/>, alone with <see cref="FileShare.None"/>; null while someone else's lock stands against it.</summary>
    public static FileStream? TryTake(string path, FileMode mode, FileShare share)
    {
        try
        {
            return new(path, mode, mode == FileMode.Open ? FileAccess.Read : FileAccess.ReadWrite, share);
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw StartupFailure.NotWritable(Path.GetDirectoryName(path)!, refused);
        }
    }
}
