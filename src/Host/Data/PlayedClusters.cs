using System.Globalization;
using System.Text;
using CsvHelper;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Demonstration;
using MediatR;

namespace EligibilityService.Host.Data;

/// <summary>The demonstration's clusters, slice by slice of the file that users could import as well, each on its day; then what became of each.</summary>
internal static class PlayedClusters
{
    private static readonly TimeSpan Reviewed = TimeSpan.FromDays(5), Suspended = TimeSpan.FromDays(60), Withdrawn = TimeSpan.FromDays(90);

    private static readonly Caller Service = Caller.Service, Moderator = PlayedHistory.Person(DemonstrationPeople.Moderator), Applicant = PlayedHistory.Person(DemonstrationPeople.Applicant);

    public static IEnumerable<PlayedStep> Steps()
    {
        var rows = Read();
        var slices = rows.GroupBy(row => Slice(row.PlayedOn)).OrderBy(slice => slice.Key).ToArray();

        foreach (var slice in slices)
        {
            var at = At(slice.Key);
            yield return Import(at, slice.Select(row => row.LabelFrom > slice.Key ? row.WithoutLabel() : row));

            var ids = slice.ToLookup(row => row.PlayedAs, row => ImportRow.ClusterIdOf(row.ExternalId));
            var asked = ids.Where(group => group.Key is not "draft").SelectMany(group => group).ToArray();
            var published = ids["published"].Concat(ids["suspended"]).Concat(ids["withdrawn"]).ToArray();

            if (asked.Length > 0) yield return PlayedHistory.As(Service, at.AddMinutes(5), "clusters ask for review", asked.Select(id => new RequestReview(id)));
            if (published.Length > 0) yield return PlayedHistory.As(Moderator, at + Reviewed, "profiles are published", published.Select(id => new PublishProfile(id)));
            if (ids["refused"].Any()) yield return PlayedHistory.As(Moderator, at + Reviewed, "profiles are refused", ids["refused"].Select(id => new RefuseProfile(id,
                "No activity of the cluster can be seen yet. Show on your website what the members do together, then ask again.")));
            if (ids["suspended"].Any()) yield return PlayedHistory.As(Moderator, at + Suspended, "profiles are suspended", ids["suspended"].Select(id => new SuspendProfile(id,
                "The website could not be reached for weeks. Tell us when it is back.")));
            if (ids["withdrawn"].Any()) yield return PlayedHistory.As(Service, at + Withdrawn, "profiles are withdrawn", ids["withdrawn"].Select(id => new WithdrawCluster(id)));
        }

        foreach (var later in rows.Where(row => row.LabelFrom > Slice(row.PlayedOn)).GroupBy(row => Slice(row.LabelFrom!.Value.AddDays(20))).OrderBy(slice => slice.Key))
        {
            yield return Import(At(later.Key).AddHours(2), later);
        }

        foreach (var step in TheApplicants(rows)) yield return step;
    }

    /// <summary>The demonstration's applicant claims the first cluster of Baden-Württemberg and a draft; a profile of her own she may still register.</summary>
    private static IEnumerable<PlayedStep> TheApplicants(IReadOnlyList<Row> rows)
    {
        var first = rows.First(row => row.Region.StartsWith("DE1", StringComparison.Ordinal) && row.PlayedAs is "published");
        var draft = rows.First(row => row.Region.StartsWith("DE", StringComparison.Ordinal) && row.PlayedAs is "draft" && row.PlayedOn < new DateOnly(2016, 9, 1));

        foreach (var row in new[] { first, draft })
        {
            var (cluster, at) = (ImportRow.ClusterIdOf(row.ExternalId), At(Slice(row.PlayedOn)).AddDays(10));
            yield return PlayedHistory.As(Applicant, at, "the applicant claims a cluster", new ClaimCluster(cluster, null));
            yield return PlayedHistory.As(Moderator, at.AddDays(1), "the claim is confirmed", new DecideClaim(cluster, DemonstrationPeople.Applicant.Id, Confirm: true));
            if (row == first) yield return PlayedHistory.As(Applicant, at.AddDays(2), "the cluster lets its regional agency see it", new ChangeProfile(cluster, new() { VisibleToAgency = true }, []));
        }
    }

    private static PlayedStep Import(DateTimeOffset at, IEnumerable<Row> rows)
    {
        Row[] slice = [.. rows];
        return new(at, $"{slice.Length} rows are imported", async (services, cancellationToken) =>
        {
            services.GetRequiredService<AmbientCaller>().ActAs(Service);
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(Written(slice)));
            var report = await services.GetRequiredService<IMediator>().Send(new ImportClusters(content), cancellationToken);
            return [.. report.Lines.Where(line => line.Result is ImportResult.Refused)
                .Select(line => new RefusedStep(at, $"row {line.ExternalId}", "row-refused", string.Join(' ', line.Reasons.Select(reason => reason.En))))];
        });
    }

    private static string Written(IReadOnlyList<Row> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in rows[0].Cells.Keys) csv.WriteField(column);
        csv.NextRecord();
        foreach (var row in rows)
        {
            foreach (var cell in row.Cells.Values) csv.WriteField(cell);
            csv.NextRecord();
        }

        return text.ToString();
    }

    private static List<Row> Read()
    {
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Data", "demonstration", "clusters.csv"));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();

        var rows = new List<Row>();
        while (csv.Read()) rows.Add(new(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? "")));
        return rows;
    }

    /// <summary>Twice a month a slice is brought in: on the day itself, or the next such day.</summary>
    private static DateOnly Slice(DateOnly day) => day.Day switch
    {
        1 or 16 => day,
        < 16 => new(day.Year, day.Month, 16),
        _ => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
    };

    private static DateTimeOffset At(DateOnly day) => PlayedHistory.Brussels(day.ToDateTime(new(9, 30)));

    private sealed record Row(Dictionary<string, string> Cells)
    {
        public string ExternalId => Cells["externalId"];

        public string Region => Cells["region"];

        public DateOnly PlayedOn => Day("playedOn")!.Value;

        public string PlayedAs => Cells["playedAs"];

        public DateOnly? LabelFrom => Day("labelFrom");

        public Row WithoutLabel() => new(Cells.ToDictionary(cell => cell.Key, cell => cell.Key.StartsWith("label", StringComparison.Ordinal) ? "" : cell.Value));

        private DateOnly? Day(string column) => Cells[column] is { Length: > 0 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }
}
