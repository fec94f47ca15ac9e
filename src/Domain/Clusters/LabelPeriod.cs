namespace EligibilityService.Domain.Clusters;

/// <summary>How long a label is valid (programme.md 3.4, readings pinned in choices.md).</summary>
/// <remarks>
/// First time: from the month of the interview to the last day of that month two years later. A renewal until one year after
/// expiry closes the gap: it runs from the old end for three years. Later than that, it is a first-time label again.
/// </remarks>
public static class LabelPeriod
{
    /// <summary>The last day of an interview that still closes the gap.</summary>
    public static DateOnly RenewableUntil(DateOnly expiry) => LastDay(expiry.AddYears(1));

    /// <summary>The last day of a label renewed after it expired on that day.</summary>
    public static DateOnly RenewedUntil(DateOnly expiry) => LastDay(expiry.AddYears(3));

    public static (DateOnly From, DateOnly Until, bool Renews) Of(DateOnly interview, IEnumerable<(DateOnly From, DateOnly Until)> earlier)
    {
        var month = new DateOnly(interview.Year, interview.Month, 1);
        var renewable = earlier.Where(held => held.From < month && month <= held.Until.AddYears(1)).Select(held => held.Until).ToArray();

        return renewable.Length > 0
            ? (renewable.Max().AddDays(1), RenewedUntil(renewable.Max()), true)
            : (month, LastDay(month.AddYears(2)), false);
    }

    private static DateOnly LastDay(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
