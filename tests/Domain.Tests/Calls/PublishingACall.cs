using EligibilityService.Domain.Calls;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Calls;

public sealed class PublishingACall : CallSpec
{
    [Fact]
    public void begins_with_a_draft() => Given().When(call => call.Draft(Terms, Olga)).Then(new CallDrafted(Terms, Olga));

    [Fact]
    public void lets_the_draft_be_rewritten() => Given(Drafted).When(call => call.Draft(Later, Otto)).Then(new CallDrafted(Later, Otto));

    [Fact]
    public void sees_the_same_text_in_another_copy() => Given(Drafted).When(call => call.Draft(Terms with { Clauses = [.. Terms.Clauses] }, Otto)).ThenNothing();

    [Fact]
    public void ends_rewriting() => Given(Published).When(call => call.Draft(Later, Olga)).ThenRefused("call-published-already");

    [Fact]
    public void is_proposed_by_one_officer() => Given(Drafted).When(call => call.Publish(Olga, Before)).ThenEachTime(new StepProposed(CallStep.Publish, Olga));

    [Fact]
    public void is_not_confirmed_by_the_same() =>
        Given([.. Drafted, new StepProposed(CallStep.Publish, Olga)]).When(call => call.Publish(Olga, Before)).ThenRefused("four-eyes");

    [Fact]
    public void is_confirmed_by_a_second() =>
        Given([.. Drafted, new StepProposed(CallStep.Publish, Olga)]).When(call => call.Publish(Otto, Before)).Then(new CallPublished(Olga, Otto, Before, Looks.SignedFor(Terms, Before)));

    [Fact]
    public void is_proposed_anew_once_the_text_was_rewritten() =>
        Given([.. Drafted, new StepProposed(CallStep.Publish, Olga), new CallDrafted(Later, Otto)])
            .When(call => call.Publish(Otto, Before))
            .ThenEachTime(new StepProposed(CallStep.Publish, Otto));

    [Fact]
    public void is_not_confirmed_by_confirming_something_else() =>
        Given([.. Drafted, new StepProposed(CallStep.Announce, Olga)]).When(call => call.Publish(Otto, Before)).ThenEachTime(new StepProposed(CallStep.Publish, Otto));

    [Fact]
    public void comes_too_late_at_the_deadline() => Given(Drafted).When(call => call.Publish(Olga, Deadline)).ThenRefused("deadline-has-passed");

    [Fact]
    public void happens_once() => Given(Published).When(call => call.Publish(Olga, Before)).ThenNothing();

    [Fact]
    public void does_not_bring_back_the_closed() => Given(Closed).When(call => call.Publish(Olga, Before)).ThenRefused("call-published-already");

    [Fact]
    public void needs_a_text() => Given().When(call => call.Publish(Olga, Before)).ThenRefused("call-unknown");

    [Fact]
    public void needs_a_text_that_asks_something()
    {
        var bare = Terms with { NotFullyKnown = [] };
        Given(new CallDrafted(bare, Olga)).When(call => call.Publish(Olga, Before)).ThenRefused("call-asks-nothing");
        Given(new CallDrafted(bare, Olga), new StepProposed(CallStep.Publish, Olga)).When(call => call.Publish(Otto, Before)).ThenRefused("call-asks-nothing");
        Given(new CallDrafted(bare, Olga)).When(call => call.Announce(Olga, Before)).ThenEachTime(new StepProposed(CallStep.Announce, Olga));
    }

    /// <summary>What existed "before the publication" turns on the day that the text names.</summary>
    [Fact]
    public void takes_place_on_the_day_that_the_text_names()
    {
        var dated = Terms with { PublishedOn = new(2017, 5, 2) };
        ICallEvent[] proposed = [new CallDrafted(dated, Olga), new StepProposed(CallStep.Publish, Olga)];

        Given(proposed[0]).When(call => call.Publish(Olga, Before.AddDays(-7))).ThenEachTime(proposed[1]);
        Given(proposed[0]).When(call => call.Publish(Olga, Before.AddDays(1))).ThenRefused("publication-day-differs");
        Given(proposed).When(call => call.Publish(Otto, Before)).Then(new CallPublished(Olga, Otto, Before, Looks.SignedFor(dated, Before)));
        Given(proposed).When(call => call.Publish(Otto, Before.AddDays(-1))).ThenRefused("publication-day-differs");
        Given(proposed).When(call => call.Publish(Otto, Before.AddDays(1))).ThenRefused("publication-day-differs");
        Given(proposed).When(call => call.Publish(Otto, Utc("2017-05-01 22:00:00"))).Then(new CallPublished(Olga, Otto, Utc("2017-05-01 22:00:00"), Looks.SignedFor(dated, Utc("2017-05-01 22:00:00"))));
    }
}

public sealed class WithdrawingAProposal : CallSpec
{
    private static readonly ICallEvent[] Proposed = [.. Drafted, new StepProposed(CallStep.Publish, Olga)];
    private static readonly ProposalWithdrawn Withdrawn = new(Olga, CallStep.Publish);

    [Fact]
    public void is_for_its_proposer_alone()
    {
        Given(Proposed).When(call => call.Withdraw(CallStep.Publish, Olga)).Then(Withdrawn);
        Given(Proposed).When(call => call.Withdraw(CallStep.Publish, Otto)).ThenRefused("not-the-proposer");
    }

    [Fact]
    public void happens_once() => Given([.. Proposed, Withdrawn]).When(call => call.Withdraw(CallStep.Publish, Olga)).ThenNothing();

    [Fact]
    public void leaves_nothing_to_confirm()
    {
        Given([.. Proposed, Withdrawn]).When(call => call.Publish(Otto, Before)).ThenEachTime(new StepProposed(CallStep.Publish, Otto));
        Assert.Null(Dossier([.. Proposed, Withdrawn]).Pending);
    }

    [Fact]
    public void is_about_what_is_proposed()
    {
        Given(Proposed).When(call => call.Withdraw(CallStep.Announce, Olga)).ThenRefused("nothing-proposed");
        Given(Drafted).When(call => call.Withdraw(CallStep.Publish, Olga)).ThenRefused("nothing-proposed");
        Given(Published).When(call => call.Withdraw(CallStep.Publish, Olga)).ThenRefused("nothing-proposed");
        Given().When(call => call.Withdraw(CallStep.Publish, Olga)).ThenRefused("call-unknown");
    }
}

public sealed class AnnouncingACall : CallSpec
{
    private static readonly ICallEvent[] Proposed = [.. Drafted, new StepProposed(CallStep.Announce, Olga)];
    private static readonly ICallEvent[] Redrafted = [.. Announced, new CallDrafted(Later, Olga)];
    private static readonly ICallEvent[] DropProposed = [.. Announced, new StepProposed(CallStep.Drop, Olga, Why)];

    [Fact]
    public void takes_two() => Given(Proposed).When(call => call.Announce(Otto, Before)).Then(new CallAnnounced(Olga, Otto, Before));

    [Fact]
    public void takes_two_persons() => Given(Proposed).When(call => call.Announce(Olga, Before)).ThenRefused("four-eyes");

    [Fact]
    public void needs_a_text() => Given().When(call => call.Announce(Olga, Before)).ThenRefused("call-unknown");

    [Fact]
    public void comes_before_publishing() => Given(Published).When(call => call.Announce(Olga, Before)).ThenRefused("call-published-already");

    [Fact]
    public void leaves_the_text_provisional() => Given(Announced).When(call => call.Draft(Later, Olga)).Then(new CallDrafted(Later, Olga));

    [Fact]
    public void shows_what_was_announced_whatever_is_drafted_since()
    {
        var dossier = Dossier(Redrafted);

        Assert.Equal((Terms, Later, true), (dossier.Terms, dossier.Drafted, dossier.IsProvisional));
        Assert.Equal(CallPhase.Announced, dossier.StatusAt(JustAfter));
    }

    [Fact]
    public void ends_with_the_text_drafted_last_being_published()
    {
        Given([.. Redrafted, new StepProposed(CallStep.Publish, Olga)]).When(call => call.Publish(Otto, JustAfter)).Then(new CallPublished(Olga, Otto, JustAfter, Looks.SignedFor(Later, JustAfter)));
        var dossier = Dossier([.. Redrafted, new CallPublished(Olga, Otto, JustAfter)]);

        Assert.Equal((Later, null, false), (dossier.Terms, dossier.Drafted, dossier.IsProvisional));
    }

    [Fact]
    public void ends_with_the_text_announced_where_nothing_else_was_drafted() => Assert.Equal(Terms, Dossier([.. Announced, new CallPublished(Olga, Otto, Before)]).Terms);

    [Fact]
    public void leaves_what_was_announced_when_it_is_dropped()
    {
        var dossier = Dossier([.. Redrafted, new AnnouncementDropped(Olga, Otto, Why)]);

        Assert.Equal((Terms, null), (dossier.Terms, dossier.Drafted));
    }

    [Fact]
    public void sees_the_same_draft_in_another_copy() => Given(Redrafted).When(call => call.Draft(Later with { Clauses = [.. Later.Clauses] }, Otto)).ThenNothing();

    [Fact]
    public void takes_a_draft_back_by_drafting_what_was_announced() => Given(Redrafted).When(call => call.Draft(Terms, Otto)).Then(new CallDrafted(Terms, Otto));

    [Fact]
    public void happens_again_with_another_text_by_two()
    {
        Given(Announced).When(call => call.Announce(Olga, Before)).ThenNothing();
        Given(Redrafted).When(call => call.Announce(Olga, Before)).ThenEachTime(new StepProposed(CallStep.Announce, Olga));
        Given([.. Redrafted, new StepProposed(CallStep.Announce, Olga)]).When(call => call.Announce(Otto, Deadline)).Then(new CallAnnounced(Olga, Otto, Deadline));
        var dossier = Dossier([.. Redrafted, new CallAnnounced(Olga, Otto, Deadline)]);

        Assert.Equal((Later, null, Before), (dossier.Terms, dossier.Drafted, dossier.AnnouncedAt));
    }

    [Fact]
    public void keeps_the_call_to_be_found_by_its_names()
    {
        Given(Announced).When(call => call.Draft(Terms with { Reference = "COS-CLUSINT-2016-3-01" }, Olga)).ThenRefused("call-names-stay");
        var renamed = Terms with { Reference = "COS-CLUSINT-2016-3-01", Aliases = [Terms.Reference] };
        Given(Announced).When(call => call.Draft(renamed, Olga)).Then(new CallDrafted(renamed, Olga));
        Given(Drafted).When(call => call.Draft(Terms with { Reference = "ANOTHER" }, Olga)).Then(new CallDrafted(Terms with { Reference = "ANOTHER" }, Olga));
    }

    [Fact]
    public void can_be_taken_back_by_two_for_the_reason_first_given() =>
        Given(DropProposed).When(call => call.Drop(Otto, Else)).Then(new AnnouncementDropped(Olga, Otto, Why));

    [Fact]
    public void is_not_taken_back_by_one() => Given(DropProposed).When(call => call.Drop(Olga, Why)).ThenRefused("four-eyes");

    [Fact]
    public void is_not_taken_back_before_it_happened() => Given(Drafted).When(call => call.Drop(Olga, Why)).ThenRefused("call-not-announced");

    [Fact]
    public void of_nothing_is_not_taken_back() => Given().When(call => call.Drop(Olga, Why)).ThenRefused("call-unknown");
}

public sealed class EndingACall : CallSpec
{
    private static readonly ResultsSummary Results = new(24, 9, 3, null, 12);

    [Fact]
    public void by_cancelling_takes_two() =>
        Given([.. Published, new StepProposed(CallStep.Cancel, Olga, Why)])
            .When(call => call.Cancel(Otto, null, Before))
            .Then(new CallCancelled(Olga, Otto, Why, Before));

    [Fact]
    public void by_cancelling_takes_two_persons() =>
        Given([.. Published, new StepProposed(CallStep.Cancel, Olga, Why)]).When(call => call.Cancel(Olga, Why, Before)).ThenRefused("four-eyes");

    [Fact]
    public void by_cancelling_needs_a_published_one() => Given(Announced).When(call => call.Cancel(Olga, Why, Before)).ThenRefused("call-not-published");

    [Fact]
    public void by_cancelling_needs_a_call() => Given().When(call => call.Cancel(Olga, Why, Before)).ThenRefused("call-unknown");

    [Fact]
    public void waits_for_the_deadline_to_be_over() => Given(Published).When(call => call.Close(Deadline)).ThenNothing();

    [Fact]
    public void states_the_deadline_whenever_it_was_noticed() =>
        Given(Published).When(call => call.Close(Deadline.AddHours(5))).Then(new CallClosed(Deadline));

    [Fact]
    public void decides_again_when_the_deadline_has_moved() =>
        Given([.. Published, new CorrigendumProposed(1, Moved, Later, Olga), new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before)])
            .When(call => call.Close(JustAfter))
            .ThenNothing();

    [Fact]
    public void without_a_deadline_never_happens() =>
        Given(new CallDrafted(WithoutDate, Olga), new CallPublished(Olga, Otto, Before)).When(call => call.Close(Deadline.AddYears(9))).ThenNothing();

    [Fact]
    public void with_results_comes_after_the_deadline() => Given(Closed).When(call => call.AnnounceResults(Results, Olga, JustAfter)).Then(new ResultsAnnounced(Results, Olga, JustAfter));

    [Fact]
    public void with_results_is_refused_while_it_is_open() => Given(Published).When(call => call.AnnounceResults(Results, Olga, Before)).ThenRefused("call-not-closed");

    [Fact]
    public void stands_whether_or_not_it_has_been_recorded()
    {
        Assert.Equal(CallPhase.Open, Dossier(Published).StatusAt(Deadline));
        Assert.Equal(CallPhase.Closed, Dossier(Published).StatusAt(JustAfter));
        Assert.Equal(CallPhase.Closed, Dossier(Closed).StatusAt(JustAfter));
        Assert.Equal(CallPhase.Unknown, Dossier(new CallDrafted(WithoutDate, Olga), new CallPublished(Olga, Otto, Before)).StatusAt(Before));
    }
}
