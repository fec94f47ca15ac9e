using System.Globalization;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Host.Pages.Ecl;

namespace EligibilityService.Host.Pages;

/// <summary>The programme's lists as answers to choose from, named and sorted in the reader's language.</summary>
internal sealed class ProgrammeChoices(IFacts facts)
{
    public IReadOnlyList<Choice> Countries => Named(_ => true);

    /// <summary>Countries outside the programme, which projects and matching events aim at.</summary>
    public IReadOnlyList<Choice> ThirdCountries => Named(country => country.EuMember.IsEmpty && country.Participation.IsEmpty);

    /// <summary>Regions of the level at which the programme distinguishes them.</summary>
    public IReadOnlyList<Choice> Regions(string? country) =>
    [
        .. Programme.Regions.Values
            .Where(region => region.Country == country && region.Code.Length == 4)
            .Where(region => Programme.Regions.ContainsKey(new(region.Code, RegionCode.ProgrammeVersion)))
            .DistinctBy(region => region.Code)
            .OrderBy(region => region.Name, Alphabet)
            .Select(region => new Choice(region.Code, $"{region.Name} ({region.Code})")),
    ];

    public IReadOnlyList<Choice> Terms(string scheme) =>
        [.. Programme.Terms.Where(term => term.Key.Scheme == scheme).Select(term => new Choice(term.Key.Code, term.Value.In(Wording.Language))).OrderBy(choice => choice.Text, Alphabet)];

    public string Statement(Criterion criterion) => criterion.Question.Statement(new ProgrammeNames(Programme)).In(Wording.Language);

    public string Country(string code) => new ProgrammeNames(Programme).Country(code).In(Wording.Language);

    /// <summary>"from Germany", "aus der Schweiz".</summary>
    public string From(string code) => new ProgrammeNames(Programme).From(code).In(Wording.Language);

    public string Region(string code) => new ProgrammeNames(Programme).Region(code).In(Wording.Language);

    public string Term(string scheme, string code) => new ProgrammeNames(Programme).Term(scheme, code).In(Wording.Language);

    private ProgrammeFacts Programme => facts.Now.Programme;

    private static StringComparer Alphabet => StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true);

    private IReadOnlyList<Choice> Named(Func<Country, bool> which) =>
        [.. Programme.Countries.Values.Where(which).Select(country => new Choice(country.Code, country.Name.In(Wording.Language))).OrderBy(choice => choice.Text, Alphabet)];
}
