using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Calls;

/// <summary>A case beside the call's text: invented organisations and what they would propose, and what one criterion must say of them, for which reason.</summary>
/// <remarks>Days count from the moment at which the criterion must hold, so that an example stays what it is when the deadline moves.</remarks>
public sealed record Example
{
    /// <summary>What a person calls it, such as "A cluster from Norway with 45 members"; each name once in a call.</summary>
    public required Text Name { get; init; }

    /// <summary>Id of the criterion it illustrates.</summary>
    public required string Criterion { get; init; }

    public required Outcome Expected { get; init; }

    /// <summary>Code of the reason that verdicts must give.</summary>
    public required string Reason { get; init; }

    /// <summary>One alone, or those who would take part together; the first is the one that asks.</summary>
    public ExampleOrganisation[] Organisations { get; init; } = [];

    /// <summary>The strand applied for; without it the first that the criterion belongs to.</summary>
    public string? Strand { get; init; }

    /// <summary>What the proposal says.</summary>
    public ProposalFields? Proposal { get; init; }

    /// <summary>The invented partnership that the organisations stand for. Null: they have not said.</summary>
    public ExamplePartnership? Partnership { get; init; }

    /// <summary>Days from the deadline, or the first cut-off where that is asked about, to the receipt of the proposal: -1 is the day before, 0 the last instant that counts. Null: not handed in.</summary>
    public int? ReceivedDays { get; init; }
}

/// <summary>An invented organisation. What is stated has held for a long time; what is left out nobody has told.</summary>
public sealed record ExampleOrganisation
{
    public ProfileFields Profile { get; init; } = new();
    public PartnerRole Role { get; init; } = PartnerRole.Partner;

    /// <summary>Whoever controls it, by name; empty: nobody does; null: not told.</summary>
    public string? ControlledBy { get; init; }

    /// <summary>How far its registration is; null: nothing was asked for.</summary>
    public RegistrationStatus? Registration { get; init; }

    /// <summary>Days from the moment that counts until the registration was that far: 1 is the day after. Null: it has been for a long time.</summary>
    public int? RegistrationDays { get; init; }

    /// <summary>None of them: it holds no label. Null: nobody has told.</summary>
    public ExampleLabel[]? Labels { get; init; }

    /// <summary>Declarations that were signed for it.</summary>
    public DeclarationKind[] Declared { get; init; } = [];

    /// <summary>Strand of another proposal to the same call in which it stands too; empty where the call has no strands. Null: it stands in no other.</summary>
    public string? OtherProposal { get; init; }
}

/// <summary>A partnership that the organisations of an example stand for.</summary>
/// <param name="FormedDays">Days from the moment that counts to the day on which it was formed; null: it is a new one.</param>
/// <param name="Belonging">So many of the organisations, from the first on, have belonged to it from the beginning; null: all.</param>
public sealed record ExamplePartnership(int? FormedDays = null, int? Belonging = null);

/// <summary>A quality label of an invented organisation.</summary>
/// <param name="EndsDays">Days from the moment that counts to the label's last day; null: it goes on.</param>
public sealed record ExampleLabel(QualityLabel Label, int? EndsDays = null);
