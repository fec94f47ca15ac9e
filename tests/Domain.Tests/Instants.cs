using System.Globalization;

namespace EligibilityService.Domain.Tests;

/// <summary>Days and instants as the cases write them.</summary>
internal static class Instants
{
    public static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTime Local(string local) => DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An id that reads as what it is.</summary>
    public static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:d12}");
}
