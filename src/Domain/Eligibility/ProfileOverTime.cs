using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>A day on which entries of a profile become others, as far as it is told already.</summary>
/// <param name="From">First day on which they hold.</param>
/// <param name="Changed">What the entries then say.</param>
/// <param name="Cleared">Of which nothing is known from then on.</param>
public sealed record ProfileTurn(DateOnly From, ProfileFields Changed, string[] Cleared);

/// <summary>A dossier read as a profile: what it says of one moment, and what it says already of later ones.</summary>
public static class ProfileOverTime
{
    /// <param name="told">The profile as last told, for what is no fact over valid time: addresses, contacts, notes, other registers' ids.</param>
    public static ProfileFields ProfileAt(this OrganisationDossier dossier, ProfileFields told, DateTimeOffset at)
    {
        var region = dossier.Region.At(at)?.Value;
        return told with
        {
            Name = dossier.Name.At(at)?.Value,
            Acronym = dossier.Acronym.At(at)?.Value,
            Kind = dossier.Kind.At(at)?.Value,
            LegalForm = dossier.LegalForm.At(at)?.Value,
            HasLegalPersonality = dossier.HasLegalPersonality.At(at)?.Value,
            Country = dossier.Country.At(at)?.Value,
            Region = region?.Code,
            NutsVersion = Version(region, told),
            City = dossier.City.At(at)?.Value,
            Website = dossier.Website.At(at)?.Value,
            WebsiteInEnglish = dossier.WebsiteInEnglish.At(at)?.Value,
            ActivityEvidence = dossier.ActivityEvidence.At(at)?.Value,
            Founded = dossier.Founded.At(at)?.Value,
            StaffFte = dossier.StaffFte.At(at)?.Value,
            MembersSme = dossier.MembersSme.At(at)?.Value,
            MembersLarge = dossier.MembersLarge.At(at)?.Value,
            MembersResearch = dossier.MembersResearch.At(at)?.Value,
            MembersOther = dossier.MembersOther.At(at)?.Value,
            Sectors = dossier.Sectors.At(at)?.Value,
            EmergingIndustries = dossier.EmergingIndustries.At(at)?.Value,
            Technologies = dossier.Technologies.At(at)?.Value,
            SmartSpecialisation = dossier.SmartSpecialisation.At(at)?.Value,
            TargetCountries = dossier.TargetCountries.At(at)?.Value,
            Services = dossier.Services.At(at)?.Value,
            Partnerships = dossier.Partnerships.At(at)?.Value,
            EuProjects = dossier.EuProjects.At(at)?.Value,
            RecognisedProgramme = dossier.RecognisedProgramme.At(at)?.Value,
            PublicCooperation = dossier.PublicCooperation.At(at)?.Value,
            SocialEconomy = dossier.SocialEconomy.At(at)?.Value,
            DefenceRelated = dossier.DefenceRelated.At(at)?.Value,
            Pic = dossier.Pic.At(at)?.Value,
            MayBeFoundAsPartner = dossier.MayBeFoundAsPartner.At(at)?.Value,
            VisibleToAgency = dossier.VisibleToAgency.At(at)?.Value,
        };
    }

    /// <summary>What becomes of the entries after the moment, day by day, by what is told already.</summary>
    public static IReadOnlyList<ProfileTurn> TurnsAfter(this OrganisationDossier dossier, ProfileFields told, DateTimeOffset at)
    {
        DateTimeOffset[] moments =
        [
            .. EntriesOf(dossier).SelectMany(facts => facts).SelectMany(fact => (DateTimeOffset[])[fact.From, fact.Until])
                .Where(moment => moment > at && moment < DateTimeOffset.MaxValue).Distinct().Order(),
        ];
        if (moments.Length == 0) return [];

        var (turns, before) = (new List<ProfileTurn>(), dossier.ProfileAt(told, at));
        foreach (var moment in moments)
        {
            var after = dossier.ProfileAt(told, moment);
            string[] changed = [.. ProfileFields.Names.Where(name => !ProfileFields.Same(before[name], after[name]))];
            if (changed.Length > 0) turns.Add(new(BrusselsTime.DayOf(moment), after.Without(ProfileFields.Names.Except(changed)), [.. changed.Where(name => after[name] is null)]));
            before = after;
        }

        return turns;
    }

    /// <summary>As it was told: without one where the programme's own was meant.</summary>
    private static int? Version(RegionCode? region, ProfileFields told) => region switch
    {
        null => told.Region is null ? told.NutsVersion : null,
        { NutsVersion: RegionCode.ProgrammeVersion } => told.NutsVersion is null ? null : RegionCode.ProgrammeVersion,
        { NutsVersion: var version } => version,
    };

    private static IEnumerable<Fact>[] EntriesOf(OrganisationDossier dossier) =>
    [
        dossier.Name.NewestFirst(), dossier.Acronym.NewestFirst(), dossier.Kind.NewestFirst(), dossier.LegalForm.NewestFirst(), dossier.HasLegalPersonality.NewestFirst(),
        dossier.Country.NewestFirst(), dossier.Region.NewestFirst(), dossier.City.NewestFirst(), dossier.Website.NewestFirst(), dossier.WebsiteInEnglish.NewestFirst(),
        dossier.ActivityEvidence.NewestFirst(), dossier.Founded.NewestFirst(), dossier.StaffFte.NewestFirst(), dossier.MembersSme.NewestFirst(), dossier.MembersLarge.NewestFirst(),
        dossier.MembersResearch.NewestFirst(), dossier.MembersOther.NewestFirst(), dossier.Sectors.NewestFirst(), dossier.EmergingIndustries.NewestFirst(),
        dossier.Technologies.NewestFirst(), dossier.SmartSpecialisation.NewestFirst(), dossier.TargetCountries.NewestFirst(), dossier.Services.NewestFirst(),
        dossier.Partnerships.NewestFirst(), dossier.EuProjects.NewestFirst(), dossier.RecognisedProgramme.NewestFirst(), dossier.PublicCooperation.NewestFirst(),
        dossier.SocialEconomy.NewestFirst(), dossier.DefenceRelated.NewestFirst(), dossier.Pic.NewestFirst(), dossier.MayBeFoundAsPartner.NewestFirst(), dossier.VisibleToAgency.NewestFirst(),
    ];
}
