using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Applications;

/// <summary>How far an application is.</summary>
public enum ApplicationStatus { Draft, Submitted, Withdrawn }

/// <summary>An application as its own decisions need to see it.</summary>
public sealed partial record CallApplication : IState<CallApplication, IApplicationEvent>
{
    public static CallApplication Initial { get; } = new();

    public Guid Call { get; init; }
    public string? Strand { get; init; }
    public Guid Coordinator { get; init; }
    public ApplicationStatus Status { get; init; }
    public ProposalFields Proposal { get; init; } = new();
    public ImmutableHashSet<(DeclarationKind Kind, Guid Organisation)> Declarations { get; init; } = [];
    public int Versions { get; init; }

    /// <summary>Of the stream: so many things have happened to it.</summary>
    public long Version { get; init; }

    /// <summary>When the last version was received.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What became of a request to an event, and of which version.</summary>
    public SelectionRecorded? Selection { get; init; }

    /// <summary>The proposal changed since it was last submitted: what is not submitted again is not sent.</summary>
    public bool ChangedSinceSubmission { get; init; }

    public bool Exists => Call != Guid.Empty;

    public Decision<IApplicationEvent> Start(CallDossier call, string? strand, Guid coordinator, Guid by, DateTimeOffset at)
    {
        if (Exists) return Call == call.Id && Coordinator == coordinator && Strand == strand ? [] : ApplicationRefusals.StartedOtherwise;
        if (call.StatusAt(at) is not (CallPhase.Open or CallPhase.OpenByOneReading)) return ApplicationRefusals.CallNotOpen;
        if (call.Terms!.Strands.Length > 0 && call.Terms.Strands.All(known => known.Id != strand)) return ApplicationRefusals.StrandUnknown(call.Terms.Strands);

        return [new ApplicationStarted(call.Id, strand, coordinator, by)];
    }

    public Decision<IApplicationEvent> Change(ProposalFields changed, IReadOnlyCollection<string> cleared, CallDossier call, DateTimeOffset at)
    {
        if (Locked(call, at) is { } refusal) return refusal;

        var told = new ProposalFields
        {
            Title = changed.Title == Proposal.Title ? null : changed.Title,
            RequestedGrant = changed.RequestedGrant == Proposal.RequestedGrant ? null : changed.RequestedGrant,
            EligibleCosts = changed.EligibleCosts == Proposal.EligibleCosts ? null : changed.EligibleCosts,
            DurationMonths = changed.DurationMonths == Proposal.DurationMonths ? null : changed.DurationMonths,
            TargetCountries = ProfileFields.Same(changed.TargetCountries, Proposal.TargetCountries) ? null : changed.TargetCountries,
            Pages = changed.Pages == Proposal.Pages ? null : changed.Pages,
            StandsFor = changed.StandsFor == Proposal.StandsFor ? null : changed.StandsFor,
            Persons = changed.Persons == Proposal.Persons ? null : changed.Persons,
            Weeks = changed.Weeks == Proposal.Weeks ? null : changed.Weeks,
            TravelCosts = changed.TravelCosts.AsSpan().SequenceEqual(Proposal.TravelCosts) ? null : changed.TravelCosts,
        };
        string[] emptied = [.. cleared.Where(Says)];

        return told == new ProposalFields() && emptied.Length == 0 ? [] : [new ProposalChanged(told, emptied)];
    }

    public Decision<IApplicationEvent> Declare(DeclarationKind kind, Guid organisation, Guid by, CallDossier call, DateTimeOffset at) =>
        Locked(call, at) is { } refusal ? refusal
        : Declarations.Contains((kind, organisation)) ? []
        : [new DeclarationSigned(kind, organisation, by, at)];

    public Decision<IApplicationEvent> WithdrawDeclaration(DeclarationKind kind, Guid organisation, Guid by, CallDossier call, DateTimeOffset at) =>
        Locked(call, at) is { } refusal ? refusal
        : Declarations.Contains((kind, organisation)) ? [new DeclarationWithdrawn(kind, organisation, by, at)] : [];

    /// <summary>Acceptance turns on the receipt instant alone: in time is at or before the deadline, even if the closing has been recorded already.</summary>
    /// <remarks>Where the deadline has two readings, at or before the later one: which one holds is for an officer, and the verdict stays open until then.</remarks>
    public Decision<IApplicationEvent> Submit(CallDossier call, Guid by, DateTimeOffset receivedAt, Func<RecordedVerdict> assess) => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        { Imported: not null } => ImportRefusals.HandedInElsewhere,
        _ when call.Status is CallStatus.Cancelled => ApplicationRefusals.CallCancelled,
        _ when call.Terms?.Deadline is null => ApplicationRefusals.CallNotOpen,
        _ when receivedAt > call.Terms.Deadline.Latest => ApplicationRefusals.Late(call.Terms.Deadline.Latest, receivedAt),
        { Status: ApplicationStatus.Submitted, ChangedSinceSubmission: false } => [],
        _ when this.Resubmitting(call, receivedAt) is { } refusal => refusal,
        _ => [new ApplicationSubmitted(Versions + 1, by, receivedAt, assess())],
    };

    public Decision<IApplicationEvent> Withdraw(Guid by, DateTimeOffset receivedAt, NoteRef? reason) => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        { Status: ApplicationStatus.Withdrawn } => [],
        _ => [new ApplicationWithdrawn(by, receivedAt, reason)],
    };

    public CallApplication Evolve(IApplicationEvent @event) => (@event switch
    {
        ApplicationStarted started => this with { Call = started.Call, Strand = started.Strand, Coordinator = started.Coordinator },
        ProposalChanged changed => this with { Proposal = Overlay(changed), ChangedSinceSubmission = true, TextVersion = Version + 1 },
        DeclarationSigned signed => this with { Declarations = Declarations.Add((signed.Kind, signed.Organisation)), ChangedSinceSubmission = true },
        DeclarationWithdrawn gone => this with { Declarations = Declarations.Remove((gone.Kind, gone.Organisation)), ChangedSinceSubmission = true },
        ApplicationSubmitted submitted => this with { Status = ApplicationStatus.Submitted, Versions = submitted.Number, ReceivedAt = submitted.ReceivedAt, ChangedSinceSubmission = false, SentDocuments = SentDocuments.Union(Documents) },
        ProposalImported imported => Taken(imported),
        SelectionRecorded selection => this with { Selection = selection },
        ApplicationWithdrawn => this with { Status = ApplicationStatus.Withdrawn },
        PartnerNamed or PartnerChanged or PartnerRemoved or PartnerConfirmed or PartnerDeclined => EvolvePartners(@event),
        CriterionJudged or OrganisationsCompared or ProposalLetStand or EligibilityProposed or EligibilityDecided => EvolveDecisions(@event),
        ClarificationRequested or ClarificationAnswered or SlipAccepted => EvolveClarifications(@event),
        DocumentAttached or DocumentRemoved => EvolveDocuments(@event),
        BudgetShared shared => this with { Budget = [.. shared.Shares], ChangedSinceSubmission = true, TextVersion = Version + 1 },
        LetterSent or LetterOpened or RedressRequested or RedressWithdrawn or RedressProposed or RedressDecided => EvolveRedress(@event),
        ReimbursementProposed or ReimbursementDecided => EvolveReimbursement(@event),
        ConsortiumChangeProposed or ConsortiumChanged => EvolvePreparing(@event),
        ApplicationEvaluated or AwardProposed or AwardDecided or SignatureChecked or SignatureProposed or GrantSigned => EvolveAward(@event),
        _ => throw new UnknownEventException(@event),
    }) with { Version = Version + 1 };

    private Refusal? Locked(CallDossier call, DateTimeOffset at) => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        { Imported: not null } => ImportRefusals.HandedInElsewhere,
        _ when call.Terms?.Deadline is { } deadline && at > deadline.Latest => ApplicationRefusals.Late(deadline.Latest, at),
        _ => this.Resubmitting(call, at),
    };

    private ProposalFields Overlay(ProposalChanged e) => new()
    {
        Title = e.Cleared.Contains("title") ? null : e.Changed.Title ?? Proposal.Title,
        RequestedGrant = e.Cleared.Contains("requestedGrant") ? null : e.Changed.RequestedGrant ?? Proposal.RequestedGrant,
        EligibleCosts = e.Cleared.Contains("eligibleCosts") ? null : e.Changed.EligibleCosts ?? Proposal.EligibleCosts,
        DurationMonths = e.Cleared.Contains("durationMonths") ? null : e.Changed.DurationMonths ?? Proposal.DurationMonths,
        TargetCountries = e.Cleared.Contains("targetCountries") ? null : e.Changed.TargetCountries ?? Proposal.TargetCountries,
        Pages = e.Cleared.Contains("pages") ? null : e.Changed.Pages ?? Proposal.Pages,
        StandsFor = e.Cleared.Contains("standsFor") ? null : e.Changed.StandsFor ?? Proposal.StandsFor,
        Persons = e.Cleared.Contains("persons") ? null : e.Changed.Persons ?? Proposal.Persons,
        Weeks = e.Cleared.Contains("weeks") ? null : e.Changed.Weeks ?? Proposal.Weeks,
        TravelCosts = e.Cleared.Contains("travelCosts") ? null : e.Changed.TravelCosts ?? Proposal.TravelCosts,
    };

    private bool Says(string name) => name switch
    {
        "title" => Proposal.Title is not null,
        "requestedGrant" => Proposal.RequestedGrant is not null,
        "eligibleCosts" => Proposal.EligibleCosts is not null,
        "durationMonths" => Proposal.DurationMonths is not null,
        "targetCountries" => Proposal.TargetCountries is not null,
        "pages" => Proposal.Pages is not null,
        "standsFor" => Proposal.StandsFor is not null,
        "persons" => Proposal.Persons is not null,
        "weeks" => Proposal.Weeks is not null,
        "travelCosts" => Proposal.TravelCosts is not null,
        _ => false,
    };
}
