using System.Diagnostics;

namespace EligibilityService.Benchmarks;

/// <summary>Medians only, and two things beside each other in turns, so that a noisy machine is noisy for both.</summary>
internal static class Measuring
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>One round of each warms up and is not counted; then who goes first changes with every round.</summary>
    /// <param name="ours">Runs one round and answers with its rate.</param>
    public static async Task<SideBySide> InTurns(int rounds, Func<Task<double>> ours, Func<Task<double>> theirs)
    {
        var (our, their) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (ours, theirs) : (theirs, ours);
            var (one, other) = (await first(), await second());
            if (round < 0) continue;

            our.Add(round % 2 == 0 ? one : other);
            their.Add(round % 2 == 0 ? other : one);
        }

        return new(our.Median(), their.Median(), our.Zip(their, (a, b) => a / b).Median());
    }

    /// <summary>So many at a time, one after the other each, for a while.</summary>
    /// <param name="one">Gets the number of the worker.</param>
    /// <returns>How many a second.</returns>
    public static async Task<double> Rate(int workers, TimeSpan duration, Func<int, Task> one)
    {
        var since = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            var count = 0;
            for (; since.Elapsed < duration; count++) await one(worker);
            return count;
        })));
        return done.Sum() / since.Elapsed.TotalSeconds;
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static async Task Until(Func<Task<bool>> isSo, TimeSpan patience, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (since.Elapsed > patience) throw new TimeoutException($"Waited in vain for {patience}: {what}");
            await Task.Delay(1);
        }
    }

    public static string Ms(this double milliseconds) => milliseconds < 10 ? $"{milliseconds:0.0} ms" : milliseconds < 10_000 ? $"{milliseconds:0} ms" : $"{milliseconds / 1_000:0.0} s";
}

/// <param name="Ratio">Median of the rounds' own ratios.</param>
internal sealed record SideBySide(double Ours, double Theirs, double Ratio);
