using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Clusters;

/// <summary>The bounds of each entry of a profile, whoever sends it: a form, the API, a row of an import.</summary>
public sealed class ProfileShape : AbstractValidator<ProfileFields>
{
    public const int MostMembers = 100_000;

    public ProfileShape()
    {
        Line(RuleFor(profile => profile.Name), 200);
        Line(RuleFor(profile => profile.Acronym), 40);
        Line(RuleFor(profile => profile.LegalForm), 100);
        RuleFor(profile => profile.Country).Matches(@"^[A-Z]{2}\z").WithMessage(Say("Use the two-letter code, such as DE, EL or UK.", "Verwenden Sie den Code aus zwei Buchstaben, etwa DE, EL oder UK."));
        RuleFor(profile => profile.Region).Matches(@"^[A-Z]{2}[0-9A-Z]{1,3}\z").WithMessage(Say("Use a NUTS code, such as DE11.", "Verwenden Sie einen NUTS-Code, etwa DE11."));
        RuleFor(profile => profile.NutsVersion).Must(version => version is null || RegionCode.Versions.Contains(version.Value)).WithMessage(NutsVersions);
        Line(RuleFor(profile => profile.City), 100);
        Line(RuleFor(profile => profile.Street), 200);
        Line(RuleFor(profile => profile.PostalCode), 20);
        Web(RuleFor(profile => profile.Website));
        Web(RuleFor(profile => profile.ActivityEvidence));
        RuleFor(profile => profile.Founded).InclusiveBetween(1800, 2100).WithMessage(Say("Enter the year, such as 2007.", "Geben Sie das Jahr an, etwa 2007."));
        RuleFor(profile => profile.StaffFte).InclusiveBetween(0, 10_000).WithMessage(Say("Enter full-time equivalents from 0 to 10 000.", "Geben Sie Vollzeitstellen von 0 bis 10 000 an."))
            .PrecisionScale(7, 2, true).WithMessage(Say("At most two decimals.", "Höchstens zwei Nachkommastellen."));
        Count(RuleFor(profile => profile.MembersSme));
        Count(RuleFor(profile => profile.MembersLarge));
        Count(RuleFor(profile => profile.MembersResearch));
        Count(RuleFor(profile => profile.MembersOther));
        Codes(RuleFor(profile => profile.Sectors));
        Codes(RuleFor(profile => profile.EmergingIndustries));
        Codes(RuleFor(profile => profile.Technologies));
        Codes(RuleFor(profile => profile.SmartSpecialisation));
        Codes(RuleFor(profile => profile.TargetCountries), 60);
        Codes(RuleFor(profile => profile.Services), 60, 100);
        Codes(RuleFor(profile => profile.Partnerships), 60, 200);
        Codes(RuleFor(profile => profile.EuProjects), 60, 200);
        Line(RuleFor(profile => profile.RecognisedProgramme), 200);
        RuleFor(profile => profile.Pic).Matches(@"^[0-9]{9}\z").WithMessage(Say("A PIC has nine digits.", "Ein PIC hat neun Ziffern."));
        RuleFor(profile => profile.OtherIds).Must(ids => ids is null || (ids.Count <= 20 && ids.All(id => id.Key.Length is > 0 and <= 40 && id.Value?.Length is > 0 and <= 100 && !(id.Key + id.Value).Any(char.IsControl))))
            .WithMessage(Say("At most 20 ids of at most 100 characters.", "Höchstens 20 Kennungen mit höchstens 100 Zeichen."));
    }

    internal static readonly string NutsVersions = Say($"A version of NUTS: {string.Join(", ", RegionCode.Versions)}.", $"Eine Fassung der NUTS: {string.Join(", ", RegionCode.Versions)}.");

    /// <summary>A message in both languages; whoever shows it picks one.</summary>
    public static string Say(string en, string de) => $"{en}\u001f{de}";

    public static Text Said(string message) => message.Split('\u001f') is [var en, var de] ? new(en, de) : new(message, message);

    /// <summary>Codes that the programme's lists do not know: an error beside the entry, never a silent guess.</summary>
    /// <exception cref="ValidationException">Some code is unknown.</exception>
    public static void RefuseUnknownCodes(ProfileFields profile, ProgrammeFacts programme)
    {
        if (UnknownCodes(profile, programme) is { Count: > 0 } failures) throw new ValidationException(failures);
    }

    public static string UnknownCountry(string code) => Say(
        $"'{code}' is not in the programme's list of countries. Greece is EL, the United Kingdom UK.", $"„{code}“ steht nicht in der Länderliste des Programms. Griechenland ist EL, das Vereinigte Königreich UK.");

    public static IReadOnlyList<ValidationFailure> UnknownCodes(ProfileFields profile, ProgrammeFacts programme)
    {
        var failures = new List<ValidationFailure>();

        if (profile.Country is { } country && !programme.Countries.ContainsKey(country))
        {
            failures.Add(new("country", UnknownCountry(country)));
        }

        if (profile.Region is { } code)
        {
            var region = new RegionCode(code, profile.NutsVersion ?? RegionCode.ProgrammeVersion);
            if (!programme.IsRegion(region)) failures.Add(new("region", Say(
                $"'{code}' is not a region of NUTS {region.NutsVersion}. Correct the code, or say by nutsVersion which version it is of.",
                $"„{code}“ ist keine Region der NUTS {region.NutsVersion}. Berichtigen Sie den Code, oder nennen Sie mit nutsVersion seine Fassung.")));
            else if (profile.Country is { } seat && !programme.LiesIn(region, seat)) failures.Add(new("region", Say($"Region {code} does not lie in {seat}.", $"Die Region {code} liegt nicht in {seat}.")));
        }

        Unknown("sectors", "eco-sector", profile.Sectors);
        Unknown("emergingIndustries", "emerging-industry", profile.EmergingIndustries);
        Unknown("technologies", "ket", profile.Technologies);
        Unknown("smartSpecialisation", "s3-domain", profile.SmartSpecialisation);
        foreach (var target in profile.TargetCountries ?? [])
        {
            if (!programme.Countries.ContainsKey(target)) failures.Add(new("targetCountries", UnknownCountry(target)));
        }

        return failures;

        void Unknown(string entry, string scheme, string[]? codes)
        {
            foreach (var unknown in codes ?? [])
            {
                if (!programme.Terms.ContainsKey((scheme, unknown))) failures.Add(new(entry, Say($"'{unknown}' is not in the list '{scheme}'.", $"„{unknown}“ steht nicht in der Liste „{scheme}“.")));
            }
        }
    }

    private static void Line(IRuleBuilder<ProfileFields, string?> rule, int longest) => rule
        .Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl)))
        .WithMessage(Say($"One line of 1 to {longest} characters.", $"Eine Zeile mit 1 bis {longest} Zeichen."));

    private static void Web(IRuleBuilder<ProfileFields, string?> rule) => rule
        .Must(address => address is null || (address.Length <= 300 && !address.Any(char.IsControl) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        .WithMessage(Say("Enter a web address, such as https://example.eu.", "Geben Sie eine Webadresse an, etwa https://example.eu."));

    private static void Count(IRuleBuilder<ProfileFields, int?> rule) => rule
        .Must(count => count is null or (>= 0 and <= MostMembers))
        .WithMessage(Say($"A number from 0 to {MostMembers}.", $"Eine Zahl von 0 bis {MostMembers}."));

    private static void Codes(IRuleBuilder<ProfileFields, string[]?> rule, int most = 20, int longest = 20) => rule
        .Must(codes => codes is null || (codes.Length <= most && codes.All(code => !string.IsNullOrWhiteSpace(code) && code.Length <= longest && !code.Any(char.IsControl)) && codes.Distinct().Count() == codes.Length))
        .WithMessage(Say($"At most {most} different entries.", $"Höchstens {most} verschiedene Angaben."));
}
