using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Programme;

/// <summary>Which country takes part, from when until when, is recorded by two officers.</summary>
public sealed class RecordingByTwo : Spec<ProgrammeBook, IProgrammeEvent>
{
    private static readonly Guid Marco = Id(1), Elena = Id(2), MarcoAgain = Id(3), One = Id(10), Other = Id(11);
    private static readonly DateTimeOffset Now = Utc("2017-09-01 08:00");
    private static readonly AssociationRecorded ByYear = new("UA", Day("2017-01-01"), Day("2020-12-31"), YearOnly: true, null, null, "a list", Confidence.General);
    private static readonly AssociationProposed Proposed = new(One, "UA", Day("2017-07-31"), Day("2020-12-31"), YearOnly: false, Corrects: true, "the agreement", Marco, Now);
    private static readonly AssociationConfirmed Confirmed = new(One, "UA", Day("2017-07-31"), Day("2020-12-31"), YearOnly: false, Corrects: true, "the agreement", Marco, Elena, Now);

    [Fact]
    public void is_proposed_by_one() => Given(ByYear).When(book => book.Propose(Proposed)).Then(Proposed);

    [Fact]
    public void asked_again_says_nothing() => Given(ByYear, Proposed).When(book => book.Propose(Proposed with { ProposedAt = Now.AddHours(1) })).ThenNothing();

    [Fact]
    public void is_confirmed_by_another() => Given(ByYear, Proposed).When(book => book.Confirm("UA", One, Elena, Now)).Then(Confirmed);

    [Fact]
    public void is_confirmed_only_once() => Given(ByYear, Proposed, Confirmed).When(book => book.Confirm("UA", One, Elena, Now)).ThenNothing();

    [Fact]
    public void is_not_confirmed_by_the_same_person_whatever_the_account()
    {
        Given(Proposed).When(book => book.Confirm("UA", One, Marco, Now)).ThenRefused("four-eyes");
        Given(Proposed).When(book => book.Confirm("UA", One, new Actor(MarcoAgain, [Marco]), Now)).ThenRefused("four-eyes");
    }

    [Fact]
    public void is_confirmed_as_it_was_seen() =>
        Given(Proposed, Proposed with { Proposal = Other, From = Day("2017-03-01") }).When(book => book.Confirm("UA", One, Elena, Now)).ThenRefused("association-not-proposed");

    [Fact]
    public void two_statements_about_one_time_must_say_that_they_correct()
    {
        Given(ByYear).When(book => book.Propose(Proposed with { Corrects = false })).ThenRefused("association-known-already");
        Given(ByYear).When(book => book.Propose(Proposed with { Corrects = false, From = Day("2021-01-01"), Until = null })).Then(Proposed with { Corrects = false, From = Day("2021-01-01"), Until = null });
    }

    [Fact]
    public void may_be_taken_back() =>
        Given(Proposed).When(book => book.Drop("UA", One, Marco, Now)).Then(new AssociationProposalDropped(One, "UA", Marco, Now));

    [Fact]
    public void what_is_dropped_cannot_be_confirmed() =>
        Given(Proposed, new AssociationProposalDropped(One, "UA", Elena, Now)).When(book => book.Confirm("UA", One, Elena, Now)).ThenRefused("association-not-proposed");

    [Fact]
    public void a_correction_takes_the_place_of_what_was_known_by_year_only()
    {
        var before = Facts(ByYear, Proposed).Countries["UA"];
        Assert.True(before.Participation.At(Utc("2017-05-23 15:00"))!.Value.YearOnly);
        Assert.NotNull(before.Proposed);

        var after = Facts(ByYear, Proposed, Confirmed).Countries["UA"];
        Assert.Null(after.Participation.At(Utc("2017-05-23 15:00")));
        Assert.False(after.Participation.At(Utc("2017-08-01 15:00"))!.Value.YearOnly);
        Assert.Null(after.Participation.At(Utc("2021-01-01 15:00")));
        Assert.Null(after.Proposed);
    }

    private static ProgrammeFacts Facts(params IProgrammeEvent[] told) =>
        told.Index().Aggregate(ProgrammeFacts.Empty, (facts, it) => facts.Learn(it.Item, new(Id(it.Index), it.Item.GetType().Name, ProgrammeFacts.StreamId, it.Index + 1, Utc("2014-01-01").AddDays(it.Index))));
}
