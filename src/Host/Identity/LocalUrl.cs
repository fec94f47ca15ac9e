namespace EligibilityService.Host.Identity;

/// <summary>An address inside the service: what follows signing in never leads anywhere else.</summary>
internal static class LocalUrl
{
    public static bool Is(string url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    public static string OrHome(string? url) => url is not null && Is(url) ? url : "/";
}
