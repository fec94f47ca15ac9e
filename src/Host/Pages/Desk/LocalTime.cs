using System.Globalization;
using EligibilityService.Domain.Time;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>Brussels wall-clock time as a form's field writes it.</summary>
internal static class LocalTime
{
    private static readonly string[] Written = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd"];

    public static string Write(DateTimeOffset instant) => BrusselsTime.LocalOf(instant).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>To the next whole second, so that an instant between two is reached.</summary>
    public static string WriteReaching(DateTimeOffset instant) => Write(instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? instant : instant.AddSeconds(1));

    public static bool TryRead(string? typed, out DateTime local) =>
        DateTime.TryParseExact(typed?.Trim(), Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    /// <summary>The instant, or what is wrong with what was typed. A time that exists twice is the first.</summary>
    public static (DateTimeOffset? Instant, string? Problem) Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (null, null);
        if (!TryRead(typed, out var local)) return (null, T("Enter date and time as 2016-10-04T09:00.", "Geben Sie Datum und Uhrzeit als 2016-10-04T09:00 an."));

        return BrusselsTime.Readings(local) is [var instant, ..]
            ? (instant, null)
            : (null, T("This time does not exist in Brussels: the clock is put forward that night.", "Diese Uhrzeit gibt es in Brüssel nicht: In dieser Nacht wird die Uhr vorgestellt."));
    }

    /// <summary>The same, where a day alone stands for its beginning or its end, as an address may say it.</summary>
    public static (DateTimeOffset? Instant, string? Problem) ReadBound(string? typed, bool isEnd) =>
        ReadDay(typed) is ({ } day, _) ? (isEnd ? BrusselsTime.LastMomentOf(day) : BrusselsTime.StartOfDay(day), null) : Read(typed);

    /// <summary>As the field takes it; what it can't take stays as it was typed.</summary>
    public static string? Shown(string? typed, bool isEnd) => ReadDay(typed) is ({ }, _) && ReadBound(typed, isEnd).Instant is { } bound ? Write(bound) : typed;

    public static (DateOnly? Day, string? Problem) ReadDay(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? (null, null)
        : DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, null)
        : (null, T("Enter the day as 2016-10-04.", "Geben Sie den Tag als 2016-10-04 an."));
}
