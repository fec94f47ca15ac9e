using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using EligibilityService.Application;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Host.Api;

/// <summary>Says which field could not be read, what is wrong with it and what would be right, in the words of the API instead of the program's.</summary>
internal static partial class Unreadable
{
    private static readonly Assembly[] Ours = [typeof(Text).Assembly, typeof(ILedger).Assembly, typeof(Unreadable).Assembly];

    public static (string Field, Text Sentence) In(JsonException json)
    {
        var field = (json.Path ?? "").TrimStart('$', '.');
        if (json.Data[CriterionJson.Within] is not (string criterion, string { Length: > 0 } parameter)) return Said(json, field);

        var (_, said) = Said(json, parameter);
        return (field, new($"Criterion {criterion}, {parameter}: {said.En}", $"Kriterium {criterion}, {parameter}: {said.De}"));
    }

    private static (string Field, Text Sentence) Said(JsonException json, string field)
    {
        var message = json.Message.Split(" Path:")[0];

        if (message.Contains('\u001f', StringComparison.Ordinal)) return (field, ProfileShape.Said(message));
        if (message.Contains("maximum configured depth", StringComparison.Ordinal)) return (field, new("This is nested too deeply.", "Das ist zu tief verschachtelt."));

        if (Unmapped().Match(message) is { Success: true } unmapped)
        {
            var name = unmapped.Groups[1].Value;
            return (field, new($"'{name}' is not an entry here. Check its spelling, or leave it out.", $"„{name}“ ist hier keine Angabe. Prüfen Sie die Schreibweise, oder lassen Sie sie weg."));
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            var name = missing.Groups[1].Value;
            return (field.Length > 0 ? $"{field}.{name}" : name, new($"'{name}' is missing.", $"„{name}“ fehlt."));
        }

        if (Converted().Match(message) is { Success: true } converted) return (field, Expected(converted.Groups[1].Value, field));
        if (message.Contains("allow", StringComparison.Ordinal) && message.Contains("null values", StringComparison.Ordinal)) return (field, new("This entry cannot be null. Leave it out, or fill it.", "Diese Angabe kann nicht null sein. Lassen Sie sie weg, oder füllen Sie sie aus."));

        return message.Contains("EligibilityService.", StringComparison.Ordinal) || message.Contains("System.", StringComparison.Ordinal)
            ? (field, new("This cannot be read.", "Das ist nicht lesbar."))
            : json is { LineNumber: { } line, BytePositionInLine: { } at } && field.Length == 0
                ? ("", new($"This is no JSON from line {line + 1}, character {at + 1} on.", $"Ab Zeile {line + 1}, Zeichen {at + 1} ist das kein JSON."))
                : (field, new(message, $"Nicht lesbar: {message}"));
    }

    /// <summary>A part of the address, or a body that is not there.</summary>
    public static (string Field, Text Sentence) In(BadHttpRequestException bad)
    {
        if (Parameter().Match(bad.Message) is { Success: true } parameter) return (parameter.Groups[2].Value, Expected(parameter.Groups[1].Value));
        if (bad.Message.Contains("body", StringComparison.Ordinal)) return ("", new("Send a JSON object as the body.", "Senden Sie ein JSON-Objekt als Inhalt."));

        return ("", new("The request cannot be read.", "Die Anfrage ist nicht lesbar."));
    }

    /// <param name="field">Where the reader gave up within a record, it names the record only; then the entry tells what it should have been.</param>
    private static Text Expected(string type, string field = "")
    {
        var name = Wrapped().Replace(Wrapped().Replace(type, "$1"), "$1");
        var known = name.Split('.')[^1];

        if (Ours.Select(assembly => assembly.GetType(name)).FirstOrDefault(candidate => candidate is { IsEnum: false }) is { } record)
        {
            var entry = record.GetProperty(field.Split('.')[^1].Split('[')[0], BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            return entry is null || entry.PropertyType == record
                ? new("This is not a JSON object with the entries that are asked for; the API description names them.", "Das ist kein JSON-Objekt mit den gefragten Angaben; die API-Beschreibung nennt sie.")
                : Expected((Nullable.GetUnderlyingType(entry.PropertyType) ?? entry.PropertyType).FullName!);
        }

        if (Ours.SelectMany(assembly => assembly.GetTypes()).FirstOrDefault(candidate => candidate.IsEnum && (candidate.FullName == name || candidate.Name == name)) is { } choice)
        {
            var choices = string.Join(", ", Enum.GetNames(choice).Select(JsonNamingPolicy.CamelCase.ConvertName));
            return new($"Use one of: {choices}.", $"Verwenden Sie eines von: {choices}.");
        }

        return known switch
        {
            "Guid" => new("This is not an id, such as 0190b0a4-7c1f-7e3a-9d52-3f6c1a2b4d5e.", "Das ist keine Kennung wie 0190b0a4-7c1f-7e3a-9d52-3f6c1a2b4d5e."),
            "DateOnly" => new("This is not a day, such as 2017-05-23.", "Das ist kein Tag wie 2017-05-23."),
            "DateTimeOffset" or "Moment" => new(
                "This is not an instant. Give date, time and Z or an offset, such as 2017-05-23T15:00:00Z or 2017-05-23T17:00:00+02:00 (in an address, write %2B for +).",
                "Das ist kein Zeitpunkt. Nennen Sie Tag, Uhrzeit und Z oder den Zeitversatz, etwa 2017-05-23T15:00:00Z oder 2017-05-23T17:00:00+02:00 (in einer Adresse %2B statt +)."),
            "Int32" or "Int64" or "int" or "long" => new("This is not a whole number.", "Das ist keine ganze Zahl."),
            "Decimal" or "Double" or "decimal" => new("This is not a number.", "Das ist keine Zahl."),
            "Boolean" or "bool" => new("This is neither true nor false.", "Das ist weder true noch false."),
            "String" => new("This is not text.", "Das ist kein Text."),
            "String[]" => new("This is not a list of texts.", "Das ist keine Liste von Texten."),
            "JsonObject" => new("The body is not a JSON object.", "Der Inhalt ist kein JSON-Objekt."),
            _ => new("This does not fit here; the API description says what does.", "Das passt hier nicht; die API-Beschreibung sagt, was passt."),
        };
    }

    [GeneratedRegex("JSON property '(.*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: '([^']*)'")]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted to ([^ ]*[^ .])")]
    private static partial Regex Converted();

    [GeneratedRegex("Failed to bind parameter \"([^ ]+) (\\w+)\"")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(?:System\.)?(?:Nullable|Word)(?:`1)?[\[<](.*)[\]>]$")]
    private static partial Regex Wrapped();
}
