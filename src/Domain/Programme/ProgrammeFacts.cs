using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Programme;

/// <summary>The programme's own facts, as verdicts need them: who takes part from when, which region is of which category, which rules hold.</summary>
public sealed record ProgrammeFacts
{
    /// <summary>The one stream all of it is told in.</summary>
    public static readonly Guid StreamId = new("0c05e000-0000-7000-8000-000000000001");

    public static ProgrammeFacts Empty { get; } = new();

    /// <summary>By code. Copied with each change, so that every verdict finds a country at once.</summary>
    public IReadOnlyDictionary<string, Country> Countries { get; init; } = new Dictionary<string, Country>();

    public ImmutableDictionary<RegionCode, RegionEntry> Regions { get; init; } = ImmutableDictionary<RegionCode, RegionEntry>.Empty;
    public ImmutableList<RegionChange> RegionChanges { get; init; } = [];
    public ImmutableDictionary<(string Scheme, string Code), Text> Terms { get; init; } = ImmutableDictionary<(string, string), Text>.Empty;
    public ImmutableSortedDictionary<DateOnly, ProfileRulesSet> ProfileRules { get; init; } = ImmutableSortedDictionary<DateOnly, ProfileRulesSet>.Empty;
    public Told? LastTold { get; init; }

    /// <summary>An event that verdicts rest on (countries, regions) could not be read. Until that is mended every verdict is undetermined.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Rules for publishing a profile could not be read.</summary>
    public bool RulesAreBroken { get; init; }

    /// <summary>The rules for publishing a profile on a day; null before any were laid down.</summary>
    public ProfileRulesSet? RulesOn(DateOnly day) => ProfileRules.LastOrDefault(rules => rules.Key <= day).Value;

    /// <summary>The entry for a code at any level; a NUTS-3 code answers with its NUTS-2 region's category.</summary>
    public RegionEntry? Region(RegionCode region)
    {
        if (Regions.TryGetValue(region, out var entry)) return entry;
        return region.Code.Length == 5 ? Regions.GetValueOrDefault(region with { Code = region.Code[..4] }) : null;
    }

    public bool KnowsRegion(string code, int version) => Region(new(code, version)) is not null;

    public ProgrammeFacts Learn(IProgrammeEvent @event, Told told) => (@event switch
    {
        CountryListed listed => With(listed.Code, country => country with { Iso2 = listed.Iso2, Name = listed.Name }),
        EuMembershipRecorded member => With(member.Country, country => country with
        {
            EuMember = EndedAfter(country.EuMember, member.Until, told).Tell(true, told, new(AssertedBy.Officer, member.From, member.Until)),
        }),
        AssociationRecorded association => With(association.Country, country => country with
        {
            Participation = EndedAfter(country.Participation, association.Until, told).Tell(new(association.YearOnly), told, new(AssertedBy.Officer, association.From, association.Until)),
        }),
        AssociationProposed proposed => With(proposed.Country, country => country with { Proposed = proposed }),
        AssociationProposalDropped dropped => With(dropped.Country, country => country with { Proposed = null }),
        AssociationConfirmed confirmed => With(confirmed.Country, country => country with
        {
            Proposed = null,
            Participation = (confirmed.Corrects ? Cleared(country.Participation, told) : country.Participation).Tell(new(confirmed.YearOnly), told, new(
                AssertedBy.Officer, confirmed.From, confirmed.Until, confirmed.Corrects ? FactKind.Correction : FactKind.Change, confirmed.ConfirmedBy)),
        }),
        RegionsListed list => this with
        {
            Regions = Regions.SetItems(list.Regions.Select(region => KeyValuePair.Create(new RegionCode(region.Code, list.NutsVersion), region))),
        },
        RegionChangesListed list => this with { RegionChanges = RegionChanges.AddRange(list.Changes) },
        VocabularyListed list => this with { Terms = Terms.SetItems(list.Terms.Select(term => KeyValuePair.Create((list.Scheme, term.Code), term.Name))) },
        ProfileRulesSet rules => this with { ProfileRules = ProfileRules.SetItem(rules.ValidFrom, rules) },
        _ => throw new UnknownEventException(@event),
    }) with { LastTold = told };

    /// <summary>An end that is told later ends what had been told without one.</summary>
    private static Chronicle<T> EndedAfter<T>(Chronicle<T> known, DateOnly? last, Told told) =>
        last is { } day && !known.IsEmpty ? known.Clear(told, new(AssertedBy.Officer, day.AddDays(1))) : known;

    /// <summary>Nothing of what had been told holds any more, from its first day on.</summary>
    private static Chronicle<T> Cleared<T>(Chronicle<T> known, Told told) =>
        known.IsEmpty ? known : known.Clear(told, new(AssertedBy.Officer, known.NewestFirst().Min(fact => fact.Basis.ValidFrom), Kind: FactKind.Correction));

    private ProgrammeFacts With(string code, Func<Country, Country> change) =>
        this with { Countries = new Dictionary<string, Country>(Countries) { [code] = change(Countries.GetValueOrDefault(code) ?? new Country(code)) } };
}

/// <summary>A country and its relation to the programme over time.</summary>
public sealed record Country(string Code)
{
    public string Iso2 { get; init; } = "";
    public Text Name { get; init; } = new("", "");
    public Chronicle<bool> EuMember { get; init; }
    public Chronicle<Participation> Participation { get; init; }

    /// <summary>What one officer proposed to record of its part, and no second one has confirmed yet.</summary>
    public AssociationProposed? Proposed { get; init; }
}

/// <param name="YearOnly">Only the year of the beginning is known: within that year nobody can say.</param>
public readonly record struct Participation(bool YearOnly);

/// <summary>Names for sentences, from the programme's lists.</summary>
public sealed class ProgrammeNames(ProgrammeFacts programme) : Names
{
    public override Text Country(string code) => programme.Countries.GetValueOrDefault(code)?.Name is { En.Length: > 0 } name ? name : new(code, code);

    public override Text Region(string code) =>
        programme.Region(new(code, RegionCode.ProgrammeVersion)) is { } region ? new($"{region.Name} ({code})", $"{region.Name} ({code})") : new(code, code);

    public override Text Term(string scheme, string code) => programme.Terms.GetValueOrDefault((scheme, code)) is { En.Length: > 0 } name ? name : new(code, code);
}
