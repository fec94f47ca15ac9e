using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Programme;

/// <summary>What the programme itself lays down: countries and their association, regions, vocabularies, rules for profiles.</summary>
/// <remarks>One stream, <see cref="ProgrammeFacts.StreamId"/>. Lists come whole, with their version and source.</remarks>
public interface IProgrammeEvent;

/// <param name="Code">EU code (EL, UK, XK).</param>
/// <param name="Iso2">ISO 3166-1 where it has one; XK is user-assigned.</param>
public sealed record CountryListed(string Code, string Iso2, Text Name, string Source, Confidence Confidence) : IProgrammeEvent;

/// <summary>A member state of the European Union, from and until which day (both inclusive).</summary>
public sealed record EuMembershipRecorded(string Country, DateOnly From, DateOnly? Until, string Source) : IProgrammeEvent;

/// <summary>A country takes part in the programme under an agreement. Known by the day, or only by the year.</summary>
/// <param name="From">First day; with <paramref name="YearOnly"/> 1 January of the year in which it lies.</param>
public sealed record AssociationRecorded(
    string Country, DateOnly From, DateOnly? Until, bool YearOnly, DateOnly? SignedOn, DateOnly? InForceOn, string Source, Confidence Confidence) : IProgrammeEvent;

/// <summary>One officer proposed what is recorded of a country's part in the programme. It takes the place of what was proposed for the country before.</summary>
/// <param name="Corrects">Takes the place of everything recorded of the country's part; otherwise it is one period more.</param>
public sealed record AssociationProposed(
    Guid Proposal, string Country, DateOnly From, DateOnly? Until, bool YearOnly, bool Corrects, string Source, Guid ProposedBy, DateTimeOffset ProposedAt) : IProgrammeEvent;

/// <summary>The proposal was taken back, or turned down by another officer.</summary>
public sealed record AssociationProposalDropped(Guid Proposal, string Country, Guid DroppedBy, DateTimeOffset DroppedAt) : IProgrammeEvent;

/// <summary>A second officer confirmed it: the country takes part in the programme, also for a time that has passed.</summary>
public sealed record AssociationConfirmed(
    Guid Proposal, string Country, DateOnly From, DateOnly? Until, bool YearOnly, bool Corrects, string Source, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset ConfirmedAt) : IProgrammeEvent;

/// <summary>All regions of a NUTS version, with the category they have in the cohesion policy 2014-2020.</summary>
public sealed record RegionsListed(int NutsVersion, RegionEntry[] Regions, string Source) : IProgrammeEvent;

/// <summary>How codes of one NUTS version correspond to those of another.</summary>
public sealed record RegionChangesListed(RegionChange[] Changes, string Source) : IProgrammeEvent;

public sealed record VocabularyListed(string Scheme, Term[] Terms, string Source) : IProgrammeEvent;

/// <summary>What a profile must show to be published, from a day on: criteria like any other, assessed for the moderator.</summary>
public sealed record ProfileRulesSet(DateOnly ValidFrom, Criterion[] Rules, string Source, Confidence Confidence) : IProgrammeEvent;

/// <param name="Category">less-developed, transition or more-developed; null where the list has none.</param>
/// <param name="Mixed">The region's territory holds a piece of another category: which.</param>
public sealed record RegionEntry(
    string Code, string Name, string Country, string? Category, double? Lat, double? Lon, string? Mixed = null, Confidence Confidence = Confidence.Found);

public sealed record RegionChange(int FromVersion, string From, int ToVersion, string To, string Kind, double? Share);

public sealed record Term(string Code, Text Name);
