using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EligibilityService.Application.Clusters;
using FluentValidation;
using Text = EligibilityService.Domain.Deciding.Text;

namespace EligibilityService.Infrastructure.Import;

/// <summary>An import file as CSV: UTF-8 with or without byte-order mark, comma or semicolon, quotes as in RFC 4180; empty lines are passed over.</summary>
internal sealed class CsvFile : IImportFile
{
    private const int LongestCell = 10_000;

    /// <summary>Strict, so that a file in another encoding is refused and not read as something else.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public int Check(Stream content, int mostRows, ImportSheet? sheet = null)
    {
        var rows = 0;
        foreach (var _ in Lines(content, sheet ?? ImportColumns.Sheet))
        {
            if (++rows > mostRows) throw IImportFile.Fault("csv-too-many-rows",
                $"The file has more than {mostRows} rows. Split it{(sheet is null ? ", or import it with the terminal command import-clusters" : "")}.",
                $"Die Datei hat mehr als {mostRows} Zeilen. Teilen Sie sie auf{(sheet is null ? ", oder importieren Sie sie mit dem Befehl import-clusters" : "")}.");
        }

        content.Position = 0;
        return rows;
    }

    public IEnumerable<ImportCells> Read(Stream content, ImportSheet? sheet = null) => Lines(content, sheet ?? ImportColumns.Sheet);

    private static IEnumerable<ImportCells> Lines(Stream content, ImportSheet sheet)
    {
        var delimiter = Understood(() => Delimiter(content), 1);
        using var reader = Reader(content);
        var badQuotes = false;
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = true,
            MaxFieldSize = LongestCell,
            BadDataFound = _ => badQuotes = true,
        }, leaveOpen: true);

        if (Understood(parser.Read, 1) is false) throw IImportFile.Fault("csv-empty", "The file is empty. Its first line names the columns.", "Die Datei ist leer. Ihre erste Zeile nennt die Spalten.");
        var header = Header(parser.Record!, sheet);

        while (Understood(parser.Read, parser.RawRow + 1))
        {
            badQuotes = false;
            var values = Understood(() => parser.Record!, parser.RawRow);
            if (values.All(string.IsNullOrWhiteSpace)) continue;

            var cells = header.Zip(values).ToDictionary(cell => cell.First, cell => cell.Second);
            yield return new(parser.RawRow, cells, Fault(header.Length, values.Length, badQuotes));
        }
    }

    private static Text? Fault(int columns, int cells, bool badQuotes) =>
        badQuotes ? new(
            "A quotation mark stands in the wrong place. Put the whole cell in quotation marks and double those inside.",
            "Ein Anführungszeichen steht an falscher Stelle. Setzen Sie die ganze Zelle in Anführungszeichen und verdoppeln Sie die inneren.")
        : cells != columns ? new(
            $"The line has {cells} cells, the header {columns}. Put cells that hold a separator in quotation marks.",
            $"Die Zeile hat {cells} Zellen, die Kopfzeile {columns}. Setzen Sie Zellen, die ein Trennzeichen enthalten, in Anführungszeichen.")
        : null;

    private static string[] Header(string[] names, ImportSheet sheet)
    {
        string[] columns = [.. names.Select(name => name.Trim())];

        string[] unknown = [.. columns.Where(column => !sheet.Known.Contains(column) && !sheet.IsKnownToo(column))];
        if (unknown.Length > 0) throw IImportFile.Fault("csv-unknown-columns",
            $"These columns are not known: {Named(unknown)}. Known are: {string.Join(", ", sheet.Known)}.",
            $"Diese Spalten sind nicht bekannt: {Named(unknown)}. Bekannt sind: {string.Join(", ", sheet.Known)}.");

        string[] missing = [.. sheet.Required.Except(columns)];
        if (missing.Length > 0) throw IImportFile.Fault("csv-missing-columns", $"These columns are missing: {Named(missing)}.", $"Diese Spalten fehlen: {Named(missing)}.");

        string[] twice = [.. columns.GroupBy(column => column).Where(same => same.Skip(1).Any()).Select(same => same.Key)];
        if (twice.Length > 0) throw IImportFile.Fault("csv-repeated-columns", $"These columns stand there more than once: {Named(twice)}.", $"Diese Spalten kommen mehrfach vor: {Named(twice)}.");

        return columns;
    }

    /// <summary>Unknown names come from outside: some of them, shortened, are enough to find them.</summary>
    private static string Named(string[] columns) =>
        string.Join(", ", columns.Take(10).Select(column => $"'{new string([.. column.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)])}'"));

    private static string Delimiter(Stream content)
    {
        using var reader = Reader(content);
        var (commas, semicolons) = (0, 0);
        for (var letter = reader.Read(); letter is not (-1 or '\n' or '\r'); letter = reader.Read())
        {
            if (letter == ',') commas++;
            else if (letter == ';') semicolons++;
        }

        return semicolons > commas ? ";" : ",";
    }

    private static StreamReader Reader(Stream content)
    {
        content.Position = 0;
        return new(content, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
    }

    private static T Understood<T>(Func<T> read, int line)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is DecoderFallbackException or { InnerException: DecoderFallbackException })
        {
            throw IImportFile.Fault("csv-wrong-encoding",
                "The file is not UTF-8. Save it as \"CSV UTF-8\".",
                "Die Datei ist nicht in UTF-8. Speichern Sie sie als „CSV UTF-8“.");
        }
        catch (MaxFieldSizeException)
        {
            throw IImportFile.Fault("csv-cell-too-long",
                $"A cell has more than {LongestCell} characters (from line {line} on); probably a closing quotation mark is missing.",
                $"Eine Zelle hat mehr als {LongestCell} Zeichen (ab Zeile {line}); vermutlich fehlt ein schließendes Anführungszeichen.");
        }
    }
}
