using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Tests;

namespace EligibilityService.Domain.Tests;

/// <summary>Given these facts, when this is asked, then these facts follow; or the asker is refused.</summary>
/// <remarks>Events with lists compare by reference, so they are compared as they are written.</remarks>
public abstract class Spec<TState, TEvent>
    where TState : IState<TState, TEvent>
    where TEvent : class
{
    protected static Story Given(params IEnumerable<TEvent> history) => new(Fold(TState.Initial, history));

    private static TState Fold(TState state, IEnumerable<TEvent> facts) => facts.Aggregate(state, (current, fact) => current.Evolve(fact));

    private static string[] Written(IEnumerable<TEvent> facts) =>
        [.. facts.Select(fact => $"{fact.GetType().Name} {JsonSerializer.Serialize(fact, fact.GetType(), FactJson.Options)}")];

    protected sealed class Story(TState state)
    {
        public TState State => state;

        public Ending When(Func<TState, Decision<TEvent>> ask) => new(state, ask);
    }

    protected sealed class Ending(TState state, Func<TState, Decision<TEvent>> ask)
    {
        /// <summary>These facts follow, and the same question asked again adds nothing.</summary>
        public void Then(params TEvent[] facts)
        {
            ThenEachTime(facts);
            new Ending(Fold(state, facts), ask).ThenNothing();
        }

        /// <summary>These facts follow; what the same question asked again leads to is told elsewhere.</summary>
        public void ThenEachTime(params TEvent[] facts)
        {
            var decision = ask(state);
            Assert.Null(decision.Refusal);
            Assert.Equal(Written(facts), Written(decision));
        }

        public void ThenNothing() => ThenEachTime();

        public void ThenRefused(string code)
        {
            var decision = ask(state);
            Assert.Equal(code, decision.Refusal?.Code);
            Assert.Empty(decision);
            decision.Refusal!.Reason.IsProper();
            Assert.All([decision.Refusal!.Reason.En, decision.Refusal.Reason.De], sentence => Assert.EndsWith(".", sentence));
        }
    }
}
