using System.Globalization;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>Figures as people type them, in either language.</summary>
internal static class TypedFigure
{
    /// <summary>"180 000,50" and "180000.50" are the same; where dot and comma could each be either, nobody guesses.</summary>
    public static decimal? Read(string typed, int decimals)
    {
        var plain = new string([.. typed.Where(sign => !char.IsWhiteSpace(sign))]).Replace("EUR", "", StringComparison.OrdinalIgnoreCase).Replace("€", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure)
            && Math.Abs(figure) < 1_000_000_000_000_000m && (plain.Split('.') is [_] || (plain.Split('.') is [_, var behind] && behind.Length <= decimals))
                ? figure
                : null;
    }

    public static string Write(decimal figure) => figure.ToString("0.######", CultureInfo.CurrentUICulture);

    public static string? Write(decimal? figure) => figure is { } known ? Write(known) : null;

    /// <summary>Null where nothing was typed, or it cannot be read, which is then told beside the field.</summary>
    public static int? Number(string? typed, string field, List<FormProblem> problems) =>
        (int?)Read(typed, 0, 1_000_000_000, field, T("Enter a whole number in figures, or leave it empty.", "Geben Sie eine ganze Zahl in Ziffern an, oder lassen Sie das Feld leer."), problems);

    public static decimal? Amount(string? typed, string field, List<FormProblem> problems) =>
        Read(typed, 2, 1_000_000_000_000, field, T("Enter an amount in euro, for example 180000 or 180000.50.", "Geben Sie einen Betrag in Euro an, zum Beispiel 180000 oder 180000,50."), problems);

    public static decimal? Part(string? typed, string field, List<FormProblem> problems) =>
        Read(typed, 6, 1_000, field, T("Enter the part as 0.75 for 75 %.", "Geben Sie den Teil als 0,75 für 75 % an."), problems);

    /// <summary>An amount that is still the same stays as it was written, with its zeros.</summary>
    public static decimal? Or(this decimal? now, decimal? before) => now == before ? before : now;

    private static decimal? Read(string? typed, int decimals, decimal most, string field, string wrong, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (Read(typed, decimals) is { } figure && Math.Abs(figure) <= most) return figure;

        problems.Add(new(field, wrong));
        return null;
    }
}
