using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Applications;

/// <summary>What an application tells about itself over time, as questions look at it.</summary>
public sealed record ApplicationDossier(Guid Id)
{
    public Guid Call { get; init; }
    public string? Strand { get; init; }
    public Guid Coordinator { get; init; }
    public ImmutableDictionary<(DeclarationKind Kind, Guid Organisation), Chronicle<bool>> Declarations { get; init; } =
        ImmutableDictionary<(DeclarationKind, Guid), Chronicle<bool>>.Empty;
    public Chronicle<decimal> RequestedGrant { get; init; }
    public Chronicle<decimal> EligibleCosts { get; init; }
    public Chronicle<int> DurationMonths { get; init; }
    public Chronicle<int> Pages { get; init; }
    public Chronicle<string[]> TargetCountries { get; init; }

    /// <summary>The partnership the proposal continues, or that it is a new one.</summary>
    public Chronicle<StandsFor> StandsFor { get; init; }

    public Chronicle<int> Persons { get; init; }
    public Chronicle<int> Weeks { get; init; }
    public Chronicle<decimal[]> TravelCosts { get; init; }

    /// <summary>What became of a request to an event.</summary>
    public Chronicle<SelectionOutcome> Selection { get; init; }

    /// <summary>The receipt of each version, by the instant it was received.</summary>
    public Chronicle<int> Submitted { get; init; }
    public Chronicle<bool> Withdrawn { get; init; }
    public Told? LastTold { get; init; }

    /// <summary>Everybody named but the coordinator, in the order of naming, which means nothing.</summary>
    public ImmutableArray<NamedPartner> Partners { get; init; } = [];
    public Control? CoordinatorControl { get; init; }

    /// <summary>What officers answered, by criterion.</summary>
    public ImmutableDictionary<string, Chronicle<bool>> Judgements { get; init; } = ImmutableDictionary<string, Chronicle<bool>>.Empty;

    /// <summary>Whether an organisation of this application and one of another are the same, as an officer found.</summary>
    public ImmutableDictionary<(Guid Organisation, Guid Other), Chronicle<bool>> Compared { get; init; } = ImmutableDictionary<(Guid, Guid), Chronicle<bool>>.Empty;

    /// <summary>For which of its organisations an officer let this proposal stand, of several in one phase.</summary>
    public ImmutableDictionary<Guid, Chronicle<bool>> LetStand { get; init; } = ImmutableDictionary<Guid, Chronicle<bool>>.Empty;
    public EligibilityProposed? Proposed { get; init; }
    public EligibilityDecided? Decided { get; init; }

    /// <summary>Who judged, asked or decided something by office, and when first.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> Officers { get; init; } = ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    /// <summary>In the order of attaching.</summary>
    public ImmutableArray<DocumentAttached> Documents { get; init; } = [];

    /// <summary>What proves a journey, attached after the event; no part of what was handed in.</summary>
    public ImmutableArray<DocumentAttached> Evidence { get; init; } = [];

    /// <summary>Of who takes part, between award and signature.</summary>
    public ImmutableArray<(ConsortiumChanged Change, Told Told)> Changes { get; init; } = [];

    /// <summary>How grant and costs are shared among those who take part.</summary>
    public ImmutableArray<BudgetShare> Budget { get; init; } = [];

    /// <summary>The last receipt, with the verdict of that moment.</summary>
    public ApplicationSubmitted? LastSubmitted { get; init; }

    /// <summary>As it was when it was last handed in.</summary>
    private ApplicationDossier? Sent { get; init; }

    /// <summary>What counts once nothing can be changed any more: what was handed in last. What was left unsent does not; confirmations and what officers recorded do.</summary>
    public ApplicationDossier AsSent => Sent is null ? this : this with
    {
        RequestedGrant = Sent.RequestedGrant, EligibleCosts = Sent.EligibleCosts, DurationMonths = Sent.DurationMonths, Pages = Sent.Pages, TargetCountries = Sent.TargetCountries, StandsFor = Sent.StandsFor,
        Declarations = Sent.Declarations, CoordinatorControl = Sent.CoordinatorControl, Documents = Sent.Documents, Budget = Sent.Budget,
        Partners = [.. Sent.Partners.Select(sent => Partners.FirstOrDefault(now => now.Id == sent.Id && now.ToldIn == sent.ToldIn) ?? sent)],
    };

    /// <summary>Those who sign: as handed in, with the changes that two officers agreed to since the award.</summary>
    public ApplicationDossier ForSignature => Changes.Aggregate(AsSent, (dossier, one) => dossier.Changed(one.Change.Leaves, one.Change.Joins, one.Told));

    /// <summary>As it would be if a partner left, joined, or both. Whoever joins has acceded in writing, which the officers looked at.</summary>
    public ApplicationDossier Changed(Guid? leaves, PartnerJoining? joins, Told told)
    {
        var left = leaves is { } gone ? this with { Partners = Partners.RemoveAll(partner => partner.Id == gone), Budget = Budget.RemoveAll(share => share.Partner == gone) } : this;
        return joins is null ? left : left with
        {
            Partners = left.Partners.Add(NamedPartner.By(new(joins.Partner, joins.Role, joins.Cluster, joins.Organisation, null, Guid.Empty), told) with { Standing = PartnerStanding.Confirmed, IsAttested = true, SaidAt = told.RecordedAt }),
        };
    }

    /// <summary>An event about this application could not be read. Until that is mended its verdicts are undetermined.</summary>
    public bool IsBroken { get; init; }

    public Chronicle<bool> Declared(DeclarationKind kind, Guid organisation) => Declarations.GetValueOrDefault((kind, organisation));

    /// <summary>The version that is handed in and not withdrawn; none where there is no such.</summary>
    public Fact<int>? Standing => Submitted.Newest is { } receipt && !IsRetracted(receipt) ? receipt : null;

    /// <summary>Withdrawn after it had been handed in; what is handed in afterwards is a submission of its own.</summary>
    public bool IsRetracted(Fact<int> receipt)
    {
        for (var withdrawn = Withdrawn.Newest; withdrawn is not null; withdrawn = withdrawn.Earlier)
        {
            if (withdrawn.Value && withdrawn.Told.Version > receipt.Told.Version) return true;
        }

        return false;
    }

    public ApplicationDossier Learn(IApplicationEvent @event, Told told)
    {
        var self = new Basis(AssertedBy.Applicant);

        // Acts are witnessed by the service: they count from their receipt, however long recording them took.
        var witnessed = new Basis(AssertedBy.System);
        var found = new Basis(AssertedBy.Officer);

        return (@event switch
        {
            ApplicationStarted started => this with { Call = started.Call, Strand = started.Strand, Coordinator = started.Coordinator },
            ProposalChanged changed => this with
            {
                RequestedGrant = Entry(RequestedGrant, changed, "requestedGrant", changed.Changed.RequestedGrant),
                EligibleCosts = Entry(EligibleCosts, changed, "eligibleCosts", changed.Changed.EligibleCosts),
                DurationMonths = Entry(DurationMonths, changed, "durationMonths", changed.Changed.DurationMonths),
                Pages = Entry(Pages, changed, "pages", changed.Changed.Pages),
                TargetCountries = changed.Changed.TargetCountries is { } targets ? TargetCountries.Tell(targets, told, self)
                    : changed.Cleared.Contains("targetCountries") ? TargetCountries.Clear(told, self) : TargetCountries,
                StandsFor = changed.Changed.StandsFor is { } stated ? StandsFor.Tell(stated, told, self)
                    : changed.Cleared.Contains("standsFor") ? StandsFor.Clear(told, self) : StandsFor,
                Persons = Entry(Persons, changed, "persons", changed.Changed.Persons),
                Weeks = Entry(Weeks, changed, "weeks", changed.Changed.Weeks),
                TravelCosts = changed.Changed.TravelCosts is { } costs ? TravelCosts.Tell(costs, told, self)
                    : changed.Cleared.Contains("travelCosts") ? TravelCosts.Clear(told, self) : TravelCosts,
            },
            DeclarationSigned signed => Declare((signed.Kind, signed.Organisation), Declared(signed.Kind, signed.Organisation).Tell(true, told, witnessed, signed.ReceivedAt)),
            DeclarationWithdrawn gone => Declare((gone.Kind, gone.Organisation), Declared(gone.Kind, gone.Organisation).Tell(false, told, witnessed, gone.ReceivedAt)),
            ApplicationSubmitted submitted => this with
            {
                Sent = this with { Sent = null }, LastSubmitted = submitted,
                Submitted = Submitted.Tell(submitted.Number, told, witnessed, submitted.ReceivedAt),
                Withdrawn = Withdrawn.Tell(false, told, witnessed, submitted.ReceivedAt),
            },
            SelectionRecorded selection => this with { Selection = Selection.Tell(selection.Outcome, told, new(AssertedBy.Officer), selection.DecidedAt) },
            ApplicationWithdrawn withdrawn => this with { Withdrawn = Withdrawn.Tell(true, told, witnessed, withdrawn.ReceivedAt) },
            PartnerNamed named => this with { Partners = Partners.Add(NamedPartner.By(named, told)) },
            PartnerChanged own when own.Partner == Coordinator => this with { CoordinatorControl = own.Control },
            PartnerChanged changed => Partner(changed.Partner, partner => partner.With(changed, told)),
            PartnerRemoved removed => this with
            {
                Partners = Partners.RemoveAll(partner => partner.Id == removed.Partner), Budget = Budget.RemoveAll(share => share.Partner == removed.Partner),
            },
            PartnerConfirmed confirmed => Partner(confirmed.Partner, partner => partner with
            {
                Standing = PartnerStanding.Confirmed, SaidAt = confirmed.ReceivedAt, Seen = confirmed.Seen, IsAttested = confirmed.Attested,
            }),
            PartnerDeclined declined => Partner(declined.Partner, partner => partner with { Standing = PartnerStanding.Declined, SaidAt = declined.ReceivedAt, Seen = null }),
            CriterionJudged judged => this with { Judgements = Judgements.SetItem(judged.Criterion, Judgements.GetValueOrDefault(judged.Criterion).Tell(judged.Met, told, found, judged.JudgedAt)) },
            OrganisationsCompared compared => this with
            {
                Compared = Compared.SetItem((compared.Organisation, compared.Other), Compared.GetValueOrDefault((compared.Organisation, compared.Other)).Tell(compared.Same, told, found, compared.ComparedAt)),
            },
            ProposalLetStand stands => this with { LetStand = LetStand.SetItem(stands.Organisation, LetStand.GetValueOrDefault(stands.Organisation).Tell(true, told, found, stands.DecidedAt)) },
            EligibilityProposed proposed => this with { Proposed = proposed },
            EligibilityDecided decided => this with { Decided = decided },
            DocumentAttached { Kind: DocumentKind.TravelEvidence } evidence => this with { Evidence = Evidence.Add(evidence) },
            DocumentAttached attached => this with { Documents = Documents.Add(attached) },
            DocumentRemoved removed => this with { Documents = Documents.RemoveAll(document => document.Document == removed.Document) },
            BudgetShared shared => this with { Budget = [.. shared.Shares] },
            SlipAccepted slip => Corrected(slip.Corrected, told, LastSubmitted!.ReceivedAt),
            RedressDecided { Upheld: true, Against: LetterKind.EligibilityDecision } => this with { Proposed = null, Decided = null },
            ClarificationRequested or ClarificationAnswered or LetterSent or LetterOpened or RedressRequested or RedressWithdrawn or RedressProposed or RedressDecided => this,
            ProposalImported imported => TakenOver(imported, told),
            ConsortiumChanged changed => this with { Changes = Changes.Add((changed, told)) },
            ReimbursementProposed or ReimbursementDecided or ConsortiumChangeProposed => this,
            ApplicationEvaluated or AwardProposed or AwardDecided or SignatureChecked or SignatureProposed or GrantSigned => this,
            _ => throw new UnknownEventException(@event),
        }) with { LastTold = told, Officers = Officers.And(@event) };

        Chronicle<T> Entry<T>(Chronicle<T> entry, ProposalChanged changed, string name, T? value) where T : struct =>
            value is { } known ? entry.Tell(known, told, self) : changed.Cleared.Contains(name) ? entry.Clear(told, self) : entry;
    }

    /// <summary>A slip put right counts as if the proposal had been handed in so.</summary>
    private ApplicationDossier Corrected(ProposalFields meant, Told told, DateTimeOffset since)
    {
        var found = new Basis(AssertedBy.Officer, Kind: FactKind.Correction);
        return this with
        {
            RequestedGrant = meant.RequestedGrant is { } grant ? RequestedGrant.Tell(grant, told, found, since) : RequestedGrant,
            EligibleCosts = meant.EligibleCosts is { } costs ? EligibleCosts.Tell(costs, told, found, since) : EligibleCosts,
            DurationMonths = meant.DurationMonths is { } months ? DurationMonths.Tell(months, told, found, since) : DurationMonths,
            Pages = meant.Pages is { } pages ? Pages.Tell(pages, told, found, since) : Pages,
            TargetCountries = meant.TargetCountries is { } targets ? TargetCountries.Tell(targets, told, found, since) : TargetCountries,
            Sent = Sent?.Corrected(meant, told, since),
        };
    }

    /// <summary>Another system attests what it received, so it counts from its receipt there, whenever it was taken over; what came late, for the deadline that it missed.</summary>
    private ApplicationDossier TakenOver(ProposalImported imported, Told told)
    {
        var (since, said) = (imported.ReadAt ?? imported.ReceivedAt, imported.Proposal);
        var attested = new Basis(AssertedBy.System, ValidFrom: BrusselsTime.DayOf(since));
        var declared = Declarations;
        foreach (var kind in imported.Declared)
        foreach (var organisation in imported.Partners.Select(partner => partner.Partner).Prepend(Coordinator))
        {
            declared = declared.SetItem((kind, organisation), declared.GetValueOrDefault((kind, organisation)).Tell(true, told, attested, since));
        }

        return this with
        {
            RequestedGrant = Figure(RequestedGrant, said.RequestedGrant), EligibleCosts = Figure(EligibleCosts, said.EligibleCosts), DurationMonths = Figure(DurationMonths, said.DurationMonths),
            Pages = Figure(Pages, said.Pages), Persons = Figure(Persons, said.Persons), Weeks = Figure(Weeks, said.Weeks),
            TargetCountries = said.TargetCountries is { } targets ? TargetCountries.Tell(targets, told, attested, since) : TargetCountries,
            TravelCosts = said.TravelCosts is { } costs ? TravelCosts.Tell(costs, told, attested, since) : TravelCosts,
            Declarations = declared,
            Partners = [.. imported.Partners.Select(partner => NamedPartner.Attested(partner, told, attested) with { Standing = PartnerStanding.Confirmed, IsAttested = true, SaidAt = since })],
        };

        Chronicle<T> Figure<T>(Chronicle<T> entry, T? value) where T : struct =>
            value is { } known ? entry.Tell(known, told, attested, since) : entry.IsEmpty ? entry : entry.Clear(told, attested);
    }

    private ApplicationDossier Partner(Guid id, Func<NamedPartner, NamedPartner> change) =>
        Partners.FirstOrDefault(partner => partner.Id == id) is { } known ? this with { Partners = Partners.Replace(known, change(known)) } : this;

    private ApplicationDossier Declare((DeclarationKind, Guid) key, Chronicle<bool> chronicle) =>
        this with { Declarations = Declarations.SetItem(key, chronicle) };
}
