using System.Globalization;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Figures as the two languages write them.</summary>
public static class Figure
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static string En(decimal figure) => figure.ToString("#,0.##", English);

    public static string De(decimal figure) => figure.ToString("#,0.##", German);

    /// <summary>"1 member", "1,200 members".</summary>
    public static Text Many(int count, string one, string many, string eins, string viele) => new($"{En(count)} {(count == 1 ? one : many)}", $"{De(count)} {(count == 1 ? eins : viele)}");

    /// <summary>"2 are asked for".</summary>
    public static Text AskedFor(decimal minimum) => minimum == 1 ? new("1 is asked for", "verlangt ist 1") : new($"{En(minimum)} are asked for", $"verlangt sind {De(minimum)}");

    /// <summary>Euro to the cent.</summary>
    public static string EuroEn(decimal amount) => $"EUR {amount.ToString("#,0.00", English)}";

    public static string EuroDe(decimal amount) => $"{amount.ToString("#,0.00", German)} Euro";
}
