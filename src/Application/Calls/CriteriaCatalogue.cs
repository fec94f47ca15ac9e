using System.Reflection;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Calls;

/// <summary>A question of the catalogue as whoever writes a call's terms needs it: what it asks, of whom, and what is to be filled in.</summary>
/// <param name="Type">Under which it stands in data, such as members/1.</param>
/// <param name="Superseded">A later version of the question has come; calls that ask this one keep it.</param>
public sealed record CatalogueQuestion(string Type, AskedOf AskedOf, Text Asks, bool Superseded, IReadOnlyList<CatalogueParameter> Parameters)
{
    public CatalogueParameter? Parameter(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name);
}

/// <summary>What a question is about: an organisation, the proposal, the partners together, a request to travel; or it combines other questions.</summary>
public enum AskedOf { Organisation, Proposal, Consortium, Travel, Several }

/// <summary>An entry of a question, with its bounds.</summary>
/// <param name="Name">As it stands in the JSON.</param>
/// <param name="Required">A question without it cannot be read.</param>
/// <param name="Least">Of a number or an amount the smallest possible; of several words or parts how many at least; of a wording how many characters.</param>
/// <param name="Most">The same at most.</param>
/// <param name="Decimals">How many a number may have.</param>
/// <param name="Words">All that can stand there, with what they mean; null where they come from a list of the programme, or there are none.</param>
/// <param name="Lists">The programme's lists that the words come from.</param>
/// <param name="Within">The entries of a group, or of each row.</param>
public sealed record CatalogueParameter(
    string Name, ParameterKind Kind, bool Required, Text Label, Text? Help = null, decimal? Least = null, decimal? Most = null, int? Decimals = null,
    IReadOnlyList<CatalogueWord>? Words = null, IReadOnlyList<CatalogueList>? Lists = null, IReadOnlyList<CatalogueParameter>? Within = null)
{
    internal PropertyInfo? Source { get; init; }
}

/// <summary>What can be entered: figures, words of a list, a wording in both languages, other questions, or several entries together.</summary>
public enum ParameterKind { Number, Amount, Day, YesNo, Word, Words, Wording, Question, Questions, Group, Rows }

/// <summary>A word of a list and what it means.</summary>
public sealed record CatalogueWord(string Word, Text Means);

/// <summary>A list of the programme.</summary>
/// <param name="Name">countries, regions, or the name of a vocabulary such as eco-sector.</param>
/// <param name="Of">It is this one where the other entry of the question is so; null: always.</param>
public sealed record CatalogueList(string Name, CatalogueChoice? Of = null);

/// <summary>Another entry of the same question, and what stands there.</summary>
public sealed record CatalogueChoice(string Parameter, string Word);

/// <summary>The one description of the catalogue: kinds of entries come from the questions themselves, words and bounds from <see cref="CatalogueWords"/>. Shapes, pages and the API go by it.</summary>
public static class CriteriaCatalogue
{
    public static IReadOnlyList<CatalogueQuestion> Questions { get; } = [.. QuestionCatalogue.Types.Select(pair => Describe(pair.Key, pair.Value))];

    private static readonly Dictionary<string, CatalogueQuestion> ByType = Questions.ToDictionary(question => question.Type);

    /// <summary>Null where the catalogue has no such type.</summary>
    public static CatalogueQuestion? Find(string? type) => type is null ? null : ByType.GetValueOrDefault(type);

    public static CatalogueQuestion Of(Question question) => ByType[QuestionCatalogue.TypeOf(question)];

    /// <summary>The words of a list; null for regions, which are codes of any level.</summary>
    public static IReadOnlyList<CatalogueWord>? WordsOf(string list, ProgrammeFacts programme) => list switch
    {
        CatalogueWords.Regions => null,
        CatalogueWords.Countries => [.. programme.Countries.Values.OrderBy(country => country.Code, StringComparer.Ordinal).Select(country => new CatalogueWord(country.Code, country.Name))],
        _ => [.. programme.Terms.Where(term => term.Key.Scheme == list).OrderBy(term => term.Key.Code, StringComparer.Ordinal).Select(term => new CatalogueWord(term.Key.Code, term.Value))],
    };

    private static CatalogueQuestion Describe(string type, Type question)
    {
        var told = CatalogueWords.Of(question);
        var (name, version) = Version(type);
        return new(type, Group(question), told.Asks, QuestionCatalogue.Types.Keys.Select(Version).Any(other => other.Name == name && other.Version > version), Parameters(question, told));
    }

    private static (string Name, int Version) Version(string type) => type.Split('/') is [var name, var version] ? (name, int.Parse(version, System.Globalization.CultureInfo.InvariantCulture)) : (type, 0);

    private static AskedOf Group(Type question) =>
        question.IsAssignableTo(typeof(OfTheJourney)) ? AskedOf.Travel
        : question.IsAssignableTo(typeof(OfTheProposal)) ? AskedOf.Proposal
        : question.IsAssignableTo(typeof(OfTheConsortium)) ? AskedOf.Consortium
        : question.IsAssignableTo(typeof(Composition)) || question == typeof(Not) ? AskedOf.Several
        : AskedOf.Organisation;

    private static IReadOnlyList<CatalogueParameter> Parameters(Type record, QuestionWords told) =>
        [.. record.GetConstructors().Single(constructor => constructor.IsPublic).GetParameters().Select(parameter => Describe(parameter, record.GetProperty(parameter.Name!)!, told))];

    private static CatalogueParameter Describe(ParameterInfo parameter, PropertyInfo property, QuestionWords told)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        var words = told.Parameters.GetValueOrDefault(name) ?? new(new(name, name));
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var item = type.IsArray ? type.GetElementType()! : type;

        var kind = Kind(type, item, property);

        return new(
            name, kind, !parameter.HasDefaultValue, words.Label, words.Help, words.Least, words.Most, type == typeof(decimal) ? words.Decimals ?? 2 : null, Words(item, words), words.Lists,
            kind is ParameterKind.Group or ParameterKind.Rows ? Parameters(item, CatalogueWords.Of(item)) : null)
        {
            Source = property,
        };
    }

    private static ParameterKind Kind(Type type, Type item, PropertyInfo property) =>
        type == typeof(int) ? ParameterKind.Number
        : type == typeof(decimal) ? property.IsDefined(typeof(EuroAttribute)) ? ParameterKind.Amount : ParameterKind.Number
        : type == typeof(DateOnly) ? ParameterKind.Day
        : type == typeof(bool) ? ParameterKind.YesNo
        : type == typeof(Text) ? ParameterKind.Wording
        : item == typeof(Question) ? type.IsArray ? ParameterKind.Questions : ParameterKind.Question
        : item == typeof(string) || item.IsEnum ? type.IsArray ? ParameterKind.Words : ParameterKind.Word
        : type.IsArray ? ParameterKind.Rows
        : ParameterKind.Group;

    private static IReadOnlyList<CatalogueWord>? Words(Type item, ParameterWords words) =>
        item.IsEnum ? [.. Enum.GetValues(item).Cast<Enum>().Select(word => new CatalogueWord(JsonNamingPolicy.CamelCase.ConvertName(word.ToString()), CatalogueWords.Of(word)))] : words.Words;
}
