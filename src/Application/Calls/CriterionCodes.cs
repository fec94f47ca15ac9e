using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Calls;

/// <summary>Codes that criteria name, looked up in the programme's lists: one that nobody knows would never be met, and nobody would see why.</summary>
internal static class CriterionCodes
{
    /// <summary>The entries of a profile that hold codes, and the list of each.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["sectors"] = "eco-sector", ["emergingIndustries"] = "emerging-industry", ["technologies"] = "ket", ["targetCountries"] = CatalogueWords.Countries,
    };

    /// <remarks>The programme as the store has it: what this host has read so far may be older than what was laid down.</remarks>
    /// <param name="within">Where the terms stand in what was sent.</param>
    /// <exception cref="ValidationException">Some code is unknown.</exception>
    public static async Task RefuseUnknownCodes(this CallTerms terms, IFacts facts, string within, CancellationToken cancellationToken)
    {
        var programme = await facts.FreshProgramme(cancellationToken);
        ValidationFailure[] failures =
        [
            .. from criterion in terms.Criteria.Select((asked, index) => (Asked: asked, Index: index))
               from wrong in criterion.Asked.Unknown(programme)
               select wrong.At($"{within}criteria[{criterion.Index}]", criterion.Asked.Id),
            .. terms.Examples.SelectMany((example, index) => example.UnknownCodes($"{within}examples[{index}].", programme)),
        ];
        if (failures.Length > 0) throw new ValidationException(failures);
    }

    /// <summary>The programme as it stands in the store at this moment, however far this host's memory has got.</summary>
    public static async Task<ProgrammeFacts> FreshProgramme(this IFacts facts, CancellationToken cancellationToken) =>
        (await facts.Read([ProgrammeFacts.StreamId], null, cancellationToken)).Programme;

    public static IEnumerable<WrongParameter> Unknown(this Criterion criterion, ProgrammeFacts programme) =>
        from part in criterion.Question.Within()
        from filled in part.Form.Filled(part.Record, part.At)
        where filled.Parameter.Lists is { Count: > 0 }
        from wrong in ParameterBounds.Unknown(filled.Value, [.. Here(filled.Parameter.Lists!, part.Form, part.Record)], programme)
        select new WrongParameter(filled.At, wrong);

    /// <summary>The lists that hold, as another entry of the same question has it.</summary>
    private static IEnumerable<CatalogueList> Here(IReadOnlyList<CatalogueList> lists, IReadOnlyList<CatalogueParameter> form, object record) =>
        lists.Where(list => list.Of is not { } choice || choice.Word.Equals(form.First(other => other.Name == choice.Parameter).Source!.GetValue(record) as string, StringComparison.Ordinal));
}
