using EligibilityService.Application.Clusters;
using FluentValidation;

namespace EligibilityService.Application;

/// <summary>Bounds that requests have in common, told in both languages. What was left out is fine here, unless a rule says otherwise.</summary>
internal static class Bounds
{
    /// <summary>Days before this are typing errors; the programme and what it asks about are younger.</summary>
    private const int FirstYear = 1990, LastYear = 2100;

    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl)))
        .WithMessage(ProfileShape.Say($"One line of 1 to {longest} characters.", $"Eine Zeile mit 1 bis {longest} Zeichen."));

    public static void Lines<T>(this IRuleBuilder<T, string?> rule, int shortest, int longest) => rule
        .Must(text => text is null || IsProse(text, shortest, longest))
        .WithMessage(ProfileShape.Say($"A text of {shortest} to {longest} characters.", $"Ein Text mit {shortest} bis {longest} Zeichen."));

    /// <summary>A reason somebody will read: it must be there, say something, and fit on a page.</summary>
    public static void Reason<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => text is not null && IsProse(text, 3, 4000))
        .WithMessage(ProfileShape.Say("Give a reason of 3 to 4000 characters that the reader can act on.", "Nennen Sie einen Grund mit 3 bis 4000 Zeichen, mit dem man etwas anfangen kann."))
        .OverridePropertyName("reason");

    public static IRuleBuilderOptions<T, Guid> Id<T>(this IRuleBuilder<T, Guid> rule) => rule
        .NotEmpty()
        .WithMessage(ProfileShape.Say("Give an id, or leave it out to get one.", "Geben Sie eine Kennung an, oder lassen Sie sie weg, um eine zu erhalten."));

    public static IRuleBuilderOptions<T, DateOnly?> Day<T>(this IRuleBuilder<T, DateOnly?> rule) => rule
        .Must(day => day is null or { Year: >= FirstYear and <= LastYear })
        .WithMessage(ProfileShape.Say($"A day between {FirstYear} and {LastYear}.", $"Ein Tag zwischen {FirstYear} und {LastYear}."));

    public static bool IsSensible(this DateTime local) => local.Year is >= FirstYear and <= LastYear;

    private static bool IsProse(string text, int shortest, int longest) =>
        text.Trim().Length >= shortest && text.Length <= longest && !text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
}
