namespace EligibilityService.Host.Pages.Ecl;

/// <summary>What is wrong with a form that was sent: a sentence per field, or about the whole where the field is empty.</summary>
public sealed record FormProblem(string Field, string Message)
{
    /// <summary>A field's name may carry the form's, as Input.Name does; a rule knows it as Name.</summary>
    internal bool IsAbout(string field) => Field.Length > 0 && (field == Field || field.EndsWith("." + Field, StringComparison.Ordinal));

    internal static string IdOf(string field) => "field-" + field.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}

public sealed class FormProblems(params IEnumerable<FormProblem> problems)
{
    public static FormProblems None { get; } = new();

    public IReadOnlyList<FormProblem> All { get; } = [.. problems];

    /// <summary>What to say beside the field, if anything.</summary>
    public string? this[string field] => string.Join(" ", All.Where(problem => problem.IsAbout(field)).Select(problem => problem.Message)) is { Length: > 0 } told ? told : null;
}
