using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Time;

public sealed class CountingBrusselsDays
{
    [Fact]
    public void goes_on_at_the_ends_of_the_calendar()
    {
        foreach (var instant in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue.AddHours(-1)])
        {
            Assert.InRange(BrusselsTime.DayOf(instant).Year, 1, 9999);
            Assert.Contains(BrusselsTime.AbbreviationAt(instant), (string[])["LMT", "CET"]);
        }

        Assert.Empty(BrusselsTime.Readings(DateTime.MinValue));
        Assert.Empty(BrusselsTime.Readings(DateTime.MaxValue));
    }

    [Theory]
    [InlineData("2017-05-23", "2017-05-22 22:00:00", 24)]
    [InlineData("2017-03-26", "2017-03-25 23:00:00", 23)]
    [InlineData("2017-10-29", "2017-10-28 22:00:00", 25)]
    public void begins_at_midnight_there_and_ends_with_the_next(string day, string begins, int hours)
    {
        var (start, end) = (BrusselsTime.StartOfDay(Day(day)), BrusselsTime.EndOfDay(Day(day)));

        Assert.Equal((Utc(begins), TimeSpan.FromHours(hours)), (start, end - start));
        Assert.Equal(Day(day), BrusselsTime.DayOf(start));
        Assert.Equal(Day(day), BrusselsTime.DayOf(end.AddTicks(-1)));
        Assert.Equal(Day(day).AddDays(1), BrusselsTime.DayOf(end));
    }

    [Fact]
    public void takes_the_calendars_ends_for_always()
    {
        Assert.Equal(DateTimeOffset.MinValue, BrusselsTime.StartOfDay(DateOnly.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, BrusselsTime.EndOfDay(DateOnly.MaxValue));
    }
}

public sealed class KeepingAChronicle
{
    private static readonly Basis Applicant = new(AssertedBy.Applicant), Moderator = new(AssertedBy.Moderator);

    [Fact]
    public void knows_nothing_before_anybody_told_it() => Assert.Null(default(Chronicle<int>).At(Utc("2017-05-23 15:00:00")));

    [Fact]
    public void without_a_date_counts_from_its_recording()
    {
        var staff = default(Chronicle<int>).Tell(5, At("2017-05-23 16:00:00"), Applicant);

        Assert.Null(staff.At(Utc("2017-05-23 15:00:00")));
        Assert.Equal(5, staff.At(Utc("2017-05-23 16:00:00"))?.Value);
    }

    [Fact]
    public void lets_the_later_statement_go_before_the_earlier_for_its_time_only()
    {
        var staff = default(Chronicle<int>)
            .Tell(5, At("2017-01-01 00:00:00"), Moderator)
            .Tell(7, At("2017-06-01 00:00:00"), Moderator with { ValidFrom = Day("2017-03-01"), ValidUntil = Day("2017-03-31") });

        Assert.Equal(5, staff.At(Utc("2017-02-28 22:59:59"))?.Value);
        Assert.Equal(7, staff.At(Utc("2017-02-28 23:00:00"))?.Value);
        Assert.Equal(7, staff.At(Utc("2017-03-31 21:59:59"))?.Value);
        Assert.Equal(5, staff.At(Utc("2017-03-31 22:00:00"))?.Value);
    }

    [Fact]
    public void is_silent_again_once_the_entry_was_cleared()
    {
        var staff = default(Chronicle<int>).Tell(5, At("2017-01-01 00:00:00"), Applicant).Clear(At("2017-05-01 00:00:00"), Applicant);

        Assert.Equal(5, staff.At(Utc("2017-04-30 00:00:00"))?.Value);
        Assert.Null(staff.At(Utc("2017-05-01 00:00:00")));
        Assert.False(staff.IsEmpty);
    }

    [Fact]
    public void read_strictly_leaves_out_what_the_applicant_asserted_afterwards()
    {
        var asked = Utc("2017-12-13 16:00:00");
        var before = default(Chronicle<string>).Tell("FR", At("2016-01-01 00:00:00"), Applicant);
        var backdated = Applicant with { ValidFrom = Day("2017-12-01") };

        Assert.Equal("FR", before.Tell("NL", At("2017-12-20 10:00:00"), backdated).At(asked, strict: true)?.Value);
        Assert.Equal("NL", before.Tell("NL", At("2017-12-20 10:00:00"), backdated).At(asked)?.Value);
        Assert.Equal("NL", before.Tell("NL", At("2017-12-13 16:00:00"), backdated).At(asked, strict: true)?.Value);
        Assert.Equal("NL", before.Tell("NL", At("2017-12-20 10:00:00"), backdated with { VerifiedBy = Id(3) }).At(asked, strict: true)?.Value);
        Assert.Equal("NL", before.Tell("NL", At("2017-12-20 10:00:00"), backdated with { AssertedBy = AssertedBy.Register }).At(asked, strict: true)?.Value);
    }

    private static Told At(string recorded) => new(Id(60), "", Id(61), 1, Utc(recorded));
}
