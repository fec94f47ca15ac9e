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

    /// <summary>What a day stands for where a moment is asked for: its last one, to the microsecond in which everything is recorded.</summary>
    public static DateTimeOffset LastMomentOf(DateOnly day) => EndOfDay(day).AddMicroseconds(-1).ToUniversalTime();

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalOf(instant));

    public static DateTime LocalOf(DateTimeOffset instant) =>
        OnTheCalendar(instant).InZone(Zone).ToDateTimeUnspecified();

    public static TimeSpan OffsetAt(DateTimeOffset instant) =>
        Zone.GetUtcOffset(OnTheCalendar(instant)).ToTimeSpan();

    /// <summary>CET or CEST, as it is at the instant.</summary>
    public static string AbbreviationAt(DateTimeOffset instant) =>
        Zone.GetZoneInterval(OnTheCalendar(instant)).Name;

    /// <summary>The instants a wall-clock time stands for: one, none (spring, when the clock is put forward) or two (autumn).</summary>
    /// <remarks>On the calendar's first and last day there may be none: they have no instant that could be written.</remarks>
    public static IReadOnlyList<DateTimeOffset> Readings(DateTime local)
    {
        if (local < DateTime.MinValue.AddDays(1) || local > DateTime.MaxValue.AddDays(-1)) return [];

        ZoneLocalMapping mapping = Zone.MapLocal(LocalDateTime.FromDateTime(local));

        return mapping.Count switch
        {
            0 => [],
            1 => [mapping.Single().ToDateTimeOffset().ToUniversalTime()],
            _ => [mapping.First().ToDateTimeOffset().ToUniversalTime(), mapping.Last().ToDateTimeOffset().ToUniversalTime()],
        };
    }

    /// <summary>Instants at the calendar's ends, whose local date would lie beyond it, count as its first and last whole day.</summary>
    private static Instant OnTheCalendar(DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant < First ? First : instant > Last ? Last : instant);

    private static readonly DateTimeOffset First = DateTimeOffset.MinValue.AddDays(1), Last = DateTimeOffset.MaxValue.AddDays(-1);
}
