using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>A proposal was taken over from another submission system, with what that system attests. What it says holds from its receipt there.</summary>
/// <param name="Source">Which system; with the number, the same proposal always.</param>
/// <param name="Number">Its number there.</param>
/// <param name="ReceivedAt">When that system had received it: in time or late turns on this alone.</param>
/// <param name="Attestation">What that system attests the receipt with: a signature or a hash, as it gave it.</param>
/// <param name="AttestedBy">Whose signature or which procedure, such as the name of a key.</param>
/// <param name="Partners">Everybody but the coordinator; each has confirmed there.</param>
/// <param name="Declared">Declarations that every organisation signed there.</param>
/// <param name="Import">Id of the import.</param>
/// <param name="ReadAt">Of what was received late: the deadline, at which what it says is looked at. Late is the receipt, and not the grant or a signature.</param>
public sealed record ProposalImported(
    string Source, string Number, DateTimeOffset ReceivedAt, string Attestation, string? AttestedBy, ProposalFields Proposal, PartnerJoining[] Partners, DeclarationKind[] Declared,
    Guid Import, Guid ImportedBy, DateTimeOffset ImportedAt, DateTimeOffset? ReadAt = null) : IApplicationEvent
{
    /// <summary>One receipt attests one content, whoever takes it over and when.</summary>
    public bool IsTheSameReceiptAs(ProposalImported other) => Source == other.Source && Number == other.Number && ReceivedAt == other.ReceivedAt && Attestation == other.Attestation;
}
