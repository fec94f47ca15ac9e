using System.ComponentModel;
using System.Diagnostics;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// The user PostgreSQL runs as: ourselves, unless we are root, whom PostgreSQL refuses. Then it is the owner of the data
/// that are there already, else <c>postgres</c>, else <c>nobody</c>.
/// </summary>
internal sealed record ServerUser(string Name, string? UserId = null, string? GroupId = null)
{
    private static readonly string[] _unprivileged = ["postgres", "nobody"];

    public bool IsAnother => UserId is not null;

    public static async Task<ServerUser> Choose(string? existingData, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess) return new(Environment.UserName);

        if (existingData is not null)
        {
            var owner = (await Programs.Run(["stat", "-c", "%U %u %g", existingData], cancellationToken)).Output.Split(' ');
            if (owner is [var name, var user, var group] && user != "0") return new(name, user, group);
        }

        foreach (var name in _unprivileged)
        {
            var (user, group) = (await Programs.Run(["id", "-u", name], cancellationToken), await Programs.Run(["id", "-g", name], cancellationToken));
            if (user.Succeeded && group.Succeeded) return new(name, user.Output, group.Output);
        }

        throw new StartupFailure("PostgreSQL refuses to run as root and there is neither a user postgres nor nobody; start the service as an ordinary user, or set ConnectionStrings__Eligibility.");
    }

    public string[] Command(params IEnumerable<string> command) =>
        IsAnother ? ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--", .. command] : [.. command];

    public Task<Ran> Run(IEnumerable<string> command, CancellationToken cancellationToken) => Programs.Run(Command(command), cancellationToken);

    public async Task<bool> CanEnter(string directory, CancellationToken cancellationToken) =>
        (await Run(["test", "-x", directory], cancellationToken)).Succeeded;

    public async Task Own(string path, CancellationToken cancellationToken)
    {
        if (IsAnother) await Programs.Run(["chown", "-R", $"{UserId}:{GroupId}", path], cancellationToken);
    }
}

/// <summary>What a program said, errors included, and whether it was content.</summary>
internal sealed record Ran(bool Succeeded, string Output)
{
    public string LastLine => Output.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "no output";
}

internal static class Programs
{
    public static async Task<Ran> Run(string[] command, CancellationToken cancellationToken, string directory = "/", bool inherit = false)
    {
        var start = Describe(command, directory, inherit);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Start(start);
        await using var ended = cancellationToken.Register(() => process.Kill(entireProcessTree: true));   // whoever breaks off leaves nothing running
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode == 0, (await output + await errors).Trim());
    }

    /// <summary>Our own environment holds connection strings and secrets: PostgreSQL's programs get none of it unless asked.</summary>
    public static ProcessStartInfo Describe(string[] command, string directory = "/", bool inherit = false)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = directory };
        if (inherit) return start;
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new StartupFailure($"The private PostgreSQL needs the program {start.FileName}, which cannot be run here; install it (on Debian: util-linux, coreutils, npm), or set ConnectionStrings__Eligibility to a PostgreSQL of yours.", missing);
        }
    }
}
