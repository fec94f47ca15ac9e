using System.Globalization;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Figures as the two languages write them.</summary>
public static class Figure
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static string En(decimal figure) => figure.ToString("#,0.##", English);

    public static string De(decimal figure) => figure.ToString("#,0.##", German);

    /// <summary>Euro to the cent.</summary>
    public static string EuroEn(decimal amount) => $"EUR {amount.ToString("#,0.00", English)}";

    public static string EuroDe(decimal amount) => $"{amount.ToString("#,0.00", German)} Euro";
}
