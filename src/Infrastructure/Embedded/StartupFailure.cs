namespace EligibilityService.Infrastructure.Embedded;

/// <summary>
/// Why the service cannot start, as one sentence for whoever started it, with what to do about it.
/// The host prints the message, without a stack trace, and exits with 1. It never carries a password.
/// </summary>
public sealed class StartupFailure : Exception
{
    public StartupFailure(string message) : base(message) { }

    public StartupFailure(string message, Exception cause) : base(message, cause) { }

    public StartupFailure() { }

    public static StartupFailure PortTaken(string address, Exception? cause = null) =>
        new($"{address} is taken by another program; stop it, or choose another address with ASPNETCORE_URLS.", cause!);

    internal static StartupFailure NotWritable(string directory, Exception cause) =>
        new($"The data directory {directory} cannot be written ({FirstLine(cause.Message)}); make it writable for {Environment.UserName}, or choose another with Embedded__DataDirectory.", cause);

    internal static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r', '.', ' ');
}
