using System.Text.Json;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Calls;

/// <summary>A date, an amount or a criterion that is otherwise in the later of two texts, in words.</summary>
/// <param name="What">What it is, such as the deadline, or a criterion by its id.</param>
/// <param name="Before">As it was; null where it was not there.</param>
/// <param name="After">As it is now; null where it is gone.</param>
public sealed record TermsChange(Text What, Text? Before, Text? After);

/// <summary>What differs between two texts of a call besides the wording of its clauses.</summary>
public static class TermsChanges
{
    public static IReadOnlyList<TermsChange> Between(CallTerms before, CallTerms after, Names names) =>
    [
        .. Told(new("Deadline", "Frist"), Said(before.Deadline), Said(after.Deadline)),
        .. Changed(new("First day of the event", "Erster Tag der Veranstaltung"), before.EventFrom, after.EventFrom, EntryWords.Day),
        .. Changed(new("Last day of the event", "Letzter Tag der Veranstaltung"), before.EventUntil, after.EventUntil, EntryWords.Day),
        .. Changed(new("Planned signature", "Geplante Unterzeichnung"), before.SignaturePlanned, after.SignaturePlanned, EntryWords.Day),
        .. Changed(new("Budget", "Budget"), before.Budget, after.Budget, amount => new(Figure.EuroEn(amount), Figure.EuroDe(amount))),
        .. Told(new("Title", "Titel"), before.Title, after.Title),
        .. Told(new("Summary", "Zusammenfassung"), before.Summary, after.Summary),
        .. from id in before.Strands.Concat(after.Strands).Select(strand => strand.Id).Distinct()
           from change in Told(new($"Strand {id}", $"Handlungsbereich {id}"), Said(before.Strands.FirstOrDefault(strand => strand.Id == id)), Said(after.Strands.FirstOrDefault(strand => strand.Id == id)))
           select change,
        .. Told(new("Travel costs", "Reisekosten"), Said(before.Travel), Said(after.Travel)),
        .. from id in before.Criteria.Concat(after.Criteria).Select(criterion => criterion.Id).Distinct()
           let one = before.Criteria.FirstOrDefault(criterion => criterion.Id == id)
           let other = after.Criteria.FirstOrDefault(criterion => criterion.Id == id)
           where !AreTheSame(Written(one), Written(other))
           let dated = one is not null && other is not null && one.ReferenceDate != other.ReferenceDate
           select new TermsChange(new($"Criterion {id}", $"Kriterium {id}"), Said(one, names, dated), Said(other, names, dated)),
        .. AreTheSame(before.Examples, after.Examples) ? [] : (TermsChange[])[new(new("Worked examples", "Beispiele"), Counted(before.Examples), Counted(after.Examples))],
    ];

    private static IEnumerable<TermsChange> Changed<T>(Text what, T? before, T? after, Func<T, Text> said) where T : struct
    {
        if (!before.Equals(after)) yield return new(what, before is { } old ? said(old) : null, after is { } now ? said(now) : null);
    }

    private static IEnumerable<TermsChange> Told(Text what, Text? before, Text? after)
    {
        if (before != after) yield return new(what, before, after);
    }

    /// <summary>By what they say: 200000 and 200000.00 are one figure.</summary>
    private static bool AreTheSame<T>(T before, T after) =>
        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(before, FactJson.Options), JsonSerializer.SerializeToElement(after, FactJson.Options));

    private static Text? Said(Deadline? deadline) => (deadline, deadline?.OtherReading) switch
    {
        (null, _) => null,
        (_, { } second) when (EntryWords.Moment(deadline.Instant), EntryWords.Moment(second)) is var (one, other) => new(
            $"{one.En}, or by the other reading {other.En}", $"{one.De}, oder nach der anderen Lesart {other.De}"),
        _ => EntryWords.Moment(deadline.Instant),
    };

    private static Text? Counted(Example[] examples) => examples.Length == 0 ? null : new($"{examples.Length} examples", $"{examples.Length} Beispiele");

    private static Text? Said(Strand? strand)
    {
        if (strand is null) return null;

        var (en, de) = (new List<string> { strand.Title.En }, new List<string> { strand.Title.De });
        void Say(string english, string german) { en.Add(english); de.Add(german); }
        if (strand.Phase is { } phase) Say($"phase {phase}", $"Phase {phase}");
        if (strand.Budget is { } budget) Say($"budget {Figure.EuroEn(budget)}", $"Mittel {Figure.EuroDe(budget)}");
        if (strand.MaximumGrant is { } most) Say($"at most {Figure.EuroEn(most)} a project", $"höchstens {Figure.EuroDe(most)} je Projekt");
        if (strand.Rate is { } rate) Say($"{rate * 100:0.##} %", $"{(rate * 100).ToString("0.##", System.Globalization.CultureInfo.GetCultureInfo("de"))} %");
        if (strand.ProjectsForeseen is { } projects) Say($"{projects} projects foreseen", $"{projects} Projekte vorgesehen");
        if ((strand.MinimumMonths, strand.MaximumMonths) is not (null, null)) Say($"{strand.MinimumMonths?.ToString() ?? "…"} to {strand.MaximumMonths?.ToString() ?? "…"} months", $"{strand.MinimumMonths?.ToString() ?? "…"} bis {strand.MaximumMonths?.ToString() ?? "…"} Monate");
        return new(string.Join("; ", en), string.Join("; ", de));
    }

    private static Text? Said(TravelTerms? travel)
    {
        if (travel is null) return null;

        var (en, de) = (new List<string>(), new List<string>());
        void Say(string english, string german) { en.Add(english); de.Add(german); }
        if (travel.Places is { } places) Say($"{places} places", $"{places} Plätze");
        if (travel.PersonsPerCluster is { } persons) Say($"at most {persons} persons per cluster", $"höchstens {persons} Personen je Cluster");
        if (travel.MaximumPerPerson is { } whole) Say($"up to {Figure.EuroEn(whole)} per person", $"bis zu {Figure.EuroDe(whole)} je Person");
        if (travel.MaximumPerPersonAndWeek is { } weekly) Say($"up to {Figure.EuroEn(weekly)} per person and week", $"bis zu {Figure.EuroDe(weekly)} je Person und Woche");
        if (travel.MaximumWeeks is { } weeks) Say($"at most {weeks} weeks", $"höchstens {weeks} Wochen");
        foreach (var cutOff in travel.CutOffs)
        {
            var by = EntryWords.Moment(cutOff.By.Instant);
            Say($"cut-off {by.En}{(cutOff.OnlyIfPlacesAreLeft ? " if places are left" : "")}", $"Stichtag {by.De}{(cutOff.OnlyIfPlacesAreLeft ? ", wenn Plätze übrig sind" : "")}");
        }

        if (travel.LateApplications is { } late) Say(late is LateApplications.OwnCost ? "late: at own cost" : "late: refused", late is LateApplications.OwnCost ? "verspätet: auf eigene Kosten" : "verspätet: abgelehnt");
        if (travel.NotFullyKnown) Say("not known in full", "nicht vollständig bekannt");
        return new(string.Join("; ", en), string.Join("; ", de));
    }

    /// <summary>A clause that is only renumbered takes its criteria with it and changes none.</summary>
    private static Criterion? Written(Criterion? criterion) => criterion is null ? null : criterion with { Clause = "" };

    /// <param name="dated">With the date that counts, where that is what changed.</param>
    private static Text? Said(Criterion? criterion, Names names, bool dated)
    {
        if (criterion is null) return null;

        var statement = criterion.Question.Statement(names);
        if (dated && Said(criterion.ReferenceDate) is var date) statement = new($"{statement.En} Date that counts: {date.En}.", $"{statement.De} Stichtag: {date.De}.");
        return criterion.Severity is Severity.Advisory ? new($"{statement.En} (advice only)", $"{statement.De} (nur Hinweis)") : statement;
    }

    private static Text Said(ReferenceDate reference) => reference.Kind switch
    {
        ReferenceKind.Deadline => new("the deadline", "Ende der Frist"),
        ReferenceKind.Submission => new("the submission", "Einreichung"),
        ReferenceKind.GrantSignature => new("the signature of the grant agreement", "Unterzeichnung der Finanzhilfevereinbarung"),
        ReferenceKind.BeforePublication => new("before the text was published", "vor der Veröffentlichung"),
        ReferenceKind.BeforeEvent when reference.Days is > 0 and var days && Figure.Many(days, "day", "days", "Tag", "Tage") is var counted => new($"{counted.En} before the event", $"{counted.De} vor der Veranstaltung"),
        ReferenceKind.BeforeEvent => new("the beginning of the event", "Beginn der Veranstaltung"),
        ReferenceKind.WholeDuration => new("the whole duration of the project", "gesamte Laufzeit des Projekts"),
        _ => Said(reference.Fixed()) ?? new("not known", "nicht bekannt"),
    };
}
