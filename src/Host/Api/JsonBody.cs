using System.Text.Json;
using System.Text.Unicode;

namespace EligibilityService.Host.Api;

/// <summary>What can be said of a JSON body before anybody looks for meaning in it: it is UTF-8, consists of letters, says nothing twice, and no list has an empty place.</summary>
/// <remarks>Readers further on would put a replacement character for what they can't read, and fail at the rest.</remarks>
internal static class JsonBody
{
    public static bool IsJson(HttpRequest request) => request.ContentType is { } type && type.Split(';')[0].Trim().ToLowerInvariant() is "application/json" or "application/merge-patch+json";

    /// <summary>Reads the body to its end and puts it back for those who come after.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than allowed.</exception>
    public static async Task<byte[]> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        request.Body = body;
        request.HttpContext.Response.RegisterForDispose(body);
        return body.ToArray();
    }

    /// <returns>Code and sentence of what is wrong; null where nothing is, or where a reader will say it better.</returns>
    public static (string Code, string Field, string En, string De)? Fault(byte[] body)
    {
        if (!Utf8.IsValid(body)) return ("not-utf-8", "", "The body is not UTF-8. Send JSON in UTF-8.", "Der Inhalt ist nicht UTF-8. Senden Sie JSON in UTF-8.");

        try
        {
            return Look(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Code, string Field, string En, string De)? Look(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var within = new Stack<(bool List, string Name, HashSet<string> Members)>();
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsText(ref reader)) return NotText(reader.TokenType is JsonTokenType.PropertyName ? "" : name);

            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    if (!within.Peek().Members.Add(name)) return ("member-twice", name, $"'{name}' stands there twice. Send it once.", $"„{name}“ steht zweimal da. Senden Sie es einmal.");
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    within.Push((reader.TokenType is JsonTokenType.StartArray, within.TryPeek(out var outer) && outer.List ? outer.Name : name, new(StringComparer.OrdinalIgnoreCase)));
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    within.Pop();
                    break;
                case JsonTokenType.Null when within.TryPeek(out var inner) && inner.List:
                    return ("list-with-empty-place", inner.Name, $"The list '{inner.Name}' has an empty place (null). Leave the entry out.", $"Die Liste „{inner.Name}“ hat eine leere Stelle (null). Lassen Sie den Eintrag weg.");
            }
        }

        return null;
    }

    /// <summary>Half a surrogate pair is no letter, and the database keeps no NUL.</summary>
    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return true;   // the bytes were looked at, and an unescaped NUL is no JSON
        try
        {
            return !reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static (string, string, string, string) NotText(string field) => ("not-text", field,
        "There is a character that is no letter: NUL, or half a surrogate pair. Take it out.", "Hier steht ein Zeichen, das kein Buchstabe ist: NUL oder ein halbes Surrogatpaar. Nehmen Sie es heraus.");
}
