using System.Text.RegularExpressions;
using EligibilityService.Domain.Deciding;
using Xunit;

namespace EligibilityService.Tests;

/// <summary>Sentences as people write them: days in words, one thing in the singular, countries with the article that they need.</summary>
internal static partial class ProperSentences
{
    public static void IsProper(this Text text)
    {
        foreach (var sentence in (string[])[text.En, text.De]) Assert.False(IsoDay().IsMatch(sentence), $"A day as machines write it: {sentence}");
        Assert.False(OneOfManyEn().IsMatch(text.En), $"One thing in the plural: {text.En}");
        Assert.False(OneOfManyDe().IsMatch(text.De), $"One thing in the plural: {text.De}");
        Assert.False(WithoutArticleEn().IsMatch(text.En), $"A country without its article: {text.En}");
        Assert.False(WithoutArticleDe().IsMatch(text.De), $"A country without its article: {text.De}");
    }

    /// <remarks>References of calls, COS-CLUSINT-2016-03-01 say, hold something like a day; there it follows a hyphen.</remarks>
    [GeneratedRegex(@"(?<![\w-])\d{4}-\d{2}-\d{2}(?!\d)")]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"\b1 (?:members|types|partners|countries|third countries|regions|rules|terms|changes|clusters|applications|months|pages|weeks|persons|full-time equivalents|are)\b")]
    private static partial Regex OneOfManyEn();

    [GeneratedRegex(@"\b1 (?:Mitglieder|Arten|Länder|Drittländer|Regionen|Regeln|Begriffen|Änderungen|Anträge|Monate|Seiten|Wochen|Personen|Vollzeitstellen)\b|\bsind 1\b")]
    private static partial Regex OneOfManyDe();

    [GeneratedRegex(@"\b(?:in|from|for|about|Of) (?:Netherlands|United (?:Kingdom|States|Arab Emirates)|Czech Republic)\b")]
    private static partial Regex WithoutArticleEn();

    [GeneratedRegex(@"\b(?:in|aus|für|über) (?:Schweiz|Türkei|Slowakei|Ukraine|Republik|Tschechische|Niederlande|Vereinigte|Iran|Kosovo)")]
    private static partial Regex WithoutArticleDe();
}
