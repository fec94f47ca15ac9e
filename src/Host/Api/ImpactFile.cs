using System.Globalization;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Eligibility;
using Microsoft.Extensions.Options;

namespace EligibilityService.Host.Api;

/// <summary>All of those affected as a file: CSV for a spreadsheet, with formulas disarmed, or a line of JSON each.</summary>
/// <remarks>Reasons are looked up while it is written, so the first line leaves as soon as it is known who is affected.</remarks>
internal sealed class ImpactFile(ImpactAnswer impact, bool asCsv) : IResult
{
    public const string Csv = "text/csv", JsonLines = "application/jsonl";

    private const int Piece = 500;

    private static readonly string[] Columns =
        ["effect", "cluster", "name", "country", "application", "strand", "decides", "before", "after", "criterion", "clause", "outcomeBefore", "reasonBefore", "outcomeAfter", "reasonAfter", "textBefore", "textAfter"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, language) = (httpContext.Response, Problems.Language(httpContext));
        response.ContentType = asCsv ? $"{Csv}; charset=utf-8; header=present" : $"{JsonLines}; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"impact-{(impact.Corrigendum is { } number ? $"corrigendum-{number}" : "publication")}.{(asCsv ? "csv" : "jsonl")}\"";
        response.Headers["Position"] = impact.Recorded.ToString(CultureInfo.InvariantCulture);

        var text = new StringBuilder();
        if (asCsv) text.AppendJoin(',', Columns).Append("\r\n");
        else text.Append(JsonSerializer.Serialize(impact with { Affected = [] }, JsonOf(httpContext))).Append('\n');

        var lines = 0;
        foreach (var affected in impact.Affected)
        {
            if (asCsv) foreach (var line in Lines(affected, language)) text.AppendJoin(',', line.Select(ClusterCsv.Field)).Append("\r\n");
            else text.Append(JsonSerializer.Serialize(affected, JsonOf(httpContext))).Append('\n');
            if (++lines % Piece != 0) continue;

            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
        }

        await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }

    /// <summary>One line for each criterion that comes out otherwise; one without, where none does.</summary>
    private static IEnumerable<object?[]> Lines(AffectedAnswer affected, string language) => affected.Criteria.Count == 0
        ? [[.. Head(affected), null, null, null, null, null, null, null, null]]
        : affected.Criteria.Select(shift => (object?[])[
            .. Head(affected), shift.Criterion, shift.Clause, Word(shift.Before?.Outcome), shift.Before?.Reason.Code, Word(shift.After?.Outcome), shift.After?.Reason.Code,
            shift.Before?.Reason.Text.In(language), shift.After?.Reason.Text.In(language),
        ]);

    private static object?[] Head(AffectedAnswer affected) =>
    [
        JsonNamingPolicy.CamelCase.ConvertName(affected.Effect.ToString()), affected.Cluster, affected.Name, affected.Country, affected.Application, affected.Strand,
        JsonNamingPolicy.CamelCase.ConvertName(affected.Decides.ToString()), Word(affected.Before), Word(affected.After),
    ];

    private static string? Word(Outcome? outcome) => outcome is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;

    private static JsonSerializerOptions JsonOf(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
}
