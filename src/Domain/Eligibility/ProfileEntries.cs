using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>The entries that a criterion may name: how they are called, and what a dossier says about them.</summary>
public static class ProfileEntries
{
    private static readonly Dictionary<string, (Text Name, Func<Case, Fact?> Find)> All = new()
    {
        ["name"] = (new("the name", "der Name"), @case => @case.Look(@case.Dossier.Name)),
        ["acronym"] = (new("the acronym", "das Kürzel"), @case => @case.Look(@case.Dossier.Acronym)),
        ["kind"] = (new("the kind of organisation", "die Art der Organisation"), @case => @case.Look(@case.Dossier.Kind)),
        ["legalForm"] = (new("the legal form", "die Rechtsform"), @case => @case.Look(@case.Dossier.LegalForm)),
        ["country"] = (new("the country of the seat", "das Sitzland"), @case => @case.Look(@case.Dossier.Country)),
        ["region"] = (new("the region", "die Region"), @case => @case.Look(@case.Dossier.Region)),
        ["city"] = (new("the town", "der Ort"), @case => @case.Look(@case.Dossier.City)),
        ["website"] = (new("the website", "die Website"), @case => @case.Look(@case.Dossier.Website)),
        ["websiteInEnglish"] = (new("an English version of the website", "eine englische Fassung der Website"), @case => @case.Look(@case.Dossier.WebsiteInEnglish)),
        ["activityEvidence"] = (new("proof of activity", "ein Nachweis der Tätigkeit"), @case => @case.Look(@case.Dossier.ActivityEvidence)),
        ["founded"] = (new("the year of establishment", "das Gründungsjahr"), @case => @case.Look(@case.Dossier.Founded)),
        ["staffFte"] = (new("the management staff in full-time equivalents", "das Personal in Vollzeitstellen"), @case => @case.Look(@case.Dossier.StaffFte)),
        ["membersSme"] = (new("the number of SME members", "die Zahl der KMU-Mitglieder"), @case => @case.Look(@case.Dossier.MembersSme)),
        ["membersLarge"] = (new("the number of large members", "die Zahl der großen Mitgliedsunternehmen"), @case => @case.Look(@case.Dossier.MembersLarge)),
        ["membersResearch"] = (new("the number of research members", "die Zahl der Mitglieder aus der Forschung"), @case => @case.Look(@case.Dossier.MembersResearch)),
        ["membersOther"] = (new("the number of other members", "die Zahl der übrigen Mitglieder"), @case => @case.Look(@case.Dossier.MembersOther)),
        ["sectors"] = (new("the sectors", "die Branchen"), @case => @case.Look(@case.Dossier.Sectors)),
        ["emergingIndustries"] = (new("the emerging industries", "die aufstrebenden Branchen"), @case => @case.Look(@case.Dossier.EmergingIndustries)),
        ["technologies"] = (new("the technologies", "die Technologien"), @case => @case.Look(@case.Dossier.Technologies)),
        ["targetCountries"] = (new("the target countries", "die Zielländer"), @case => @case.Look(@case.Dossier.TargetCountries)),
        ["recognisedProgramme"] = (new("recognition by a cluster programme", "die Anerkennung durch ein Clusterprogramm"), @case => @case.Look(@case.Dossier.RecognisedProgramme)),
        ["publicCooperation"] = (new("cooperation with public bodies", "die Zusammenarbeit mit öffentlichen Stellen"), @case => @case.Look(@case.Dossier.PublicCooperation)),
        ["socialEconomy"] = (new("being a social-economy cluster", "die Eigenschaft als Cluster der Sozialwirtschaft"), @case => @case.Look(@case.Dossier.SocialEconomy)),
        ["defenceRelated"] = (new("whether the work is defence-related", "der Bezug zur Verteidigung"), @case => @case.Look(@case.Dossier.DefenceRelated)),
        ["pic"] = (new("the participant identification code (PIC)", "der Teilnehmercode (PIC)"), @case => @case.Look(@case.Dossier.Pic)),
    };

    public static IReadOnlyCollection<string> Known => All.Keys;

    /// <summary>Those that are answered with yes or no.</summary>
    public static IReadOnlyCollection<string> YesOrNo { get; } = ["websiteInEnglish", "publicCooperation", "socialEconomy", "defenceRelated"];

    public static Text Name(string entry) => All.TryGetValue(entry, out var found) ? found.Name : new(entry, entry);

    /// <summary>The entry filled with something, "yes" where it asks for that; null where it isn't an entry.</summary>
    public static Clusters.ProfileFields? Saying(string entry) => entry switch
    {
        "name" => new() { Name = "-" }, "acronym" => new() { Acronym = "-" }, "kind" => new() { Kind = Clusters.OrganisationKind.ClusterOrganisation },
        "legalForm" => new() { LegalForm = "-" }, "country" => new() { Country = "DE" }, "region" => new() { Region = "DE11" }, "city" => new() { City = "-" },
        "website" => new() { Website = "https://example.org" }, "websiteInEnglish" => new() { WebsiteInEnglish = true }, "activityEvidence" => new() { ActivityEvidence = "https://example.org" },
        "founded" => new() { Founded = 2000 }, "staffFte" => new() { StaffFte = 1 }, "membersSme" => new() { MembersSme = 1 }, "membersLarge" => new() { MembersLarge = 1 },
        "membersResearch" => new() { MembersResearch = 1 }, "membersOther" => new() { MembersOther = 1 }, "sectors" => new() { Sectors = ["-"] },
        "emergingIndustries" => new() { EmergingIndustries = ["-"] }, "technologies" => new() { Technologies = ["-"] }, "targetCountries" => new() { TargetCountries = ["-"] },
        "recognisedProgramme" => new() { RecognisedProgramme = "-" }, "publicCooperation" => new() { PublicCooperation = true }, "socialEconomy" => new() { SocialEconomy = true },
        "defenceRelated" => new() { DefenceRelated = true }, "pic" => new() { Pic = "000000000" },
        _ => null,
    };

    public static Fact? Find(string entry, in Case @case) => All[entry].Find(@case);
}
