using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Letters, the periods that run from them, and redress.</summary>
public sealed class TurningAgainstADecision : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), Jan = Id(4), Petra = Id(5), Letter = Id(60), Review = Id(61), Other = Id(62);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), Decided = Utc("2017-06-30 10:00:00"), Sent = Utc("2017-07-03 10:00:00"), Opened = Utc("2017-07-05 08:00:00");
    private static readonly NoteRef Text = new(Id(90), "salted");
    private static readonly RecordedVerdict NotMet = new(Outcome.NotMet, Stage.Application, "5", 3, [], [new("LAB-1", Outcome.NotMet, "label")]);

    private static readonly IApplicationEvent[] Submitted = [new ApplicationStarted(Id(50), "1", Id(40), Anna), new ApplicationSubmitted(1, Anna, Before, NotMet)];
    private static readonly IApplicationEvent[] Rejected = [.. Submitted, new EligibilityProposed(false, Marco, Decided, NotMet, null), new EligibilityDecided(false, Marco, Elena, Decided, NotMet, null)];
    private static readonly IApplicationEvent[] Told = [.. Rejected, new LetterSent(Letter, LetterKind.EligibilityDecision, Text, Marco, Sent)];
    private static readonly IApplicationEvent[] Read = [.. Told, new LetterOpened(Letter, Anna, Opened)];
    private static readonly IApplicationEvent[] Asked = [.. Read, new RedressRequested(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Opened)];

    [Fact]
    public void only_a_confirmed_decision_is_told_and_once()
    {
        Given(Rejected).When(it => it.SendLetter(Letter, LetterKind.EligibilityDecision, Text, Marco, Sent)).Then(new LetterSent(Letter, LetterKind.EligibilityDecision, Text, Marco, Sent));
        Given(Submitted).When(it => it.SendLetter(Letter, LetterKind.EligibilityDecision, Text, Marco, Sent)).ThenRefused("nothing-to-tell");
        Given(Rejected).When(it => it.SendLetter(Letter, LetterKind.RedressDecision, Text, Marco, Sent)).ThenRefused("nothing-to-tell");
        Given(Told).When(it => it.SendLetter(Other, LetterKind.EligibilityDecision, Text, Marco, Sent)).ThenRefused("letter-already-sent");
    }

    [Fact]
    public void the_first_opening_counts()
    {
        Given(Told).When(it => it.OpenLetter(Letter, Anna, Opened)).Then(new LetterOpened(Letter, Anna, Opened));
        Given(Told).When(it => it.OpenLetter(Other, Anna, Opened)).ThenRefused("letter-unknown");
    }

    [Fact]
    public void a_letter_nobody_opened_counts_as_received_after_ten_days()
    {
        var deemed = Utc("2017-07-13 22:00:00").AddMicroseconds(-1);   // the last moment of 13 July in Brussels
        var unopened = new Letter(Letter, LetterKind.EligibilityDecision, Text, Sent);
        Assert.Null(unopened.ReceivedAt(deemed.AddMicroseconds(-1)));
        Assert.Equal(deemed, unopened.ReceivedAt(deemed));
        Assert.Equal(Opened, (unopened with { OpenedAt = Opened }).ReceivedAt(deemed.AddYears(1)));
        Assert.Equal(deemed, (unopened with { OpenedAt = deemed.AddDays(3) }).ReceivedAt(deemed.AddDays(4)));
    }

    [Fact]
    public void the_day_on_which_it_counts_as_received_is_the_one_that_is_not_counted()
    {
        var sent = Utc("2017-07-05 08:00:00");
        var deemed = Periods.DeemedReceived(sent);
        Assert.Equal(
            [new DateOnly(2017, 8, 14), new DateOnly(2017, 8, 15), new DateOnly(2017, 9, 15)],
            ((RedressKind[])[RedressKind.EligibilityReview, RedressKind.LegalityReview, RedressKind.Annulment]).Select(kind => Periods.LastDay(kind, deemed)));   // received on 15 July
        Assert.False(Periods.Runs(RedressKind.EligibilityReview, deemed, Utc("2017-08-14 22:00:00")));
    }

    [Theory]
    [InlineData(RedressKind.EligibilityReview, "2017-07-05", "2017-08-04")]
    [InlineData(RedressKind.EligibilityReview, "2017-07-06", "2017-08-07")]   // a Saturday: the following Monday
    [InlineData(RedressKind.LegalityReview, "2017-07-05", "2017-08-07")]      // 5 August is a Saturday
    [InlineData(RedressKind.LegalityReview, "2017-01-31", "2017-02-28")]      // no such day in February: its last
    [InlineData(RedressKind.Annulment, "2017-07-05", "2017-09-05")]
    public void each_way_has_its_period(RedressKind kind, string received, string last)
    {
        var at = Domain.Time.BrusselsTime.StartOfDay(DateOnly.Parse(received, System.Globalization.CultureInfo.InvariantCulture)).AddHours(12);
        var day = DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(day, Periods.LastDay(kind, at));
        Assert.True(Periods.Runs(kind, at, Domain.Time.BrusselsTime.LastMomentOf(day)));
        Assert.False(Periods.Runs(kind, at, Domain.Time.BrusselsTime.EndOfDay(day)));
    }

    [Fact]
    public void within_its_period_it_is_turned_against_the_decision()
    {
        RedressRequested Request(DateTimeOffset at) => new(Review, RedressKind.EligibilityReview, Letter, Text, Anna, at);
        Given(Read).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Utc("2017-08-04 21:59:59"))).Then(Request(Utc("2017-08-04 21:59:59")));
        Given(Read).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Utc("2017-08-04 22:00:00"))).ThenRefused("redress-late");
        Given(Told).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Opened)).Then(Request(Opened));
        Given(Rejected).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Opened)).ThenRefused("letter-unknown");
    }

    [Fact]
    public void one_action_at_a_time()
    {
        Given(Asked).When(it => it.RequestRedress(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened)).ThenRefused("redress-pending");
        IApplicationEvent[] withdrawn = [.. Asked, new RedressWithdrawn(Review, Anna, Opened)];
        Given(withdrawn).When(it => it.RequestRedress(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened)).Then(new RedressRequested(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened));
        Given(withdrawn).When(it => it.RequestRedress(Other, RedressKind.EligibilityReview, Letter, Text, Anna, Opened)).ThenRefused("redress-twice");
    }

    [Fact]
    public void who_got_what_was_asked_for_has_nothing_to_turn_against()
    {
        IApplicationEvent[] eligible = [.. Submitted, new EligibilityProposed(true, Marco, Decided, NotMet, Text), new EligibilityDecided(true, Marco, Elena, Decided, NotMet, Text), new LetterSent(Letter, LetterKind.EligibilityDecision, Text, Marco, Sent)];
        Given(eligible).When(it => it.RequestRedress(Review, RedressKind.EligibilityReview, Letter, Text, Anna, Opened)).ThenRefused("nothing-against");
    }

    [Fact]
    public void who_proposed_the_decision_does_not_propose_its_review_and_two_decide()
    {
        Given(Asked).When(it => it.ProposeRedress(Review, true, Marco, Opened, Text)).ThenRefused("own-decision");
        Given(Asked).When(it => it.ProposeRedress(Review, true, Elena, Opened, Text)).Then(new RedressProposed(Review, true, Elena, Opened, Text));
        Given(Asked).When(it => it.ProposeRedress(Review, true, Jan, Opened, Text)).Then(new RedressProposed(Review, true, Jan, Opened, Text));
        IApplicationEvent[] proposed = [.. Asked, new RedressProposed(Review, true, Jan, Opened, Text)];
        Given(Asked).When(it => it.ConfirmRedress(Review, Petra, Opened)).ThenRefused("redress-not-proposed");
        Given(proposed).When(it => it.ConfirmRedress(Review, Jan, Opened)).ThenRefused("four-eyes");
        Given(proposed).When(it => it.ConfirmRedress(Review, Petra, Opened)).Then(new RedressDecided(Review, true, Jan, Petra, Opened, Text));
    }

    [Fact]
    public void upheld_it_is_decided_anew_and_rejected_it_stays()
    {
        IApplicationEvent[] Outcome(bool upheld) => [.. Asked, new RedressProposed(Review, upheld, Jan, Opened, Text), new RedressDecided(Review, upheld, Jan, Petra, Opened, Text)];
        Assert.Null(Given(Outcome(true)).State.Decided);
        Assert.NotNull(Given(Outcome(false)).State.Decided);
        Given(Outcome(true)).When(it => it.RequestRedress(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened)).ThenRefused("nothing-against");
        Given(Outcome(false)).When(it => it.RequestRedress(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened)).Then(new RedressRequested(Other, RedressKind.LegalityReview, Letter, Text, Anna, Opened));
    }

    [Fact]
    public void against_the_outcome_of_one_way_the_same_is_not_gone_again()
    {
        var told = new LetterSent(Other, LetterKind.RedressDecision, Text, Marco, Opened);
        var state = Given([.. Asked, new RedressProposed(Review, false, Jan, Opened, Text), new RedressDecided(Review, false, Jan, Petra, Opened, Text), told]).State;
        Assert.Equal([RedressKind.LegalityReview, RedressKind.Annulment], state.Against(state.Letters[^1]));
    }
}
