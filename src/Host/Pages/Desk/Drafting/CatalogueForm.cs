using EligibilityService.Application.Calls;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>How the catalogue is offered on pages: its groups, which questions may stand where, and what to say about an entry.</summary>
internal static class CatalogueForm
{
    public const string Yes = "yes", Regions = "regions";

    /// <summary>The newest version of each question of the group.</summary>
    public static IEnumerable<CatalogueQuestion> In(AskedOf group) => CriteriaCatalogue.Questions.Where(question => question.AskedOf == group && !question.Superseded);

    public static bool Asks(this CatalogueParameter parameter, string list) => parameter.Lists?.Any(known => known.Name == list) is true;

    public static bool HoldsQuestions(this CatalogueQuestion question) => question.Parameters.Any(parameter => parameter.Kind is ParameterKind.Question or ParameterKind.Questions);

    public static string Of(AskedOf group) => group switch
    {
        AskedOf.Organisation => T("Asked of an organisation", "Fragen an eine Organisation"),
        AskedOf.Consortium => T("Asked of the partners together", "Fragen an die Partner zusammen"),
        AskedOf.Proposal => T("Asked of the proposal", "Fragen an den Antrag"),
        AskedOf.Travel => T("Asked of a request to travel", "Fragen an einen Reiseantrag"),
        _ => T("Several questions as one", "Mehrere Fragen als eine"),
    };

    /// <summary>When such a question is usually judged.</summary>
    public static Stage StageOf(AskedOf group) => group switch
    {
        AskedOf.Consortium => Stage.Consortium,
        AskedOf.Proposal or AskedOf.Travel => Stage.Application,
        _ => Stage.Organisation,
    };

    public static string ListName(string list) => list switch
    {
        "countries" => T("Countries", "Länder"),
        "eco-sector" => T("Sectors", "Branchen"),
        "emerging-industry" => T("Emerging industries", "Aufstrebende Branchen"),
        "ket" => T("Technologies", "Technologien"),
        Regions => T("Regions", "Regionen"),
        _ => list,
    };

    /// <summary>What is possible in the entry, for whoever fills it in.</summary>
    public static string? Bounds(CatalogueParameter parameter)
    {
        var bounds = parameter switch
        {
            { Kind: ParameterKind.Number, Decimals: null, Least: { } least, Most: { } most } => T($"A whole number from {Count((long)least)} to {Count((long)most)}.", $"Eine ganze Zahl von {Count((long)least)} bis {Count((long)most)}."),
            { Kind: ParameterKind.Number, Decimals: { } decimals, Most: { } most } => T($"Above 0, at most {TypedFigure.Write(most)}, with at most {decimals} decimals.", $"Über 0, höchstens {TypedFigure.Write(most)}, mit höchstens {decimals} Nachkommastellen."),
            { Kind: ParameterKind.Amount, Most: { } most } => T($"In euro, at most {Euro(most)}.", $"In Euro, höchstens {Euro(most)}."),
            { Kind: ParameterKind.Questions, Most: { } most } => T($"At most {most:0}.", $"Höchstens {most:0}."),
            _ => null,
        };
        return string.Join(' ', new[] { parameter.Help?.Said(), bounds }.OfType<string>()) is { Length: > 0 } help ? help : null;
    }

    public static string Missing(CatalogueParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Question or ParameterKind.Questions => T("Choose a question and add it.", "Wählen Sie eine Frage und fügen Sie sie hinzu."),
        ParameterKind.Word => T($"{parameter.Label.Said()}: choose one.", $"{parameter.Label.Said()}: Wählen Sie eine Angabe."),
        ParameterKind.Wording => T($"{parameter.Label.Said()}: write it in both languages.", $"{parameter.Label.Said()}: Schreiben Sie es in beiden Sprachen."),
        _ => T($"{parameter.Label.Said()}: enter what is asked for.", $"{parameter.Label.Said()}: Geben Sie an, was verlangt wird."),
    };

    public static string NoFigure(CatalogueParameter parameter) => T($"{parameter.Label.Said()}: enter it in figures. {Bounds(parameter)}", $"{parameter.Label.Said()}: Geben Sie es in Ziffern an. {Bounds(parameter)}");
}
