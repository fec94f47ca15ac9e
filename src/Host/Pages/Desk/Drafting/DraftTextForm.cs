using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>The text of a draft as its form holds it: clauses, strands, what is said of travelling, and what is not known.</summary>
/// <remarks>Where nothing of a list was sent, the form's reader sets null.</remarks>
public sealed class DraftTextForm
{
    public TypedClause[] Clauses { get; set => field = value ?? []; } = [];
    public TypedStrand[] Strands { get; set => field = value ?? []; } = [];
    public TypedTravel? Travel { get; set; }
    public string[] NotFullyKnown { get; set => field = value ?? []; } = [];
    public string? IneligiblePartner { get; set; }
    public string? Confidence { get; set; }

    /// <summary>One a line.</summary>
    public string? Aliases { get; set; }
    public string? Sources { get; set; }

    /// <summary>The version the form was made from.</summary>
    public long? Version { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Do { get; set; }

    public static DraftTextForm Of(CallTerms terms, long version) => new()
    {
        Clauses = [.. terms.Clauses.Select(clause => new TypedClause
        {
            Was = clause.Number, Number = clause.Number, HeadingEn = clause.Title.En, HeadingDe = clause.Title.De, Text = clause.Text, Confidence = TypedCriterion.Word(clause.Confidence), Source = clause.Source,
        })],
        Strands = [.. terms.Strands.Select(TypedStrand.Of)],
        Travel = TypedTravel.Of(terms.Travel),
        NotFullyKnown = [.. terms.NotFullyKnown.Select(stage => TypedCriterion.Word(stage))],
        IneligiblePartner = TypedCriterion.Word(terms.IneligiblePartner), Confidence = TypedCriterion.Word(terms.Confidence),
        Aliases = string.Join('\n', terms.Aliases), Sources = string.Join('\n', terms.Sources), Version = version,
    };

    /// <summary>The terms with this text. Criteria go with their clause where it is renumbered, and with a figure of the journey that they repeat.</summary>
    public (CallTerms Terms, FormProblems Problems) Read(CallTerms before)
    {
        var problems = new List<FormProblem>();
        var strands = Strands.Index().Where(row => !row.Item.IsBlank).Select(row => row.Item.Read(before.Strands, $"Strands[{row.Index}]", problems)).ToArray();
        var travel = (Travel ?? new()).Read(before.Travel, problems);
        var renumbered = Clauses.Where(clause => clause is { Was: [_, ..], Delete: null or [] }).GroupBy(clause => clause.Was!).ToDictionary(clause => clause.Key, clause => Line(clause.First().Number));

        var terms = before with
        {
            Clauses = ReadClauses(before, problems),
            Strands = strands,
            Travel = travel,
            NotFullyKnown = [.. Enum.GetValues<Stage>().Where(stage => NotFullyKnown.Contains(TypedCriterion.Word(stage)))],
            IneligiblePartner = Chosen<IneligiblePartner>(IneligiblePartner),
            Confidence = Chosen<Confidence>(Confidence),
            Aliases = Lines(Aliases),
            Sources = Lines(Sources),
            Criteria = [.. before.Criteria.Select(criterion => Follow(criterion, renumbered).Follow(before.Travel, travel))],
        };
        foreach (var criterion in before.Criteria.Where(criterion => Clauses.Any(clause => clause is { Delete: [_, ..] } && clause.Was == criterion.Clause)))
        {
            problems.Add(new($"Clauses[{Array.FindIndex(Clauses, clause => clause.Was == criterion.Clause)}].Delete", T(
                $"Criterion {criterion.Id} rests on this clause. Delete it first, or have it name another clause.", $"Das Kriterium {criterion.Id} beruht auf dieser Ziffer. Löschen Sie es zuerst, oder lassen Sie es eine andere Ziffer nennen.")));
        }

        return (terms, new(problems));
    }

    /// <summary>Beside which field a rule about the terms is told.</summary>
    public string FieldOf(string property)
    {
        var name = property.Split('.').Last(part => part.Length > 0 || property.Length == 0);
        return property.Contains("ravel", StringComparison.Ordinal) && name.Length > 0 ? TypedTravel.FieldOf(name)
            : name.Split('[')[0] switch
            {
                "Strands" or "strands" => name.Contains('[', StringComparison.Ordinal) ? $"Strands[{name.Split('[')[1].TrimEnd(']')}].Id" : "Strands[0].Id",
                "Clauses" or "clauses" => "Clauses[0].Number",
                "Aliases" or "aliases" => "Aliases",
                _ => "",
            };
    }

    private Clause[] ReadClauses(CallTerms before, List<FormProblem> problems)
    {
        var clauses = new List<Clause>();
        foreach (var (index, typed) in Clauses.Index().Where(row => !row.Item.IsBlank && row.Item.Delete is null or []))
        {
            problems.AddRange(typed.Missing($"Clauses[{index}]", textToo: false));
            if (clauses.Exists(clause => clause.Number == Line(typed.Number))) problems.Add(new($"Clauses[{index}].Number", T($"There would be two clauses {Line(typed.Number)}. Give one of them another number.", $"Die Ziffer {Line(typed.Number)} gäbe es zweimal. Geben Sie einer davon eine andere Nummer.")));

            // Only its line ends may have changed.
            var text = typed.Text?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } wording ? wording : null;
            var kept = before.Clauses.FirstOrDefault(clause => clause.Number == typed.Was)?.Text;
            clauses.Add(new(Line(typed.Number), new(Line(typed.HeadingEn), Line(typed.HeadingDe)), kept?.ReplaceLineEndings("\n").Trim() == text ? kept : text, Chosen<Confidence>(typed.Confidence), Line(typed.Source) is { Length: > 0 } source ? source : null));
        }

        return [.. clauses];
    }

    private static Criterion Follow(Criterion criterion, Dictionary<string, string> renumbered) =>
        renumbered.TryGetValue(criterion.Clause, out var number) && number.Length > 0 ? criterion with { Clause = number } : criterion;

    internal static T Chosen<T>(string? word) where T : struct, Enum => Enum.GetValues<T>().FirstOrDefault(value => TypedCriterion.Word(value) == word);

    internal static string Line(string? typed) => typed?.Trim() ?? "";

    private static string[] Lines(string? typed) => typed?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
