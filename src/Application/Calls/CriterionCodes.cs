using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Calls;

/// <summary>Codes that criteria name, looked up in the programme's lists: one that nobody knows would never be met, and nobody would see why.</summary>
internal static class CriterionCodes
{
    /// <summary>The entries of a profile that hold codes, and where each list stands.</summary>
    private static readonly Dictionary<string, string?> Schemes = new()
    {
        ["sectors"] = "eco-sector", ["emergingIndustries"] = "emerging-industry", ["technologies"] = "ket", ["targetCountries"] = null,
    };

    public static IReadOnlyCollection<string> Fields => Schemes.Keys;

    /// <param name="within">Where the terms stand in what was sent.</param>
    /// <exception cref="ValidationException">Some code is unknown.</exception>
    public static async Task RefuseUnknownCodes(this CallTerms terms, IFacts facts, string within, CancellationToken cancellationToken)
    {
        var programme = await facts.FreshProgramme(cancellationToken);
        ValidationFailure[] failures =
        [
            .. from criterion in terms.Criteria.Select((asked, index) => (Asked: asked, Index: index))
               from part in criterion.Asked.Question.Within()
               from wrong in Unknown(part.Question, part.At, programme)
               select new ValidationFailure($"{within}criteria[{criterion.Index}]", wrong.Of(criterion.Asked.Id)),
            .. terms.Examples.SelectMany((example, index) => example.UnknownCodes($"{within}examples[{index}].", programme)),
        ];
        if (failures.Length > 0) throw new ValidationException(failures);
    }

    /// <summary>The programme as it stands in the store at this moment, however far this host's memory has got.</summary>
    public static async Task<ProgrammeFacts> FreshProgramme(this IFacts facts, CancellationToken cancellationToken) =>
        (await facts.Read([ProgrammeFacts.StreamId], null, cancellationToken)).Programme;

    private static IEnumerable<WrongParameter> Unknown(Question question, string at, ProgrammeFacts programme)
    {
        return question switch
        {
            WorksIn { Entry: var entry, AnyOf: var codes } when Schemes.GetValueOrDefault(entry) is { } scheme =>
                from code in codes
                where !programme.Terms.ContainsKey((scheme, code))
                select new WrongParameter($"{at}anyOf", new($"'{code}' is not in the list '{scheme}'; use a code of it.", $"„{code}“ steht nicht in der Liste „{scheme}“; verwenden Sie einen Code daraus.")),
            WorksIn { AnyOf: var codes } => Countries("anyOf", codes),
            EstablishedIn { Also: var also, Except: var except } => [.. Countries("also", Named(also)), .. Countries("except", Named(except))],
            RegionOfCategory { Also: { } regions } =>
                from code in regions
                where !KnowsRegion(programme, code)
                select new WrongParameter($"{at}also", new($"'{code}' is not a region of the programme's list; use a NUTS code of any level, such as DE1 or DE11.", $"„{code}“ ist keine Region aus der Liste des Programms; verwenden Sie einen NUTS-Code beliebiger Ebene, etwa DE1 oder DE11.")),
            _ => [],
        };

        IEnumerable<WrongParameter> Countries(string parameter, IEnumerable<string> codes) =>
            from code in codes
            where !programme.Countries.ContainsKey(code)
            select new WrongParameter($"{at}{parameter}", new($"'{code}' is not in the programme's list of countries. Greece is EL, the United Kingdom UK.", $"„{code}“ steht nicht in der Länderliste des Programms. Griechenland ist EL, das Vereinigte Königreich UK."));
    }

    /// <summary>At any level and in any version. Outside the Union the programme lists no regions, so there the country and the form of the code must do.</summary>
    private static bool KnowsRegion(ProgrammeFacts programme, string code)
    {
        if (code.Length is < 2 or > 5 || !code.All(char.IsAsciiLetterOrDigit) || !programme.Countries.ContainsKey(code[..2])) return false;

        bool Leads(string known) => known.StartsWith(code.Length == 5 ? code[..4] : code, StringComparison.Ordinal);
        return programme.Regions.Keys.All(region => !region.Code.StartsWith(code[..2], StringComparison.Ordinal))
            || programme.Regions.Keys.Any(region => Leads(region.Code))
            || programme.RegionChanges.Any(change => Leads(change.From) || Leads(change.To));
    }


    private static IEnumerable<string> Named(CountryPeriod[]? periods) => periods?.Select(period => period.Country) ?? [];
}
