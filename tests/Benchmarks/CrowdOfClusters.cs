using System.Diagnostics;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Host.Data.Demonstration;
using EligibilityService.Infrastructure.Embedded;
using EligibilityService.Infrastructure.Knowing;
using Npgsql;

namespace EligibilityService.Benchmarks;

/// <summary>100,000 clusters, brought in by the terminal's import: ready, memory, rebuild, and how soon the standings are current.</summary>
internal static class CrowdOfClusters
{
    private static readonly DateTime Deadline = new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified);

    public static async Task Measure(Bench bench)
    {
        var clusters = bench.IsShort ? 3_000 : 100_000;
        var folder = bench.Folder("crowd");
        await (await HostProcess.Start(folder, "programme")).DisposeAsync();

        await Imported(bench, folder, clusters);
        await Started(bench, folder, clusters);

        await using var server = await EmbeddedPostgres.Start(new() { DataDirectory = folder });
        await Rebuilt(bench, folder, clusters, server.ConnectionString);
        await using var service = await Service.Start(server.ConnectionString, played: true);
        await Standings(bench, service, clusters);
        await Questions(bench, service, clusters);
        await ManyCalls(bench, service, clusters);
    }

    private static async Task Imported(Bench bench, string folder, int clusters)
    {
        var file = Path.Combine(folder, "clusters.csv");
        await using (var writer = new StreamWriter(file)) DemonstrationClusters.Write(writer, clusters);
        var (took, said) = await HostProcess.Run(folder, "import-clusters", file);
        if (!said.Contains($"{clusters:N0}", StringComparison.Ordinal)) throw new InvalidOperationException(said);
        bench.Note($"Terminal import of {clusters:N0} clusters", $"{clusters / took.TotalSeconds:N0} rows/s ({took.TotalSeconds:0} s)", "with the start of program and PostgreSQL; a hundred rows a transaction");
    }

    private static async Task Started(Bench bench, string folder, int clusters)
    {
        await using (var first = await HostProcess.Start(folder, "programme"))
        {
            await using var server = await EmbeddedPostgres.Start(new() { DataDirectory = folder });
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            var since = Stopwatch.StartNew();
            await Measuring.Until(async () => await Scalar(source, CallsAtWork.AllCurrentSql) is true, TimeSpan.FromMinutes(5), "the standings follow the import");
            bench.Say($"  after the import the standings were current {since.Elapsed.TotalSeconds:0.0} s after the start");
        }

        await using var host = await HostProcess.Start(folder, "programme");
        bench.Note($"Host ready on an existing data folder, {clusters:N0} clusters", host.ReadyAfter.TotalMilliseconds.Ms(), "with its private PostgreSQL; everything is read into memory", "10 s", host.ReadyAfter.TotalSeconds <= 10);
        var memory = await host.IdleMemory(TimeSpan.FromSeconds(bench.IsShort ? 3 : 20));
        bench.Note($"Memory of a host with {clusters:N0} clusters, idle", $"{memory:0} MB resident", $"peak since its start {host.PeakMemory:0} MB", "under 1 GB", memory < 1024);
    }

    /// <summary>By the terminal's command, from the start of the program to its end.</summary>
    private static async Task Rebuilt(Bench bench, string folder, int clusters, string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var (took, said) = await HostProcess.Run(folder, "rebuild");
        bench.Say($"  {said.Split('\n').Last(line => line.StartsWith("Rebuilt", StringComparison.Ordinal))}");
        var events = (long)(await Scalar(source, "select count(*) from events.mt_events"))!;
        var rows = (long)(await Scalar(source, "select count(*) from eligibility.standings"))!;
        var rate = events / took.TotalSeconds;
        bench.Note($"Rebuild of everything derived, {clusters:N0} clusters", $"{rate:N0} events/s", $"{events:N0} events, {rows:N0} standings in {took.TotalSeconds:0.0} s, start of the program included", "20,000 events/s", rate >= 20_000);
    }

    private static async Task Standings(Bench bench, Service service, int clusters)
    {
        var calls = new CallsAtWork(service, Deadline);
        var call = await calls.Publish();
        await calls.AllCurrent();
        var rounds = bench.IsShort ? 2 : 5;
        var (amended, floor) = (await calls.Amended(call, rounds), await calls.Floor(call, rounds));
        bench.Note($"A call amended, {clusters:N0} clusters: standings current after the commit", amended.Ms(), $"bare SQL that upserts the same {clusters:N0} rows: {floor.Ms()}", "2 s", amended <= 2_000);

        var profile = await calls.ProfileChanged(bench.IsShort ? 5 : 40);
        bench.Note($"A profile changed, {clusters:N0} clusters: standings current after the commit", profile.Ms(), "", "60 ms", profile <= 60);
    }

    /// <summary>The first who asks after something changed.</summary>
    private static async Task Questions(Bench bench, Service service, int clusters)
    {
        var calls = new CallsAtWork(service, Deadline);
        var call = service.Now.Calls.Where(known => known.Terms?.Reference.StartsWith("BENCH", StringComparison.Ordinal) is true).Select(known => known.Id.ToString()).First();
        var some = service.Now.Clusters.Where(cluster => cluster.State.Profile.Name is not null).Select(cluster => cluster.Dossier.Id).Take(30).ToArray();
        var (searching, counting) = (new List<double>(), new List<double>());
        foreach (var cluster in some.Take(bench.IsShort ? 4 : 30))
        {
            await calls.ProfileChanged(cluster);
            searching.Add(await Timed(() => service.Send(new FindClusters(new()))));
            counting.Add(await Timed(() => service.Send(new CountEligible(call))));
        }

        bench.Note($"First search of the directory after a profile changed, {clusters:N0} clusters", searching.Skip(1).Median().Ms(), $"the same again: {(await Again(() => service.Send(new FindClusters(new())))).Ms()}");
        bench.Note($"First count of who may take part after a profile changed, {clusters:N0} clusters", counting.Skip(1).Median().Ms(), $"the same again: {(await Again(() => service.Send(new CountEligible(call)))).Ms()}");

        static async Task<double> Again<T>(Func<Task<T>> ask)
        {
            var times = new List<double>();
            for (var time = 0; time < 9; time++) times.Add(await Timed(ask));
            return times.Median();
        }

        static async Task<double> Timed<T>(Func<Task<T>> ask)
        {
            var since = Stopwatch.StartNew();
            await ask();
            return since.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>Fifty calls are published at once, and while their standings are written, profiles go on changing.</summary>
    private static async Task ManyCalls(Bench bench, Service service, int clusters)
    {
        var calls = new CallsAtWork(service, Deadline, "MANY");
        var ids = new Guid[bench.IsShort ? 10 : 50];
        for (var place = 0; place < ids.Length; place++) ids[place] = await calls.Ready();
        await calls.AllCurrent();

        var (before, peak, times, since) = (Resident(), 0.0, new List<double>(), Stopwatch.StartNew());
        var some = service.Now.Clusters.Select(cluster => cluster.Dossier.Id).Take(10_000).ToArray();
        foreach (var id in ids) await calls.Confirm(id);
        for (var change = 0; !await calls.Current(ids); change++)
        {
            if (since.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException("The standings of many calls did not become current.");
            times.Add(await calls.ProfileChanged(some[change * 37 % some.Length]));
            peak = Math.Max(peak, Resident());
            await Task.Delay(100);
        }

        var took = since.Elapsed.TotalSeconds;
        bench.Note($"{ids.Length} calls published at once, {clusters:N0} clusters: all standings written", $"{took:0.0} s, {ids.Length * (double)clusters / took:N0} rows/s", $"the process grew from {before:0} to at most {peak:0} MB", "finishes, bounded memory", true);
        bench.Note("A profile changed meanwhile: standings current after the commit", times.Median().Ms(), $"{times.Count} changes; the slowest {times.DefaultIfEmpty().Max().Ms()}", "60 ms", times.Median() <= 60);
    }

    private static double Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1024.0 / 1024.0;
    }

    private static async Task<object?> Scalar(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
