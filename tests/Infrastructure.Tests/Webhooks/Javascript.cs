using System.Diagnostics;

namespace EligibilityService.Infrastructure.Tests.Webhooks;

/// <summary>Programs in tests/signatures, with the npm packages that their lock file names.</summary>
internal sealed class Javascript
{
    private static readonly Lazy<Task<Javascript>> Installed = new(async () =>
    {
        var javascript = new Javascript();
        await javascript.Said("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], "");
        return javascript;
    });

    private readonly string _folder = Path.Combine(Root, "tests", "signatures");

    public static Task<Javascript> Install() => Installed.Value;

    /// <returns>What it wrote to stdout.</returns>
    public Task<string> Run(string program, string input) => Said("node", [program], input);

    private async Task<string> Said(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await said} {await complained}");
        return await said;
    }

    private static string Root
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(here.FullName, "EligibilityService.sln"))) here = here.Parent ?? throw new DirectoryNotFoundException("No solution above the tests.");
            return here.FullName;
        }
    }
}
