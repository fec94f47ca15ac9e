using System.Collections;
using System.Globalization;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Narration;

/// <summary>Days, instants and entries as sentences say them.</summary>
public static class EntryWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    private static readonly Dictionary<string, string> Schemes = new()
    {
        ["sectors"] = "eco-sector", ["emergingIndustries"] = "emerging-industry", ["technologies"] = "ket", ["smartSpecialisation"] = "s3-domain",
    };

    /// <summary>Entries that no criterion asks about have their names here.</summary>
    private static readonly Dictionary<string, Text> OtherEntries = new()
    {
        ["hasLegalPersonality"] = new("being a legal person", "die Eigenschaft als juristische Person"),
        ["nutsVersion"] = new("the version of the region codes", "die Fassung der Regionalcodes"),
        ["street"] = new("the street", "die Straße"),
        ["postalCode"] = new("the postal code", "die Postleitzahl"),
        ["smartSpecialisation"] = new("the fields of smart specialisation", "die Felder intelligenter Spezialisierung"),
        ["services"] = new("the services", "die Dienstleistungen"),
        ["partnerships"] = new("the partnerships", "die Partnerschaften"),
        ["euProjects"] = new("the EU projects", "die EU-Projekte"),
        ["otherIds"] = new("the ids in other registers", "die Kennungen in anderen Registern"),
        ["contacts"] = new("the contact persons", "die Kontaktpersonen"),
        ["description"] = new("the description", "die Beschreibung"),
        ["mayBeFoundAsPartner"] = new("being found as a partner", "die Anzeige als möglicher Partner"),
        ["visibleToAgency"] = new("being seen by the regional agency", "die Sichtbarkeit für die Regionalagentur"),
    };

    public static Text Entry(string name) => OtherEntries.TryGetValue(name, out var other) ? other : ProfileEntries.Name(name);

    public static Text Value(string entry, object? value, Names names) => value switch
    {
        bool yes => yes ? new("yes", "ja") : new("no", "nein"),
        string code when entry is "country" => names.Country(code),
        string code when entry is "region" => names.Region(code),
        string text => new($"“{text}”", $"„{text}“"),
        decimal figure => new(Figure.En(figure), Figure.De(figure)),
        Clusters.OrganisationKind kind => Kind(kind),
        Clusters.NoteRef => new("rewritten", "neu gefasst"),
        string[] codes when entry is "targetCountries" => Names.List(codes.Select(names.Country)),
        string[] codes when Schemes.TryGetValue(entry, out var scheme) => Names.List(codes.Select(code => names.Term(scheme, code))),
        string[] texts => Names.List(texts.Select(text => new Text(text, text))),
        ICollection many => new($"{many.Count}", $"{many.Count}"),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture) switch { var text => new(text, text) },
        _ => new("-", "-"),
    };

    public static Text Day(DateOnly day) => new(day.ToString("d MMMM yyyy", English), day.ToString("d. MMMM yyyy", German));

    public static Text Moment(DateTimeOffset instant)
    {
        var (day, local, abbreviation) = (Day(BrusselsTime.DayOf(instant)), BrusselsTime.LocalOf(instant), BrusselsTime.AbbreviationAt(instant));
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return new($"{day.En}, {time} ({abbreviation})", $"{day.De}, {time} Uhr ({(abbreviation == "CEST" ? "MESZ" : "MEZ")})");
    }

    /// <summary>To the microsecond, where being in time or late hangs on it.</summary>
    public static Text Exact(DateTimeOffset instant)
    {
        var (day, local, abbreviation) = (Day(BrusselsTime.DayOf(instant)), BrusselsTime.LocalOf(instant), BrusselsTime.AbbreviationAt(instant));
        var time = local.ToString(local.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return new($"{day.En}, {time} ({abbreviation})", $"{day.De}, {time.Replace('.', ',')} Uhr ({(abbreviation == "CEST" ? "MESZ" : "MEZ")})");
    }

    /// <summary>A wall-clock time, whether or not there is one like it.</summary>
    public static Text Clock(DateTime local)
    {
        var (day, time) = (Day(DateOnly.FromDateTime(local)), local.ToString("HH:mm", CultureInfo.InvariantCulture));
        return new($"{day.En}, {time}", $"{day.De}, {time} Uhr");
    }

    /// <summary>" from … until …", or nothing where a fact holds from its recording on.</summary>
    public static Text Period(DateOnly? from, DateOnly? until) => (from, until) switch
    {
        ({ } first, { } last) => new($" from {Day(first).En} until {Day(last).En}", $" vom {Day(first).De} bis {Day(last).De}"),
        ({ } first, null) => new($" from {Day(first).En}", $" ab {Day(first).De}"),
        (null, { } last) => new($" until {Day(last).En}", $" bis {Day(last).De}"),
        _ => new("", ""),
    };

    public static Text Outcome(Outcome outcome) => outcome switch
    {
        Eligibility.Outcome.Met => new("met", "erfüllt"),
        Eligibility.Outcome.NotMet => new("not met", "nicht erfüllt"),
        _ => new("still open", "offen"),
    };

    public static Text Selection(Applications.SelectionOutcome outcome) => outcome switch
    {
        Applications.SelectionOutcome.Selected => new("selected", "ausgewählt"),
        Applications.SelectionOutcome.ReserveList => new("on the reserve list", "auf der Reserveliste"),
        _ => new("rejected", "abgelehnt"),
    };

    /// <summary>The phases in which the programme supports partnerships.</summary>
    public static Text Phase(string phase) => phase switch
    {
        "preparatory" => new("preparatory phase", "Vorbereitungsphase"),
        "implementation" => new("implementation phase", "Umsetzungsphase"),
        _ => new($"phase “{phase}”", $"Phase „{phase}“"),
    };

    private static Text Kind(Clusters.OrganisationKind kind) => kind switch
    {
        Clusters.OrganisationKind.ClusterOrganisation => new("cluster organisation", "Clusterorganisation"),
        Clusters.OrganisationKind.BusinessNetwork => new("business network organisation", "Unternehmensnetzwerk"),
        Clusters.OrganisationKind.ClusterAssociation => new("association of clusters", "Clusterverband"),
        _ => new("other", "sonstige"),
    };
}
