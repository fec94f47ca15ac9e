using System.Globalization;
using System.Text.Json;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Host.Data;

/// <summary>The programme as data files beside the program: tables with sources, calls with clauses and criteria, and when what happened.</summary>
internal static class ProgrammeFiles
{
    private const int NutsVersion = 2013;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "programme");

    public static IEnumerable<CallFile> Calls() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "calls"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<CallFile>(File.ReadAllBytes(file), FactJson.Options)!);

    /// <summary>The lists that are there from the programme's first days.</summary>
    public static IReadOnlyList<IProgrammeEvent> Lists() => [.. Countries(), .. EuMembers(), Regions(), Changes(), .. Vocabularies()];

    public static IReadOnlyList<ProfileRulesSet> ProfileRules() => Read<ProfileRulesSet[]>("profile-rules.json");

    /// <summary>Countries joining, each on the day it is played.</summary>
    public static IEnumerable<(DateTime On, AssociationRecorded Fact)> Associations()
    {
        var countries = Read<CountryRow[]>("countries.json").ToDictionary(row => row.Code);
        foreach (var play in Read<AssociationPlay[]>("plays.json"))
        {
            var row = countries[play.Country];
            var yearOnly = row.CosmeFrom!.Length == 4;
            var from = yearOnly ? new DateOnly(int.Parse(row.CosmeFrom, CultureInfo.InvariantCulture), 1, 1) : Day(row.CosmeFrom)!.Value;
            yield return (play.On, new(play.Country, from, null, yearOnly, Day(row.AgreementSigned), Day(row.AgreementInForce), row.Source, row.Confidence));
        }
    }

    private static IEnumerable<IProgrammeEvent> Countries() =>
        Read<CountryRow[]>("countries.json").Select(row => new CountryListed(row.Code, row.Iso2, new(row.NameEn, row.NameDe), row.Source, row.Confidence));

    /// <summary>Without the end that lay in the future; the United Kingdom's is told when it comes.</summary>
    private static IEnumerable<IProgrammeEvent> EuMembers() =>
        Read<CountryRow[]>("countries.json").Where(row => row.EuMemberFrom is not null)
            .SelectMany(row => new IProgrammeEvent[]
            {
                new EuMembershipRecorded(row.Code, Day(row.EuMemberFrom)!.Value, null, row.Source),
                new AssociationRecorded(row.Code, Day(row.CosmeFrom)!.Value, null, false, null, null, row.Source, row.Confidence),
            });

    /// <summary>Those who left: the membership with its end.</summary>
    public static IEnumerable<EuMembershipRecorded> Exits() =>
        Read<CountryRow[]>("countries.json").Where(row => row.EuMemberUntil is not null)
            .Select(row => new EuMembershipRecorded(row.Code, Day(row.EuMemberFrom)!.Value, Day(row.EuMemberUntil), row.Source));

    private static RegionsListed Regions() => new(NutsVersion,
    [
        .. Read<Nuts1Row[]>("regions-nuts1.json").Select(row => new RegionEntry(row.Code, row.Name, row.Country, null, null, null, null, row.Confidence)),
        .. Read<RegionRow[]>("regions.json").Select(row => new RegionEntry(row.Code, row.Name, row.Country, row.Category, row.Latitude, row.Longitude, row.OtherPart?.Category, row.Confidence, row.OtherPart?.Places)),
    ], "Eurostat, NUTS 2013; Commission Implementing Decision 2014/99/EU as reconstructed (Data/programme/README.md)");

    private static RegionChangesListed Changes() => new(
        [.. Read<ChangeRow[]>("region-changes.json").Where(row => row.FromCode is not null).Select(row => new RegionChange(
            int.Parse(row.FromVersion, CultureInfo.InvariantCulture), row.FromCode!, int.Parse(row.ToVersion, CultureInfo.InvariantCulture), row.ToCode, row.Kind, row.ShareOfFromArea))],
        "Eurostat, correspondence of NUTS versions (Data/programme/README.md)");

    private static IEnumerable<IProgrammeEvent> Vocabularies() =>
        Read<SectorRow[]>("sectors.json").GroupBy(row => row.Scheme)
            .Select(scheme => new VocabularyListed(scheme.Key, [.. scheme.Select(row => new Term(row.Code, new(row.NameEn, row.NameDe)))], scheme.First().Source));

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(Folder, file)), Tolerant)!;

    /// <summary>The tables carry more for their readers than the events take over.</summary>
    private static readonly JsonSerializerOptions Tolerant = new(FactJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    private static DateOnly? Day(string? day) => day is { Length: 10 } ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private sealed record CountryRow(
        string Code, string Iso2, string NameEn, string NameDe, string Source, Confidence Confidence,
        string? EuMemberFrom = null, string? EuMemberUntil = null, string? CosmeFrom = null, string? AgreementSigned = null, string? AgreementInForce = null);

    private sealed record RegionRow(string Code, string Name, string Country, Confidence Confidence, string? Category = null, double? Latitude = null, double? Longitude = null, OtherPart? OtherPart = null);

    private sealed record OtherPart(string Category, string[]? Places = null);

    private sealed record Nuts1Row(string Code, string Name, string Country, Confidence Confidence);

    private sealed record ChangeRow(string FromVersion, string ToVersion, string ToCode, string Kind, string? FromCode = null, double? ShareOfFromArea = null);

    private sealed record SectorRow(string Scheme, string Code, string NameEn, string NameDe, string Source);

    private sealed record AssociationPlay(DateTime On, string Event, string Country);
}

/// <summary>A call as its file tells it: its terms, and the steps that happened to it.</summary>
/// <param name="Terms">As published; where nothing was published, as announced.</param>
internal sealed record CallFile(Guid Id, string[] SourceNotes, CallTerms Terms, CallStepFile[] Plays);

/// <param name="On">Brussels wall-clock time at which it is recorded.</param>
/// <param name="Terms">With a corrigendum, as they then are; with an announcement, as far as they were announced.</param>
internal sealed record CallStepFile(DateTime On, string Step, Corrigendum? Corrigendum = null, CallTerms? Terms = null, ResultsSummary? Results = null, Text? Reason = null);
