using System.Globalization;
using System.Text.Json;
using FluentValidation.Results;
using Text = EligibilityService.Domain.Deciding.Text;

namespace EligibilityService.Application.Clusters;

/// <summary>Reads the cells of one line; what cannot be read is noted beside the column, and reading goes on, so that a person sees all of it at once.</summary>
/// <remarks>An empty cell says nothing.</remarks>
internal sealed class CellReading(IReadOnlyDictionary<string, string> cells)
{
    private static readonly char[] BeginsFormula = ['=', '+', '-', '@', '\t', '\r'];

    public List<Text> Faults { get; } = [];

    /// <param name="longest">Where no other shape bounds the text.</param>
    public string? Line(string column, int? longest = null)
    {
        if (Written(column) is not { } text) return null;

        if (BeginsFormula.Contains(text[0]) || BeginsFormula.Contains(text.TrimStart()[0]))
        {
            Wrong(column,
                "The cell begins like a formula of a spreadsheet (=, +, -, @ or a tab). Begin with a letter or digit.",
                "Die Zelle beginnt wie eine Formel einer Tabelle (=, +, -, @ oder Tabulator). Beginnen Sie mit einem Buchstaben oder einer Ziffer.");
            return null;
        }

        text = text.Trim();
        if (longest is { } most && (text.Length > most || text.Any(char.IsControl))) Wrong(column, $"One line of at most {most} characters.", $"Eine Zeile mit höchstens {most} Zeichen.");
        return text;
    }

    public string[]? List(string column) =>
        Line(column)?.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } entries ? entries : null;

    public int? Count(string column) => Parsed<int>(
        column, text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        "Enter a whole number, without blanks or points.", "Geben Sie eine ganze Zahl an, ohne Leerzeichen oder Punkte.");

    /// <remarks>A decimal comma is as good as a point; there are no separators of thousands.</remarks>
    public decimal? Amount(string column) => Parsed<decimal>(
        column, text => decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null,
        "Enter a number, such as 3.5.", "Geben Sie eine Zahl an, etwa 3,5.");

    public DateOnly? Day(string column) => Parsed<DateOnly>(
        column, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and < 2100 ? day : null,
        "Enter a day between 1990 and 2099, such as 2015-03-31.", "Geben Sie einen Tag zwischen 1990 und 2099 an, etwa 2015-03-31.");

    public bool? YesOrNo(string column) => Parsed<bool>(
        column, text => text switch { "yes" => true, "no" => false, _ => null },
        "Enter yes or no, or leave it empty.", "Geben Sie yes oder no an, oder lassen Sie es leer.");

    public T? OneOf<T>(string column) where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        var listed = string.Join(", ", names.Keys);
        return Parsed<T>(column, text => names.TryGetValue(text, out var value) ? value : null, $"Use one of: {listed}.", $"Verwenden Sie eines von: {listed}.");
    }

    public void Missing(string column)
    {
        if (Written(column) is null) Wrong(column, "This must not be empty.", "Das darf nicht leer sein.");
    }

    public void Wrong(string column, string english, string german) => Faults.Add(new($"{column}: {english}", $"{column}: {german}"));

    public void Wrong(ValidationFailure failure) => Faults.Add(Said(failure));

    public static Text Said(ValidationFailure failure)
    {
        var (column, said) = (JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), ProfileShape.Said(failure.ErrorMessage));
        return new($"{column}: {said.En}", $"{column}: {said.De}");
    }

    private T? Parsed<T>(string column, Func<string, T?> parse, string english, string german) where T : struct
    {
        if (Written(column) is not { } text) return null;

        var value = parse(text.Trim());
        if (value is null) Wrong(column, english, german);
        return value;
    }

    private string? Written(string column) => cells.TryGetValue(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
