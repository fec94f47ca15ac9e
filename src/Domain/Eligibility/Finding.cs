using System.Runtime.InteropServices;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>One criterion's answer: what came out, for which reason, on which statements. Its sentences are made when it is read.</summary>
/// <param name="Reason">Reason code of the question.</param>
/// <param name="Evidence">The profile's or application's statement that decided it.</param>
/// <param name="Also">A second statement that decided it, such as a country's association.</param>
/// <param name="Parts">The answers of a composition's parts.</param>
/// <param name="Discounted">A self-asserted entry that reaches back unverified was left out, and that decided the outcome.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Finding(
    Outcome Outcome,
    string Reason,
    Fact? Evidence = null,
    Fact? Also = null,
    Finding[]? Parts = null,
    bool Discounted = false);
