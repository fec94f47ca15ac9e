using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Proposals handed in by another system, to a call that closed on 23 May 2017, 17:00 Brussels time.</summary>
public sealed class TakingProposalsOver : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Marco = Id(2), MedTech = Id(40), Nordic = Id(41), Import = Id(62);
    private static readonly DateTimeOffset Deadline = Utc("2017-05-23 15:00:00"), Now = Utc("2017-05-30 08:00:00");
    private static readonly CallDossier Call = new(Id(50)) { Terms = new() { Reference = "C", Title = new("a", "a"), Kind = "escp", Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline }, Status = CallStatus.Closed };
    private static readonly RecordedVerdict Verdict = new(Outcome.Met, Stage.Application, "5", 3, [], []);

    private static readonly IApplicationEvent[] Taken = [new ApplicationStarted(Call.Id, null, MedTech, Marco), Received(Deadline), new ApplicationSubmitted(1, Marco, Deadline, Verdict)];

    private static ProposalImported Received(DateTimeOffset at, string attestation = "sha256:abc") =>
        new("SEP", "SEP-1", at, attestation, null, new() { RequestedGrant = 100m }, [new(Nordic, PartnerRole.Partner, Nordic, null)], [DeclarationKind.Exclusion], Import, Marco, Now);

    private static Domain.Deciding.Decision<IApplicationEvent> Take(CallApplication it, ProposalImported imported, Guid? coordinator = null, CallDossier? call = null) =>
        it.Import(imported, call ?? Call, null, coordinator ?? MedTech, Now, () => Verdict);

    [Fact]
    public void counts_by_the_receipt_there_inclusive_to_the_instant()
    {
        var decided = Take(Given().State, Received(Deadline)).ToArray();
        Assert.Equal([typeof(ApplicationStarted), typeof(ProposalImported), typeof(ApplicationSubmitted)], decided.Select(fact => fact.GetType()));
        Assert.Equal(Deadline, ((ApplicationSubmitted)decided[^1]).ReceivedAt);
        Given().When(it => Take(it, Received(Deadline.AddMicroseconds(1)))).ThenRefused("deadline-has-passed");
        Given().When(it => Take(it, Received(Now.AddMicroseconds(1)), call: Call with { Terms = Call.Terms! with { Deadline = Domain.Time.Deadline.Typed(Local("2017-12-23 17:00")).Deadline } })).ThenRefused("import-receipt-ahead");
    }

    /// <summary>Where the call asks for it, being late is decided upon and answered; it never takes the place of what came in time.</summary>
    [Fact]
    public void what_was_received_late_there_is_kept_as_late_where_the_call_asks_for_receipt_in_time()
    {
        var call = Call with { Terms = Call.Terms! with { Criteria = [new("ADM-1", "5", new ReceivedByDeadline(), ReferenceDate.Deadline, Stage: Stage.Application)] } };
        var late = Received(Deadline.AddMicroseconds(1));
        IApplicationEvent[] kept = [.. Take(Given().State, late, call: call)];

        Assert.Equal(late.ReceivedAt, Assert.IsType<ApplicationSubmitted>(kept[^1]).ReceivedAt);
        Given(kept).When(it => Take(it, late, call: call)).ThenNothing();
        Given(kept).When(it => Take(it, Received(Deadline.AddHours(1)), call: call)).ThenRefused("deadline-has-passed");
        Given(Taken).When(it => Take(it, late, call: call)).ThenRefused("deadline-has-passed");
        Assert.Equal(2, Assert.IsType<ApplicationSubmitted>(Take(Given(kept).State, Received(Deadline), call: call).Last()).Number);
    }

    [Fact]
    public void once_for_each_receipt_and_a_later_one_is_a_further_version()
    {
        IApplicationEvent[] early = [Taken[0], Received(Deadline.AddHours(-2)), new ApplicationSubmitted(1, Marco, Deadline.AddHours(-2), Verdict)];
        Given(Taken).When(it => Take(it, Received(Deadline))).ThenNothing();
        Given(Taken).When(it => Take(it, Received(Deadline, "sha256:other"))).ThenRefused("import-receipt-not-later");
        Given(Taken).When(it => Take(it, Received(Deadline.AddHours(-1)))).ThenRefused("import-receipt-not-later");
        Assert.Equal(2, Assert.IsType<ApplicationSubmitted>(Take(Given(early).State, Received(Deadline)).Last()).Number);
    }

    [Fact]
    public void never_takes_the_place_of_another_application()
    {
        Given(Taken).When(it => Take(it, Received(Deadline), coordinator: Nordic)).ThenRefused("import-of-another-proposal");
        Given(Taken[0], Taken[2]).When(it => Take(it, Received(Deadline))).ThenRefused("import-of-another-proposal");
        Given().When(it => Take(it, Received(Deadline), coordinator: Nordic)).ThenRefused("partner-named-twice");
    }

    [Fact]
    public void only_into_calls_that_take_proposals_and_not_over_a_decision()
    {
        Given().When(it => Take(it, Received(Deadline), call: Call with { Status = CallStatus.Draft })).ThenRefused("call-not-open");
        Given().When(it => Take(it, Received(Deadline), call: Call with { Status = CallStatus.Cancelled })).ThenRefused("call-cancelled");
        IApplicationEvent[] decided = [Taken[0], Received(Deadline.AddHours(-2)), new ApplicationSubmitted(1, Marco, Deadline.AddHours(-2), Verdict), new EligibilityProposed(true, Marco, Now, Verdict, null)];
        Given(decided).When(it => Take(it, Received(Deadline))).ThenRefused("eligibility-already-decided");
    }

    [Fact]
    public void is_not_changed_here()
    {
        Given(Taken).When(it => it.Change(new() { Title = "Here" }, [], Call, Deadline)).ThenRefused("handed-in-elsewhere");
        Given(Taken).When(it => it.Submit(Call, Marco, Deadline, () => Verdict)).ThenRefused("handed-in-elsewhere");
        Given(Taken).When(it => it.RemovePartner(Nordic, Marco, Call, Deadline)).ThenRefused("handed-in-elsewhere");
    }

    [Fact]
    public void what_it_says_holds_from_its_receipt_though_it_is_learnt_later()
    {
        var dossier = new ApplicationDossier(Id(51));
        foreach (var (fact, index) in Taken.Select((fact, index) => (fact, index))) dossier = dossier.Learn(fact, new(Id(200 + index), "", Id(51), index + 1, Now));

        Assert.Equal(100m, dossier.AsSent.RequestedGrant.At(Deadline, strict: true)?.Value);
        Assert.Null(dossier.RequestedGrant.At(Deadline.AddMicroseconds(-1)));
        Assert.True(dossier.Declared(DeclarationKind.Exclusion, Nordic).At(Deadline)?.Value);
        Assert.Equal(PartnerStanding.Confirmed, dossier.AsSent.Partners.Single().Standing);
    }
}
