using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Applications;

/// <summary>Periods that run from a letter.</summary>
/// <remarks>
/// Counted as Regulation 1182/71 does: the day itself is not counted, and the period ends with the last hour of its last day, in Brussels;
/// one that would end on a Saturday or Sunday ends with the following Monday. Public holidays of the institutions are not known to the service.
/// </remarks>
public static class Periods
{
    /// <summary>A letter that nobody opened counts as received after so many days.</summary>
    public const int DaysUntilReceived = 10;

    /// <summary>With the last moment of the tenth day, from which on other periods run: that day itself is not counted in them.</summary>
    public static DateTimeOffset DeemedReceived(DateTimeOffset sentAt) => BrusselsTime.LastMomentOf(BrusselsTime.DayOf(sentAt).AddDays(DaysUntilReceived));

    /// <summary>The last day on which it can be turned against the decision.</summary>
    public static DateOnly LastDay(RedressKind kind, DateTimeOffset received)
    {
        var day = BrusselsTime.DayOf(received);
        var last = kind switch
        {
            RedressKind.EligibilityReview or RedressKind.EvaluationReview => day.AddDays(30),
            RedressKind.LegalityReview => day.AddMonths(1),
            RedressKind.Annulment => day.AddMonths(2),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return last.DayOfWeek switch { DayOfWeek.Saturday => last.AddDays(2), DayOfWeek.Sunday => last.AddDays(1), _ => last };
    }

    public static bool Runs(RedressKind kind, DateTimeOffset received, DateTimeOffset at) => at < BrusselsTime.EndOfDay(LastDay(kind, received));
}
