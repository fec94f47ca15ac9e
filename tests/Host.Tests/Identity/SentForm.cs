using System.Net;
using System.Text.RegularExpressions;

namespace EligibilityService.Host.Tests.Identity;

/// <summary>A form of a page as a browser would send it: with everything it shows, and what was typed instead.</summary>
internal static partial class SentForm
{
    /// <param name="name">Under which the page knows the form.</param>
    /// <param name="typed">Replaces what the field of that name held; an empty value leaves the field empty.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string page, string name, params (string Name, string Value)[] typed)
    {
        var form = Forms().Matches(page).Select(match => match.Value).Single(form => form.Contains($"name=\"_handler\" value=\"{name}\"", StringComparison.Ordinal));
        var shown = Inputs().Matches(form).Select(match => match.Value).Where(input => Attribute(input, "type") is not ("radio" or "checkbox") || input.Contains(" checked", StringComparison.Ordinal))
            .Select(input => (Name: Attribute(input, "name"), Value: Attribute(input, "value") ?? ""))
            .Concat(Selects().Matches(form).Select(match => (Name: Attribute(match.Groups["open"].Value, "name"), Value: Selected().Match(match.Value) is { Success: true } chosen ? Attribute(chosen.Value, "value") ?? "" : "")))
            .Concat(Areas().Matches(form).Select(match => (Name: Attribute(match.Groups["open"].Value, "name"), Value: WebUtility.HtmlDecode(match.Groups["text"].Value))));
        return shown.Where(field => field.Name is not null && typed.All(own => own.Name != field.Name)).Select(field => (Name: field.Name!, field.Value)).Concat(typed).Select(field => KeyValuePair.Create(field.Name, field.Value));
    }

    /// <summary>What the field of this name holds.</summary>
    public static string? Value(this IEnumerable<KeyValuePair<string, string>> form, string field) => form.Where(one => one.Key == field).Select(one => one.Value).FirstOrDefault();

    private static string? Attribute(string element, string name) =>
        Regex.Match(element, $" {name}=\"(?<value>[^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("(?<open><select[^>]*>).*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]* selected[^>]*>")]
    private static partial Regex Selected();

    [GeneratedRegex("(?<open><textarea[^>]*>)(?<text>.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();
}
