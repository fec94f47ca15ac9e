using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Applications;

/// <summary>All that can happen to an application of a cluster, or of a consortium it coordinates, to a call.</summary>
public interface IApplicationEvent;

/// <param name="Coordinator">The applicant organisation's cluster.</param>
public sealed record ApplicationStarted(Guid Call, string? Strand, Guid Coordinator, Guid StartedBy) : IApplicationEvent;

/// <summary>Figures and answers of the proposal; only what changed is set.</summary>
public sealed record ProposalChanged(ProposalFields Changed, string[] Cleared) : IApplicationEvent;

/// <summary>A declaration on honour, such as the plan to register on the platform, signed for an organisation.</summary>
/// <param name="SignedBy">Opaque id of the signatory.</param>
public sealed record DeclarationSigned(DeclarationKind Kind, Guid Organisation, Guid SignedBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

public sealed record DeclarationWithdrawn(DeclarationKind Kind, Guid Organisation, Guid WithdrawnBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

/// <summary>A version of the proposal was handed in. Only the last one before the deadline counts.</summary>
/// <param name="Number">1 for the first version.</param>
/// <param name="ReceivedAt">When its whole body had been read: acceptance turns on this.</param>
/// <param name="Verdict">What the service said at that moment, with the versions it was made from.</param>
public sealed record ApplicationSubmitted(int Number, Guid SubmittedBy, DateTimeOffset ReceivedAt, RecordedVerdict Verdict) : IApplicationEvent;

public sealed record ApplicationWithdrawn(Guid WithdrawnBy, DateTimeOffset ReceivedAt, NoteRef? Reason) : IApplicationEvent;

/// <summary>What is declared.</summary>
public enum DeclarationKind { PlansToRegister, ClusterOrganisation, Exclusion, Capacity, Budget }

/// <summary>What the proposal says. Amounts in euro, to the cent.</summary>
public sealed record ProposalFields
{
    public string? Title { get; init; }

    [Euro]
    public decimal? RequestedGrant { get; init; }

    [Euro]
    public decimal? EligibleCosts { get; init; }

    public int? DurationMonths { get; init; }
    public string[]? TargetCountries { get; init; }
    public int? Pages { get; init; }

    /// <summary>The partnership the proposal continues, or that it is a new one; null: not stated.</summary>
    public StandsFor? StandsFor { get; init; }

    /// <summary>Of a request to an event: how many persons would come. Who they are stands nowhere in it.</summary>
    public int? Persons { get; init; }

    /// <summary>Whole weeks of the stay.</summary>
    public int? Weeks { get; init; }

    /// <summary>Travel costs that are to be reimbursed, estimated: one amount for each person.</summary>
    [Euro]
    public decimal[]? TravelCosts { get; init; }
}

/// <summary>A verdict as it was given: outcome, findings, and the versions of everything it was made from, so that it can be made again.</summary>
/// <param name="Engine">Version of the assessment.</param>
/// <param name="Versions">Stream id to version: dossiers of all partners, call, programme, this application, and every other proposal or request that had to do with it.</param>
/// <param name="LookedThrough">Position up to which the other proposals to the call were looked through.</param>
/// <param name="Reimbursement">Where the call decides on travel costs too.</param>
public sealed record RecordedVerdict(
    Outcome Outcome, Stage Stage, string Engine, int CallVersion, Dictionary<Guid, long> Versions, RecordedFinding[] Findings, long? LookedThrough = null, RecordedReimbursement? Reimbursement = null)
{
    public static RecordedVerdict Of(Verdict verdict, long callVersion, Dictionary<Guid, long> versions, long? lookedThrough, Verdict? reimbursement = null) => new(
        verdict.Outcome, verdict.Stage, Assessment.Engine, (int)callVersion, versions, [.. verdict.Judgements.Select(RecordedFinding.Of)], lookedThrough,
        reimbursement is null ? null : new(reimbursement.Outcome, [.. reimbursement.Judgements.Where(judgement => judgement.Criterion.Decides is Decides.Reimbursement).Select(RecordedFinding.Of)]));

    /// <summary>The same outcomes for the same reasons; whatever versions they were made from.</summary>
    public bool SaysTheSameAs(RecordedVerdict other) => Outcome == other.Outcome && Stage == other.Stage && Findings.SequenceEqual(other.Findings)
        && Reimbursement?.Outcome == other.Reimbursement?.Outcome && (Reimbursement?.Findings ?? []).SequenceEqual(other.Reimbursement?.Findings ?? []);
}

/// <summary>Whether travel costs would be reimbursed, as it was said; the findings are those about travel costs alone.</summary>
public sealed record RecordedReimbursement(Outcome Outcome, RecordedFinding[] Findings);

/// <summary>What came out for a criterion when the verdict was recorded.</summary>
/// <param name="Reason">Its code.</param>
public sealed record RecordedFinding(string Criterion, Outcome Outcome, string Reason)
{
    public static RecordedFinding Of(Judgement judgement) => new(judgement.Criterion.Id, judgement.Finding.Outcome, judgement.Finding.Reason);
}
