using System.Globalization;
using NodaTime;
using NodaTime.Extensions;

namespace EligibilityService.Host.Pages;

/// <summary>
/// How the pages say things. Texts stand where they are read, always in both languages; dates are those of Brussels, because calls close there; figures follow
/// the European institutions' style: groups of three apart, the currency's code before the amount in English and behind it in German.
/// </summary>
public static class Wording
{
    private const char HardSpace = '\u00A0';

    private static readonly DateTimeZone Brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static string Language => IsGerman ? "de" : "en";

    private static bool IsGerman => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";

    public static string T(string english, string german) => IsGerman ? german : english;

    public static string Day(DateOnly day) => IsGerman ? day.ToString("d. MMMM yyyy", German) : day.ToString("d MMMM yyyy", English);

    /// <summary>The day in Brussels on which the instant falls.</summary>
    public static string Day(DateTimeOffset instant) => Day(InBrussels(instant).Date.ToDateOnly());

    public static string Moment(DateTimeOffset instant)
    {
        var local = InBrussels(instant);
        var isSummer = local.IsDaylightSavingTime();
        var time = local.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

        return T(
            $"{Day(instant)}, {time} ({(isSummer ? "CEST" : "CET")})",
            $"{Day(instant)}, {time} Uhr ({(isSummer ? "MESZ" : "MEZ")})");
    }

    /// <summary>For the datetime attribute of a time element.</summary>
    public static string Machine(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The two units that matter, rounded down: nobody shall believe to have longer than is true.</summary>
    public static string TimeLeft(DateTimeOffset now, DateTimeOffset until) => (until - now) switch
    {
        { Ticks: < 0 } => T("time is up", "abgelaufen"),
        { TotalHours: < 1 } left => T($"{Minutes(left.Minutes)} left", $"noch {Minutes(left.Minutes)}"),
        { TotalDays: < 1 } left => T($"{Hours(left.Hours)} {Minutes(left.Minutes)} left", $"noch {Hours(left.Hours)} {Minutes(left.Minutes)}"),
        { TotalDays: < 14 } left => T($"{Days(left.Days)} {Hours(left.Hours)} left", $"noch {Days(left.Days)} {Hours(left.Hours)}"),
        var left => T($"{Days(left.Days)} left", $"noch {Days(left.Days)}"),
    };

    public static string Count(long number) => number.ToString("#,0", Figures());

    public static string Counted(long number, string one, string many, string eins, string viele) =>
        Count(number) + HardSpace + (number == 1 ? T(one, eins) : T(many, viele));

    /// <summary>Cents are shown where there are any.</summary>
    public static string Euro(decimal amount)
    {
        var figures = amount.ToString(amount == decimal.Truncate(amount) ? "#,0" : "#,0.00", Figures());
        return T($"EUR{HardSpace}{figures}", $"{figures}{HardSpace}EUR");
    }

    private static ZonedDateTime InBrussels(DateTimeOffset instant) => instant.ToInstant().InZone(Brussels);

    private static string Days(int days) => Counted(days, "day", "days", "Tag", "Tage");

    private static string Hours(int hours) => Counted(hours, "hour", "hours", "Stunde", "Stunden");

    private static string Minutes(int minutes) => Counted(minutes, "minute", "minutes", "Minute", "Minuten");

    private static NumberFormatInfo Figures() => new()
    {
        NumberGroupSeparator = HardSpace.ToString(),
        NumberDecimalSeparator = T(".", ","),
    };
}
