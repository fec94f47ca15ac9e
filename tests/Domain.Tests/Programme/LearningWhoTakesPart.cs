using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Programme;

public sealed class LearningWhoTakesPart
{
    private static readonly EuMembershipRecorded Joined = new("UK", Day("1973-01-01"), null, "test"), Left = Joined with { Until = Day("2020-01-31") };
    private static readonly AssociationRecorded Began = new("UK", Day("2014-01-01"), null, false, null, null, "test", Confidence.Found);

    /// <summary>Who left after an entry without end is no member for ever.</summary>
    [Fact]
    public void An_end_told_later_ends_what_was_told_without_one()
    {
        var before = Facts(Joined, Began).Countries["UK"];
        Assert.NotNull(before.EuMember.At(Utc("2020-12-02")));

        var after = Facts(Joined, Began, Left, Began with { Until = Day("2020-12-31") }).Countries["UK"];
        Assert.NotNull(after.EuMember.At(Utc("2020-01-31 22:59")));
        Assert.Null(after.EuMember.At(Utc("2020-01-31 23:00")));
        Assert.NotNull(after.Participation.At(Utc("2020-12-31 22:59")));
        Assert.Null(after.Participation.At(Utc("2020-12-31 23:00")));
        Assert.Equal(Day("2020-01-31"), after.EuMember.Newest!.Basis.ValidUntil);
    }

    [Fact]
    public void Who_joins_again_is_a_member_again() =>
        Assert.NotNull(Facts(Joined, Left, Joined with { From = Day("2030-01-01") }).Countries["UK"].EuMember.At(Utc("2031-01-01")));

    private static ProgrammeFacts Facts(params IProgrammeEvent[] told) =>
        told.Index().Aggregate(ProgrammeFacts.Empty, (facts, it) => facts.Learn(it.Item, new(Id(it.Index), it.Item.GetType().Name, ProgrammeFacts.StreamId, it.Index + 1, Utc("2014-01-01").AddDays(it.Index))));
}
