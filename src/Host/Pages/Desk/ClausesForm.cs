using System.Globalization;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>The text of a published call as a corrigendum's form holds it: clauses reworded, renumbered, deleted and inserted.</summary>
public sealed class ClausesForm
{
    /// <summary>In the order of the text in force.</summary>
    public TypedClause[] Clauses { get; set; } = [];
    public TypedClause[] Inserted { get; set; } = [];

    /// <summary>A text in preparation, as what a corrigendum makes of the one in force.</summary>
    public static ClausesForm Of(CallTerms before, CallTerms prepared)
    {
        var (kept, inserted) = Counterparts(before, prepared);
        return new()
        {
            Clauses = [.. kept.Select((now, index) => now is null
                ? new TypedClause { Number = before.Clauses[index].Number, Text = before.Clauses[index].Text, Delete = ["yes"] }
                : new TypedClause { Number = now.Number, Text = now.Text })],
            Inserted = [.. inserted.Select(clause => new TypedClause { Number = clause.Number, HeadingEn = clause.Title.En, HeadingDe = clause.Title.De, Text = clause.Text })],
        };
    }

    /// <summary>The text as it then reads, with what changed; or what is wrong.</summary>
    /// <param name="prepared">The text in preparation that the form was made from; what the form has no field for stays as it is there.</param>
    public (CorrectedText Text, FormProblems Problems) Read(CallTerms before, CallTerms? prepared = null)
    {
        var (kept, added) = Counterparts(before, prepared ?? before);
        List<(Clause? Clause, ClauseChange? Change, string Field)> lines =
            [.. before.Clauses.Select((clause, index) => Kept(clause, kept[index] ?? clause, Clauses.ElementAtOrDefault(index) ?? new(), $"Clauses[{index}].Number"))];
        var problems = new List<FormProblem>();
        foreach (var (index, typed) in Inserted.Index().Where(row => !row.Item.IsBlank))
        {
            problems.AddRange(typed.Missing($"Inserted[{index}]", textToo: added.All(known => known.Number != Line(typed.Number))));
            var clause = new Clause(Line(typed.Number), new(Line(typed.HeadingEn), Line(typed.HeadingDe)), Lines(typed.Text));
            if (added.FirstOrDefault(known => known.Number == clause.Number) is { } known) clause = clause with { Confidence = known.Confidence, Source = known.Source };
            var after = lines.FindIndex(line => line.Clause is { } other && ByNumber(other.Number, clause.Number) > 0);
            lines.Insert(after < 0 ? lines.Count : after, (clause, new(null, clause.Number, null, clause.Text), $"Inserted[{index}].Number"));
        }

        foreach (var same in lines.Where(line => line.Clause is { Number.Length: > 0 }).GroupBy(line => line.Clause!.Number).Where(same => same.Count() > 1))
        {
            problems.Add(new((same.FirstOrDefault(line => line.Change is not null) is { Field: { } changed } ? changed : same.First().Field), T(
                $"There would be two clauses {same.Key}. Give one of them another number.", $"Die Ziffer {same.Key} gäbe es zweimal. Geben Sie einer davon eine andere Nummer.")));
        }

        var renumbered = before.Clauses.Zip(Enumerable.Range(0, before.Clauses.Length), (clause, index) => (clause.Number, Now: Number(clause, Clauses.ElementAtOrDefault(index) ?? new())))
            .ToDictionary(clause => clause.Number, clause => clause.Now);
        return (new([.. lines.Select(line => line.Clause).OfType<Clause>()], [.. lines.Select(line => line.Change).OfType<ClauseChange>()], renumbered), new(problems));
    }

    private static (Clause? Clause, ClauseChange? Change, string Field) Kept(Clause clause, Clause prepared, TypedClause typed, string field)
    {
        if (Number(clause, typed) is not { } number) return (null, new(clause.Number, null, clause.Text, null), field);

        // An unknown wording left empty stays unknown, and one that only its line ends tell apart is the same.
        var text = Lines(typed.Text) is { } wording && wording != Lines(prepared.Text) ? wording : prepared.Text;
        var now = prepared with { Number = number, Text = text };
        return (now, now == clause ? null : new(clause.Number, number, clause.Text, text), field);
    }

    /// <summary>For each clause in force the one it has become: unchanged, renumbered, or reworded; null where it is gone. What is left over is new.</summary>
    private static (Clause?[] Kept, IReadOnlyList<Clause> Inserted) Counterparts(CallTerms before, CallTerms prepared)
    {
        var (kept, left) = (new Clause?[before.Clauses.Length], prepared.Clauses.ToList());
        foreach (var fits in (Func<Clause, Clause, bool>[])
            [(one, other) => one == other, (one, other) => one with { Number = other.Number } == other, (one, other) => one.Number == other.Number])
        {
            for (var index = 0; index < kept.Length; index++)
            {
                if (kept[index] is not null || left.FindIndex(other => fits(before.Clauses[index], other)) is not (>= 0 and var found)) continue;

                kept[index] = left[found];
                left.RemoveAt(found);
            }
        }

        return (kept, left);
    }

    /// <summary>Null where the clause is deleted.</summary>
    private static string? Number(Clause clause, TypedClause typed) => typed.Delete is [_, ..] ? null : Line(typed.Number) is { Length: > 0 } number ? number : clause.Number;

    private static string Line(string? typed) => typed?.Trim() ?? "";

    private static string? Lines(string? typed) => typed?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;

    /// <summary>6.10 comes after 6.9.</summary>
    private static int ByNumber(string one, string other)
    {
        foreach (var (left, right) in one.Split('.').Zip(other.Split('.')))
        {
            var order = int.TryParse(left, CultureInfo.InvariantCulture, out var figure) && int.TryParse(right, CultureInfo.InvariantCulture, out var figure2)
                ? figure.CompareTo(figure2)
                : string.CompareOrdinal(left, right);
            if (order != 0) return order;
        }

        return one.Split('.').Length.CompareTo(other.Split('.').Length);
    }
}

/// <summary>A clause as it was typed.</summary>
public sealed class TypedClause
{
    public string? Number { get; set; }
    public string? HeadingEn { get; set; }
    public string? HeadingDe { get; set; }
    public string? Text { get; set; }

    /// <summary>Of a draft: the number it has had so far, how it is known, and from where.</summary>
    public string? Was { get; set; }
    public string? Confidence { get; set; }
    public string? Source { get; set; }

    /// <summary>Holds an entry where the box is ticked.</summary>
    public string[]? Delete { get; set; }

    public bool IsBlank => new[] { Number, HeadingEn, HeadingDe, Text }.All(string.IsNullOrWhiteSpace);

    /// <param name="textToo">A clause whose wording is not known can stand in a draft.</param>
    public IEnumerable<FormProblem> Missing(string row, bool textToo = true)
    {
        if (string.IsNullOrWhiteSpace(Number)) yield return new($"{row}.Number", T("Give the clause its number, such as 6.3.", "Geben Sie der Ziffer ihre Nummer, etwa 6.3."));
        if (string.IsNullOrWhiteSpace(HeadingEn)) yield return new($"{row}.HeadingEn", T("Give the clause a heading in English.", "Geben Sie der Ziffer eine englische Überschrift."));
        if (string.IsNullOrWhiteSpace(HeadingDe)) yield return new($"{row}.HeadingDe", T("Give the clause a heading in German.", "Geben Sie der Ziffer eine deutsche Überschrift."));
        if (textToo && string.IsNullOrWhiteSpace(Text)) yield return new($"{row}.Text", T("Write what the clause shall say.", "Schreiben Sie, was in der Ziffer stehen soll."));
    }
}

/// <summary>A call's text after a corrigendum.</summary>
/// <param name="Renumbered">Each clause of the text before, with its number now; null where it is deleted.</param>
public sealed record CorrectedText(Clause[] Clauses, ClauseChange[] Changes, IReadOnlyDictionary<string, string?> Renumbered)
{
    /// <summary>Criteria keep their ids and go with their clause. One whose clause was typed anew means the new numbers already.</summary>
    public (CallTerms Terms, FormProblems Problems) Follow(CallTerms terms, CallTerms before)
    {
        bool Stands(Criterion criterion) => Renumbered.ContainsKey(criterion.Clause) && before.Criteria.Any(known => (known.Id, known.Clause) == (criterion.Id, criterion.Clause));

        return (
            terms with { Criteria = [.. terms.Criteria.Select(criterion => Stands(criterion) && Renumbered[criterion.Clause] is { } number ? criterion with { Clause = number } : criterion)] },
            new(terms.Criteria.Where(criterion => Stands(criterion) && Renumbered[criterion.Clause] is null).Select(criterion => new FormProblem($"Clauses[{Array.FindIndex(before.Clauses, clause => clause.Number == criterion.Clause)}].Delete", T(
                $"Criterion {criterion.Id} rests on clause {criterion.Clause}, which is deleted. Delete it on the criteria page first, or have it name another clause.",
                $"Das Kriterium {criterion.Id} beruht auf der gestrichenen Ziffer {criterion.Clause}. Löschen Sie es zuerst auf der Seite der Kriterien, oder lassen Sie es eine andere Ziffer nennen.")))));
    }
}
