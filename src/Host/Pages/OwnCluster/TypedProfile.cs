using System.Globalization;
using System.Text.Json;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Clusters;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.OwnCluster;

/// <summary>A profile as it is typed: every entry a text, so that what was wrong can be shown again.</summary>
public sealed class TypedProfile
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Acronym { get; set; }
    public string? Kind { get; set; }
    public string? LegalForm { get; set; }
    public string? HasLegalPersonality { get; set; }
    public string? Country { get; set; }
    public string? Region { get; set; }
    public string? City { get; set; }
    public string? Website { get; set; }
    public string? WebsiteInEnglish { get; set; }
    public string? ActivityEvidence { get; set; }
    public string? Founded { get; set; }
    public string? StaffFte { get; set; }
    public string? MembersSme { get; set; }
    public string? MembersLarge { get; set; }
    public string? MembersResearch { get; set; }
    public string? MembersOther { get; set; }
    public string[]? Sectors { get; set; }
    public string[]? EmergingIndustries { get; set; }
    public string[]? Technologies { get; set; }
    public string[]? TargetCountries { get; set; }
    public string? RecognisedProgramme { get; set; }
    public string? Pic { get; set; }
    public string? MayBeFoundAsPartner { get; set; }
    public string? VisibleToAgency { get; set; }
    public string? ContactId { get; set; }
    public string? ContactName { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactPhone { get; set; }
    public string? ContactRole { get; set; }

    /// <summary>Of the cluster's stream, from which the form was made.</summary>
    public long? Version { get; set; }

    /// <summary>The contact as it stood when the form was made, told by a hash.</summary>
    public string? ContactSeen { get; set; }

    /// <summary>First day on which the changes hold; empty for from now on.</summary>
    public string? Since { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Next { get; set; }

    public static TypedProfile Of(ProfileFields profile) => new()
    {
        Name = profile.Name,
        Acronym = profile.Acronym,
        Kind = profile.Kind is { } kind ? JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) : null,
        LegalForm = profile.LegalForm,
        HasLegalPersonality = YesNo(profile.HasLegalPersonality),
        Country = profile.Country,
        Region = profile.Region,
        City = profile.City,
        Website = profile.Website,
        WebsiteInEnglish = YesNo(profile.WebsiteInEnglish),
        ActivityEvidence = profile.ActivityEvidence,
        Founded = profile.Founded?.ToString(CultureInfo.InvariantCulture),
        StaffFte = profile.StaffFte?.ToString("0.##", CultureInfo.CurrentUICulture),
        MembersSme = profile.MembersSme?.ToString(CultureInfo.InvariantCulture),
        MembersLarge = profile.MembersLarge?.ToString(CultureInfo.InvariantCulture),
        MembersResearch = profile.MembersResearch?.ToString(CultureInfo.InvariantCulture),
        MembersOther = profile.MembersOther?.ToString(CultureInfo.InvariantCulture),
        Sectors = profile.Sectors,
        EmergingIndustries = profile.EmergingIndustries,
        Technologies = profile.Technologies,
        TargetCountries = profile.TargetCountries,
        RecognisedProgramme = profile.RecognisedProgramme,
        Pic = profile.Pic,
        MayBeFoundAsPartner = YesNo(profile.MayBeFoundAsPartner),
        VisibleToAgency = YesNo(profile.VisibleToAgency),
    };

    /// <summary>What the form says, and what in it is no number, year or day.</summary>
    public (ProfileFields Profile, IReadOnlyList<FormProblem> Problems) Read()
    {
        var problems = new List<FormProblem>();
        int? Whole(string name, string? text) => Number(name, text) is not { } number ? null
            : number == decimal.Truncate(number) && number is >= 0 and <= int.MaxValue ? (int)number : Wrong<int>(name, InFigures);

        decimal? Number(string name, string? text) => Line(text) is not { } line ? null
            : decimal.TryParse(line.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : Wrong<decimal>(name, InFigures);

        T? Wrong<T>(string name, string told) where T : struct
        {
            problems.Add(new(name, told));
            return null;
        }

        ProfileFields profile = new()
        {
            Name = Line(Name),
            Acronym = Line(Acronym),
            Kind = Enum.TryParse<OrganisationKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            LegalForm = Line(LegalForm),
            HasLegalPersonality = Yes(HasLegalPersonality),
            Country = Line(Country),
            Region = Line(Region)?.ToUpperInvariant(),
            City = Line(City),
            Website = Web(Website),
            WebsiteInEnglish = Yes(WebsiteInEnglish),
            ActivityEvidence = Web(ActivityEvidence),
            Founded = Whole(nameof(Founded), Founded),
            StaffFte = Number(nameof(StaffFte), StaffFte),
            MembersSme = Whole(nameof(MembersSme), MembersSme),
            MembersLarge = Whole(nameof(MembersLarge), MembersLarge),
            MembersResearch = Whole(nameof(MembersResearch), MembersResearch),
            MembersOther = Whole(nameof(MembersOther), MembersOther),
            Sectors = Some(Sectors),
            EmergingIndustries = Some(EmergingIndustries),
            Technologies = Some(Technologies),
            TargetCountries = Some(TargetCountries),
            RecognisedProgramme = Line(RecognisedProgramme),
            Pic = Line(Pic)?.Replace(" ", "", StringComparison.Ordinal),
            MayBeFoundAsPartner = Yes(MayBeFoundAsPartner),
            VisibleToAgency = Yes(VisibleToAgency),
        };

        return (profile, problems);
    }

    public bool SaysContact => Line(ContactName) is not null || Line(ContactEmail) is not null;

    /// <summary>The entries as forms have them that somebody has changed meanwhile, and this form has not: they are shown as they are now.</summary>
    public void Take(ProfileFields now, IEnumerable<string> entries)
    {
        var fresh = Of(now);
        foreach (var entry in entries)
        {
            var property = typeof(TypedProfile).GetProperty(char.ToUpperInvariant(entry[0]) + entry[1..])!;
            property.SetValue(this, property.GetValue(fresh));
        }
    }

    public static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string InFigures => T("Enter a number in figures, for example 45.", "Geben Sie eine Zahl in Ziffern an, zum Beispiel 45.");

    /// <summary>People type addresses as they say them.</summary>
    private static string? Web(string? text) => Line(text) is { } line ? line.Contains("://", StringComparison.Ordinal) ? line : "https://" + line : null;

    private static string[]? Some(string[]? codes) => codes is { Length: > 0 } ? codes : null;

    private static bool? Yes(string? answer) => answer switch { "yes" => true, "no" => false, _ => null };

    private static string? YesNo(bool? answer) => answer switch { true => "yes", false => "no", null => null };
}
