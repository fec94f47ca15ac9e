using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Calls;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>A criterion as it was typed, with the question it asks.</summary>
internal sealed record TypedCriterion(TypedQuestion Question)
{
    public string? Id { get; init; }
    public string? Clause { get; init; }
    public string? Severity { get; init; }
    public string? Stage { get; init; }
    public string? Decides { get; init; }
    public string? Confidence { get; init; }
    public string? Counts { get; init; }
    public string? Days { get; init; }
    public string? Local { get; init; }
    public string? Abbreviation { get; init; }

    /// <summary>The fixed date is copied as it stands in the source.</summary>
    public string[] AsInSource { get; init; } = [];
    public string[] AlsoAt { get; init; } = [];
    public string[] Strands { get; init; } = [];

    /// <summary>Later dates on which a criterion can have to hold besides.</summary>
    public static IReadOnlyList<ReferenceKind> Later { get; } = [ReferenceKind.GrantSignature, ReferenceKind.WholeDuration];

    /// <param name="form">What the fields of the form hold, by name.</param>
    /// <returns>Null where no question can be made out.</returns>
    public static TypedCriterion? Of(Func<string, string[]> form)
    {
        string? One(string field) => form(field) is [var typed, ..] ? typed : null;

        return TypedQuestion.Of(form, QuestionEdits.Root) is not { } question ? null : new(question)
        {
            Id = One("Id"), Clause = One("Clause"), Severity = One("Severity"), Stage = One("Stage"), Decides = One("Decides"), Confidence = One("Confidence"),
            Counts = One("Counts"), Days = One("Days"), Local = One("Local"), Abbreviation = One("Abbreviation"), AsInSource = form("AsInSource"), AlsoAt = form("AlsoAt"), Strands = form("Strands"),
        };
    }

    public static TypedCriterion Of(Criterion criterion) => new(TypedQuestion.Of(criterion.Question))
    {
        Id = criterion.Id, Clause = criterion.Clause, Severity = Word(criterion.Severity), Stage = Word(criterion.Stage), Decides = Word(criterion.Decides), Confidence = Word(criterion.Confidence),
        Counts = Word(criterion.ReferenceDate.Kind), Days = criterion.ReferenceDate.Days?.ToString(CultureInfo.InvariantCulture),
        Local = criterion.ReferenceDate.Local?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        Abbreviation = criterion.ReferenceDate.Abbreviation, AsInSource = criterion.ReferenceDate.Imported is true ? ["yes"] : [],
        AlsoAt = [.. criterion.AlsoAt?.Select(kind => Word(kind)) ?? []], Strands = criterion.Strands ?? [],
    };

    /// <summary>A new one, as such questions are usually asked.</summary>
    public static TypedCriterion New(CatalogueQuestion question, CallTerms terms) => new(new TypedQuestion(question.Type))
    {
        Clause = terms.Clauses.Length == 1 ? terms.Clauses[0].Number : null, Severity = Word(Domain.Eligibility.Severity.Mandatory), Stage = Word(CatalogueForm.StageOf(question.AskedOf)),
        Decides = Word(Domain.Eligibility.Decides.Participation), Confidence = Word(Domain.Eligibility.Confidence.Found), Counts = Word(ReferenceKind.Deadline),
    };

    public static string Word(Enum word) => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    /// <summary>The criterion, or everything that keeps it from being read, each beside its field.</summary>
    public (Criterion? Criterion, List<FormProblem> Problems) Read()
    {
        var problems = new List<FormProblem>();
        if (string.IsNullOrWhiteSpace(Id)) problems.Add(new("Id", T("Give the criterion an id, such as WHO-1; it stays when clauses are renumbered.", "Geben Sie dem Kriterium eine Kennung, etwa WHO-1; sie bleibt, wenn Ziffern umnummeriert werden.")));
        if (string.IsNullOrWhiteSpace(Clause)) problems.Add(new("Clause", T("Choose the clause that asks this.", "Wählen Sie die Ziffer, die das verlangt.")));

        var json = Question.Read(QuestionEdits.Root, problems);
        var date = ReadDate(problems);
        json["id"] = Id?.Trim();
        json["clause"] = Clause;
        json["referenceDate"] = date;
        foreach (var (name, word) in ((string, string?)[])[("severity", Severity), ("stage", Stage), ("decides", Decides), ("confidence", Confidence)]) if (word is { Length: > 0 }) json[name] = word;
        if (AlsoAt.Length > 0) json["alsoAt"] = new JsonArray([.. AlsoAt.Select(word => (JsonNode)word)]);
        if (Strands.Length > 0) json["strands"] = new JsonArray([.. Strands.Select(word => (JsonNode)word)]);
        if (problems.Count > 0) return (null, problems);

        try
        {
            return (json.Deserialize<Criterion>(FactJson.Options), problems);
        }
        catch (JsonException)
        {
            problems.Add(new("", T("This cannot be read. Choose again where something is to be chosen.", "Das ist nicht lesbar. Wählen Sie dort neu, wo etwas zu wählen ist.")));
            return (null, problems);
        }
    }

    /// <summary>Which field a fault within a criterion is told beside.</summary>
    public static string FieldOf(WithinCriterion fault) => fault.Path switch
    {
        "id" => "Id",
        "clause" => "Clause",
        "strands" => "Strands",
        "referenceDate" => "Counts",
        var path => $"{QuestionEdits.Root}.{path}",
    };

    /// <summary>Days and moment belong to their own kind of date; what is left in the other field does no harm.</summary>
    private JsonObject ReadDate(List<FormProblem> problems)
    {
        var date = new JsonObject { ["kind"] = Counts is { Length: > 0 } kind ? kind : Word(ReferenceKind.Deadline) };
        if (Counts == Word(ReferenceKind.BeforeEvent) && !string.IsNullOrWhiteSpace(Days))
        {
            if (int.TryParse(Days.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)) date["days"] = days;
            else problems.Add(new("Days", T("Enter a number of days in figures, such as 7.", "Geben Sie die Tage in Ziffern an, etwa 7.")));
        }

        if (Counts == Word(ReferenceKind.Date))
        {
            if (Abbreviation is { Length: > 0 }) date["abbreviation"] = Abbreviation;
            if (AsInSource.Length > 0) date["imported"] = true;
            if (LocalTime.TryRead(Local, out var local)) date["local"] = JsonSerializer.SerializeToNode(local);
            else problems.Add(new("Local", T("Enter date and time as 2024-02-29T23:59.", "Geben Sie Datum und Uhrzeit als 2024-02-29T23:59 an.")));
        }

        return date;
    }
}
