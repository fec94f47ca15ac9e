using System.Globalization;
using System.Text;
using System.Text.Json;
using SpreadCheetah;

namespace EligibilityService.Host.Api;

/// <summary>A list as a file: Excel, or CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read every letter). What a spreadsheet would take for a formula is text.</summary>
internal sealed class TableFile(string name, long position, string[] columns, IEnumerable<object?[]> rows, bool asExcel) : IResult
{
    public const string Csv = "text/csv", Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = asExcel ? Excel : $"{Csv}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{(asExcel ? "xlsx" : "csv")}\"";
        response.Headers["Position"] = position.ToString(CultureInfo.InvariantCulture);

        using var file = new MemoryStream();
        if (asExcel) await WriteExcel(file, httpContext.RequestAborted);
        else WriteCsv(file);

        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, httpContext.RequestAborted);
    }

    private async Task WriteExcel(Stream file, CancellationToken cancellationToken)
    {
        await using var spreadsheet = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancellationToken);
        await spreadsheet.StartWorksheetAsync(name, token: cancellationToken);
        await spreadsheet.AddRowAsync([.. columns.Select(column => new DataCell(column))], cancellationToken);
        foreach (var row in rows) await spreadsheet.AddRowAsync([.. row.Select(value => Plain(value) switch
        {
            decimal figure => new DataCell(figure),
            int number => new DataCell(number),
            var text => new DataCell((string?)text),
        })], cancellationToken);
        await spreadsheet.FinishAsync(cancellationToken);
    }

    private void WriteCsv(Stream file)
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', columns));
        foreach (var row in rows) writer.WriteLine(string.Join(',', row.Select(value => ClusterCsv.Field(Plain(value)))));
    }

    /// <summary>Figures stay figures; all else is written as the API writes it.</summary>
    private static object? Plain(object? value) => value switch
    {
        null or string or decimal or int => value,
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        bool yes => yes ? "yes" : "no",
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
