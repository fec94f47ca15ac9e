using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using FluentValidation.Results;

namespace EligibilityService.Application.Calls;

/// <summary>A parameter of a criterion that asks for something that cannot be, and what could be there instead.</summary>
/// <param name="Parameter">Its path within the criterion, such as minimum, parts[1].anyOf or referenceDate.</param>
internal sealed record WrongParameter(string Parameter, Text Right)
{
    public ValidationFailure At(string property, string criterion) =>
        new(property, ProfileShape.Say($"Criterion {criterion}, {Parameter}: {Right.En}", $"Kriterium {criterion}, {Parameter}: {Right.De}")) { CustomState = new WithinCriterion(Parameter) };
}

/// <summary>Where in a criterion a fault lies, so that a page can say so beside the entry.</summary>
/// <param name="Path">Such as minimum, parts[1].anyOf, referenceDate or id.</param>
public sealed record WithinCriterion(string Path);

/// <summary>What can be said of a criterion's parameters without knowing the programme: bounds and words as the catalogue describes them, and what entries ask of each other.</summary>
internal static class CriterionShape
{
    private const int MostDays = 3650;

    public static IReadOnlyList<WrongParameter> Wrong(this Criterion criterion)
    {
        var wrong = new List<WrongParameter>();
        foreach (var (at, record, form) in criterion.Question.Within())
        {
            wrong.AddRange(from filled in form.Filled(record, at) let right = filled.Parameter.Wrong(filled.Value) where right is not null select new WrongParameter(filled.At, right.Value));
            Look((Question)record, at, wrong);
        }

        Look(criterion.ReferenceDate, wrong);
        if (criterion.Strands is { Length: 0 }) wrong.Add(new("strands", new("name at least one strand, or leave it out: then all ask it.", "nennen Sie mindestens einen Handlungsbereich, oder lassen Sie die Angabe weg: Dann fragen alle danach.")));
        return wrong;
    }

    /// <summary>The question, and those it is made of, each with its place and the entries it has.</summary>
    public static IEnumerable<(string At, object Record, IReadOnlyList<CatalogueParameter> Form)> Within(this Question question, string at = "")
    {
        var form = CriteriaCatalogue.Of(question).Parameters;
        return form.Filled(question, at).SelectMany(filled => filled.Value switch
        {
            Question part => part.Within($"{filled.At}."),
            Question?[] parts => parts.Index().SelectMany(part => part.Item?.Within($"{filled.At}[{part.Index}].") ?? []),
            _ => [],
        }).Prepend((at, question, form));
    }

    /// <summary>What entries ask of each other; each by itself has its bounds in the catalogue.</summary>
    private static void Look(Question question, string at, List<WrongParameter> wrong)
    {
        switch (question)
        {
            case PartnersWho { Part: var part }: OfOnePartner(part); break;
            case CoordinatorWho { Part: var part }: OfOnePartner(part); break;
            case CountriesAtLeast { Minimum: var minimum, EuMinimum: { } members }: Between("euMinimum", members, 0, Math.Max(0, minimum)); break;
            case DurationWithin { MinimumMonths: var shortest, MaximumMonths: var longest }: AtLeast("maximumMonths", longest, shortest); break;
            case TargetCountriesWithin { Minimum: var fewest, Maximum: { } most }: AtLeast("maximum", most, fewest); break;
            case ThirdCountriesWithin { Minimum: var least, Maximum: { } upper }: AtLeast("maximum", upper, least); break;
            case TravelCostWithin { PerPerson: null, PerPersonAndWeek: null }: Say("perPerson", "state perPerson, perPersonAndWeek or both.", "geben Sie perPerson, perPersonAndWeek oder beides an."); break;
            case EstablishedIn place: Periods(place); break;
            case AtLeast { Number: var number, Parts: var parts }: Between("number", number, 1, Math.Max(1, parts.Length)); break;
        }

        void Say(string parameter, string en, string de) => wrong.Add(new($"{at}{parameter}", new(en, de)));

        void Between(string parameter, int given, int least, int most)
        {
            if (given < least || given > most) Say(parameter, $"{given} is not possible; a number from {least} to {most}.", $"{given} geht nicht; eine Zahl von {least} bis {most}.");
        }

        void AtLeast(string parameter, int given, int least)
        {
            if (given < least) Say(parameter, $"{given} is not possible; at least {least}, as is asked for before.", $"{given} geht nicht; mindestens {least}, wie zuvor verlangt.");
        }

        void OfOnePartner(Question part)
        {
            if (part.AskedOf() is not Scope.Partner) Say("part", "a question that one organisation can answer for itself.", "eine Frage, die eine Organisation für sich beantworten kann.");
        }

        void Periods(EstablishedIn place)
        {
            foreach (var (parameter, periods) in ((string, CountryPeriod[]?)[])[("also", place.Also), ("except", place.Except)])
            {
                foreach (var period in periods?.OfType<CountryPeriod>() ?? [])
                {
                    if (period.Until < period.From) Say(parameter, $"for {period.Country} the last day lies before the first.", $"für {period.Country} liegt der letzte Tag vor dem ersten.");
                }
            }

            foreach (var both in from named in place.Also?.OfType<CountryPeriod>() ?? [] from left in place.Except?.OfType<CountryPeriod>() ?? [] where named.Country == left.Country && !(named.Until < left.From) && !(left.Until < named.From) select named.Country)
            {
                Say("except", $"{both} is taken in and left out at the same time; keep one of the two.", $"{both} ist zugleich zugelassen und ausgenommen; behalten Sie eines von beiden.");
            }
        }
    }

    private static void Look(ReferenceDate reference, List<WrongParameter> wrong)
    {
        Text? right = reference switch
        {
            { Kind: ReferenceKind.Date, Local: null } => new("a date needs 'local', such as 2017-12-31T23:59.", "ein Datum braucht „local“, etwa 2017-12-31T23:59."),
            { Kind: ReferenceKind.Date, Local: { } local } when !local.IsSensible() => new("'local' is a time between 1990 and 2100.", "„local“ ist eine Zeit zwischen 1990 und 2100."),
            { Kind: ReferenceKind.Date, Local: { } local, Imported: true } => Deadline.Impossible(local, reference.Abbreviation)?.Reason,
            { Kind: ReferenceKind.Date, Local: { } local } => Deadline.Typed(local, reference.Abbreviation).Refusal?.Reason,
            { Local: not null } or { Abbreviation: not null } or { Imported: not null } => new("'local', 'abbreviation' and 'imported' belong to the kind 'date' only.", "„local“, „abbreviation“ und „imported“ gehören nur zur Art „date“."),
            { Kind: not ReferenceKind.BeforeEvent, Days: not null } => new("'days' belongs to the kind 'beforeEvent' only.", "„days“ gehört nur zur Art „beforeEvent“."),
            { Days: < 0 or > MostDays } => new($"'days' is a number from 0 to {MostDays}.", $"„days“ ist eine Zahl von 0 bis {MostDays}."),
            _ => null,
        };
        if (right is { } said) wrong.Add(new("referenceDate", said));
    }
}
