using System.Globalization;
using EligibilityService.Domain.Time;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>A past moment as it stands in a page's address: a day in Brussels, whose end is meant, or an instant.</summary>
internal static class PastMoment
{
    /// <returns>The moment, or what is wrong with it; neither where none was asked for.</returns>
    public static (DateTimeOffset? Moment, string? Wrong) Read(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, null);

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200)
        {
            var end = BrusselsTime.LastMomentOf(day);
            return BrusselsTime.DayOf(now) < day ? (null, InFuture()) : (end < now ? end : now, null);
        }

        return !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? (null, T("This is not a date. Write it as 2016-12-20.", "Das ist kein Datum. Schreiben Sie es als 2016-12-20."))
            : instant > now ? (null, InFuture()) : (instant.ToUniversalTime(), null);
    }

    private static string InFuture() => T("What will be known later cannot be told; choose a day that has passed.", "Was später bekannt sein wird, lässt sich nicht sagen; wählen Sie einen vergangenen Tag.");
}
