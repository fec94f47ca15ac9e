using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;

namespace EligibilityService.Domain.Eligibility;

internal static class ExampleRefusals
{
    private const int MostTold = 5;

    /// <summary>Which examples, what was expected of them, and what comes out.</summary>
    public static Refusal ComesOutOtherwise(IReadOnlyList<WorkedExample> otherwise) => new("example-comes-out-otherwise", Told(
        otherwise, Otherwise,
        new("Change the example, or the criterion.", "Ändern Sie das Beispiel oder das Kriterium.")));

    public static Refusal Missing(IReadOnlyList<LackingExample> lacking) => new("examples-missing", Told(
        lacking, Lacking,
        new("Add them to the worked examples.", "Ergänzen Sie sie bei den Beispielen.")));

    private static Text Otherwise(WorkedExample worked)
    {
        var (example, expected) = (worked.Example, EntryWords.Outcome(worked.Example.Expected));
        if (worked is not { Outcome: { } outcome, Explanation: { } explanation })
        {
            return worked.Criterion is null
                ? new($"The example “{example.Name.En}” names the criterion {example.Criterion}, which the call does not have.", $"Das Beispiel „{example.Name.De}“ nennt das Kriterium {example.Criterion}, das die Ausschreibung nicht hat.")
                : new($"The example “{example.Name.En}” ({example.Criterion}) cannot be judged: the date that counts, or what the programme lays down, is not known.", $"Das Beispiel „{example.Name.De}“ ({example.Criterion}) ist nicht prüfbar: Der maßgebliche Tag oder eine Festlegung des Programms ist nicht bekannt.");
        }

        var told = EntryWords.Outcome(outcome);
        return new(
            $"The example “{example.Name.En}” ({example.Criterion}) should be: {expected.En} ({example.Reason}). It comes out as: {told.En} ({explanation.Code}). {explanation.Reason.En}",
            $"Das Beispiel „{example.Name.De}“ ({example.Criterion}) soll ergeben: {expected.De} ({example.Reason}). Es ergibt: {told.De} ({explanation.Code}). {explanation.Reason.De}");
    }

    private static Text Lacking(LackingExample lacking)
    {
        var id = lacking.Criterion.Id;
        return lacking switch
        {
            { LacksPassing: true, LacksFailing: true } => new($"The criterion {id} has no example that passes and none that fails.", $"Das Kriterium {id} hat kein Beispiel, das es erfüllt, und keines, das es verfehlt."),
            { LacksPassing: true } => new($"The criterion {id} has no example that passes.", $"Das Kriterium {id} hat kein Beispiel, das es erfüllt."),
            _ => new($"The criterion {id} has no example that fails.", $"Das Kriterium {id} hat kein Beispiel, das es verfehlt."),
        };
    }

    private static Text Told<T>(IReadOnlyList<T> all, Func<T, Text> say, Text whatToDo)
    {
        Text[] told = [.. all.Take(MostTold).Select(say)];
        var more = all.Count - told.Length;
        if (more > 0) told = [.. told, new($"There are {more} more.", $"Es gibt {more} weitere.")];
        return new(string.Join(' ', [.. told.Select(one => one.En), whatToDo.En]), string.Join(' ', [.. told.Select(one => one.De), whatToDo.De]));
    }
}
