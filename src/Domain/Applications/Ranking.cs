namespace EligibilityService.Domain.Applications;

/// <summary>An evaluated proposal, as a ranking needs to see it.</summary>
/// <param name="Requested">The grant as handed in.</param>
public readonly record struct Ranked(Guid Application, decimal Score, bool ReachesThreshold, decimal? Requested);

/// <summary>A place in the ranking.</summary>
/// <param name="Rank">From 1; equal scores share one, and the next one is left out.</param>
/// <param name="Cumulated">Requested grants down to this rank, all of an equal rank together; null below the threshold, and once a proposal before it names no grant.</param>
/// <param name="WithinBudget">Null where the budget or the sum is not known, and below the threshold.</param>
/// <param name="Proposed">What the order suggests; null where it cannot say, and officers choose.</param>
/// <param name="IsTieAtTheLine">Not all of an equal rank can be funded: the order does not say which.</param>
public sealed record RankingPlace(Ranked Of, int Rank, decimal? Cumulated, bool? WithinBudget, AwardResult? Proposed, bool IsTieAtTheLine);

/// <summary>Proposals of a strand by score, with the line under which the money ends.</summary>
/// <remarks>Once one does not fit, nothing below it is funded, however small: a worse proposal never goes before a better one.</remarks>
public static class Ranking
{
    /// <param name="budget">Of the strand; null: not known, so there is no line.</param>
    public static IReadOnlyList<RankingPlace> Of(IEnumerable<Ranked> evaluated, decimal? budget)
    {
        var places = new List<RankingPlace>();
        decimal? sum = 0;
        var isOver = false;
        foreach (var equal in evaluated.GroupBy(one => (one.Score, one.ReachesThreshold)).OrderByDescending(group => group.Key.ReachesThreshold).ThenByDescending(group => group.Key.Score))
        {
            Ranked[] all = [.. equal.OrderBy(one => one.Application)];
            var rank = places.Count + 1;
            if (!equal.Key.ReachesThreshold)
            {
                places.AddRange(all.Select(one => new RankingPlace(one, rank, null, null, AwardResult.Rejected, IsTieAtTheLine: false)));
                continue;
            }

            var before = sum;
            sum += all.Aggregate((decimal?)0, (total, one) => total + one.Requested);
            bool? fits = budget is null || sum is null ? null : !isOver && sum <= budget;
            var tie = fits is false && !isOver && all.Length > 1 && all.Any(one => before + one.Requested <= budget);
            isOver |= fits is false;
            AwardResult? proposed = fits switch { true => AwardResult.Funded, false when !tie => AwardResult.Reserve, _ => null };
            places.AddRange(all.Select(one => new RankingPlace(one, rank, sum, fits, proposed, tie)));
        }

        return places;
    }
}
