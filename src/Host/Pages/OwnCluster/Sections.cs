using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.OwnCluster;

/// <summary>A profile is filled in a section at a time; each is stored on its own.</summary>
/// <param name="Entries">The entries that the section's form holds.</param>
internal sealed record Section(string Key, string Title, string[] Entries)
{
    public static Section[] All =>
    [
        new("organisation", T("Organisation", "Organisation"), ["country", "name", "acronym", "kind", "hasLegalPersonality", "legalForm", "founded", "pic"]),
        new("place", T("Place and website", "Ort und Website"), ["region", "city", "website", "websiteInEnglish", "activityEvidence"]),
        new("size", T("Members and team", "Mitglieder und Team"), ["membersSme", "membersLarge", "membersResearch", "membersOther", "staffFte", "recognisedProgramme"]),
        new("work", T("Fields of work", "Arbeitsfelder"), ["sectors", "emergingIndustries", "technologies", "targetCountries"]),
        new("contact", T("Contact and visibility", "Kontakt und Sichtbarkeit"), ["mayBeFoundAsPartner", "visibleToAgency"]),
    ];

    public static Section? Find(string? key) => All.FirstOrDefault(section => section.Key == key);

    public Section? Next => All.SkipWhile(section => section.Key != Key).Skip(1).FirstOrDefault();

    public int Number => Array.FindIndex(All, section => section.Key == Key) + 1;
}
