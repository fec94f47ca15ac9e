using EligibilityService.Application.Impacts;
using EligibilityService.Application.Tests.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Impacts;

/// <summary>Where the judgement itself fails, nobody is told that nothing changes.</summary>
public sealed class TellingWhatCannotBeJudged
{
    private static readonly CallTerms Terms = new()
    {
        Reference = "T-1", Title = new("T", "T"), Kind = "escp", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline, Clauses = [new("6", new("Who", "Wer"))],
        Criteria = [new("FAILS", "6", new FailsForSome(), ReferenceDate.Deadline)],
    };

    [Fact]
    public async Task it_is_an_effect_of_its_own_and_keeps_nobody_else_from_being_judged()
    {
        var known = new KnownClusters(ProgrammeFacts.Empty);
        for (var i = 0; i < 5; i++) known.Publish(new() { Name = FailsForSome.Bad });
        for (var i = 0; i < 10; i++) known.Publish(new() { Name = "Good" });
        var call = new CallDossier(Guid.CreateVersion7()) { Terms = Terms, Status = CallStatus.Open };
        known.Announce(call);

        var weighed = await new WeighImpactHandler(known, new StoppedClock(new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero))).Handle(new(call.Id, Terms with { Criteria = [] }), TestContext.Current.CancellationToken);

        var effects = Assert.Single(weighed.Counts!.Parts).Effects;
        Assert.Equal([(Effect.Gains, 10), (Effect.CannotBeJudged, 5)], effects.Select(effect => (effect.Effect, effect.Clusters ?? 0)));
    }

    private sealed record FailsForSome : Question
    {
        public const string Bad = "Bad";

        public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.Name)?.Value == Bad ? throw new InvalidOperationException("This organisation cannot be judged.") : new(Outcome.NotMet, "fails");

        public override Explanation Explain(in Finding finding, in Case @case, Names names) => new("fails", new("It fails.", "Es geht nicht."));

        public override Text Statement(Names names) => new("It holds.", "Es gilt.");
    }
}
