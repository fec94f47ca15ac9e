using System.Globalization;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Tests.Browser;

/// <summary>Hard spaces are written as underscores here.</summary>
public sealed class SayingDatesAndAmounts
{
    private static readonly DateTimeOffset Deadline = new(2017, 5, 23, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en-IE", "23 May 2017, 17:00 (CEST)")]
    [InlineData("de-DE", "23. Mai 2017, 17:00 Uhr (MESZ)")]
    public void A_moment_is_told_in_Brussels_time(string culture, string expected) => Assert.Equal(expected, In(culture, () => Moment(Deadline)));

    [Theory]
    [InlineData("en-IE", "1 January 2017, 00:30 (CET)")]
    [InlineData("de-DE", "1. Januar 2017, 00:30 Uhr (MEZ)")]
    public void The_day_is_that_of_Brussels(string culture, string expected) =>
        Assert.Equal(expected, In(culture, () => Moment(new(2016, 12, 31, 23, 30, 0, TimeSpan.Zero))));

    [Theory]
    [InlineData("en-IE", 20 * 24 * 60, "20_days left")]
    [InlineData("en-IE", (24 * 60) + 119, "1_day 1_hour left")]
    [InlineData("de-DE", (9 * 24 * 60) + (5 * 60), "noch 9_Tage 5_Stunden")]
    [InlineData("de-DE", (2 * 60) + 1, "noch 2_Stunden 1_Minute")]
    [InlineData("de-DE", 59, "noch 59_Minuten")]
    [InlineData("en-IE", 0, "0_minutes left")]
    [InlineData("en-IE", -1, "time is up")]
    public void Time_left_is_never_told_longer_than_it_is(string culture, int minutes, string expected) =>
        Assert.Equal(expected, In(culture, () => TimeLeft(Deadline.AddMinutes(-minutes), Deadline)));

    [Theory]
    [InlineData("en-IE", 448_750, "EUR_448_750")]
    [InlineData("de-DE", 448_750, "448_750_EUR")]
    [InlineData("en-IE", 1_234.5, "EUR_1_234.50")]
    [InlineData("de-DE", 1_234.5, "1_234,50_EUR")]
    [InlineData("de-DE", 0, "0_EUR")]
    public void Amounts_follow_the_institutions_style(string culture, double amount, string expected) => Assert.Equal(expected, In(culture, () => Euro((decimal)amount)));

    [Theory]
    [InlineData("en-IE", 1, "1_member")]
    [InlineData("de-DE", 1_283, "1_283_Mitglieder")]
    [InlineData("de-DE", 0, "0_Mitglieder")]
    public void Counts_agree_with_their_noun(string culture, int number, string expected) =>
        Assert.Equal(expected, In(culture, () => Counted(number, "member", "members", "Mitglied", "Mitglieder")));

    private static string In(string culture, Func<string> say)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return say().Replace('\u00A0', '_');
    }
}
