using EligibilityService.Application.Clusters;
using EligibilityService.Application.Programme;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure.Knowing;

namespace EligibilityService.Benchmarks;

/// <summary>1,000 clusters: how soon after the commit the standings are current again.</summary>
internal static class StandingsOfOneThousand
{
    private const int Clusters = 1_000;

    public static async Task Measure(Bench bench)
    {
        await using var service = await Service.Start(await bench.FreshDatabase());
        var programme = (await service.Send(new RecordProgramme([.. ProgrammeFiles.Lists(), .. ProgrammeFiles.Associations().Select(association => association.Fact)]))).Unrefused();
        await service.Get<Roster>().AtLeast(programme.Position, CancellationToken.None);
        var report = await service.Send(new ImportClusters(Invented.Csv(Clusters), MostRows: int.MaxValue));
        if (report.Accepted != Clusters) throw new InvalidOperationException($"{report.Accepted} of {report.Rows} rows were accepted: {string.Join("; ", report.Lines.SelectMany(line => line.Reasons).Take(3))}");

        var calls = new CallsAtWork(service, new(2050, 12, 1, 17, 0, 0, DateTimeKind.Unspecified));
        for (var other = 0; other < 10; other++) await calls.Publish();
        var call = await calls.Publish();
        await calls.AllCurrent();

        var rounds = bench.IsShort ? 3 : 21;
        var (amended, floor, profile) = (await calls.Amended(call, rounds), await calls.Floor(call, rounds), await calls.ProfileChanged(rounds * 2));
        bench.Note("A call amended, 1,000 clusters: standings current after the commit", amended.Ms(), $"bare SQL that upserts the same 1,000 rows: {floor.Ms()}", "100 ms", amended <= 100);
        bench.Note("A profile changed, 1,000 clusters and 11 calls: standings current after the commit", profile.Ms(), "", "60 ms", profile <= 60);
    }
}
