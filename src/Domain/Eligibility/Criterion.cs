using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>A question, tied to the clause of the call that asks it, and to the date on which the answer counts.</summary>
/// <param name="Id">Stays when clauses are renumbered.</param>
/// <param name="Clause">Number of the clause it stands in.</param>
/// <param name="Strands">The strands it belongs to; null: all.</param>
public sealed record Criterion(
    string Id,
    string Clause,
    Question Question,
    ReferenceDate ReferenceDate,
    Severity Severity = Severity.Mandatory,
    Stage Stage = Stage.Organisation,
    Confidence Confidence = Confidence.Found,
    string[]? Strands = null)
{
    public bool Concerns(string? strand) => Strands is null || strand is null || Strands.Contains(strand);
}
