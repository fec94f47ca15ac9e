using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.Extensions.Primitives;

namespace EligibilityService.Host.Api;

/// <summary>What is supposed stands in the address, so that it can be sent to a colleague: entries of the profile by their names, lists by "|".</summary>
internal static class Suppositions
{
    private static readonly HashSet<string> Others = ["label", "labelFrom", "labelUntil", "labelInterviewMonth", "registration", "plansToRegister", "partners", "strand", "at", "minPosition"];

    /// <exception cref="ValidationException">An entry is unknown, or what it says cannot be read.</exception>
    public static Supposition Read(IQueryCollection query)
    {
        var failures = new List<ValidationFailure>();
        var profile = new JsonObject();
        foreach (var (name, value) in query)
        {
            if (Others.Contains(name)) continue;
            if (Entry(name, value) is { } entry) profile[name] = entry;
            else failures.Add(new(name, ProfileFields.Supposable.TryGetValue(name, out var type) ? type == typeof(int) || type == typeof(decimal) ? NoNumber : Unreadable : Unknown));
        }

        var suppose = new Supposition(
            failures.Count == 0 ? profile.Deserialize<ProfileFields>(FactJson.Options)! : new(),
            Word<QualityLabel>("label"), Day("labelFrom"), Day("labelUntil"), Word<CheckedRegistration>("registration"),
            query["plansToRegister"].ToString() is "yes" or "true", query.TryGetValue("partners", out var partners) ? List(partners) : null,
            Month("labelInterviewMonth"));

        return failures.Count == 0 ? suppose : throw new ValidationException(failures);

        T? Word<T>(string name) where T : struct, Enum
        {
            if (query[name].ToString() is not { Length: > 0 } word) return null;
            if (Enum.TryParse<T>(word, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(word[0])) return known;
            var words = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
            failures.Add(new(name, ProfileShape.Say($"Use one of: {words}.", $"Verwenden Sie eines von: {words}.")));
            return null;
        }

        DateOnly? Month(string name)
        {
            if (query[name].ToString() is not { Length: > 0 } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return month;
            failures.Add(new(name, ProfileShape.Say("Enter a month, such as 2017-09.", "Geben Sie einen Monat an, etwa 2017-09.")));
            return null;
        }

        DateOnly? Day(string name)
        {
            if (query[name].ToString() is not { Length: > 0 } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            failures.Add(new(name, ProfileShape.Say("Enter a day, such as 2017-05-23.", "Geben Sie einen Tag an, etwa 2017-05-23.")));
            return null;
        }
    }

    /// <summary>Null where there is no such entry, or it does not say what such an entry says.</summary>
    private static JsonNode? Entry(string name, StringValues value)
    {
        var text = value.ToString();
        if (!ProfileFields.Supposable.TryGetValue(name, out var type)) return null;
        if (type == typeof(string[])) return new JsonArray([.. List(value).Select(item => JsonValue.Create(item))]);
        if (type == typeof(bool)) return text switch { "yes" or "true" => true, "no" or "false" => false, _ => null };
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : null;
        if (type.IsEnum) return Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Contains(text) ? text : null;
        return text;
    }

    private static string[] List(StringValues values) => [.. values.SelectMany(value => (value ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static readonly string Unknown = ProfileShape.Say("There is no such entry in a profile.", "Eine solche Angabe gibt es im Profil nicht.");

    private static readonly string NoNumber = ProfileShape.Say("Enter a number in figures, such as 15.", "Geben Sie eine Zahl in Ziffern an, etwa 15.");

    private static readonly string Unreadable = ProfileShape.Say("This cannot be read as what the entry says.", "Das lässt sich nicht als diese Angabe lesen.");
}
