namespace EligibilityService.Host.Tests;

/// <summary>The folder that holds the solution, for tests about its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "EligibilityService.sln"))) here = here.Parent ?? throw new DirectoryNotFoundException("No solution above the tests.");
        return here.FullName;
    }
}
