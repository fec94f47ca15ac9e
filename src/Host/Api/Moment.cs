using System.Globalization;
using EligibilityService.Application;
using EligibilityService.Domain.Time;

namespace EligibilityService.Host.Api;

/// <summary>A moment as it is sent: an instant with Z or an offset, or a day, which stands for its last moment in Brussels, as on the pages.</summary>
/// <remarks>A wall-clock time alone would mean something else on each machine.</remarks>
/// <param name="Begins">The first moment that is meant: of a day its beginning.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Moment(DateTimeOffset Value, DateTimeOffset Begins)
{
    private static readonly string[] Forms = [.. from zone in (string[])["'Z'", "zzz"] from time in (string[])["HH:mm", "HH:mm:ss.FFFFFFF"] select $"yyyy-MM-dd'T'{time}{zone}"];

    public static bool TryParse(string? text, out Moment moment)
    {
        moment = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) moment = new(BrusselsTime.LastMomentOf(day), BrusselsTime.StartOfDay(day));
        else if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) moment = new(instant.ToUniversalTime(), instant.ToUniversalTime());
        else return false;

        return true;
    }
}

/// <summary>By when something was known. Today has not ended yet: it stands for now.</summary>
internal static class KnownMoments
{
    public static DateTimeOffset? Known(this Moment? moment, HttpContext http) => (moment?.Value).Known(http);

    public static DateTimeOffset? Known(this DateTimeOffset? moment, HttpContext http) =>
        http.RequestServices.GetRequiredService<ServiceClock>().GetUtcNow() is var now && moment > now && moment == BrusselsTime.LastMomentOf(BrusselsTime.DayOf(now)) ? now : moment;
}
