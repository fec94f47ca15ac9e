using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>A question as it was typed: what stands in each entry, whether it can be read or not, and the questions it is made of. The catalogue says which entries there are.</summary>
public sealed class TypedQuestion(string type)
{
    /// <summary>Deeper than any text asks; a form that says otherwise was not made here.</summary>
    private const int MostLevels = 8, MostRows = 60;

    public string Type { get; } = type;

    public CatalogueQuestion Form { get; } = CriteriaCatalogue.Find(type) ?? throw new ArgumentException($"There is no question {type}.", nameof(type));

    /// <summary>By their place within the question: minimum, asked.en, also[0].country.</summary>
    public Dictionary<string, string[]> Entries { get; } = [];

    /// <summary>The questions within, by the entry that holds them.</summary>
    public Dictionary<string, List<TypedQuestion>> Parts { get; } = [];

    public string? this[string entry] => Entries.GetValueOrDefault(entry) is [{ Length: > 0 } typed, ..] ? typed : null;

    public string[] All(string entry) => Entries.GetValueOrDefault(entry) ?? [];

    public List<TypedQuestion> In(string entry) => Parts.TryGetValue(entry, out var parts) ? parts : Parts[entry] = [];

    /// <summary>How many rows have something in them.</summary>
    public int Rows(CatalogueParameter rows, string at) => Enumerable.Range(0, MostRows).LastOrDefault(row => rows.Within!.Any(entry => this[$"{at}[{row}].{entry.Name}"] is not null), -1) + 1;

    /// <param name="form">What the fields of a form hold, by name.</param>
    /// <param name="at">Where the question stands in it.</param>
    public static TypedQuestion? Of(Func<string, string[]> form, string at, int level = 0)
    {
        if (level >= MostLevels || form($"{at}.type") is not [var type, ..] || CriteriaCatalogue.Find(type) is null) return null;

        var question = new TypedQuestion(type);
        question.Collect(question.Form.Parameters, "", entry => form($"{at}.{entry}"));
        foreach (var parameter in question.Form.Parameters.Where(parameter => parameter.Kind is ParameterKind.Question or ParameterKind.Questions))
        {
            var places = parameter.Kind is ParameterKind.Question ? [$"{at}.{parameter.Name}"] : Enumerable.Range(0, MostRows).Select(index => $"{at}.{parameter.Name}[{index}]");
            question.In(parameter.Name).AddRange(places.Select(place => Of(form, place, level + 1)).OfType<TypedQuestion>());
        }

        return question;
    }

    public static TypedQuestion Of(Question question) => Of(JsonSerializer.SerializeToNode(question, FactJson.Options)!.AsObject());

    private static TypedQuestion Of(JsonObject json)
    {
        var question = new TypedQuestion(json["type"]!.GetValue<string>());
        question.Fill(question.Form.Parameters, "", json["parameters"]!.AsObject());
        return question;
    }

    /// <summary>As JSON, in as far as it can be read; what cannot is told beside its field.</summary>
    /// <param name="at">Where the question stands in the form.</param>
    public JsonObject Read(string at, List<FormProblem> problems)
    {
        var parameters = new JsonObject();
        Read(Form.Parameters, "", parameters, at, problems);
        return new() { ["type"] = Type, ["parameters"] = parameters };
    }

    private void Collect(IReadOnlyList<CatalogueParameter> parameters, string prefix, Func<string, string[]> form)
    {
        foreach (var parameter in parameters)
        {
            var at = prefix + parameter.Name;
            switch (parameter.Kind)
            {
                case ParameterKind.Question or ParameterKind.Questions: break;
                case ParameterKind.Wording: Keep($"{at}.en"); Keep($"{at}.de"); break;
                case ParameterKind.Group: Collect(parameter.Within!, $"{at}.", form); break;
                case ParameterKind.Rows: for (var row = 0; row < MostRows; row++) Collect(parameter.Within!, $"{at}[{row}].", form); break;
                default: Keep(at); break;
            }
        }

        void Keep(string entry)
        {
            if (form(entry) is { Length: > 0 } typed) Entries[entry] = typed;
        }
    }

    private void Fill(IReadOnlyList<CatalogueParameter> parameters, string prefix, JsonObject json)
    {
        foreach (var parameter in parameters)
        {
            if (json[parameter.Name] is not { } value) continue;
            var at = prefix + parameter.Name;
            switch (parameter.Kind)
            {
                case ParameterKind.Question: In(at).Add(Of(value.AsObject())); break;
                case ParameterKind.Questions: In(at).AddRange(value.AsArray().Select(part => Of(part!.AsObject()))); break;
                case ParameterKind.Wording: Entries[$"{at}.en"] = [value["en"]!.GetValue<string>()]; Entries[$"{at}.de"] = [value["de"]!.GetValue<string>()]; break;
                case ParameterKind.Group: Fill(parameter.Within!, $"{at}.", value.AsObject()); break;
                case ParameterKind.Rows: foreach (var (row, item) in value.AsArray().Index()) Fill(parameter.Within!, $"{at}[{row}].", item!.AsObject()); break;
                case ParameterKind.Words when parameter.Asks(CatalogueForm.Regions): Entries[at] = [string.Join(' ', value.AsArray().Select(word => word!.GetValue<string>()))]; break;
                case ParameterKind.Words: Entries[at] = [.. value.AsArray().Select(word => word!.GetValue<string>())]; break;
                case ParameterKind.Number or ParameterKind.Amount: Entries[at] = [TypedFigure.Write(value.GetValue<decimal>())]; break;
                case ParameterKind.YesNo: Entries[at] = value.GetValue<bool>() ? [CatalogueForm.Yes] : []; break;
                default: Entries[at] = [value.GetValue<string>()]; break;
            }
        }
    }

    private void Read(IReadOnlyList<CatalogueParameter> parameters, string prefix, JsonObject json, string form, List<FormProblem> problems)
    {
        foreach (var parameter in parameters)
        {
            var at = prefix + parameter.Name;
            if (Value(parameter, at, form, problems) is { } value) json[parameter.Name] = value;
            else if (parameter.Required && !problems.Exists(problem => problem.Field.StartsWith($"{form}.{at}", StringComparison.Ordinal))) problems.Add(new($"{form}.{at}", CatalogueForm.Missing(parameter)));
        }
    }

    private JsonNode? Value(CatalogueParameter parameter, string at, string form, List<FormProblem> problems)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Question: return In(at) is [var part, ..] ? part.Read($"{form}.{at}", problems) : null;
            case ParameterKind.Questions: return new JsonArray([.. In(at).Select((part, index) => (JsonNode)part.Read($"{form}.{at}[{index}]", problems))]);
            case ParameterKind.Wording: return this[$"{at}.en"] is null && this[$"{at}.de"] is null ? null : new JsonObject { ["en"] = this[$"{at}.en"]?.Trim() ?? "", ["de"] = this[$"{at}.de"]?.Trim() ?? "" };
            case ParameterKind.Words when parameter.Asks(CatalogueForm.Regions): return this[at] is { } codes ? List(codes.Split((char[])[' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)) : null;
            case ParameterKind.Words: return parameter.Required || All(at).Length > 0 ? List(All(at)) : null;
            case ParameterKind.YesNo: return this[at] is CatalogueForm.Yes ? true : null;
            case ParameterKind.Group: return Group(parameter, at, form, problems);
            case ParameterKind.Rows: return RowsOf(parameter, at, form, problems);
            case ParameterKind.Number or ParameterKind.Amount when this[at] is { } typed:
                if (TypedFigure.Read(typed, parameter.Kind is ParameterKind.Amount ? 2 : parameter.Decimals ?? 0) is { } figure)
                {
                    return parameter.Kind is ParameterKind.Amount ? JsonValue.Create(figure + 0.00m) : figure == decimal.Truncate(figure) ? JsonValue.Create((long)figure) : JsonValue.Create(figure);
                }

                problems.Add(new($"{form}.{at}", CatalogueForm.NoFigure(parameter)));
                return null;
            case ParameterKind.Day when this[at] is { } typed:
                var (day, wrong) = LocalTime.ReadDay(typed);
                if (wrong is not null) problems.Add(new($"{form}.{at}", wrong));
                return day is { } known ? JsonSerializer.SerializeToNode(known) : null;
            default: return this[at] is { } word ? word : null;
        }
    }

    /// <summary>Left out where nothing stands in it.</summary>
    private JsonObject? Group(CatalogueParameter parameter, string at, string form, List<FormProblem> problems)
    {
        if (!Entries.Any(entry => entry.Key.StartsWith($"{at}.", StringComparison.Ordinal) && entry.Value.Any(typed => typed.Length > 0))) return null;

        var group = new JsonObject();
        Read(parameter.Within!, $"{at}.", group, form, problems);
        return group;
    }

    private JsonArray? RowsOf(CatalogueParameter parameter, string at, string form, List<FormProblem> problems)
    {
        var rows = new JsonArray();
        for (var row = 0; row < Rows(parameter, at); row++)
        {
            if (Group(parameter, $"{at}[{row}]", form, problems) is { } item) rows.Add((JsonNode)item);
        }

        return rows.Count > 0 || parameter.Required ? rows : null;
    }

    private static JsonArray List(string[] words) => new([.. words.Select(word => (JsonNode)word)]);
}
