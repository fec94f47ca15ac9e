using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Tests.Calls;

/// <summary>Olga has a second account, which the configuration names: she is one person all the same.</summary>
public sealed class SteppingUnderTwoAccounts : CallSpec
{
    private static readonly Actor OlgaAgain = new(Instants.Id(13), [Olga]);
    private static readonly EffectCount[] Counts = [new(Effect.Loses, 3, 1)];

    [Fact]
    public void does_not_publish_what_was_proposed_under_the_other() =>
        Given([.. Drafted, new StepProposed(CallStep.Publish, Olga)]).When(call => call.Publish(OlgaAgain, Before, ProgrammeFacts.Empty, Seen(Terms, null))).ThenRefused("four-eyes");

    [Fact]
    public void does_not_put_a_corrigendum_in_force_that_was_proposed_under_the_other() =>
        Given([.. Published, new CorrigendumProposed(1, Moved, Later, Olga)]).When(call => call.ConfirmCorrigendum(1, OlgaAgain, Before, ProgrammeFacts.Empty, Seen(Later, 1))).ThenRefused("four-eyes");

    [Fact]
    public void takes_back_what_was_proposed_under_the_other() =>
        Given([.. Drafted, new StepProposed(CallStep.Publish, Olga)]).When(call => call.Withdraw(CallStep.Publish, OlgaAgain)).Then(new ProposalWithdrawn(OlgaAgain, CallStep.Publish));

    private static Looked Seen(CallTerms text, int? corrigendum) => new(new(Instants.Id(70), Instants.Id(50), corrigendum, TextHash.Of(text), OlgaAgain, Before, 4711, Counts, 0, "all", "applicants"), "all", "applicants");
}
