using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Calls;

public sealed class CorrectingACall : CallSpec
{
    private static readonly CorrigendumProposed First = new(1, Moved, Later, Olga), Second = new(2, Moved with { Title = new("Budget", "Mittel") }, Later, Olga);
    private static readonly Corrigendum Rate = Moved with { Title = new("Rate", "Satz"), Changes = [] };
    private static readonly CallTerms More = Later with { Budget = 1_000_000 };

    [Fact]
    public void begins_with_a_proposal() => Given(Published).When(call => call.ProposeCorrigendum(Moved, Later, Olga, Before)).Then(First);

    [Fact]
    public void takes_two() =>
        Given([.. Published, First]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).Then(new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before, Looks.SignedFor(Later, Before), 1));

    [Fact]
    public void takes_two_persons() => Given([.. Published, First]).When(call => call.ConfirmCorrigendum(1, Olga, Before)).ThenRefused("four-eyes");

    [Fact]
    public void needs_an_open_call() => Given(Closed).When(call => call.ProposeCorrigendum(Moved, Later, Olga, Before)).ThenRefused("call-not-open");

    [Fact]
    public void comes_too_late_after_the_deadline_also_where_nobody_has_recorded_the_closing()
    {
        Given(Published).When(call => call.ProposeCorrigendum(Moved, Later, Olga, JustAfter)).ThenRefused("call-not-open");
        Given([.. Published, First]).When(call => call.ConfirmCorrigendum(1, Otto, JustAfter)).ThenRefused("call-not-open");
    }

    [Fact]
    public void at_the_deadline_itself_is_in_time() =>
        Given([.. Published, First]).When(call => call.ConfirmCorrigendum(1, Otto, Deadline)).Then(new CorrigendumPublished(1, Moved, Later, Olga, Otto, Deadline, Looks.SignedFor(Later, Deadline), 1));

    [Fact]
    public void does_not_move_the_deadline_into_the_past()
    {
        var sooner = Terms with { Deadline = Domain.Time.Deadline.Typed(Local("2017-05-03 17:00")).Deadline, Clauses = Later.Clauses };
        var after = Utc("2017-05-03 15:00:00");

        Given(Published).When(call => call.ProposeCorrigendum(Moved, sooner, Olga, after)).ThenRefused("deadline-has-passed");
        Given([.. Published, First with { Terms = sooner }]).When(call => call.ConfirmCorrigendum(1, Otto, after)).ThenRefused("deadline-has-passed");
    }

    [Fact]
    public void keeps_the_reference() =>
        Given(Published).When(call => call.ProposeCorrigendum(Moved, Later with { Reference = "COS-CLUSINT-2016-3-01" }, Olga, Before)).ThenRefused("call-reference-stays");

    [Fact]
    public void of_an_unknown_number_is_refused() => Given(Published).When(call => call.ConfirmCorrigendum(1, Otto, Before)).ThenRefused("corrigendum-unknown");

    [Fact]
    public void is_stale_once_the_text_it_was_written_on_has_changed()
    {
        ICallEvent[] both = [.. Published, First, Second], changed = [.. both, new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before)];

        Given(changed).When(call => call.ConfirmCorrigendum(2, Otto, Before)).ThenRefused("corrigendum-stale");
        Given(both).When(call => call.ConfirmCorrigendum(2, Otto, Before)).Then(new CorrigendumPublished(1, Second.Corrigendum, Later, Olga, Otto, Before, Looks.SignedFor(Later, Before), 2));
        Given([.. both, new CorrigendumPublished(2, Second.Corrigendum, Later, Olga, Otto, Before)]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).ThenRefused("corrigendum-stale");
    }

    [Fact]
    public void that_became_stale_is_proposed_again_under_a_number_of_its_own() =>
        Given([.. Published, First, Second, new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before)])
            .When(call => call.ProposeCorrigendum(Rate, More, Olga, Before))
            .Then(new CorrigendumProposed(3, Rate, More, Olga));

    [Fact]
    public void is_stale_once_an_officer_has_said_which_reading_of_the_deadline_holds() =>
        Given([
            new CallDrafted(Mislabelled, Olga), new CallPublished(Olga, Otto, Before), First with { Terms = Mislabelled },
            new DeadlineReadingRecorded(Mislabelled.Deadline!.OtherReading!.Value, Olga),
        ])
            .When(call => call.ConfirmCorrigendum(1, Otto, Before)).ThenRefused("corrigendum-stale");

    [Fact]
    public void never_gives_one_number_twice() =>
        Given([
            .. Published, First, Second, new CorrigendumPublished(2, Second.Corrigendum, Later, Olga, Otto, Before),
            new CorrigendumProposed(3, Rate, More, Olga), new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before),
        ])
            .When(call => call.ProposeCorrigendum(Rate, More, Otto, Before))
            .Then(new CorrigendumProposed(4, Rate, More, Otto));

    [Fact]
    public void may_move_a_date_and_no_clause_but_not_change_nothing()
    {
        var bare = Moved with { Changes = [] };
        Given(Published).When(call => call.ProposeCorrigendum(bare, Later, Olga, Before)).Then(new CorrigendumProposed(1, bare, Later, Olga));
        Given(Published).When(call => call.ProposeCorrigendum(bare, Terms, Olga, Before)).ThenRefused("corrigendum-changes-nothing");
    }

    [Fact]
    public void leaves_the_kind_and_a_told_day_of_publication_alone()
    {
        Given(Published).When(call => call.ProposeCorrigendum(Moved, Later with { Kind = "another" }, Olga, Before)).ThenRefused("call-publication-stays");

        var dated = Terms with { PublishedOn = new(2017, 1, 2) };
        ICallEvent[] published = [new CallDrafted(dated, Olga), new StepProposed(CallStep.Publish, Olga), new CallPublished(Olga, Otto, Before)];
        Given(published).When(call => call.ProposeCorrigendum(Moved, dated with { PublishedOn = new(2010, 1, 1) }, Olga, Before)).ThenRefused("call-publication-stays");
    }

    [Fact]
    public void quotes_what_stood_there_and_what_will_stand_there()
    {
        Refuses(Changing("2", "2", "24 May", "6 June"), "clause-reads-otherwise");
        Refuses(Changing("4", "4", "23 May", "6 June"), "clause-reads-otherwise");
        Refuses(Changing("2", null, null, null), "clause-reads-otherwise");
        Refuses(Changing("2", "2", "23 May", "7 June"), "clause-will-read-otherwise");
        Refuses(Changing(null, "5", null, "6 June"), "clause-will-read-otherwise");
        Refuses(Changing(null, null, "24 May", "6 June"), "clause-reads-otherwise");
        var otherLineEnds = Changing("2", "2", " 23 May\r\n", "6 June");
        Given(Published).When(call => call.ProposeCorrigendum(otherLineEnds, Later, Olga, Before)).Then(new CorrigendumProposed(1, otherLineEnds, Later, Olga));

        static Corrigendum Changing(string? old, string? now, string? before, string? after) => Moved with { Changes = [new(old, now, before, after)] };
        static void Refuses(Corrigendum corrigendum, string code) => Given(Published).When(call => call.ProposeCorrigendum(corrigendum, Later, Olga, Before)).ThenRefused(code);
    }

    [Fact]
    public void names_the_day_on_which_it_comes_into_force_or_none()
    {
        var (day, tomorrow) = (new DateOnly(2017, 5, 2), Before.AddDays(1));
        var dated = First with { Corrigendum = Moved with { PublishedOn = day } };

        Given(Published).When(call => call.ProposeCorrigendum(dated.Corrigendum, Later, Olga, Before.AddDays(-1))).Then(dated);
        Given(Published).When(call => call.ProposeCorrigendum(dated.Corrigendum, Later, Olga, tomorrow)).ThenRefused("publication-day-differs");
        Given([.. Published, dated]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).Then(new CorrigendumPublished(1, dated.Corrigendum, Later, Olga, Otto, Before, Looks.SignedFor(Later, Before), 1));
        Given([.. Published, dated]).When(call => call.ConfirmCorrigendum(1, Otto, tomorrow)).ThenRefused("publication-day-differs");
        Given([.. Published, dated]).When(call => call.ConfirmCorrigendum(1, Otto, Before.AddDays(-1))).ThenRefused("publication-day-differs");
    }

    [Fact]
    public void adds_no_other_day_of_publication_than_the_real_one()
    {
        Given(Published).When(call => call.ProposeCorrigendum(Moved, Later with { PublishedOn = new(2017, 5, 1) }, Olga, Before)).ThenRefused("publication-day-differs");
        var added = Later with { PublishedOn = new(2017, 5, 2) };
        Given(Published).When(call => call.ProposeCorrigendum(Moved, added, Olga, Before)).Then(new CorrigendumProposed(1, Moved, added, Olga));
    }

    [Fact]
    public void leaves_something_to_ask() =>
        Given(Published).When(call => call.ProposeCorrigendum(Moved, Later with { NotFullyKnown = [] }, Olga, Before)).ThenRefused("call-asks-nothing");

    [Fact]
    public void gets_its_number_when_it_is_published_so_none_is_left_out()
    {
        Given([.. Published, First, new ProposalWithdrawn(Olga, Corrigendum: 1), Second])
            .When(call => call.ConfirmCorrigendum(2, Otto, Before))
            .Then(new CorrigendumPublished(1, Second.Corrigendum, Later, Olga, Otto, Before, Looks.SignedFor(Later, Before), 2));
        Given([.. Published, First, Second, new CorrigendumPublished(1, Second.Corrigendum, Later, Olga, Otto, Before, Proposal: 2)]).When(call => call.ConfirmCorrigendum(2, Otto, Before)).ThenNothing();
        Assert.Equal([1], Dossier([.. Published, First, Second, new CorrigendumPublished(1, Second.Corrigendum, Later, Olga, Otto, Before, Proposal: 2)]).PendingCorrigenda.Keys);
    }

    [Fact]
    public void is_taken_back_by_its_proposer_and_by_nobody_else()
    {
        var withdrawn = new ProposalWithdrawn(Olga, Corrigendum: 1);

        Given([.. Published, First]).When(call => call.WithdrawCorrigendum(1, Olga)).Then(withdrawn);
        Given([.. Published, First]).When(call => call.WithdrawCorrigendum(1, Otto)).ThenRefused("not-the-proposer");
        Given([.. Published, First, withdrawn]).When(call => call.WithdrawCorrigendum(1, Olga)).ThenNothing();
        Given([.. Published, First, withdrawn]).When(call => call.ConfirmCorrigendum(1, Otto, Before)).ThenRefused("corrigendum-withdrawn");
        Given([.. Published, First, withdrawn]).When(call => call.ProposeCorrigendum(Moved, Later, Olga, Before)).Then(First with { Number = 2 });
        Given([.. Published, First, new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before, Proposal: 1)]).When(call => call.WithdrawCorrigendum(1, Olga)).ThenRefused("corrigendum-in-force");
        Given(Published).When(call => call.WithdrawCorrigendum(1, Olga)).ThenRefused("corrigendum-unknown");
        Assert.Empty(Dossier([.. Published, First, withdrawn]).PendingCorrigenda);
    }
}

public sealed class PreparingACorrigendum : CallSpec
{
    private static readonly CorrigendumDrafted Prepared = new(Later, Olga);

    [Fact]
    public void is_written_and_rewritten_while_the_call_is_open()
    {
        Given(Published).When(call => call.PrepareCorrigendum(Later, Olga, Before)).Then(Prepared);
        Given([.. Published, Prepared]).When(call => call.PrepareCorrigendum(Later, Otto, Before)).ThenNothing();
        Given([.. Published, Prepared]).When(call => call.PrepareCorrigendum(Terms, Otto, Before)).Then(new CorrigendumDrafted(Terms, Otto));
        Given(Published).When(call => call.PrepareCorrigendum(Terms, Olga, Before)).ThenNothing();
        Given(Drafted).When(call => call.PrepareCorrigendum(Later, Olga, Before)).ThenRefused("call-not-open");
        Given(Published).When(call => call.PrepareCorrigendum(Later, Olga, JustAfter)).ThenRefused("call-not-open");
        Given(Published).When(call => call.PrepareCorrigendum(Later with { Kind = "another" }, Olga, Before)).ThenRefused("call-publication-stays");
    }

    [Fact]
    public void changes_nothing_for_anybody()
    {
        var dossier = Dossier([.. Published, Prepared]);
        Assert.Equal((Terms, Prepared, false), (dossier.Terms, dossier.Prepared, dossier.IsPreparedOnOlderText));
        Assert.DoesNotContain(Otto, Dossier([.. Published, Prepared with { DraftedBy = Otto }]).Drafters);
    }

    [Fact]
    public void ends_with_the_terms_in_force_and_with_its_proposal()
    {
        Assert.Null(Dossier([.. Published, Prepared, new CorrigendumDrafted(Terms, Otto)]).Prepared);
        Assert.Null(Dossier([.. Published, Prepared, new CorrigendumProposed(1, Moved, Later, Olga)]).Prepared);
        Assert.Equal(Prepared, Dossier([.. Published, Prepared, new CorrigendumProposed(1, Moved, Later with { Budget = 1 }, Otto)]).Prepared);
    }

    [Fact]
    public void says_when_the_text_in_force_has_changed_since() =>
        Assert.True(Dossier([.. Published, Prepared, new CorrigendumPublished(1, Moved, Later with { Budget = 1 }, Otto, Olga, Before)]).IsPreparedOnOlderText);
}

public sealed class RecordingWhichReadingHolds : CallSpec
{
    private static readonly DateTimeOffset Literal = Utc("2020-10-26 21:59:00"), WallClock = Utc("2020-10-26 22:59:00");
    private static readonly ICallEvent[] Ambiguous = [new CallDrafted(Mislabelled, Olga), new CallPublished(Olga, Otto, Before)];

    [Fact]
    public void takes_the_wall_clock() => Given(Ambiguous).When(call => call.RecordDeadlineReading(WallClock, Olga)).Then(new DeadlineReadingRecorded(WallClock, Olga));

    [Fact]
    public void takes_the_abbreviation_at_its_word()
    {
        Given(Ambiguous).When(call => call.RecordDeadlineReading(Literal, Olga)).Then(new DeadlineReadingRecorded(Literal, Olga));
        Assert.Equal(Literal, Dossier([.. Ambiguous, new DeadlineReadingRecorded(Literal, Olga)]).Terms!.Deadline!.Instant);
    }

    [Fact]
    public void is_awaited_until_the_later_one_has_passed()
    {
        Given(Ambiguous).When(call => call.Close(WallClock)).ThenNothing();
        Given(Ambiguous).When(call => call.Close(WallClock.AddMicroseconds(1))).Then(new CallClosed(WallClock));
        Given([.. Ambiguous, new DeadlineReadingRecorded(Literal, Olga)]).When(call => call.Close(WallClock)).Then(new CallClosed(Literal));

        Assert.Equal(CallPhase.Open, Dossier(Ambiguous).StatusAt(Literal));
        Assert.Equal(CallPhase.OpenByOneReading, Dossier(Ambiguous).StatusAt(Literal.AddMicroseconds(1)));
        Assert.Equal(CallPhase.OpenByOneReading, Dossier(Ambiguous).StatusAt(WallClock));
        Assert.Equal(CallPhase.Closed, Dossier(Ambiguous).StatusAt(WallClock.AddMicroseconds(1)));
        Assert.Equal(CallPhase.Closed, Dossier([.. Ambiguous, new DeadlineReadingRecorded(Literal, Olga)]).StatusAt(WallClock));
    }

    [Fact]
    public void leaves_the_call_to_be_published_and_corrected_until_the_later_one()
    {
        var moved = Mislabelled with { Clauses = Later.Clauses };
        Given(new CallDrafted(Mislabelled, Olga), new StepProposed(CallStep.Publish, Olga)).When(call => call.Publish(Otto, Literal)).Then(new CallPublished(Olga, Otto, Literal, Looks.SignedFor(Mislabelled, Literal)));
        Given(new CallDrafted(Mislabelled, Olga)).When(call => call.Publish(Otto, WallClock)).ThenRefused("deadline-has-passed");
        Given(Ambiguous).When(call => call.ProposeCorrigendum(Moved, moved, Olga, Literal.AddMinutes(1))).Then(new CorrigendumProposed(1, Moved, moved, Olga));
        Given(Ambiguous).When(call => call.ProposeCorrigendum(Moved, moved, Olga, WallClock.AddMinutes(1))).ThenRefused("call-not-open");
    }

    [Fact]
    public void takes_nothing_else() => Given(Ambiguous).When(call => call.RecordDeadlineReading(WallClock.AddHours(1), Olga)).ThenRefused("deadline-not-a-reading");

    [Fact]
    public void does_not_move_a_clear_deadline() => Given(Published).When(call => call.RecordDeadlineReading(JustAfter, Olga)).ThenRefused("deadline-is-clear");

    [Fact]
    public void needs_a_deadline() => Given(new CallDrafted(WithoutDate, Olga)).When(call => call.RecordDeadlineReading(Deadline, Olga)).ThenRefused("deadline-not-a-reading");

    [Fact]
    public void needs_a_call() => Given().When(call => call.RecordDeadlineReading(Deadline, Olga)).ThenRefused("call-unknown");
}

public sealed class AnsweringQuestions : CallSpec
{
    [Fact]
    public void numbers_them() =>
        Given([.. Published, new QuestionAnswered(1, null, Why, Else, Olga)])
            .When(call => call.Answer("3.1", Else, Why, Olga))
            .Then(new QuestionAnswered(2, "3.1", Else, Why, Olga));

    [Fact]
    public void corrects_the_answer_to_a_question_that_was_asked_before() =>
        Given([.. Published, new QuestionAnswered(1, null, Why, Else, Olga), new QuestionAnswered(2, "3.1", Why, Else, Olga)])
            .When(call => call.Answer("3.1", Why, Why, Otto))
            .Then(new QuestionAnswered(2, "3.1", Why, Why, Otto, Corrects: true));

    [Fact]
    public void says_the_same_once_also_when_the_call_has_closed() =>
        Given([.. Published, new QuestionAnswered(1, null, Why, Else, Olga), new CallClosed(Deadline)]).When(call => call.Answer(null, Why, Else, Otto)).ThenNothing();

    [Fact]
    public void needs_an_open_call() => Given(Drafted).When(call => call.Answer(null, Why, Else, Olga)).ThenRefused("call-not-open");
}
