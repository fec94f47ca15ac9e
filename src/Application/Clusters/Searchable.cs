using System.Globalization;
using System.Text;

namespace EligibilityService.Application.Clusters;

/// <summary>Names as people type them: without accents, capitals and punctuation, so that "malmo" finds Malmö and "strasse" Straße.</summary>
public static class Searchable
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 4);

        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark) continue;

            if (Spelt(char.ToLowerInvariant(character)) is { } spelt) folded.Append(spelt);
            else if (char.IsLetterOrDigit(character)) folded.Append(char.ToLowerInvariant(character));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    public static string[] Words(string? text) => text is null ? [] : [.. Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Letters that are no base letter with an accent.</summary>
    private static string? Spelt(char letter) => letter switch
    {
        'ß' => "ss", 'ø' => "o", 'ł' => "l", 'đ' or 'ð' => "d", 'æ' => "ae", 'œ' => "oe", 'ı' => "i", 'þ' => "th", _ => null,
    };
}
