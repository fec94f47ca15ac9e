using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Api;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>A call's terms as a form holds them: the main figures each in a field, as they were typed; everything else as JSON.</summary>
public sealed class TermsForm
{
    /// <summary>What stands in fields of its own, and so not in the JSON.</summary>
    private static readonly string[] InFields = ["reference", "title", "summary", "kind", "publishedOn", "deadline", "eventFrom", "eventUntil", "signaturePlanned", "budget"];

    private static readonly JsonSerializerOptions Readable = new(AmountJson.Options) { WriteIndented = true };

    public string? Reference { get; set; }
    public string? TitleEn { get; set; }
    public string? TitleDe { get; set; }
    public string? SummaryEn { get; set; }
    public string? SummaryDe { get; set; }
    public string? Kind { get; set; }

    /// <summary>A kind that is not among those to choose from.</summary>
    public string? OtherKind { get; set; }
    public string? PublishedOn { get; set; }
    public string? Deadline { get; set; }
    public string? Abbreviation { get; set; }

    /// <summary>The deadline is copied as it stands in the source.</summary>
    public string[]? AsInSource { get; set; }
    public string? EventFrom { get; set; }
    public string? EventUntil { get; set; }
    public string? SignaturePlanned { get; set; }
    public string? Budget { get; set; }
    public string? Rest { get; set; }

    /// <summary>The version the form was made from, so that nobody's change is lost.</summary>
    public long? Version { get; set; }

    public static TermsForm Blank => new()
    {
        Kind = "escp",
        Rest = "{}",
    };

    /// <param name="without">Members the form shows in another way.</param>
    public static TermsForm Of(CallTerms terms, long version, params IEnumerable<string> without)
    {
        var json = JsonSerializer.SerializeToNode(terms, AmountJson.Options)!.AsObject();
        foreach (var name in InFields.Concat(without)) json.Remove(name);

        return new()
        {
            Reference = terms.Reference, TitleEn = terms.Title.En, TitleDe = terms.Title.De, SummaryEn = terms.Summary?.En, SummaryDe = terms.Summary?.De, Kind = terms.Kind,
            PublishedOn = Day(terms.PublishedOn), Deadline = terms.Deadline?.Local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), Abbreviation = terms.Deadline?.Abbreviation, AsInSource = terms.Deadline is { AsInSource: true } ? ["yes"] : null,
            EventFrom = Day(terms.EventFrom), EventUntil = Day(terms.EventUntil), SignaturePlanned = Day(terms.SignaturePlanned),
            Budget = terms.Budget?.ToString(CultureInfo.InvariantCulture), Rest = json.ToJsonString(Readable), Version = version,
        };
    }

    /// <summary>The terms, or everything that keeps them from being read.</summary>
    /// <param name="change">Adds to the JSON what the form shows in another way.</param>
    public (CallTerms? Terms, FormProblems Problems) Read(CallTerms? before, Action<JsonObject>? change = null)
    {
        var problems = new List<FormProblem>();
        if (ReadRest(problems) is not { } json) return (null, new(problems));

        json["reference"] = Reference?.Trim() ?? "";
        json["title"] = Both(TitleEn, TitleDe);
        if (!string.IsNullOrWhiteSpace(SummaryEn) || !string.IsNullOrWhiteSpace(SummaryDe)) json["summary"] = Both(SummaryEn, SummaryDe);
        json["kind"] = OtherKind?.Trim() is { Length: > 0 } other ? other : Kind?.Trim() ?? "";
        ReadDay("publishedOn", PublishedOn);
        ReadDay("eventFrom", EventFrom);
        ReadDay("eventUntil", EventUntil);
        ReadDay("signaturePlanned", SignaturePlanned);
        ReadBudget(json, problems);
        ReadDeadline(json, before, problems);
        change?.Invoke(json);
        if (problems.Count > 0) return (null, new(problems));

        try
        {
            return (json.Deserialize<CallTerms>(AmountJson.Options), FormProblems.None);
        }
        catch (JsonException wrong)
        {
            var (path, said) = Unreadable.In(wrong);
            return (null, new([new FormProblem("Rest", path.Length > 0 ? T($"At {path}: {said.En}", $"Bei {path}: {said.De}") : said.In(Language))]));
        }

        void ReadDay(string name, string? typed)
        {
            var (day, problem) = LocalTime.ReadDay(typed);
            if (problem is not null) problems.Add(new(char.ToUpperInvariant(name[0]) + name[1..], problem));
            if (day is { } known) json[name] = known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Which field a rule about the terms speaks of.</summary>
    public static string FieldOf(string property)
    {
        var name = property.Split('.').Last(part => part.Length > 0 || property.Length == 0).Split('[')[0];
        return name.Length == 0 ? "" : (char.ToUpperInvariant(name[0]) + name[1..]) switch
        {
            "Title" => "TitleEn",
            "Strands" or "Clauses" or "Criteria" or "Examples" or "Aliases" or "NotFullyKnown" => "Rest",
            var field => field,
        };
    }

    private JsonObject? ReadRest(List<FormProblem> problems)
    {
        try
        {
            var json = JsonNode.Parse(string.IsNullOrWhiteSpace(Rest) ? "{}" : Rest, documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject;
            if (json is null) problems.Add(new("Rest", T("The further terms are one JSON object in braces.", "Die weiteren Bedingungen sind ein JSON-Objekt in geschweiften Klammern.")));
            else if (json.Select(member => member.Key).Intersect(InFields).ToArray() is { Length: > 0 } twice)
            {
                problems.Add(new("Rest", T($"{string.Join(", ", twice)}: there is a field for this above.", $"{string.Join(", ", twice)}: Dafür gibt es oben ein Feld.")));
            }

            return json;
        }
        catch (JsonException wrong)
        {
            problems.Add(new("Rest", T(
                $"Line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1} is not JSON: {wrong.Message.Split(" LineNumber:")[0]}",
                $"Zeile {wrong.LineNumber + 1}, Spalte {wrong.BytePositionInLine + 1} ist kein JSON: {wrong.Message.Split(" LineNumber:")[0]}")));
            return null;
        }
    }

    private void ReadBudget(JsonObject json, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(Budget)) return;

        var figures = Budget.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        if (decimal.TryParse(figures, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) json["budget"] = AmountJson.Of(amount);
        else problems.Add(new("Budget", T("Enter the amount in euro in figures, with a point before the cents.", "Geben Sie den Betrag in Euro in Ziffern an, mit einem Punkt vor den Cent.")));
    }

    /// <summary>A deadline that was not touched stays as it stands; a typed one is computed and checked.</summary>
    private void ReadDeadline(JsonObject json, CallTerms? before, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(Deadline)) return;

        var (abbreviation, asInSource) = (string.IsNullOrEmpty(Abbreviation) ? null : Abbreviation, AsInSource is { Length: > 0 });
        if (!LocalTime.TryRead(Deadline, out var local))
        {
            problems.Add(new("Deadline", T("Enter date and time as 2017-05-23T17:00.", "Geben Sie Datum und Uhrzeit als 2017-05-23T17:00 an.")));
        }
        else if (before?.Deadline is { } kept && kept.Local == local && kept.Abbreviation == abbreviation && kept.AsInSource == asInSource)
        {
            json["deadline"] = JsonSerializer.SerializeToNode(kept, FactJson.Options);
        }
        else if (asInSource && Domain.Time.Deadline.Impossible(local, abbreviation) is null)
        {
            json["deadline"] = JsonSerializer.SerializeToNode(Domain.Time.Deadline.Imported(local, abbreviation) with { AsInSource = true }, FactJson.Options);
        }
        else if (Domain.Time.Deadline.Typed(local, abbreviation) is (null, { } refusal))
        {
            problems.Add(new("Deadline", refusal.Reason.In(Language)));
        }
        else
        {
            json["deadline"] = JsonSerializer.SerializeToNode(Domain.Time.Deadline.Typed(local, abbreviation).Deadline, FactJson.Options);
        }
    }

    private static JsonObject Both(string? en, string? de) => new() { ["en"] = en?.Trim() ?? "", ["de"] = de?.Trim() ?? "" };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
