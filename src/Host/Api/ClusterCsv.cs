using System.Globalization;
using System.Text;
using EligibilityService.Application.Clusters;

namespace EligibilityService.Host.Api;

/// <summary>Clusters as CSV (RFC 4180, UTF-8). What a spreadsheet would take for a formula is marked as text with an apostrophe.</summary>
internal sealed class ClusterCsv(ClusterExport export) : IResult
{
    public const string ContentType = "text/csv";

    private const string Formula = "=+-@\t\r";
    private const int Piece = 500;

    private static readonly (string Name, Func<ExportedCluster, object?> Value)[] Columns =
    [
        ("id", cluster => cluster.Id),
        ("name", cluster => cluster.Profile.Name),
        ("acronym", cluster => cluster.Profile.Acronym),
        ("country", cluster => cluster.Profile.Country),
        ("region", cluster => cluster.Profile.Region),
        ("city", cluster => cluster.Profile.City),
        ("website", cluster => cluster.Profile.Website),
        ("founded", cluster => cluster.Profile.Founded),
        ("staffFte", cluster => cluster.Profile.StaffFte),
        ("membersSme", cluster => cluster.Profile.MembersSme),
        ("membersLarge", cluster => cluster.Profile.MembersLarge),
        ("membersResearch", cluster => cluster.Profile.MembersResearch),
        ("membersOther", cluster => cluster.Profile.MembersOther),
        ("sectors", cluster => cluster.Profile.Sectors),
        ("emergingIndustries", cluster => cluster.Profile.EmergingIndustries),
        ("technologies", cluster => cluster.Profile.Technologies),
        ("targetCountries", cluster => cluster.Profile.TargetCountries),
        ("label", cluster => cluster.Label is { } label ? label.ToString().ToLowerInvariant() : null),
        ("labelUntil", cluster => cluster.LabelUntil),
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{ContentType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = "attachment; filename=\"clusters.csv\"";
        response.Headers["Position"] = export.Position.ToString(CultureInfo.InvariantCulture);

        var text = new StringBuilder();
        AppendLine(text, Columns.Select(column => column.Name));
        foreach (var piece in export.Clusters.Chunk(Piece))
        {
            foreach (var cluster in piece) AppendLine(text, Columns.Select(column => Field(column.Value(cluster))));
            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
        }

        await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }

    internal static string Field(object? value)
    {
        var text = value switch
        {
            null => "",
            string[] list => string.Join('|', list),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

        if (text.Length > 0 && value is string or string[] && Formula.Contains(text[0], StringComparison.Ordinal)) text = $"'{text}";
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields).Append("\r\n");
}
