using System.Globalization;
using System.Text;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Knowing;

namespace EligibilityService.Benchmarks;

/// <summary>How cost grows from 1,000 clusters to 100,000, and from 10 calls to 200: as a table and as a picture.</summary>
internal static class Growth
{
    private sealed record Line(string What, string Colour, List<(double Size, double Ms)> Points)
    {
        /// <summary>1: ten times as many cost ten times as much.</summary>
        public double Exponent => Math.Log(Points[^1].Ms / Points[0].Ms) / Math.Log(Points[^1].Size / Points[0].Size);
    }

    public static async Task Measure(Bench bench)
    {
        var rounds = bench.IsShort ? 3 : 15;
        int[] sizes = bench.IsShort ? [300, 1_000, 3_000] : [1_000, 3_000, 10_000, 30_000, 100_000];
        Line standings = new("standings of one call", "#1f3b73", []), impact = new("impact of a corrigendum", "#b4511e", []), completed = new("a consortium completed", "#2e7d4f", []);
        Line atOnceAgain = new("standings of the same clusters at once again", "", []);

        foreach (var size in (int[])[sizes[0], .. sizes])   // the first one warms up, and is not counted
        {
            foreach (var line in (Line[])[standings, impact, completed, atOnceAgain]) line.Points.RemoveAll(point => point.Size == size);
            var crowd = new CrowdInMemory(size);
            var call = crowd.Calls.Single(call => call.Terms!.Reference == "COS-CLUSINT-2016-03-01");
            var coordinator = crowd.Clusters.First(cluster => cluster.State.Status is RegistrationStatus.Published);
            var (consortia, impacts) = (new CheckConsortiumHandler(crowd, crowd, crowd), new ShowImpactHandler(crowd, crowd, crowd, crowd));

            Func<Task> stand = () =>
            {
                ulong all = 0;
                foreach (var cluster in crowd.Clusters) all ^= Assessment.Stand(new(cluster.Dossier), call.Terms!, crowd.Programme).Met;
                GC.KeepAlive(all);
                return Task.CompletedTask;
            };
            standings.Points.Add((size, await PartnersAndPaths.Timed(rounds, stand, ForgetEverything)));
            atOnceAgain.Points.Add((size, await PartnersAndPaths.Timed(rounds, stand)));
            impact.Points.Add((size, await PartnersAndPaths.Timed(rounds, async () => _ = (await impacts.Handle(new ShowImpact(call.Id, 1, Limit: null), CancellationToken.None)).Answer!.Affected.FirstOrDefault(), ForgetEverything)));
            completed.Points.Add((size, await PartnersAndPaths.Timed(rounds, () => consortia.Handle(new(call.Id.ToString(), [new(coordinator.Dossier.Id, PartnerRole.Coordinator, "")]), CancellationToken.None), ForgetEverything)));
        }

        var calls = await Calls(rounds);
        foreach (var line in (Line[])[standings, impact, completed])
        {
            bench.Note($"Growth with clusters: {line.What}", string.Join(", ", line.Points.Select(point => $"{point.Size:N0}: {point.Ms.Ms()}")), $"grows as the number to the power of {line.Exponent.ToString("0.00", CultureInfo.InvariantCulture)}", "linear: at most 1.1", line.Exponent <= 1.1);
        }

        bench.Note($"Growth with clusters: {atOnceAgain.What}, from the processor's caches as far as they fit", string.Join(", ", atOnceAgain.Points.Select(point => $"{point.Size:N0}: {point.Ms.Ms()}")), $"grows as the number to the power of {atOnceAgain.Exponent.ToString("0.00", CultureInfo.InvariantCulture)}");
        bench.Note("Growth with calls: one cluster's verdicts told", string.Join(", ", calls.Points.Select(point => $"{point.Size:N0}: {point.Ms.Ms()}")), $"grows as the number to the power of {calls.Exponent.ToString("0.00", CultureInfo.InvariantCulture)}", "linear: at most 1.1", calls.Exponent <= 1.1);
        bench.Picture("growth.svg", Draw([standings, impact, completed]));
    }

    /// <summary>Something else has run since: else a thousand clusters would be read from the processor's caches, into which a hundred thousand do not fit, and the caches would be measured.</summary>
    private static void ForgetEverything()
    {
        for (var line = 0; line < SomethingElse.Length; line += 64) SomethingElse[line]++;
    }

    private static readonly byte[] SomethingElse = new byte[256 << 20];

    private static async Task<Line> Calls(int rounds)
    {
        var crowd = new CrowdInMemory(100);
        var (cluster, knowledge, now) = (crowd.Clusters.First(), new Knowledge(), crowd.GetUtcNow());
        Line line = new("calls", "", []);
        foreach (var count in (int[])[10, 50, 100, 200])
        {
            CallDossier[] calls =
            [
                .. from number in Enumerable.Range(1, count)
                   let id = Guid.CreateVersion7()
                   select new CallDossier(id) { Terms = Invented.Terms($"G-{number}", new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)), Status = CallStatus.Open, LastTold = new Told(id, "", id, 1, now) },
            ];
            line.Points.Add((count, await PartnersAndPaths.Timed(rounds, () =>
            {
                foreach (var call in calls) GC.KeepAlive(knowledge.Tell(new(cluster.Dossier), cluster.Version, call, crowd.Programme, now));
                return Task.CompletedTask;
            })));
        }

        return line;
    }

    /// <summary>Both axes in powers of ten, so that linear growth is a straight line of one slope, which the dashed ones have.</summary>
    private static string Draw(IReadOnlyList<Line> lines)
    {
        const double width = 760, height = 420, left = 70, right = 210, top = 20, bottom = 50;
        var points = lines.SelectMany(line => line.Points).ToArray();
        var (from, to) = (Math.Floor(Math.Log10(points.Min(point => point.Size))), Math.Ceiling(Math.Log10(points.Max(point => point.Size))));
        var (low, high) = (Math.Floor(Math.Log10(points.Min(point => point.Ms))), Math.Ceiling(Math.Log10(points.Max(point => point.Ms))));
        double X(double size) => left + (Math.Log10(size) - from) / (to - from) * (width - left - right);
        double Y(double ms) => height - bottom - (Math.Log10(ms) - low) / (high - low) * (height - top - bottom);

        var picture = new StringBuilder();
        void Add(FormattableString element) => picture.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img" aria-label="Milliseconds by number of clusters, both in powers of ten">""");
        Add($"""<rect width="{width}" height="{height}" fill="#fff"/>""");
        for (var power = from; power <= to; power++) Add($"""<line x1="{X(Math.Pow(10, power)):0.0}" y1="{top}" x2="{X(Math.Pow(10, power)):0.0}" y2="{height - bottom}" stroke="#d9dde5"/><text x="{X(Math.Pow(10, power)):0.0}" y="{height - bottom + 20}" text-anchor="middle">{Math.Pow(10, power):N0}</text>""");
        for (var power = low; power <= high; power++) Add($"""<line x1="{left}" y1="{Y(Math.Pow(10, power)):0.0}" x2="{width - right}" y2="{Y(Math.Pow(10, power)):0.0}" stroke="#d9dde5"/><text x="{left - 8}" y="{Y(Math.Pow(10, power)) + 4:0.0}" text-anchor="end">{Math.Pow(10, power)} ms</text>""");
        Add($"""<text x="{(left + width - right) / 2}" y="{height - 10}" text-anchor="middle">clusters</text>""");

        foreach (var line in lines)
        {
            var (first, last) = (line.Points[0], line.Points[^1]);
            Add($"""<line x1="{X(first.Size):0.0}" y1="{Y(first.Ms):0.0}" x2="{X(last.Size):0.0}" y2="{Y(first.Ms * last.Size / first.Size):0.0}" stroke="{line.Colour}" stroke-dasharray="4 4" opacity=".5"/>""");
            Add($"""<polyline fill="none" stroke="{line.Colour}" stroke-width="2.5" points="{string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Size):0.0},{Y(point.Ms):0.0}")))}"/>""");
            foreach (var point in line.Points) Add($"""<circle cx="{X(point.Size):0.0}" cy="{Y(point.Ms):0.0}" r="3.5" fill="{line.Colour}"/>""");
            Add($"""<text x="{X(last.Size) + 10:0.0}" y="{Y(last.Ms) + 4:0.0}" fill="{line.Colour}">{line.What}</text>""");
        }

        return picture.Append("</svg>\n").ToString();
    }
}
