using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Whether two organisations seem to be one, although nothing proves it: the same name in another spelling, in the same country.</summary>
/// <remarks>Never merges anybody: it makes a candidate that an officer looks at. So it rather finds one too many.</remarks>
public static class Likeness
{
    private static readonly HashSet<string> LegalForms =
    [
        "ev", "gmbh", "ggmbh", "mbh", "ag", "eg", "kg", "ohg", "ug", "se", "asbl", "vzw", "aisbl", "ivzw", "sa", "sas", "sarl", "gie", "sl", "slu", "srl", "spa", "scarl", "scrl", "ltd", "limited",
        "plc", "llc", "inc", "bv", "nv", "oy", "ry", "ab", "as", "aps", "doo", "dd", "sro", "zs", "kft", "zrt", "nonprofit", "sp", "z", "oo", "stowarzyszenie", "association", "verein", "eingetragener", "asociacion",
        "associazione", "associacao", "foundation", "stiftung", "fundacion", "fondazione", "the", "der", "die", "das",
    ];

    private static readonly ConditionalWeakTable<Fact<string>, string> Cores = [];

    private static readonly Dictionary<char, string> Plain = new() { ['ł'] = "l", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['æ'] = "ae", ['œ'] = "oe", ['ß'] = "ss", ['þ'] = "th", ['ı'] = "i" };

    public static bool Between(OrganisationDossier one, OrganisationDossier other) =>
        SameCountry(one.Country.Newest?.Value, other.Country.Newest?.Value) && CoreOf(one) is { } core && core == CoreOf(other);

    /// <summary>Of its present name; null where it has none, or nothing but a legal form.</summary>
    public static string? CoreOf(OrganisationDossier organisation) => organisation.Name.Newest is { IsKnown: true } name && Core(name) is { Length: > 0 } core ? core : null;

    /// <summary>Names are compared often, and a statement never changes.</summary>
    private static string Core(Fact<string> name) => Cores.GetValue(name, static told => Core(told.Value!));

    /// <summary>The name without case, accents, dots and legal forms; "e.V." and "e. V." are one.</summary>
    public static string Core(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (Plain.TryGetValue(letter, out var written)) plain.Append(written);
            else if (char.IsLetterOrDigit(letter)) plain.Append(letter);
            else if (letter is not ('.' or '\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark) plain.Append(' ');
        }

        var words = new List<string>();
        foreach (var word in plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // Letters standing alone belong together: "e V", "S p A".
            if (word.Length == 1 && words.Count > 0 && words[^1] is [.., ' ']) words[^1] = $"{words[^1].TrimEnd()}{word} ";
            else words.Add(word.Length == 1 ? $"{word} " : word);
        }

        return string.Concat(words.Select(word => word.TrimEnd()).Where(word => !LegalForms.Contains(word)))
            .Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);
    }

    /// <summary>Greece and the United Kingdom have two codes each. Where a country is not told, it may be the same.</summary>
    private static bool SameCountry(string? one, string? other) => one is null || other is null || Code(one) == Code(other);

    private static string Code(string country) => country switch { "GR" => "EL", "GB" => "UK", _ => country };
}
