using System.Globalization;
using System.Text.RegularExpressions;
using EligibilityService.Application.Calls;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>What a press of a button changes in a question made of others: a part added, taken out, moved, or the whole put into another.</summary>
internal static partial class QuestionEdits
{
    public const string Root = "Question";

    /// <param name="what">add, remove, up, down or wrap, and the place, such as "up Question.parts[1]".</param>
    /// <param name="chosen">The type that is added, or that it is put into.</param>
    /// <returns>The question as it then is; the same one where there is nothing to do.</returns>
    public static TypedQuestion Edit(this TypedQuestion root, string what, string? chosen)
    {
        if (what.Split(' ') is not [var verb, var place]) return root;

        if (verb == "add") return Add(root, place, chosen);
        if (verb == "wrap" && place == Root) return Within(root, chosen) ?? root;
        if (Find(root, place) is not { } found) return root;

        var (parts, index) = found;
        switch (verb)
        {
            case "remove": parts.RemoveAt(index); break;
            case "up" when index > 0: (parts[index - 1], parts[index]) = (parts[index], parts[index - 1]); break;
            case "down" when index < parts.Count - 1: (parts[index + 1], parts[index]) = (parts[index], parts[index + 1]); break;
            case "wrap" when Within(parts[index], chosen) is { } around: parts[index] = around; break;
        }

        return root;
    }

    private static TypedQuestion Add(TypedQuestion root, string place, string? chosen)
    {
        var end = place.LastIndexOf('.');
        if (CriteriaCatalogue.Find(chosen) is null || end < 0) return root;

        var (owner, entry) = (place[..end], place[(end + 1)..]);
        var question = owner == Root ? root : Find(root, owner) is var (parts, index) ? parts[index] : null;
        if (question?.Form.Parameter(entry) is { } parameter && (parameter.Kind is ParameterKind.Questions || (parameter.Kind is ParameterKind.Question && question.In(entry).Count == 0)))
        {
            question.In(entry).Add(new(chosen!));
        }

        return root;
    }

    private static TypedQuestion? Within(TypedQuestion part, string? chosen)
    {
        if (CriteriaCatalogue.Find(chosen)?.Parameters.FirstOrDefault(parameter => parameter.Kind is ParameterKind.Question or ParameterKind.Questions) is not { } holder) return null;

        var around = new TypedQuestion(chosen!);
        around.In(holder.Name).Add(part);
        return around;
    }

    private static (List<TypedQuestion> Parts, int Index)? Find(TypedQuestion root, string place)
    {
        (List<TypedQuestion> Parts, int Index)? found = null;
        var question = root;
        foreach (var step in place.Split('.').Skip(1))
        {
            if (Step().Match(step) is not { Success: true } match) return null;

            var (parts, index) = (question.In(match.Groups[1].Value), match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 0);
            if (index >= parts.Count) return null;

            found = (parts, index);
            question = parts[index];
        }

        return found;
    }

    [GeneratedRegex(@"^(\w+)(?:\[(\d{1,3})\])?$")]
    private static partial Regex Step();
}
