using System.Diagnostics;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Benchmarks;

/// <summary>One cluster asks who of 100,000 would complete its consortium, and what it must do; for each of the programme's real calls that asks for partners.</summary>
internal static class PartnersAndPaths
{
    public static async Task Measure(Bench bench)
    {
        var clusters = bench.IsShort ? 3_000 : 100_000;
        var crowd = new CrowdInMemory(clusters);
        var coordinator = crowd.Clusters.First(cluster => cluster.State.Status is RegistrationStatus.Published);
        var draft = crowd.Clusters.First(cluster => cluster.State.Status is RegistrationStatus.Draft && cluster.State.Profile.Country is "DE");
        var rounds = bench.IsShort ? 3 : 15;

        var consortia = new CheckConsortiumHandler(crowd, crowd, crowd);
        var (slowest, asked, found, processor) = (0.0, "", 0, 0.0);
        foreach (var call in crowd.Calls.Where(call => call.Terms!.Criteria.Any(criterion => criterion.Stage is Stage.Consortium)))
        {
            var question = new CheckConsortium(call.Id.ToString(), [new(coordinator.Dossier.Id, PartnerRole.Coordinator, "")]);
            ConsortiumAnswer? answer = null;
            var before = Environment.CpuUsage.TotalTime;
            var time = await Timed(rounds, async () => answer = await consortia.Handle(question, CancellationToken.None));
            var used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (rounds + 1);
            bench.Say($"  {call.Terms!.Reference}: {answer!.Gaps.Count} gaps, {answer.Candidates.Count} candidates in {time.Ms()}, {used.Ms()} of processor time");
            if (answer.Candidates.Count > 0 && time > slowest) (slowest, asked, found, processor) = (time, call.Terms.Reference, answer.Candidates.Count, used);
        }

        bench.Note($"Consortium completed among {clusters:N0} clusters, without HTTP", slowest.Ms(), $"the slowest of the real calls, {asked}: {found} candidates, ranked; {processor.Ms()} of processor time", "200 ms", found > 0 && slowest <= 200);

        var paths = new ShowPathHandler(crowd, crowd, crowd);
        var (longest, steps) = (0.0, 0);
        foreach (var call in crowd.Calls)
        {
            PathAnswer? path = null;
            longest = Math.Max(longest, await Timed(rounds, async () => path = await paths.Handle(new(draft.Dossier.Id, call.Id.ToString()), CancellationToken.None)));
            steps = Math.Max(steps, path!.Steps.Count);
        }

        await Impact(bench, crowd, clusters, rounds);
        bench.Note("Shortest path of a cluster that is not registered, without HTTP", longest.Ms(), $"the slowest of {crowd.Calls.Count()} real calls; up to {steps} steps", "50 ms", steps > 0 && longest <= 50);
    }

    /// <summary>Until the first of those affected is told, by name and with reasons; the complete list is written behind it. Every cluster is looked at by both texts.</summary>
    private static async Task Impact(Bench bench, CrowdInMemory crowd, int clusters, int rounds)
    {
        var impacts = new ShowImpactHandler(crowd, crowd, crowd, crowd);
        var (slowest, asked, affected, processor) = (0.0, "", 0, 0.0);
        foreach (var call in crowd.Calls)
        {
            var found = 0;
            var before = Environment.CpuUsage.TotalTime;
            var time = await Timed(rounds, async () =>
            {
                var impact = (await impacts.Handle(new ShowImpact(call.Id, 1, Limit: null), CancellationToken.None)).Answer!;
                found = impact.Effects.Where(count => count.Effect is not Effect.Unchanged).Sum(count => count.Clusters);
                _ = impact.Affected.FirstOrDefault();
            });
            var used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (rounds + 1);
            bench.Say($"  corrigendum of {call.Terms!.Reference}: {found:N0} affected, first told after {time.Ms()}, {used.Ms()} of processor time");
            if (time > slowest) (slowest, asked, affected, processor) = (time, call.Terms.Reference, found, used);
        }

        bench.Note($"Impact of a corrigendum on {clusters:N0} clusters, first line of the complete list, without HTTP", slowest.Ms(), $"the slowest of the real calls with one more criterion, {asked}: {affected:N0} affected; {processor.Ms()} of processor time", "1 s", affected > 0 && slowest <= 1_000);
    }

    /// <param name="before">Done before each round and not timed.</param>
    /// <returns>Milliseconds, the median; the first round is not counted.</returns>
    internal static async Task<double> Timed(int rounds, Func<Task> ask, Action? before = null)
    {
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            before?.Invoke();
            var since = Stopwatch.StartNew();
            await ask();
            if (round > 0) times.Add(since.Elapsed.TotalMilliseconds);
        }

        return times.Median();
    }
}
