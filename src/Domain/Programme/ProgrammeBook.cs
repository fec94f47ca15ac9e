using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Programme;

/// <summary>The programme's stream as its decisions need to see it: what has been laid down already, and which countries' part in it waits for a second officer.</summary>
public sealed record ProgrammeBook : IState<ProgrammeBook, IProgrammeEvent>
{
    public static ProgrammeBook Initial { get; } = new();

    public ImmutableHashSet<string> Recorded { get; init; } = [];

    /// <summary>What waits for a second officer, by country.</summary>
    public ImmutableDictionary<string, AssociationProposed> Proposed { get; init; } = ImmutableDictionary<string, AssociationProposed>.Empty;

    /// <summary>Ids that proposals have had: under one of them nobody finds something else than was seen.</summary>
    public ImmutableHashSet<Guid> Named { get; init; } = [];

    public ImmutableHashSet<Guid> Confirmed { get; init; } = [];

    public ImmutableHashSet<Guid> Dropped { get; init; } = [];

    /// <summary>From when until when a country takes part, as recorded so far.</summary>
    public ImmutableDictionary<string, ImmutableList<PeriodOfPart>> Parts { get; init; } = ImmutableDictionary<string, ImmutableList<PeriodOfPart>>.Empty;

    /// <summary>Only what is new is recorded; saying it again says nothing.</summary>
    public Decision<IProgrammeEvent> Record(IEnumerable<IProgrammeEvent> facts) =>
        [.. facts.Where(fact => !Recorded.Contains(Print(fact)))];

    public Decision<IProgrammeEvent> Propose(AssociationProposed proposed) =>
        Proposed.GetValueOrDefault(proposed.Country) is { } same && same with { ProposedAt = proposed.ProposedAt } == proposed ? []
        : Named.Contains(proposed.Proposal) ? ProgrammeRefusals.IdTaken
        : IsKnownOtherwise(proposed) ? ProgrammeRefusals.KnownAlready
        : [proposed];

    public Decision<IProgrammeEvent> Drop(string country, Guid proposal, Actor by, DateTimeOffset at) =>
        Dropped.Contains(proposal) ? []
        : Proposed.GetValueOrDefault(country)?.Proposal == proposal ? [new AssociationProposalDropped(proposal, country, by, at)]
        : ProgrammeRefusals.NotProposed;

    public Decision<IProgrammeEvent> Confirm(string country, Guid proposal, Actor by, DateTimeOffset at) =>
        Confirmed.Contains(proposal) ? []
        : Proposed.GetValueOrDefault(country) is not { } proposed || proposed.Proposal != proposal ? ProgrammeRefusals.NotProposed
        : by.Is(proposed.ProposedBy) ? ProgrammeRefusals.SecondOfficer
        : IsKnownOtherwise(proposed) ? ProgrammeRefusals.KnownAlready
        : [new AssociationConfirmed(proposal, country, proposed.From, proposed.Until, proposed.YearOnly, proposed.Corrects, proposed.Source, proposed.ProposedBy, by, at)];

    public ProgrammeBook Evolve(IProgrammeEvent @event) => @event switch
    {
        AssociationProposed proposed => this with { Proposed = Proposed.SetItem(proposed.Country, proposed), Named = Named.Add(proposed.Proposal) },
        AssociationProposalDropped dropped => this with { Proposed = Proposed.Remove(dropped.Country), Dropped = Dropped.Add(dropped.Proposal) },
        AssociationConfirmed confirmed => (confirmed.Corrects ? this with { Parts = Parts.Remove(confirmed.Country) } : this).With(confirmed.Country, new(confirmed.From, confirmed.Until)) with
        {
            Proposed = Proposed.Remove(confirmed.Country), Confirmed = Confirmed.Add(confirmed.Proposal),
        },
        AssociationRecorded association => With(association.Country, new(association.From, association.Until)) with { Recorded = Recorded.Add(Print(@event)) },
        CountryListed or EuMembershipRecorded or RegionsListed or RegionChangesListed or VocabularyListed or ProfileRulesSet => this with { Recorded = Recorded.Add(Print(@event)) },
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>Two statements about the same time: then the new one has to say that it corrects.</summary>
    private bool IsKnownOtherwise(AssociationProposed proposed) =>
        !proposed.Corrects && (Parts.GetValueOrDefault(proposed.Country)?.Exists(part => part.Overlaps(new(proposed.From, proposed.Until))) ?? false);

    private ProgrammeBook With(string country, PeriodOfPart part) => this with { Parts = Parts.SetItem(country, (Parts.GetValueOrDefault(country) ?? []).Add(part)) };

    private static string Print(IProgrammeEvent fact) =>
        fact.GetType().Name + Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactJson.Options)));
}

/// <summary>First and last day, both inclusive, on which a country takes part.</summary>
public sealed record PeriodOfPart(DateOnly From, DateOnly? Until)
{
    public bool Overlaps(PeriodOfPart other) => From <= (other.Until ?? DateOnly.MaxValue) && other.From <= (Until ?? DateOnly.MaxValue);
}

internal static class ProgrammeRefusals
{
    public static readonly Refusal KnownAlready = new("association-known-already", new(
        "Something is recorded about this country for that time. Say that it is a correction, or choose other days.",
        "Für dieses Land ist zu dieser Zeit schon etwas verzeichnet. Geben Sie an, dass es eine Berichtigung ist, oder wählen Sie andere Tage."));

    public static readonly Refusal IdTaken = new("association-id-taken", new(
        "Something else was proposed under this id before. Take a new id.",
        "Unter dieser Kennung wurde schon etwas anderes vorgeschlagen. Nehmen Sie eine neue."));

    public static readonly Refusal NotProposed = new("association-not-proposed", new(
        "This is not proposed, or not any more: it was taken back, or something else was proposed since. Look again.",
        "Das ist nicht oder nicht mehr vorgeschlagen: Es wurde zurückgenommen, oder seither wurde anderes vorgeschlagen. Sehen Sie es neu an."));

    public static readonly Refusal SecondOfficer = new("four-eyes", new(
        "You have proposed this yourself. A second officer has to confirm it.",
        "Das haben Sie selbst vorgeschlagen. Bestätigen muss es eine zweite Person der Programmstelle."));
}
