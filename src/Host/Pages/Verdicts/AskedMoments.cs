using System.Globalization;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Verdicts;

/// <summary>As of which day, and with which knowledge, an address asks.</summary>
internal static class AskedMoments
{
    /// <summary>A day means its end in Brussels; an instant is taken as it is, so that links from elsewhere are exact.</summary>
    /// <param name="problems">Gets what is wrong, beside the field.</param>
    public static DateTimeOffset? Read(string? text, string field, DateTimeOffset now, ICollection<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200)
        {
            return field == "knownAt" && day == BrusselsTime.DayOf(now) ? now : BrusselsTime.LastMomentOf(day);
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.ToUniversalTime();

        problems.Add(new(field, T("Enter a day, such as 2016-10-04.", "Geben Sie einen Tag an, etwa 2016-10-04.")));
        return null;
    }

    /// <summary>A page's address with what it is asked, as far as anything is.</summary>
    public static string Address(string page, params IEnumerable<(string Name, string? Value)> asked) =>
        page + QueryString.Create(asked.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => KeyValuePair.Create(one.Name, one.Value)));

    /// <summary>The browser's calendar hides what is no day; what was typed is shown as it was.</summary>
    public static string FieldFor(string? typed) => string.IsNullOrEmpty(typed) || DateOnly.TryParseExact(typed, "yyyy-MM-dd", out _) ? "date" : "text";

    /// <summary>What a rule says of a request, beside the field of the page: names of the address, with the number of a partner behind.</summary>
    public static FormProblems Told(FluentValidation.ValidationException invalid) => PageCommands.Told(invalid, Field);

    private static string Field(string property)
    {
        var name = property.Split('.', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "";
        return name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name[1..].Split('[')[0];
    }
}
