using System.Text.Json;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Time;

public sealed class FixingADeadline
{
    [Fact]
    public void reads_the_wall_clock_of_its_own_day_not_of_the_publication()
    {
        var deadline = Typed("2019-10-30 17:00");

        Assert.Equal(Utc("2019-10-30 16:00:00"), deadline.Instant);
        Assert.True(Utc("2019-10-30 15:30:00") <= deadline.Instant);
        Assert.False(Utc("2019-10-30 16:00:01") <= deadline.Instant);
        Assert.Equal(TimeSpan.FromHours(1496), deadline.Instant - Utc("2019-08-29 08:00:00"));
    }

    [Theory]
    [InlineData("2014-10-29 17:00", "2014-10-29 16:00:00")]
    [InlineData("2015-03-31 17:00", "2015-03-31 15:00:00")]
    [InlineData("2017-05-23 17:00", "2017-05-23 15:00:00")]
    [InlineData("2017-12-13 17:00", "2017-12-13 16:00:00")]
    [InlineData("2019-04-04 17:00", "2019-04-04 15:00:00")]
    [InlineData("2021-02-02 17:00", "2021-02-02 16:00:00")]
    public void agrees_with_the_calls_of_the_programme(string local, string utc) => Assert.Equal(Utc(utc), Typed(local).Instant);

    [Theory]
    [InlineData("2020-10-26 23:59", "CEST", "2020-10-26 22:59:00", "2020-10-26 21:59:00")]
    [InlineData("2022-12-02 18:00", "CEST", "2022-12-02 17:00:00", "2022-12-02 16:00:00")]
    [InlineData("2023-04-01 18:00", "CET", "2023-04-01 16:00:00", "2023-04-01 17:00:00")]
    public void keeps_both_readings_of_an_imported_text_and_refuses_a_typed_one(string local, string abbreviation, string wallClock, string literal)
    {
        var imported = Deadline.Imported(Local(local), abbreviation);

        Assert.Equal((Utc(wallClock), Utc(literal)), (imported.Instant, imported.OtherReading));
        Assert.Equal("deadline-abbreviation-does-not-fit", Deadline.Typed(Local(local), abbreviation).Refusal?.Code);
    }

    [Fact]
    public void takes_an_abbreviation_that_fits()
    {
        Assert.Null(Deadline.Imported(Local("2020-10-26 23:59"), "CET").OtherReading);
        Assert.Equal("CET", Deadline.Typed(Local("2020-10-26 23:59"), "CET").Deadline?.Abbreviation);
        Assert.Equal("deadline-abbreviation-unknown", Deadline.Typed(Local("2020-10-26 23:59"), "BST").Refusal?.Code);
    }

    [Fact]
    public void refuses_a_time_that_does_not_exist()
    {
        Assert.Equal("deadline-does-not-exist", Deadline.Typed(Local("2017-03-26 02:30")).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => Deadline.Imported(Local("2017-03-26 02:30")));
    }

    [Fact]
    public void asks_which_one_is_meant_of_a_time_that_exists_twice()
    {
        Assert.Equal("deadline-exists-twice", Deadline.Typed(Local("2017-10-29 02:30")).Refusal?.Code);
        Assert.Equal(Utc("2017-10-29 00:30:00"), Deadline.Typed(Local("2017-10-29 02:30"), "CEST").Deadline?.Instant);
        Assert.Equal(Utc("2017-10-29 01:30:00"), Deadline.Typed(Local("2017-10-29 02:30"), "CET").Deadline?.Instant);
    }

    [Fact]
    public void keeps_both_of_an_imported_time_that_exists_twice()
    {
        var plain = Deadline.Imported(Local("2017-10-29 02:30"));
        var winter = Deadline.Imported(Local("2017-10-29 02:30"), "CET");

        Assert.Equal((Utc("2017-10-29 00:30:00"), Utc("2017-10-29 01:30:00")), (plain.Instant, plain.OtherReading));
        Assert.Equal((Utc("2017-10-29 01:30:00"), null), (winter.Instant, winter.OtherReading));
    }

    [Theory]
    [InlineData("EET")]
    [InlineData("cest")]
    [InlineData("")]
    public void refuses_an_imported_abbreviation_that_is_none_of_Brussels(string abbreviation)
    {
        Assert.Contains($"'{abbreviation}'", Assert.Throws<ArgumentException>(() => Deadline.Imported(Local("2017-05-23 17:00"), abbreviation)).Message);
        Assert.Equal("deadline-abbreviation-unknown", Deadline.Typed(Local("2017-05-23 17:00"), abbreviation).Refusal?.Code);
        Assert.Equal("deadline-abbreviation-unknown", Deadline.Impossible(Local("2017-05-23 17:00"), abbreviation)?.Code);
    }

    [Fact]
    public void of_two_readings_knows_the_earlier_and_the_later()
    {
        var summer = Deadline.Imported(Local("2020-10-26 23:59"), "CEST");
        var winter = Deadline.Imported(Local("2023-04-01 18:00"), "CET");

        Assert.Equal((Utc("2020-10-26 21:59:00"), Utc("2020-10-26 22:59:00")), (summer.Earliest, summer.Latest));
        Assert.Equal((Utc("2023-04-01 16:00:00"), Utc("2023-04-01 17:00:00")), (winter.Earliest, winter.Latest));
        Assert.Equal((Utc("2017-05-23 15:00:00"), Utc("2017-05-23 15:00:00")), (Typed("2017-05-23 17:00").Earliest, Typed("2017-05-23 17:00").Latest));
    }

    [Fact]
    public void says_which_tz_database_it_was_computed_with() =>
        Assert.Equal((BrusselsTime.TzdbVersion, "Europe/Brussels"), (Typed("2017-05-23 17:00").TzdbVersion, Typed("2017-05-23 17:00").Zone));

    private static Deadline Typed(string local) => Deadline.Typed(Local(local)).Deadline!;
}

public sealed class WritingADeadline
{
    [Fact]
    public void keeps_every_member()
    {
        foreach (var deadline in (Deadline[])[
            Deadline.Typed(Local("2017-05-23 17:00")).Deadline!,
            Deadline.Imported(Local("2020-10-26 23:59"), "CEST", assumed: true),
            Deadline.Imported(Local("2023-04-01 18:00"), "CET").Resolved(Utc("2023-04-01 17:00:00")),
            new(Local("2017-05-23 17:00"), "Europe/Brussels", Utc("2017-05-23 15:00:00"), "TZDB: 2017b")])
        {
            Assert.Equal(deadline, JsonSerializer.Deserialize<Deadline>(JsonSerializer.Serialize(deadline, FactJson.Options), FactJson.Options));
        }
    }

    [Fact]
    public void never_computes_a_stored_instant_again()
    {
        var stored = """{"local":"2017-05-23T17:00:00","zone":"Europe/Brussels","instant":"2017-05-23T14:00:00Z","tzdbVersion":"TZDB: 2016a"}""";
        Assert.Equal(Utc("2017-05-23 14:00:00"), JsonSerializer.Deserialize<Deadline>(stored, FactJson.Options)!.Instant);
    }

    [Fact]
    public void computes_what_was_typed() =>
        Assert.Equal(Utc("2017-05-23 15:00:00"), JsonSerializer.Deserialize<Deadline>("""{"local":"2017-05-23T17:00"}""", FactJson.Options)!.Instant);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"local":"23 May 2017"}""")]
    [InlineData("""{"local":"2017-05-23T17:00","abreviation":"CET"}""")]
    [InlineData("""{"local":17}""")]
    [InlineData("""[]""")]
    public void refuses_what_it_does_not_know(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Deadline>(json, FactJson.Options));
}
