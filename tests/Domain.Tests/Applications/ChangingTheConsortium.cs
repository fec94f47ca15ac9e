using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Between award and signature a partner leaves or joins, as long as the call's conditions stay met.</summary>
public sealed class ChangingTheConsortium : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), Marco = Id(2), Elena = Id(3), MedTech = Id(40), Nordic = Id(41), Adria = Id(42), Change = Id(80), Letter = Id(60), Review = Id(61);
    private static readonly DateTimeOffset At = Utc("2017-09-05 10:00:00");
    private static readonly NoteRef Why = new(Id(90), "salted");
    private static readonly DateOnly Day = new(2017, 12, 1);
    private static readonly RecordedVerdict Kept = new(Outcome.Met, Stage.Consortium, "5", 3, [], [new("CON-1", Outcome.Met, "enough")]);
    private static readonly RecordedVerdict Broken = new(Outcome.NotMet, Stage.Consortium, "5", 3, [], [new("CON-1", Outcome.NotMet, "too-few")]);
    private static readonly PartnerJoining Joining = new(Adria, PartnerRole.Partner, Adria, null);

    private static readonly IApplicationEvent[] Decided =
    [
        new ApplicationStarted(Id(50), "1", MedTech, Anna), new PartnerNamed(Nordic, PartnerRole.Partner, Nordic, null, null, Anna), new PartnerConfirmed(Nordic, 2, Anna, At, false), new ApplicationSubmitted(1, Anna, At, Kept),
        new EligibilityDecided(true, Marco, Elena, At, Kept, null), new ApplicationEvaluated(82.5m, 70m, [], Id(62), Marco, At, null),
    ];

    private static readonly IApplicationEvent[] Awarded = [.. Decided, new AwardDecided(AwardResult.Funded, 1, 100m, 200m, Marco, Elena, At, null), new SignatureChecked(Day, Kept, Marco, At)];
    private static readonly ConsortiumChangeProposed Proposed = new(Change, Nordic, Joining, Kept, Marco, At, Why);
    private static readonly ConsortiumChanged Confirmed = new(Change, Nordic, Joining, Kept, Marco, Elena, At, Why);

    [Fact]
    public void is_proposed_by_one_and_confirmed_by_another()
    {
        Given(Awarded).When(it => it.ProposeChange(Change, Nordic, Joining, Kept, Marco, At, Why)).Then(Proposed);
        Given([.. Awarded, Proposed]).When(it => it.ProposeChange(Change, Nordic, Joining, Kept, Marco, At, Why)).ThenNothing();
        Given(Awarded).When(it => it.ConfirmChange(Change, Kept, Elena, At)).ThenRefused("change-not-proposed");
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Change, Kept, Marco, At)).ThenRefused("four-eyes");
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Change, Kept, new Actor(Id(4), [Marco]), At)).ThenRefused("four-eyes");
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Id(81), Kept, Elena, At)).ThenRefused("change-proposed-otherwise");
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Change, Kept, Elena, At)).Then(Confirmed);
        Given([.. Awarded, Proposed, Confirmed]).When(it => it.ConfirmChange(Change, Kept, Elena, At)).ThenNothing();
    }

    [Fact]
    public void is_refused_where_the_minimum_conditions_would_not_be_kept()
    {
        Given(Awarded).When(it => it.ProposeChange(Change, Nordic, null, Broken, Marco, At, Why)).ThenRefused("minimum-conditions-not-kept");
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Change, Broken, Elena, At)).ThenRefused("minimum-conditions-not-kept");
        Assert.Contains("CON-1", Awarded.Aggregate(CallApplication.Initial, (state, fact) => state.Evolve(fact)).ProposeChange(Change, Nordic, null, Broken, Marco, At, Why).Refusal!.Reason.De, StringComparison.Ordinal);
        Given([.. Awarded, Proposed]).When(it => it.ConfirmChange(Change, Kept with { Outcome = Outcome.Undetermined }, Elena, At)).ThenRefused("change-verdict-outdated");
    }

    [Fact]
    public void happens_between_award_and_signature_only()
    {
        Given(Decided).When(it => it.ProposeChange(Change, Nordic, null, Kept, Marco, At, Why)).ThenRefused("not-funded");
        Given([.. Awarded, new SignatureProposed(Day, Marco, At, null), new GrantSigned(Day, Marco, Elena, At, null)]).When(it => it.ProposeChange(Change, Nordic, null, Kept, Marco, At, Why)).ThenRefused("grant-already-signed");
    }

    [Fact]
    public void is_about_partners_who_are_there_and_others_who_are_not()
    {
        Given(Awarded).When(it => it.ProposeChange(Change, null, null, Kept, Marco, At, Why)).ThenRefused("change-of-nothing");
        Given(Awarded).When(it => it.ProposeChange(Change, MedTech, null, Kept, Marco, At, Why)).ThenRefused("coordinator-stays");
        Given(Awarded).When(it => it.ProposeChange(Change, Adria, null, Kept, Marco, At, Why)).ThenRefused("partner-unknown");
        Given(Awarded).When(it => it.ProposeChange(Change, null, Joining with { Partner = Nordic, Cluster = Nordic }, Kept, Marco, At, Why)).ThenRefused("partner-named-twice");
    }

    [Fact]
    public void makes_the_conditions_of_the_signature_be_checked_again()
    {
        var changed = Given([.. Awarded, Proposed, Confirmed]).State;

        Assert.Null(changed.SignatureCheck);
        Assert.Equal([Adria], changed.Partners.Keys);
        Given([.. Awarded, Proposed, Confirmed]).When(it => it.ProposeSignature(Day, Kept, Marco, At, null)).ThenRefused("signature-not-checked");
    }

    [Fact]
    public void leaves_what_was_handed_in_as_it_was_and_changes_who_signs()
    {
        var dossier = new ApplicationDossier(Id(51));
        foreach (var (fact, index) in Awarded.Concat([Proposed, Confirmed]).Select((fact, index) => (fact, index))) dossier = dossier.Learn(fact, new(Id(200 + index), "", Id(51), index + 1, At));

        Assert.Equal([Nordic], dossier.AsSent.Partners.Select(partner => partner.Id));
        Assert.Equal([Adria], dossier.ForSignature.Partners.Select(partner => partner.Id));
    }

    [Fact]
    public void an_award_that_falls_after_the_signature_keeps_the_agreement_on_record_and_lets_it_be_signed_anew()
    {
        IApplicationEvent[] signed =
        [
            .. Awarded, new SignatureProposed(Day, Marco, At, null), new GrantSigned(Day, Marco, Elena, At, null), new LetterSent(Letter, LetterKind.AwardDecision, Why, Marco, At),
            new RedressRequested(Review, RedressKind.EvaluationReview, Letter, Why, Anna, At), new RedressDecided(Review, true, Elena, Marco, At, Why, LetterKind.AwardDecision),
        ];
        var fallen = Given(signed).State;

        Assert.Equal((null, Day), (fallen.Agreement, fallen.FormerAgreement?.On));
        IApplicationEvent[] anew = [.. signed, new AwardDecided(AwardResult.Funded, 1, 200m, 200m, Marco, Elena, At, null)];
        Given(anew).When(it => it.CheckSignature(Day, Kept, Marco, At)).Then(new SignatureChecked(Day, Kept, Marco, At));
    }
}
