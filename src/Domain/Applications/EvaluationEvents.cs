using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>What the evaluation committee gave an eligible proposal, as recorded from its results. A later record corrects it, as long as nothing is decided on it.</summary>
/// <param name="Threshold">What must be reached to be funded; null where the results name none.</param>
/// <param name="Criteria">The score by award criterion, where the results name them.</param>
/// <param name="EvaluatedIn">Id of the import.</param>
public sealed record ApplicationEvaluated(
    decimal Score, decimal? Threshold, CriterionScore[] Criteria, Guid EvaluatedIn, Guid RecordedBy, DateTimeOffset RecordedAt, NoteRef? Comment) : IApplicationEvent
{
    /// <summary>A score equal to the threshold reaches it.</summary>
    public bool ReachesThreshold() => Threshold is not { } needed || Score >= needed;
}

/// <summary>The score by one award criterion.</summary>
public sealed record CriterionScore(string Criterion, decimal Score);

/// <summary>What a proposal gets: the grant, a place on the reserve list, the label without funding, or nothing.</summary>
public enum AwardResult { Funded, Reserve, Labelled, Rejected }

/// <summary>One officer proposed what an evaluated proposal gets.</summary>
/// <param name="Rank">In its strand, at that moment; equal scores share a rank.</param>
/// <param name="Amount">The grant; only with funding.</param>
/// <param name="Requested">The grant that the proposal asks for, as handed in.</param>
/// <param name="Reason">Needed for a label without funding and for a rejection.</param>
public sealed record AwardProposed(
    AwardResult Result, int Rank, [property: Euro] decimal? Amount, [property: Euro] decimal? Requested, Guid ProposedBy, DateTimeOffset ProposedAt, NoteRef? Reason) : IApplicationEvent;

/// <summary>A second officer confirmed it. From the reserve list a proposal may move up later, by another such decision.</summary>
public sealed record AwardDecided(
    AwardResult Result, int Rank, [property: Euro] decimal? Amount, [property: Euro] decimal? Requested, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset DecidedAt, NoteRef? Reason) : IApplicationEvent
{
    /// <summary>All that was asked for.</summary>
    public bool GivesAll() => Result is AwardResult.Funded && Amount >= (Requested ?? Amount);
}
