using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

public sealed class ApplyingToACall : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), MedTech = Id(40), Nordic = Id(41);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), Deadline = Utc("2017-05-23 15:00:00"), JustAfter = Deadline.AddMicroseconds(1);
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly ProposalFields Money = new() { RequestedGrant = 200_000m, TargetCountries = ["US", "JP"] };
    private static readonly RecordedVerdict Verdict = new(Outcome.NotMet, Stage.Application, "1", 3, [], [new("REG-a", Outcome.NotMet, "registration-not-requested")]);

    private static readonly CallTerms Terms = new()
    {
        Reference = "COS-CLUSINT-2016-03-01", Title = new("Clusters", "Cluster"), Kind = "escp",
        Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline,
    };

    private static readonly CallDossier Open = new(Id(50)) { Terms = Terms, Status = CallStatus.Open };
    private static readonly CallDossier Stranded = Open with { Terms = Terms with { Strands = [new("1.a", new("a", "a")), new("2", new("b", "b"))] } };

    private static readonly IApplicationEvent[] Started = [new ApplicationStarted(Open.Id, null, MedTech, Anna)];
    private static readonly IApplicationEvent[] Filled = [.. Started, new ProposalChanged(Money, [])];
    private static readonly IApplicationEvent[] Submitted = [.. Filled, new ApplicationSubmitted(1, Anna, Before, Verdict)];

    [Fact]
    public void begins_a_draft() => Given().When(it => it.Start(Open, null, MedTech, Anna, Before)).Then(Started);

    [Fact]
    public void begins_in_a_strand_of_the_call() =>
        Given().When(it => it.Start(Stranded, "2", MedTech, Anna, Before)).Then(new ApplicationStarted(Open.Id, "2", MedTech, Anna));

    [Fact]
    public void needs_one_of_the_strands()
    {
        Given().When(it => it.Start(Stranded, "1.b", MedTech, Anna, Before)).ThenRefused("strand-unknown");
        Given().When(it => it.Start(Stranded, null, MedTech, Anna, Before)).ThenRefused("strand-unknown");
    }

    [Fact]
    public void needs_an_open_call()
    {
        Given().When(it => it.Start(Open, null, MedTech, Anna, JustAfter)).ThenRefused("call-not-open");
        Given().When(it => it.Start(Open with { Status = CallStatus.Announced }, null, MedTech, Anna, Before)).ThenRefused("call-not-open");
    }

    [Fact]
    public void is_refused_under_an_id_that_is_taken() => Given(Started).When(it => it.Start(Open, null, Nordic, Anna, Before)).ThenRefused("application-started-otherwise");

    [Fact]
    public void tells_only_what_changed() =>
        Given(Filled).When(it => it.Change(Money with { DurationMonths = 24 }, [], Open, Before)).Then(new ProposalChanged(new() { DurationMonths = 24 }, []));

    [Fact]
    public void empties_what_was_filled() =>
        Given(Filled).When(it => it.Change(new(), ["targetCountries", "title"], Open, Before)).Then(new ProposalChanged(new(), ["targetCountries"]));

    [Fact]
    public void signs_a_declaration_for_each_organisation() =>
        Given([.. Started, new DeclarationSigned(DeclarationKind.PlansToRegister, MedTech, Anna, Before)])
            .When(it => it.Declare(DeclarationKind.PlansToRegister, Nordic, Anna, Open, Before))
            .Then(new DeclarationSigned(DeclarationKind.PlansToRegister, Nordic, Anna, Before));

    [Fact]
    public void takes_a_declaration_back() =>
        Given([.. Started, new DeclarationSigned(DeclarationKind.Exclusion, MedTech, Anna, Before)])
            .When(it => it.WithdrawDeclaration(DeclarationKind.Exclusion, MedTech, Anna, Open, Before))
            .Then(new DeclarationWithdrawn(DeclarationKind.Exclusion, MedTech, Anna, Before));

    [Fact]
    public void hands_in_a_version_at_the_deadline_itself() =>
        Given(Filled).When(it => it.Submit(Open, Anna, Deadline, () => Verdict)).Then(new ApplicationSubmitted(1, Anna, Deadline, Verdict));

    [Fact]
    public void comes_too_late_a_microsecond_after() =>
        Given(Filled).When(it => it.Submit(Open, Anna, JustAfter, () => Verdict)).ThenRefused("deadline-has-passed");

    [Fact]
    public void is_accepted_until_the_later_of_two_readings()
    {
        DateTimeOffset literal = Utc("2020-10-26 21:59:00"), wallClock = Utc("2020-10-26 22:59:00");
        var call = Open with { Terms = Terms with { Deadline = Domain.Time.Deadline.Imported(Local("2020-10-26 23:59"), "CEST") } };
        var resolved = call with { Terms = call.Terms! with { Deadline = call.Terms.Deadline!.Resolved(literal) } };

        Given().When(it => it.Start(call, null, MedTech, Anna, wallClock)).Then(Started);
        Given(Started).When(it => it.Change(Money, [], call, wallClock)).Then(new ProposalChanged(Money, []));
        Given(Filled).When(it => it.Submit(call, Anna, wallClock, () => Verdict)).Then(new ApplicationSubmitted(1, Anna, wallClock, Verdict));
        Given(Filled).When(it => it.Submit(call, Anna, wallClock.AddMicroseconds(1), () => Verdict)).ThenRefused("deadline-has-passed");
        Given(Filled).When(it => it.Submit(resolved, Anna, wallClock, () => Verdict)).ThenRefused("deadline-has-passed");
    }

    [Fact]
    public void counts_the_receipt_also_where_the_closing_is_recorded() =>
        Given(Filled).When(it => it.Submit(Open with { Status = CallStatus.Closed }, Anna, Deadline, () => Verdict)).Then(new ApplicationSubmitted(1, Anna, Deadline, Verdict));

    [Fact]
    public void hands_in_the_same_once() => Given(Submitted).When(it => it.Submit(Open, Anna, Before, () => Verdict)).ThenNothing();

    [Fact]
    public void hands_in_a_further_version_after_a_change() =>
        Given([.. Submitted, new ProposalChanged(new() { DurationMonths = 24 }, [])])
            .When(it => it.Submit(Open, Anna, Before, () => Verdict))
            .Then(new ApplicationSubmitted(2, Anna, Before, Verdict));

    [Fact]
    public void hands_in_nothing_to_a_cancelled_call() =>
        Given(Filled).When(it => it.Submit(Open with { Status = CallStatus.Cancelled }, Anna, Before, () => Verdict)).ThenRefused("call-cancelled");

    [Fact]
    public void hands_in_nothing_where_no_deadline_is_known() =>
        Given(Filled).When(it => it.Submit(Open with { Terms = Terms with { Deadline = null } }, Anna, Before, () => Verdict)).ThenRefused("call-not-open");

    [Fact]
    public void can_be_withdrawn_and_handed_in_again()
    {
        Given(Submitted).When(it => it.Withdraw(Anna, Before, Why)).Then(new ApplicationWithdrawn(Anna, Before, Why));
        Given([.. Submitted, new ApplicationWithdrawn(Anna, Before, Why)])
            .When(it => it.Submit(Open, Anna, Before, () => Verdict))
            .Then(new ApplicationSubmitted(2, Anna, Before, Verdict));
    }

    public static TheoryData<string> EveryStep => ["change", "declare", "take-back", "submit", "withdraw"];

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void needs_to_have_begun(string step) => Given().When(it => Step(it, step, Before)).ThenRefused("application-unknown");

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void is_locked_after_the_deadline_but_for_withdrawal(string step)
    {
        if (step is "withdraw") Given(Filled).When(it => Step(it, step, JustAfter)).Then(new ApplicationWithdrawn(Anna, JustAfter, null));
        else Given(Filled).When(it => Step(it, step, JustAfter)).ThenRefused("deadline-has-passed");
    }

    private static Decision<IApplicationEvent> Step(CallApplication it, string step, DateTimeOffset at) => step switch
    {
        "change" => it.Change(Money, [], Open, at),
        "declare" => it.Declare(DeclarationKind.Capacity, MedTech, Anna, Open, at),
        "take-back" => it.WithdrawDeclaration(DeclarationKind.Capacity, MedTech, Anna, Open, at),
        "submit" => it.Submit(Open, Anna, at, () => Verdict),
        _ => it.Withdraw(Anna, at, null),
    };
}
