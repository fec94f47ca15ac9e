using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Impacts;

/// <summary>Counts out of which nobody can be picked: a number of few is not told, and neither is one from which it could be reckoned.</summary>
/// <remarks>
/// For each effect, countries (and reasons) with few are put together; if together they are still few, the next smallest joins them. Where the whole is few, it
/// alone is told, without its number, and what would give it away by subtraction is left out. Each number is rounded by itself (<see cref="DiscreetCount"/>).
/// </remarks>
public static class ImpactCounting
{
    private static readonly Text Others = new("other countries together", "übrige Länder zusammen"), NotStated = new("not stated", "nicht angegeben"), OtherReasons = new("other reasons together", "übrige Gründe zusammen");

    internal static ImpactCounts Of(ImpactRun run, Guid call, string reference)
    {
        var names = new ProgrammeNames(run.Programme);
        ImpactPart[] parts = [.. run.Strands.SelectMany(strand => run.Decided.Select(decides => Part(run, strand, decides, names))).Where(part => part.Decides is Decides.Participation || part.Effects.Count > 0)];

        var (clustersTold, applicationsTold) = (parts.All(part => part.Effects.All(totals => totals.Clusters is not null)), parts.All(part => part.Effects.All(totals => totals.Applications is not null)));
        return new(call, reference, run.Position, Assessment.Engine, run.IsFirst, DiscreetCount.Few, clustersTold ? DiscreetCount.Of(run.Clusters) : null, applicationsTold ? DiscreetCount.Of(run.Applications) : null, parts);
    }

    private static ImpactPart Part(ImpactRun run, string? strand, Decides decides, Names names)
    {
        // An application is for one strand; where strands are told apart, those for none stand with the first.
        var rows = run.Rows.Where(row => row.Decides == decides && (row.Application is null ? row.Strand == strand : row.Strand == strand || (run.Strands is [null, ..]) || (row.Strand is null && strand == run.Strands[0])));
        return new(strand, decides,
        [
            .. rows.GroupBy(row => row.Turn.Effect).OrderBy(effect => effect.Key).Select(effect =>
            {
                var (clusters, applications) = (effect.Where(row => row.Application is null).ToArray(), effect.Count(row => row.Application is not null));
                return clusters.Length < DiscreetCount.Few
                    ? new EffectTotals(effect.Key, DiscreetCount.Of(clusters.Length), DiscreetCount.Of(applications), [], [])
                    : new EffectTotals(effect.Key, DiscreetCount.Rounded(clusters.Length), DiscreetCount.Of(applications), Countries(clusters, names), Reasons(run, clusters, names));
            }),
        ]);
    }

    private static IReadOnlyList<CountryCount> Countries(AffectedRow[] rows, Names names)
    {
        var (told, others) = Together(rows.GroupBy(row => row.Who.State.Profile.Country ?? "").Select(country => (country.Key, Count: country.Count())));
        return
        [
            .. told.Select(country => new CountryCount(country.Key.Length > 0 ? country.Key : null, country.Key.Length > 0 ? names.Country(country.Key) : NotStated, DiscreetCount.Rounded(country.Count))),
            .. others > 0 ? [new CountryCount(null, Others, DiscreetCount.Rounded(others))] : Array.Empty<CountryCount>(),
        ];
    }

    private static IReadOnlyList<ReasonCount> Reasons(ImpactRun run, AffectedRow[] rows, Names names)
    {
        var counts = new Dictionary<(string, CountedAnswer?, CountedAnswer?), (Shift Example, int Count)>();
        foreach (var row in rows)
        {
            foreach (var shift in run.Shifts(row, null))
            {
                var key = (shift.Id, Counted(shift.Before), Counted(shift.After));
                counts[key] = (shift, counts.TryGetValue(key, out var known) ? known.Count + 1 : 1);
            }
        }

        var (told, others) = Together(counts.Select(pair => (pair, pair.Value.Count)));
        return
        [
            .. told.Select(reason => new ReasonCount(
                reason.Key.Key.Item1, (reason.Key.Value.Example.After ?? reason.Key.Value.Example.Before)?.Criterion?.Clause, ImpactTelling.Statement(reason.Key.Value.Example, names),
                reason.Key.Key.Item2, reason.Key.Key.Item3, DiscreetCount.Rounded(reason.Count))),
            .. others > 0 ? [new ReasonCount(null, null, OtherReasons, null, null, DiscreetCount.Rounded(others))] : Array.Empty<ReasonCount>(),
        ];
    }

    /// <summary>The larger ones first, and the rest as one number that is not few itself.</summary>
    public static (IReadOnlyList<(T Key, int Count)> Told, int Others) Together<T>(IEnumerable<(T Key, int Count)> counts)
    {
        var ordered = counts.OrderByDescending(one => one.Count).ToList();
        var others = 0;
        while (ordered.Count > 0 && (DiscreetCount.IsFew(ordered[^1].Count) || DiscreetCount.IsFew(others)))
        {
            others += ordered[^1].Count;
            ordered.RemoveAt(ordered.Count - 1);
        }

        return (ordered, DiscreetCount.IsFew(others) ? 0 : others);
    }

    private static CountedAnswer? Counted(Answered? answered) => answered is { } told ? new(told.Outcome, told.Reason) : null;
}
