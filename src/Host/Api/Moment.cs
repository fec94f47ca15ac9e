using System.Globalization;
using EligibilityService.Domain.Time;

namespace EligibilityService.Host.Api;

/// <summary>A moment in an address: an instant with Z or an offset, or a day, which stands for its first moment in Brussels.</summary>
/// <remarks>A wall-clock time alone would mean something else on each machine.</remarks>
internal readonly record struct Moment(DateTimeOffset Value)
{
    private static readonly string[] Forms = [.. from zone in (string[])["'Z'", "zzz"] from time in (string[])["HH:mm", "HH:mm:ss.FFFFFFF"] select $"yyyy-MM-dd'T'{time}{zone}"];

    public static bool TryParse(string? text, out Moment moment)
    {
        moment = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) moment = new(BrusselsTime.StartOfDay(day));
        else if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) moment = new(instant.ToUniversalTime());
        else return false;

        return true;
    }
}
