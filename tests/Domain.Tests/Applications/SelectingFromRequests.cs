using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Tests.Eligibility;
using static EligibilityService.Domain.Tests.Eligibility.Events;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Cut-offs on 31 January and 29 February 2024 at 23:59 in Brussels; late requests at own cost until 10 April.</summary>
public sealed class SelectingFromRequests : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Olga = Id(11), MedTech = Id(40);
    private static readonly NoteRef Reason = new(Id(90), "salted");
    private static readonly DateTimeOffset Before = FirstCutOff.AddDays(-10), After = FirstCutOff.AddMicroseconds(1);
    private static readonly ProposalFields Better = new() { Persons = 2 };

    private static readonly CallDossier Call = new(Id(50)) { Terms = India, Status = CallStatus.Open };
    private static readonly IApplicationEvent[] Started = [new ApplicationStarted(Call.Id, null, MedTech, Anna), new ProposalChanged(new() { Persons = 1 }, [])];
    private static readonly IApplicationEvent[] Submitted = [.. Started, new ApplicationSubmitted(1, Anna, Before, Recorded)];

    [Theory]
    [InlineData(SelectionOutcome.Selected)]
    [InlineData(SelectionOutcome.ReserveList)]
    [InlineData(SelectionOutcome.Rejected)]
    public void records_what_became_of_a_request_after_its_cut_off(SelectionOutcome outcome) =>
        Given(Submitted).When(it => it.RecordSelection(outcome, Call, Olga, After, Reason)).Then(new SelectionRecorded(outcome, 1, Olga, After, Reason));

    [Fact]
    public void waits_for_the_cut_off()
    {
        Given(Submitted).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, FirstCutOff, Reason)).ThenRefused("cut-off-ahead");
        Given([.. Started, new ApplicationSubmitted(1, Anna, After, Recorded)]).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, SecondCutOff, Reason)).ThenRefused("cut-off-ahead");
    }

    [Fact]
    public void selects_at_any_time_from_what_came_after_every_cut_off()
    {
        var late = SecondCutOff.AddDays(1);
        Given([.. Started, new ApplicationSubmitted(1, Anna, late, Recorded)]).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, late, Reason)).Then(new SelectionRecorded(SelectionOutcome.Selected, 1, Olga, late, Reason));
    }

    [Fact]
    public void waits_for_the_deadline_where_there_is_no_cut_off()
    {
        var call = Call with { Terms = Japan };
        var deadline = Japan.Deadline!.Instant;
        IApplicationEvent[] submitted = [.. Started, new ApplicationSubmitted(1, Anna, deadline, Recorded)];

        Given(submitted).When(it => it.RecordSelection(SelectionOutcome.Selected, call, Olga, deadline, Reason)).ThenRefused("cut-off-ahead");
        Given(submitted).When(it => it.RecordSelection(SelectionOutcome.Selected, call, Olga, deadline.AddMicroseconds(1), Reason))
            .Then(new SelectionRecorded(SelectionOutcome.Selected, 1, Olga, deadline.AddMicroseconds(1), Reason));
    }

    [Fact]
    public void moves_up_from_the_reserve_list() =>
        Given([.. Submitted, Outcome(SelectionOutcome.ReserveList)]).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, After, Reason)).Then(new SelectionRecorded(SelectionOutcome.Selected, 1, Olga, After, Reason));

    [Fact]
    public void has_nothing_to_select_from_what_is_not_handed_in()
    {
        Given(Started).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, After, Reason)).ThenRefused("nothing-handed-in");
        Given([.. Submitted, new ApplicationWithdrawn(Anna, Before, null)]).When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, After, Reason)).ThenRefused("nothing-handed-in");
        Given().When(it => it.RecordSelection(SelectionOutcome.Selected, Call, Olga, After, Reason)).ThenRefused("application-unknown");
        Given(Submitted).When(it => it.RecordSelection(SelectionOutcome.Selected, Call with { Terms = India with { Travel = null } }, Olga, After, Reason)).ThenRefused("selection-not-foreseen");
    }

    [Fact]
    public void changes_freely_until_its_cut_off() =>
        Given(Submitted).When(it => it.Change(Better, [], Call, FirstCutOff)).Then(new ProposalChanged(Better, []));

    [Fact]
    public void stays_as_it_is_while_the_selection_is_under_way()
    {
        Given(Submitted).When(it => it.Change(Better, [], Call, After)).ThenRefused("request-being-selected");
        Given([.. Submitted, new ProposalChanged(Better, [])]).When(it => it.Submit(Call, Anna, After, () => Recorded)).ThenRefused("request-being-selected");
    }

    [Fact]
    public void stays_as_it_is_once_selected() => Given([.. Submitted, Outcome(SelectionOutcome.Selected)]).When(it => it.Change(Better, [], Call, After)).ThenRefused("request-selected");

    [Theory]
    [InlineData(SelectionOutcome.ReserveList, Resubmission.ReserveList, null)]
    [InlineData(SelectionOutcome.ReserveList, Resubmission.ReserveListAndRejected, null)]
    [InlineData(SelectionOutcome.Rejected, Resubmission.ReserveListAndRejected, null)]
    [InlineData(SelectionOutcome.Rejected, Resubmission.ReserveList, "resubmission-not-foreseen")]
    [InlineData(SelectionOutcome.ReserveList, Resubmission.None, "resubmission-not-foreseen")]
    [InlineData(SelectionOutcome.ReserveList, null, "resubmission-not-foreseen")]
    public void may_be_improved_after_the_selection_where_the_call_says_so(SelectionOutcome outcome, Resubmission? foreseen, string? refusal)
    {
        var call = Call with { Terms = India with { Travel = India.Travel! with { Resubmission = foreseen } } };
        var asked = Given([.. Submitted, Outcome(outcome)]).When(it => it.Change(Better, [], call, After));
        if (refusal is not null) asked.ThenRefused(refusal);
        else asked.Then(new ProposalChanged(Better, []));
    }

    [Fact]
    public void is_selected_from_anew_in_its_last_version()
    {
        IApplicationEvent[] again = [.. Submitted, Outcome(SelectionOutcome.Rejected), new ProposalChanged(Better, []), new ApplicationSubmitted(2, Anna, SecondCutOff, Recorded)];

        Given([.. again[..^1]]).When(it => it.Submit(Call, Anna, SecondCutOff, () => Recorded)).Then(again[^1]);
        Given(again).When(it => it.RecordSelection(SelectionOutcome.Rejected, Call, Olga, SecondCutOff.AddDays(1), Reason)).Then(new SelectionRecorded(SelectionOutcome.Rejected, 2, Olga, SecondCutOff.AddDays(1), Reason));
        Given(again).When(it => it.Change(new() { Persons = 3 }, [], Call, SecondCutOff.AddDays(1))).ThenRefused("request-being-selected");
    }

    private static SelectionRecorded Outcome(SelectionOutcome outcome) => new(outcome, 1, Olga, After, Reason);
}
