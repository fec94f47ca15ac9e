using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Verdicts;

/// <summary>A verdict as somebody in a hurry reads it.</summary>
internal static class VerdictReading
{
    /// <summary>What stands in the way, worst first.</summary>
    public static IEnumerable<FindingAnswer> Missing(this VerdictAnswer verdict) => verdict.Findings
        .Where(finding => finding.Severity is Severity.Mandatory && finding.Outcome is not Outcome.Met)
        .OrderBy(finding => finding.Outcome);

    /// <summary>The next step, or where none is known, why it is not met.</summary>
    public static Text ToDo(this FindingAnswer finding) => finding.Remedy?.Text ?? finding.Reason.Text;

    /// <summary>The next step in the reader's language, with its day where that is another than the call's deadline.</summary>
    public static string ToDo(this FindingAnswer finding, CallSummary call) =>
        call.Status.IsAhead() && finding.Remedy?.By is { } by && by != call.Deadline ? $"{finding.ToDo().Said()} {T("By", "Bis")} {Day(by)}." : finding.ToDo().Said();

    /// <summary>Several organisations apply together, which is judged once they are named.</summary>
    public static bool AsksForPartners(this VerdictAnswer verdict) => verdict.StillOpen.Any(open => open.Stage is Stage.Consortium);

    public static IEnumerable<VerdictAnswer> Ahead(this IEnumerable<VerdictAnswer> verdicts) => verdicts
        .Where(verdict => verdict.Call.Status.IsAhead())
        .OrderBy(verdict => verdict.Call.Status is not CallPhase.Open)
        .ThenBy(verdict => verdict.Call.Deadline ?? DateTimeOffset.MaxValue);

    public static IEnumerable<VerdictAnswer> Past(this IEnumerable<VerdictAnswer> verdicts) => verdicts
        .Where(verdict => !verdict.Call.Status.IsAhead())
        .OrderByDescending(verdict => verdict.Call.Deadline ?? DateTimeOffset.MinValue);
}
