using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Programme;

/// <summary>The programme's stream as its one decision needs to see it: what has been laid down already.</summary>
public sealed record ProgrammeBook : IState<ProgrammeBook, IProgrammeEvent>
{
    public static ProgrammeBook Initial { get; } = new();

    public ImmutableHashSet<string> Recorded { get; init; } = [];

    /// <summary>Only what is new is recorded; saying it again says nothing.</summary>
    public Decision<IProgrammeEvent> Record(IEnumerable<IProgrammeEvent> facts) =>
        [.. facts.Where(fact => !Recorded.Contains(Print(fact)))];

    public ProgrammeBook Evolve(IProgrammeEvent @event) => @event is
        CountryListed or EuMembershipRecorded or AssociationRecorded or RegionsListed or RegionChangesListed or VocabularyListed or ProfileRulesSet
        ? this with { Recorded = Recorded.Add(Print(@event)) }
        : throw new UnknownEventException(@event);

    private static string Print(IProgrammeEvent fact) =>
        fact.GetType().Name + Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactJson.Options)));
}
