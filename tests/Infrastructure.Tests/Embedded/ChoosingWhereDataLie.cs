using System.Runtime.Versioning;
using EligibilityService.Infrastructure.Embedded;

namespace EligibilityService.Infrastructure.Tests.Embedded;

public sealed class ChoosingWhereDataLie : IDisposable
{
    private readonly PlaceForData _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Nothing_said_means_dot_data_below_the_solution()
    {
        var directory = await Open(new());

        Assert.Equal(Path.Combine(_place.Directory, ".data"), directory.Root);
        Assert.Null(directory.Notice);
    }

    [Fact]
    public async Task A_relative_path_starts_at_the_solution() =>
        Assert.Equal(Path.Combine(_place.Directory, "other"), (await Open(new() { DataDirectory = "other" })).Root);

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task For_root_data_that_no_other_user_could_reach_lie_elsewhere_and_it_is_said()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root needs another user.");
        var closed = Directory.CreateDirectory(Path.Combine(_place.Directory, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var directory = await Open(new(), closed.FullName);

        Assert.Equal(Path.Combine(_place.Directory, "for-root"), directory.Root);
        Assert.Contains(directory.Root, directory.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_one_sentence()
    {
        var file = Path.Combine(_place.Directory, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var failure = await Refused(new() { DataDirectory = Path.Combine(file, "below") });

        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Embedded__DataDirectory", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_one_sentence()
    {
        var failure = await Refused(new() { DataDirectory = _place.Directory, Binaries = "/nowhere" });

        Assert.Contains("/nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_installed_are_never_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(_place.Directory, "postgres-99"));

        var failure = await Refused(new() { DataDirectory = _place.Directory });

        Assert.Contains("written by PostgreSQL 99", failure.Message, StringComparison.Ordinal);
    }

    private static Task<StartupFailure> Refused(EmbeddedOptions options) =>
        Assert.ThrowsAsync<StartupFailure>(() => EmbeddedPostgres.Start(options, cancellationToken: TestContext.Current.CancellationToken));

    private Task<DataDirectory> Open(EmbeddedOptions options, string? home = null) =>
        DataDirectory.Open(options, home ?? _place.Directory, Path.Combine(_place.Directory, "for-root"), TestContext.Current.CancellationToken);
}
