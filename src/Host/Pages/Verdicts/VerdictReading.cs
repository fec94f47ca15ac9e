using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Host.Pages.Verdicts;

/// <summary>A verdict as somebody in a hurry reads it.</summary>
internal static class VerdictReading
{
    /// <summary>What stands in the way, worst first.</summary>
    public static IEnumerable<FindingAnswer> Missing(this VerdictAnswer verdict) => verdict.Findings
        .Where(finding => finding.Severity is Severity.Mandatory && finding.Outcome is not Outcome.Met)
        .OrderBy(finding => finding.Outcome);

    public static IEnumerable<VerdictAnswer> Ahead(this IEnumerable<VerdictAnswer> verdicts) => verdicts
        .Where(verdict => verdict.Call.Status.IsAhead())
        .OrderBy(verdict => verdict.Call.Status is not CallPhase.Open)
        .ThenBy(verdict => verdict.Call.Deadline ?? DateTimeOffset.MaxValue);

    public static IEnumerable<VerdictAnswer> Past(this IEnumerable<VerdictAnswer> verdicts) => verdicts
        .Where(verdict => !verdict.Call.Status.IsAhead())
        .OrderByDescending(verdict => verdict.Call.Deadline ?? DateTimeOffset.MinValue);
}
