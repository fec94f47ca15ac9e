using System.Diagnostics;
using EligibilityService.Benchmarks;

if (args is ["host", ..]) return await HostWithBareEndpoint.Run();

(string Name, Func<Bench, Task> Measure)[] all =
[
    ("verdicts", VerdictsAgainstRulesEngine.Measure),
    ("partners", PartnersAndPaths.Measure),         // who of 100,000 completes a consortium; what must be done
    ("growth", Growth.Measure),                     // from 1,000 clusters to 100,000, from 10 calls to 200
    ("commands", CommandsAgainstPlainMarten.Measure),
    ("applications", HandingInApplications.Measure), // 500 at the deadline; all of a call as of a moment; a long history
    ("standings", StandingsOfOneThousand.Measure),
    ("deliveries", DeliveringByWebhook.Measure),    // from commit to receipt; beside a dead endpoint; catching up
    ("log", ProvingByTheLog.Measure),               // proofs among a million leaves; 100,000 events verified offline
    ("demonstration", DemonstrationHost.Measure),   // ready and memory with 950 clusters; the verdict endpoint on the same data
    ("crowd", CrowdOfClusters.Measure),             // 100,000 clusters: import, ready, memory, rebuild, standings
];

var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
if (names.Except(all.Select(benchmark => benchmark.Name)).Any() || args.Except(names).Except(["--short", "--write"]).Any())
{
    Console.WriteLine($"Benchmarks: {string.Join(", ", all.Select(benchmark => benchmark.Name))}; none named: all. --short: a smoke run. --write: into docs/benchmarks.md.");
    return 1;
}

await using var bench = new Bench(isShort: args.Contains("--short"));
if (args.Contains("--write") && bench.IsBusy)
{
    Console.WriteLine($"The machine is busy with something else (load average {bench.LoadBefore}): figures measured now say little about this service, and the page keeps what it has.");
    return 1;
}

var broken = 0;
foreach (var (name, measure) in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
{
    var since = Stopwatch.StartNew();
    bench.Say($"{name} ...");
    try
    {
        await measure(bench);
    }
    catch (Exception failed) when (failed is not OutOfMemoryException)
    {
        broken++;
        bench.Note(name, "could not be measured to its end", failed.Message.Split('\n')[0], "an end", isMet: false);   // the others are measured all the same
        Console.Error.WriteLine(failed);
    }

    bench.Say($"{name}: {since.Elapsed.TotalSeconds:0} s");
}

var table = bench.Table();
Console.WriteLine();
Console.WriteLine(table);
await bench.Write(table, intoDocs: args.Contains("--write") && broken == 0 && !bench.IsShort);
return broken;
