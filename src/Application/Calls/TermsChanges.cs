using System.Text.Json;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;

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
        .. Changed(new("Deadline", "Frist"), before.Deadline?.Instant, after.Deadline?.Instant, EntryWords.Moment),
        .. Changed(new("First day of the event", "Erster Tag der Veranstaltung"), before.EventFrom, after.EventFrom, EntryWords.Day),
        .. Changed(new("Last day of the event", "Letzter Tag der Veranstaltung"), before.EventUntil, after.EventUntil, EntryWords.Day),
        .. Changed(new("Planned signature", "Geplante Unterzeichnung"), before.SignaturePlanned, after.SignaturePlanned, EntryWords.Day),
        .. Changed(new("Budget", "Budget"), before.Budget, after.Budget, amount => new(Figure.EuroEn(amount), Figure.EuroDe(amount))),
        .. from id in before.Criteria.Concat(after.Criteria).Select(criterion => criterion.Id).Distinct()
           let one = before.Criteria.FirstOrDefault(criterion => criterion.Id == id)
           let other = after.Criteria.FirstOrDefault(criterion => criterion.Id == id)
           where Written(one) != Written(other)
           select new TermsChange(new($"Criterion {id}", $"Kriterium {id}"), Said(one, names), Said(other, names)),
    ];

    private static IEnumerable<TermsChange> Changed<T>(Text what, T? before, T? after, Func<T, Text> said) where T : struct
    {
        if (!before.Equals(after)) yield return new(what, before is { } old ? said(old) : null, after is { } now ? said(now) : null);
    }

    /// <summary>A clause that is only renumbered takes its criteria with it and changes none.</summary>
    private static string? Written(Criterion? criterion) => criterion is null ? null : JsonSerializer.Serialize(criterion with { Clause = "" }, FactJson.Options);

    private static Text? Said(Criterion? criterion, Names names)
    {
        if (criterion is null) return null;

        var statement = criterion.Question.Statement(names);
        return criterion.Severity is Severity.Advisory ? new($"{statement.En} (advice only)", $"{statement.De} (nur Hinweis)") : statement;
    }
}
