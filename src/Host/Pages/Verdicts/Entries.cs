using System.Globalization;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Verdicts;

/// <summary>What entries of a profile are called, and how their values read.</summary>
internal static class Entries
{
    public static string Name(string entry) => entry switch
    {
        "country" => T("Country of the seat", "Sitzland"),
        "name" => T("Name", "Name"),
        "acronym" => T("Short name", "Kurzname"),
        "kind" => T("Kind of organisation", "Art der Organisation"),
        "hasLegalPersonality" => T("Legal personality", "Rechtspersönlichkeit"),
        "legalForm" => T("Legal form", "Rechtsform"),
        "founded" => T("Year of establishment", "Gründungsjahr"),
        "pic" => T("PIC", "PIC"),
        "region" => T("Region", "Region"),
        "city" => T("Town", "Ort"),
        "website" => T("Website", "Website"),
        "websiteInEnglish" => T("Website in English", "Website auf Englisch"),
        "activityEvidence" => T("Proof of activity", "Nachweis der Tätigkeit"),
        "membersSme" => T("Small and medium-sized enterprises", "Kleine und mittlere Unternehmen"),
        "membersLarge" => T("Large enterprises", "Große Unternehmen"),
        "membersResearch" => T("Research and universities", "Forschung und Hochschulen"),
        "membersOther" => T("Other members", "Andere Mitglieder"),
        "staffFte" => T("Management team (full-time equivalents)", "Managementteam (Vollzeitstellen)"),
        "recognisedProgramme" => T("Recognised by", "Anerkannt durch"),
        "sectors" => T("Sectors", "Branchen"),
        "emergingIndustries" => T("Emerging industries", "Aufstrebende Branchen"),
        "technologies" => T("Key technologies", "Schlüsseltechnologien"),
        "targetCountries" => T("Target countries", "Zielländer"),
        "mayBeFoundAsPartner" => T("May be found as a partner", "Als Partner auffindbar"),
        "visibleToAgency" => T("Visible to the regional agency", "Für die Regionalagentur sichtbar"),
        _ => ProfileEntries.Name(entry).In(Language),
    };

    public static string? Show(string entry, object? value, ProgrammeChoices programme) => value switch
    {
        null => null,
        bool yes => yes ? T("yes", "ja") : T("no", "nein"),
        OrganisationKind kind => Words.Of(kind),
        decimal figure => figure.ToString("0.##", CultureInfo.CurrentUICulture),
        string[] codes => string.Join(", ", codes.Select(code => Named(entry, code, programme))),
        string text => Named(entry, text, programme),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Which entry a piece of evidence is, as far as the question and the event that told it say.</summary>
    public static string Of(EvidenceAnswer evidence, string question)
    {
        if (evidence.Stream == ProgrammeFacts.StreamId) return T("The country’s part in the programme", "Teilnahme des Landes am Programm");

        return evidence.Event switch
        {
            "cluster.profile-changed" when EntryOf(question, evidence.Value) is { } entry => Name(entry),
            "cluster.profile-changed" => T("Profile entry", "Angabe im Profil"),
            "cluster.profile-drafted" => T("Profile begun", "Profil angelegt"),
            "cluster.review-requested" => T("Review requested", "Prüfung beantragt"),
            "cluster.profile-published" or "cluster.profile-reinstated" => T("Profile published", "Profil veröffentlicht"),
            "cluster.profile-refused" => T("Profile refused", "Profil abgelehnt"),
            "cluster.profile-suspended" => T("Profile suspended", "Profil gesperrt"),
            "cluster.withdrawn" => T("Profile withdrawn", "Profil zurückgezogen"),
            "cluster.label-awarded" => T("Quality label", "Qualitätslabel"),
            "application.proposal-changed" => T("Entry in the proposal", "Angabe im Antrag"),
            "application.declaration-signed" or "application.declaration-withdrawn" => T("Declaration", "Erklärung"),
            "application.selection-recorded" => T("Selection", "Auswahl"),
            "call.places-recorded" => T("Places left", "Plätze übrig"),
            "application.submitted" => T("Submission", "Einreichung"),
            var other => other,
        };
    }

    /// <summary>The value, or nothing where the name of the event says it already.</summary>
    public static string? Value(EvidenceAnswer evidence, string question, ProgrammeChoices programme)
    {
        if (evidence.Stream == ProgrammeFacts.StreamId || evidence.Value is not { } value) return null;
        if (Enum.TryParse<RegistrationStatus>(value, out _)) return null;
        if (value is "yes" or "no") return value == "yes" ? T("yes", "ja") : T("no", "nein");
        if (Enum.TryParse<OrganisationKind>(value, out var kind) && !char.IsDigit(value[0])) return Words.Of(kind);
        if (evidence.Event == "cluster.label-awarded" && Enum.TryParse<QualityLabel>(value, out var label)) return Names.Label(label).Said();

        return EntryOf(question, value) is { } entry ? string.Join(", ", value.Split(", ").Select(code => Named(entry, code, programme))) : value;
    }

    /// <remarks>A question about a list of codes does not say which list; its codes do.</remarks>
    private static string? EntryOf(string question, string? value) => question.Split('/')[0] switch
    {
        "established-in" => "country",
        "organisation-kind" => "kind",
        "legal-person" => "hasLegalPersonality",
        "staff" => "staffFte",
        "pic" => "pic",
        "region-category" => "region",
        "works-in" when value is { Length: > 0 } => value.Split(", ")[0] switch
        {
            { Length: 2 } => "targetCountries",
            var code when code.StartsWith("ECO", StringComparison.Ordinal) => "sectors",
            var code when code.StartsWith("KET", StringComparison.Ordinal) => "technologies",
            _ => "emergingIndustries",
        },
        _ => null,
    };

    private static string Named(string entry, string code, ProgrammeChoices programme) => entry switch
    {
        "country" or "targetCountries" => programme.Country(code),
        "region" => programme.Region(code),
        "sectors" => programme.Term("eco-sector", code),
        "emergingIndustries" => programme.Term("emerging-industry", code),
        "technologies" => programme.Term("ket", code),
        _ => code,
    };
}
