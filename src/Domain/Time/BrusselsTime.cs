using NodaTime;
using NodaTime.TimeZones;

namespace EligibilityService.Domain.Time;

/// <summary>Brussels wall-clock time: the only local time in which the programme speaks.</summary>
/// <remarks>From NodaTime's own tz database, because that one states its version, which is stored with each deadline.</remarks>
public static class BrusselsTime
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    public const string ZoneId = "Europe/Brussels";

    public static string TzdbVersion => DateTimeZoneProviders.Tzdb.VersionId;

    /// <remarks>The calendar's first and last day stand for "always": imported data use them so.</remarks>
    public static DateTimeOffset StartOfDay(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue :
        Zone.AtStartOfDay(new LocalDate(day.Year, day.Month, day.Day)).ToInstant().ToDateTimeOffset();

    /// <summary>The first instant after the day, so that days of 23 and 25 hours end where they should.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOfDay(day.AddDays(1));

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalOf(instant));

    public static DateTime LocalOf(DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(Zone).ToDateTimeUnspecified();

    public static TimeSpan OffsetAt(DateTimeOffset instant) =>
        Zone.GetUtcOffset(Instant.FromDateTimeOffset(instant)).ToTimeSpan();

    /// <summary>CET or CEST, as it is at the instant.</summary>
    public static string AbbreviationAt(DateTimeOffset instant) =>
        Zone.GetZoneInterval(Instant.FromDateTimeOffset(instant)).Name;

    /// <summary>The instants a wall-clock time stands for: one, none (spring, when the clock is put forward) or two (autumn).</summary>
    public static IReadOnlyList<DateTimeOffset> Readings(DateTime local)
    {
        ZoneLocalMapping mapping = Zone.MapLocal(LocalDateTime.FromDateTime(local));

        return mapping.Count switch
        {
            0 => [],
            1 => [mapping.Single().ToDateTimeOffset().ToUniversalTime()],
            _ => [mapping.First().ToDateTimeOffset().ToUniversalTime(), mapping.Last().ToDateTimeOffset().ToUniversalTime()],
        };
    }
}
