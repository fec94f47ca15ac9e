using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Calls;

/// <summary>A parameter of a criterion that asks for something that cannot be, and what could be there instead.</summary>
/// <param name="Parameter">Its path within the criterion, such as minimum, parts[1].anyOf or referenceDate.</param>
internal sealed record WrongParameter(string Parameter, Text Right)
{
    public string Of(string criterion) => ProfileShape.Say($"Criterion {criterion}, {Parameter}: {Right.En}", $"Kriterium {criterion}, {Parameter}: {Right.De}");
}

/// <summary>What can be said of a criterion's parameters without knowing the programme: bounds, order, and words of fixed lists.</summary>
internal static class CriterionShape
{
    private const int MostPartners = 100, MostCountries = 50, MostMonths = 240, MostParts = 20, LongestWording = 500, MostDays = 3650;

    private static readonly string[] Categories = ["less-developed", "transition", "more-developed"];

    public static IReadOnlyList<WrongParameter> Wrong(this Criterion criterion)
    {
        var wrong = new List<WrongParameter>();
        foreach (var (at, question) in criterion.Question.Within()) Look(question, at, wrong);
        Look(criterion.ReferenceDate, wrong);
        if (criterion.Strands is { Length: 0 }) wrong.Add(new("strands", new("name at least one strand, or leave it out: then all ask it.", "nennen Sie mindestens einen Handlungsbereich, oder lassen Sie die Angabe weg: Dann fragen alle danach.")));
        return wrong;
    }

    /// <summary>The question, and those it is made of, each with its place.</summary>
    public static IEnumerable<(string At, Question Question)> Within(this Question question, string at = "") => question switch
    {
        Composition { Parts: var parts } => [(at, question), .. parts.SelectMany((part, index) => part.Within($"{at}parts[{index}]."))],
        Not { Part: var part } => [(at, question), .. part.Within($"{at}part.")],
        PartnersWho { Part: var part } => [(at, question), .. part.Within($"{at}part.")],
        CoordinatorWho { Part: var part } => [(at, question), .. part.Within($"{at}part.")],
        PartnersAtLeast { From: { } from } => [(at, question), .. from.Within($"{at}from.")],
        CountriesAtLeast { From: { } from } => [(at, question), .. from.Within($"{at}from.")],
        _ => [(at, question)],
    };

    private static void Look(Question question, string at, List<WrongParameter> wrong)
    {
        switch (question)
        {
            case HasMembers { Minimum: var minimum }: Between("minimum", minimum, 1, ProfileShape.MostMembers); break;
            case HasMemberTypes { Minimum: var minimum }: Between("minimum", minimum, 1, 4); break;
            case HasStaff { MinimumFte: var minimum }: If(minimum is <= 0 or > 10_000 || decimal.Round(minimum, 2) != minimum, "minimumFte", "a number above 0, at most 10 000, with at most two decimals.", "eine Zahl über 0, höchstens 10 000, mit höchstens zwei Nachkommastellen."); break;
            case ProfileComplete { Entries: var entries }: Some("entries", entries); Entries(entries, ProfileEntries.Known); break;
            case RegisteredWithCompleteProfile { Entries: var entries }: Entries(entries, ProfileEntries.Known); break;
            case SaysYes { Entry: var entry }: OneOf("entry", [entry], ProfileEntries.YesOrNo); break;
            case WorksIn { Entry: var entry, AnyOf: var codes }: OneOf("entry", [entry], CriterionCodes.Fields); Some("anyOf", codes); break;
            case IsOfKind { Kinds: var kinds }: Some("kinds", kinds); break;
            case PartnersAtLeast { Minimum: var minimum }: Between("minimum", minimum, 1, MostPartners); break;
            case ExistingPartnership { MinimumMembers: var belonging }: Between("minimumMembers", belonging, 1, Partnership.MostMembers); break;
            case PartnersIndependent { Minimum: { } minimum }: Between("minimum", minimum, 2, MostPartners); break;
            case PartnersWho { Minimum: var minimum, Part: var part }: Between("minimum", minimum, 1, MostPartners); OfOnePartner(part); break;
            case CoordinatorWho { Part: var part }: OfOnePartner(part); break;
            case CountriesAtLeast { Minimum: var minimum, EuMinimum: var eu }: Between("minimum", minimum, 1, MostCountries); if (eu is { } members) Between("euMinimum", members, 0, Math.Max(0, minimum)); break;
            case RegionOfCategory { Categories: var categories }: Some("categories", categories); OneOf("categories", categories, Categories); break;
            case GrantWithin { Maximum: var maximum }: If(maximum <= 0 || !TermsShape.IsMoney(maximum), "maximum", "an amount in euro above 0, to the cent.", "ein Betrag in Euro über 0, auf den Cent."); break;
            case RateWithin { Maximum: var maximum }: If(maximum is <= 0 or > 1, "maximum", "a part of 1, such as 0.75.", "ein Teil von 1, etwa 0.75."); break;
            case DurationWithin { MinimumMonths: var shortest, MaximumMonths: var longest }: Between("minimumMonths", shortest, 1, MostMonths); Between("maximumMonths", longest, Math.Clamp(shortest, 1, MostMonths), MostMonths); break;
            case TargetCountriesWithin { Minimum: var fewest, Maximum: var most }: Between("minimum", fewest, 0, MostCountries); if (most is { } limit) Between("maximum", limit, Math.Clamp(fewest, 1, MostCountries), MostCountries); break;
            case ThirdCountriesWithin { Minimum: var least, Maximum: var most }: Between("minimum", least, 0, MostCountries); if (most is { } upper) Between("maximum", upper, Math.Clamp(least, 1, MostCountries), MostCountries); break;
            case PersonsPerCluster { Maximum: var persons }: Between("maximum", persons, 1, TravelBounds.MostPersons); break;
            case WeeksWithin { Maximum: var weeks }: Between("maximum", weeks, 1, TravelBounds.MostWeeks); break;
            case TravelCostWithin { PerPerson: var whole, PerPersonAndWeek: var weekly }: Caps(whole, weekly); break;
            case EstablishedIn place: Periods(place); break;
            case AtLeast { Number: var number, Parts: var parts }: Parts(parts); Between("number", number, 1, Math.Max(1, parts.Length)); break;
            case Composition { Parts: var parts }: Parts(parts); break;
            case Not { Asked: var asked, WhatToDo: var advice }: Wording("asked", asked); Wording("whatToDo", advice); break;
            case Judged { Asked: var asked }: Wording("asked", asked); break;
        }

        void If(bool isWrong, string parameter, string en, string de)
        {
            if (isWrong) wrong.Add(new($"{at}{parameter}", new(en, de)));
        }

        void Between(string parameter, int given, int least, int most) =>
            If(given < least || given > most, parameter, $"{given} is not possible; a number from {least} to {most}.", $"{given} geht nicht; eine Zahl von {least} bis {most}.");

        void Some<T>(string parameter, T[] given) =>
            If(given.Length == 0 || given.Distinct().Count() != given.Length, parameter, "at least one, and each once.", "mindestens eine Angabe, jede nur einmal.");

        void OneOf(string parameter, string[] given, IEnumerable<string> known)
        {
            foreach (var word in given.Except(known))
            {
                var list = string.Join(", ", known);
                If(true, parameter, $"'{word}' is not known; use {list}.", $"„{word}“ ist nicht bekannt; verwenden Sie {list}.");
            }
        }

        void Entries(string[] given, IEnumerable<string> known)
        {
            OneOf("entries", given, known);
            If(given.Distinct().Count() != given.Length, "entries", "each entry once.", "jede Angabe nur einmal.");
        }

        void Parts(Question[] parts) => If(parts.Length is 0 or > MostParts, "parts", $"1 to {MostParts} parts.", $"1 bis {MostParts} Teile.");

        void OfOnePartner(Question part) =>
            If(part.AskedOf() is not Scope.Partner, "part", "a question that one organisation can answer for itself.", "eine Frage, die eine Organisation für sich beantworten kann.");

        void Wording(string parameter, Text wording) =>
            If(new[] { wording.En, wording.De }.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > LongestWording), parameter, $"a wording of at most {LongestWording} characters in both languages.", $"ein Wortlaut mit höchstens {LongestWording} Zeichen in beiden Sprachen.");

        void Caps(decimal? whole, decimal? weekly)
        {
            If(whole is null && weekly is null, "perPerson", "state perPerson, perPersonAndWeek or both.", "geben Sie perPerson, perPersonAndWeek oder beides an.");
            foreach (var (parameter, amount) in ((string, decimal?)[])[("perPerson", whole), ("perPersonAndWeek", weekly)]) If(!TravelShape.IsCap(amount), parameter, "an amount in euro above 0, to the cent.", "ein Betrag in Euro über 0, auf den Cent.");
        }

        void Periods(EstablishedIn place)
        {
            foreach (var (parameter, periods) in ((string, CountryPeriod[]?)[])[("also", place.Also), ("except", place.Except)])
            {
                foreach (var period in periods ?? []) If(period.Until < period.From, parameter, $"for {period.Country} the last day lies before the first.", $"für {period.Country} liegt der letzte Tag vor dem ersten.");
            }

            foreach (var both in from named in place.Also ?? [] from left in place.Except ?? [] where named.Country == left.Country && !(named.Until < left.From) && !(left.Until < named.From) select named.Country)
            {
                If(true, "except", $"{both} is taken in and left out at the same time; keep one of the two.", $"{both} ist zugleich zugelassen und ausgenommen; behalten Sie eines von beiden.");
            }
        }
    }

    private static void Look(ReferenceDate reference, List<WrongParameter> wrong)
    {
        Text? right = reference switch
        {
            { Kind: ReferenceKind.Date, Local: null } => new("a date needs 'local', such as 2017-12-31T23:59.", "ein Datum braucht „local“, etwa 2017-12-31T23:59."),
            { Kind: ReferenceKind.Date, Local: { } local } when !local.IsSensible() || BrusselsTime.Readings(local).Count == 0 => new("'local' is a time that exists in Brussels, between 1990 and 2100.", "„local“ ist eine Zeit, die es in Brüssel gibt, zwischen 1990 und 2100."),
            { Kind: not ReferenceKind.Date, Local: not null } => new("'local' belongs to the kind 'date' only.", "„local“ gehört nur zur Art „date“."),
            { Kind: not ReferenceKind.BeforeEvent, Days: not null } => new("'days' belongs to the kind 'beforeEvent' only.", "„days“ gehört nur zur Art „beforeEvent“."),
            { Days: < 0 or > MostDays } => new($"'days' is a number from 0 to {MostDays}.", $"„days“ ist eine Zahl von 0 bis {MostDays}."),
            _ => null,
        };
        if (right is { } said) wrong.Add(new("referenceDate", said));
    }
}
