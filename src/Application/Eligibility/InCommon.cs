using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>What a further partner would have in common with a set: sectors, the third countries it works with, and projects.</summary>
internal sealed class InCommon
{
    private readonly HashSet<string> _sectors, _targets, _projects;
    private readonly DateTimeOffset _at;

    /// <param name="terms">Third countries that the call names are asked for as much as those of the set.</param>
    public InCommon(IEnumerable<OrganisationDossier> members, CallTerms terms, DateTimeOffset at)
    {
        OrganisationDossier[] set = [.. members];
        _at = at;
        _sectors = [.. set.SelectMany(member => (string[])[.. Told(member.Sectors), .. Told(member.EmergingIndustries)])];
        _targets = [.. set.SelectMany(member => Told(member.TargetCountries)), .. terms.Criteria.Select(criterion => criterion.Question).OfType<WorksIn>().Where(asked => asked.Entry is "targetCountries").SelectMany(asked => asked.AnyOf)];
        _projects = new(set.SelectMany(member => Told(member.EuProjects)), StringComparer.OrdinalIgnoreCase);
    }

    public int Count(OrganisationDossier other) =>
        Count(other.Sectors, _sectors) + Count(other.EmergingIndustries, _sectors) + Count(other.TargetCountries, _targets) + Count(other.EuProjects, _projects);

    public IReadOnlyList<string> Sectors(OrganisationDossier other) => [.. Told(other.Sectors).Where(_sectors.Contains), .. Told(other.EmergingIndustries).Where(_sectors.Contains)];

    public IReadOnlyList<string> Targets(OrganisationDossier other) => [.. Told(other.TargetCountries).Where(_targets.Contains)];

    public IReadOnlyList<string> Projects(OrganisationDossier other) => [.. Told(other.EuProjects).Where(_projects.Contains)];

    private string[] Told(Chronicle<string[]> entry) => entry.At(_at)?.Value ?? [];

    private int Count(Chronicle<string[]> entry, HashSet<string> wanted)
    {
        var count = 0;
        if (wanted.Count > 0) foreach (var code in Told(entry)) if (wanted.Contains(code)) count++;
        return count;
    }
}
