using System.Text.Json;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>A question, tied to the clause of the call that asks it, and to the date on which the answer counts.</summary>
/// <param name="Id">Stays when clauses are renumbered.</param>
/// <param name="Clause">Number of the clause it stands in.</param>
/// <param name="Strands">The strands it belongs to; null: all.</param>
/// <param name="AlsoAt">Later dates on which it must still hold, such as the signature of the grant: a consortium can be eligible and not signable.</param>
public sealed record Criterion(
    string Id,
    string Clause,
    Question Question,
    ReferenceDate ReferenceDate,
    Severity Severity = Severity.Mandatory,
    Stage Stage = Stage.Organisation,
    Confidence Confidence = Confidence.Found,
    string[]? Strands = null,
    ReferenceKind[]? AlsoAt = null,
    Decides Decides = Decides.Participation)
{
    /// <summary>The written form tells it, as of whole texts.</summary>
    public bool SaysTheSameAs(Criterion other) => JsonSerializer.Serialize(this, FactJson.Options) == JsonSerializer.Serialize(other, FactJson.Options);

    public bool Concerns(string? strand) => Strands is null || strand is null || Strands.Contains(strand);
}
