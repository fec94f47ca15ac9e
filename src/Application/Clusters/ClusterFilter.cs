using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Clusters;

/// <summary>What is looked for in the directory: any of the values of a property, and all properties together.</summary>
public sealed record ClusterFilter
{
    /// <summary>All of its words, in name, acronym, town, or the name of the region or country; accents do not matter.</summary>
    public string? Text { get; init; }
    public string[] Countries { get; init; } = [];

    /// <summary>NUTS codes of any level, or names of regions; all that lies below is meant too.</summary>
    public string[] Regions { get; init; } = [];
    public string[] Sectors { get; init; } = [];
    public string[] EmergingIndustries { get; init; } = [];
    public string[] Technologies { get; init; } = [];

    /// <summary>gold, silver or bronze, valid on the day of the question.</summary>
    public string[] Labels { get; init; } = [];
    public string[] TargetCountries { get; init; } = [];

    internal string[] this[Property property] => property switch
    {
        Property.Country => Countries,
        Property.Region => Regions,
        Property.Sector => Sectors,
        Property.EmergingIndustry => EmergingIndustries,
        Property.Technology => Technologies,
        Property.Label => Labels,
        Property.TargetCountry => TargetCountries,
        _ => [],
    };

    /// <summary>Codes in their own spelling, names of regions as codes.</summary>
    /// <exception cref="ValidationException">The programme's lists do not know one of them.</exception>
    internal ClusterFilter Understood(ProgrammeFacts programme)
    {
        var failures = new List<ValidationFailure>();
        var understood = this with
        {
            Countries = Each("country", Countries, programme.Countries.ContainsKey, "Use a code of the programme's list, such as DE, EL or UK.", "Verwenden Sie einen Code aus der Länderliste des Programms, etwa DE, EL oder UK."),
            Regions = Distinct(Regions.SelectMany(region => RegionsNamed(region, programme, failures))),
            Sectors = Terms("sector", "eco-sector", Sectors),
            EmergingIndustries = Terms("industry", "emerging-industry", EmergingIndustries),
            Technologies = Terms("technology", "ket", Technologies),
            Labels = Distinct(Labels.Select(label => label.ToLowerInvariant())),
            TargetCountries = Each("target", TargetCountries, programme.Countries.ContainsKey, "Use a code of the programme's list, such as BR, IR or US.", "Verwenden Sie einen Code aus der Länderliste des Programms, etwa BR, IR oder US."),
        };

        return failures.Count == 0 ? understood : throw new ValidationException(failures);

        string[] Terms(string name, string scheme, string[] codes) =>
            Each(name, codes, code => programme.Terms.ContainsKey((scheme, code)), $"Use a code of the list '{scheme}'.", $"Verwenden Sie einen Code der Liste „{scheme}“.");

        string[] Each(string name, string[] codes, Predicate<string> isKnown, string en, string de)
        {
            var spelt = Distinct(codes.Select(code => code.Trim().ToUpperInvariant()));
            failures.AddRange(spelt.Where(code => !isKnown(code)).Select(code => new ValidationFailure(name, ProfileShape.Say($"'{code}' is not known. {en}", $"„{code}“ ist nicht bekannt. {de}"))));
            return spelt;
        }
    }

    private static IEnumerable<string> RegionsNamed(string region, ProgrammeFacts programme, List<ValidationFailure> failures)
    {
        var code = region.Trim().ToUpperInvariant();
        if (programme.Countries.ContainsKey(code) || programme.KnowsRegion(code, RegionCode.ProgrammeVersion)) return [code];

        // Several levels may share a name, such as Berlin; the highest holds the others.
        var name = Searchable.Fold(region);
        var named = programme.Regions.Values.Where(entry => Searchable.Fold(entry.Name) == name).Select(entry => entry.Code).Distinct().OrderBy(found => found.Length).ToArray();
        if (named.Length == 0) failures.Add(new("region", ProfileShape.Say($"No region is called '{region}'. Use its name or its NUTS code, such as DE1 or DE11.", $"Keine Region heißt „{region}“. Verwenden Sie ihren Namen oder NUTS-Code, etwa DE1 oder DE11.")));
        return named.Where(found => !named.Any(other => other.Length < found.Length && found.StartsWith(other, StringComparison.Ordinal)));
    }

    private static string[] Distinct(IEnumerable<string> codes) => [.. codes.Distinct(StringComparer.Ordinal)];
}

public sealed class ClusterFilterShape : AbstractValidator<ClusterFilter>
{
    public const int LongestText = 200;
    private const int MostValues = 50;

    public ClusterFilterShape()
    {
        RuleFor(filter => filter.Text).Must(text => text is null || (text.Length <= LongestText && !text.Any(char.IsControl))).OverridePropertyName("q")
            .WithMessage(ProfileShape.Say($"Search with at most {LongestText} characters on one line.", $"Suchen Sie mit höchstens {LongestText} Zeichen in einer Zeile."));
        RuleFor(filter => filter.Labels).Must(labels => labels.All(label => Enum.GetNames<QualityLabel>().Contains(label, StringComparer.OrdinalIgnoreCase))).OverridePropertyName("label")
            .WithMessage(ProfileShape.Say("Labels are gold, silver and bronze.", "Label sind gold, silver und bronze."));
        Few(filter => filter.Countries, "country");
        Few(filter => filter.Regions, "region");
        Few(filter => filter.Sectors, "sector");
        Few(filter => filter.EmergingIndustries, "industry");
        Few(filter => filter.Technologies, "technology");
        Few(filter => filter.TargetCountries, "target");
    }

    private void Few(System.Linq.Expressions.Expression<Func<ClusterFilter, string[]>> values, string name) =>
        RuleFor(values).Must(codes => codes.Length <= MostValues && codes.All(code => !string.IsNullOrWhiteSpace(code) && code.Length <= 100)).OverridePropertyName(name)
            .WithMessage(ProfileShape.Say($"At most {MostValues} values of at most 100 characters.", $"Höchstens {MostValues} Werte mit höchstens 100 Zeichen."));
}
