using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Statements that the organisation made about a time before it made them, and that nobody has checked yet.</summary>
public static class ReachingBack
{
    /// <summary>Newest first, once for each event that told some.</summary>
    public static IReadOnlyList<(Told Told, Basis Basis)> Unverified(this OrganisationDossier dossier) => dossier.ReachesBack
        ? [.. Facts(dossier).Where(fact => Reaches(fact)).Select(fact => (fact.Told, fact.Basis)).DistinctBy(pair => pair.Told.EventId).OrderByDescending(pair => pair.Told.Version)]
        : [];

    private static bool Reaches(Fact fact) =>
        fact.Basis is { AssertedBy: AssertedBy.Applicant, VerifiedBy: null, ValidFrom: not null } && fact.From < fact.Told.RecordedAt;

    private static IEnumerable<Fact> Facts(OrganisationDossier dossier) =>
    [
        .. dossier.Country.NewestFirst(), .. dossier.Region.NewestFirst(), .. dossier.Kind.NewestFirst(), .. dossier.HasLegalPersonality.NewestFirst(),
        .. dossier.StaffFte.NewestFirst(), .. dossier.MembersSme.NewestFirst(), .. dossier.MembersLarge.NewestFirst(), .. dossier.MembersResearch.NewestFirst(),
        .. dossier.MembersOther.NewestFirst(), .. dossier.Sectors.NewestFirst(), .. dossier.EmergingIndustries.NewestFirst(), .. dossier.Technologies.NewestFirst(),
        .. dossier.TargetCountries.NewestFirst(), .. dossier.RecognisedProgramme.NewestFirst(), .. dossier.DefenceRelated.NewestFirst(), .. dossier.Label.NewestFirst(),
        .. dossier.Pic.NewestFirst(),
    ];
}
