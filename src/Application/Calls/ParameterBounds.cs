using System.Collections;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Calls;

/// <summary>Whether what stands in an entry of a question is possible there, as the catalogue describes it.</summary>
internal static class ParameterBounds
{
    /// <summary>Every entry of a question or group, with its place and what stands in it.</summary>
    public static IEnumerable<(CatalogueParameter Parameter, string At, object Value)> Filled(this IReadOnlyList<CatalogueParameter> parameters, object record, string at)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Source!.GetValue(record) is not { } value) continue;

            yield return (parameter, $"{at}{parameter.Name}", value);

            // The entries of a row are told by the row.
            if (parameter is { Kind: ParameterKind.Rows, Within: { } row })
            {
                foreach (var item in ((IEnumerable)value).OfType<object>()) foreach (var (entry, _, said) in row.Filled(item, at)) yield return (entry, $"{at}{parameter.Name}", said);
            }
        }
    }

    /// <summary>What can be said without the programme.</summary>
    public static Text? Wrong(this CatalogueParameter parameter, object value)
    {
        var (least, most) = (parameter.Least, parameter.Most);
        return parameter.Kind switch
        {
            ParameterKind.Number or ParameterKind.Amount => Figure(parameter, Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture)),
            ParameterKind.Word or ParameterKind.Words => Words(parameter, [.. Said(value)]),
            ParameterKind.Questions or ParameterKind.Rows when ((IEnumerable)value).Cast<object?>().Contains(null) => new("an entry is empty.", "eine Angabe ist leer."),
            ParameterKind.Questions when ((ICollection)value).Count is var count && (count < least || count > most) => new($"{least:0} to {most:0} parts.", $"{least:0} bis {most:0} Teile."),
            ParameterKind.Wording when (Text)value is var text && new[] { text.En, text.De }.Any(wording => string.IsNullOrWhiteSpace(wording) || wording.Length > most) =>
                new($"a wording of at most {most:0} characters in both languages.", $"ein Wortlaut mit höchstens {most:0} Zeichen in beiden Sprachen."),
            _ => null,
        };
    }

    /// <summary>What only the programme's lists can say.</summary>
    /// <param name="lists">Those that hold here.</param>
    public static IEnumerable<Text> Unknown(object value, IReadOnlyList<CatalogueList> lists, ProgrammeFacts programme) =>
        from word in Said(value)
        where !lists.Any(list => Knows(list.Name, word, programme))
        select lists is [var only] ? Unknown(word, only.Name) : Unknown(word, string.Join(", ", lists.Select(list => list.Name)));

    private static Text? Figure(CatalogueParameter parameter, decimal given)
    {
        var (least, most, decimals) = (parameter.Least ?? decimal.MinValue, parameter.Most ?? decimal.MaxValue, parameter.Decimals ?? 0);
        if (given >= least && given <= most && decimal.Round(given, decimals) == given) return null;

        return parameter switch
        {
            { Kind: ParameterKind.Amount } => new($"an amount in euro above 0, at most {Plain(most)}, to the cent.", $"ein Betrag in Euro über 0, höchstens {Plain(most)}, auf den Cent."),
            { Decimals: null } => new($"{Plain(given)} is not possible; a number from {Plain(least)} to {Plain(most)}.", $"{Plain(given)} geht nicht; eine Zahl von {Plain(least)} bis {Plain(most)}."),
            _ => new($"a number above 0, at most {Plain(most)}, with at most {decimals} decimals.", $"eine Zahl über 0, höchstens {Plain(most)}, mit höchstens {decimals} Nachkommastellen."),
        };
    }

    private static Text? Words(CatalogueParameter parameter, string[] said)
    {
        if (parameter.Words is { } known && said.Except(known.Select(word => word.Word)).FirstOrDefault() is { } unknown)
        {
            var list = string.Join(", ", known.Select(word => word.Word));
            return new($"'{unknown}' is not known; use {list}.", $"„{unknown}“ ist nicht bekannt; verwenden Sie {list}.");
        }

        return said.Length < parameter.Least ? new("at least one, and each once.", "mindestens eine Angabe, jede nur einmal.")
            : said.Distinct().Count() != said.Length ? new("each entry once.", "jede Angabe nur einmal.")
            : null;
    }

    private static IEnumerable<string> Said(object? value) => value switch
    {
        string word => [word],
        Enum word => [JsonNamingPolicy.CamelCase.ConvertName(word.ToString())],
        IEnumerable words => words.Cast<object?>().SelectMany(Said),
        _ => [""],
    };

    private static bool Knows(string list, string word, ProgrammeFacts programme) => list switch
    {
        CatalogueWords.Countries => programme.Countries.ContainsKey(word),
        CatalogueWords.Regions => programme.Countries.ContainsKey(word) || programme.IsRegionOfAnyVersion(word),
        _ => programme.Terms.ContainsKey((list, word)),
    };

    private static Text Unknown(string word, string list) => list switch
    {
        CatalogueWords.Countries => new($"'{word}' is not in the programme's list of countries. Greece is EL, the United Kingdom UK.", $"„{word}“ steht nicht in der Länderliste des Programms. Griechenland ist EL, das Vereinigte Königreich UK."),
        CatalogueWords.Regions => new($"'{word}' is not a region of the programme's list; use a NUTS code of any level, such as DE1 or DE11.", $"„{word}“ ist keine Region aus der Liste des Programms; verwenden Sie einen NUTS-Code beliebiger Ebene, etwa DE1 oder DE11."),
        _ => new($"'{word}' is not in the list '{list}'; use a code of it.", $"„{word}“ steht nicht in der Liste „{list}“; verwenden Sie einen Code daraus."),
    };

    private static string Plain(decimal figure) => figure.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
