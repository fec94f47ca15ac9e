using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Applications;

/// <summary>What the evidence shows of one person's journey.</summary>
public sealed record ShownJourney(decimal Spent, int? Weeks, Guid[] Evidence);

/// <summary>How much is reimbursed: the least of what was spent, what was asked for, and what the call pays, person by person and to the cent.</summary>
/// <remarks>An amount the call does not tell limits nothing, and is never zero; whoever decides then gives a reason.</remarks>
public static class Reimbursement
{
    public static Journey Of(ShownJourney shown, decimal? requested, TravelTerms terms)
    {
        var (paid, limit) = (shown.Spent, TravelLimit.None);
        Within(requested, TravelLimit.Requested);
        Within(terms.MaximumPerPerson, TravelLimit.PerPerson);
        Within(terms.MaximumPerPersonAndWeek * Math.Min(shown.Weeks ?? 0, terms.MaximumWeeks ?? int.MaxValue), TravelLimit.PerPersonAndWeek);
        return new(shown.Spent, shown.Weeks, shown.Evidence, paid, limit);

        void Within(decimal? most, TravelLimit why)
        {
            if (most < paid) (paid, limit) = (most.Value, why);
        }
    }

    /// <summary>Whether the call says all that the amount turns on.</summary>
    public static bool IsFullyKnown(this TravelTerms terms) => !terms.NotFullyKnown && (terms.MaximumPerPerson ?? terms.MaximumPerPersonAndWeek) is not null;

    public static bool IsOver(this CallTerms terms, DateTimeOffset at) => (terms.EventUntil ?? terms.EventFrom) is { } last && at > BrusselsTime.LastMomentOf(last);
}

/// <summary>After an event: evidence from whoever was selected, and an amount decided by two.</summary>
public sealed partial record CallApplication
{
    public const int MostEvidence = 50;

    /// <summary>Boarding passes, invoices: documents attached after the selection.</summary>
    public System.Collections.Immutable.ImmutableHashSet<Guid> Evidence { get; init; } = [];

    /// <summary>Waits for a second officer.</summary>
    public ReimbursementProposed? ProposedReimbursement { get; init; }

    public ReimbursementDecided? Reimbursed { get; init; }

    /// <summary>The version handed in last was selected for the event.</summary>
    public bool IsSelectedAsHandedIn => Status is ApplicationStatus.Submitted && Selection is { Outcome: SelectionOutcome.Selected } selection && selection.Version == Versions;

    private Decision<IApplicationEvent> AttachEvidence(DocumentAttached document) => this switch
    {
        { Exists: false } => ApplicationRefusals.Unknown,
        _ when Evidence.Contains(document.Document) => [],
        _ when DocumentIds.Contains(document.Document) => DocumentRefusals.IdTaken,
        { IsSelectedAsHandedIn: false } => ReimbursementRefusals.NotSelected,
        { Reimbursed: not null } => ReimbursementRefusals.AlreadyDecided,
        { Evidence.Count: >= MostEvidence } => ReimbursementRefusals.TooMuchEvidence,
        _ => [document],
    };

    /// <param name="journeys">One for each person.</param>
    /// <param name="requested">What was asked for, person by person, as handed in; empty where nothing was.</param>
    /// <param name="reimbursement">Whether the request as handed in may be reimbursed, as it was judged last.</param>
    public Decision<IApplicationEvent> ProposeReimbursement(ShownJourney[] journeys, decimal[] requested, Outcome? reimbursement, CallDossier call, Guid by, DateTimeOffset at, NoteRef? reason)
    {
        if (NotToReimburse(call, at) is { } refusal) return refusal;
        if (Reimbursed is not null) return ReimbursementRefusals.AlreadyDecided;
        if (reimbursement is Outcome.NotMet) return ReimbursementRefusals.NotReimbursable;
        if (journeys.Length == 0 || journeys.Any(journey => journey.Spent < 0 || decimal.Round(journey.Spent, 2) != journey.Spent)) return ReimbursementRefusals.NotAnAmount;

        var terms = call.Terms!.Travel!;
        if (journeys.Length > (Proposal.Persons ?? int.MaxValue) || journeys.Length > (terms.PersonsPerCluster ?? int.MaxValue)) return ReimbursementRefusals.TooManyPersons;
        if (terms.MaximumPerPersonAndWeek is not null && journeys.Any(journey => journey.Spent > 0 && journey.Weeks is null or < 1)) return ReimbursementRefusals.WeeksMissing;
        if (journeys.Any(journey => journey.Spent > 0 && (journey.Evidence.Length == 0 || !journey.Evidence.All(IsKnownDocument)))) return ReimbursementRefusals.EvidenceMissing;
        if (journeys.SelectMany(journey => journey.Evidence.Distinct()).GroupBy(id => id).Any(id => id.Count() > 1)) return ReimbursementRefusals.EvidenceTwice;

        Journey[] paid = [.. journeys.Select((journey, person) => Reimbursement.Of(journey, requested.Length == 0 ? null : requested.ElementAtOrDefault(person), terms))];
        var amount = paid.Sum(journey => journey.Paid);
        if (reason is null && (amount == 0 || !terms.IsFullyKnown() || reimbursement is not Outcome.Met)) return ReimbursementRefusals.ReasonNeeded;

        return ProposedReimbursement is { } before && before.ProposedBy == by && before.Amount == amount && before.Journeys.SequenceEqual(paid, SameJourney.Instance) ? [] : [new ReimbursementProposed(paid, amount, by, at, reason)];
    }

    /// <summary>The second officer says the amount, so that nothing is confirmed that was proposed otherwise meanwhile.</summary>
    public Decision<IApplicationEvent> ConfirmReimbursement(decimal amount, CallDossier call, Actor by, DateTimeOffset at) => this switch
    {
        { ProposedReimbursement: null, Reimbursed: { } decided } => by.Is(decided.ConfirmedBy) && decided.Amount == amount ? [] : ReimbursementRefusals.AlreadyDecided,
        _ when NotToReimburse(call, at) is { } refusal => refusal,
        { ProposedReimbursement: null } => ReimbursementRefusals.NotProposed,
        { ProposedReimbursement: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        { ProposedReimbursement: var proposed } when proposed.Amount != amount => AwardRefusals.ChangedSince,
        { ProposedReimbursement: var proposed } => [new ReimbursementDecided(proposed.Journeys, amount, proposed.ProposedBy, by, at, proposed.Reason)],
    };

    private Refusal? NotToReimburse(CallDossier call, DateTimeOffset at) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when call.Terms?.Travel is null => SelectionRefusals.NotForeseen,
        { IsSelectedAsHandedIn: false } => ReimbursementRefusals.NotSelected,
        _ when !call.Terms.IsOver(at) => ReimbursementRefusals.EventAhead,
        _ => null,
    };

    private bool IsKnownDocument(Guid document) => Evidence.Contains(document) || SentDocuments.Contains(document);

    private CallApplication EvolveReimbursement(IApplicationEvent @event) => @event switch
    {
        ReimbursementProposed proposed => this with { ProposedReimbursement = proposed },
        ReimbursementDecided decided => this with { Reimbursed = decided, ProposedReimbursement = null },
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>Lists in records compare by reference.</summary>
    private sealed class SameJourney : EqualityComparer<Journey>
    {
        public static readonly SameJourney Instance = new();

        public override bool Equals(Journey? x, Journey? y) => x is not null && y is not null && x.Spent == y.Spent && x.Weeks == y.Weeks && x.Paid == y.Paid && x.Limit == y.Limit && x.Evidence.SequenceEqual(y.Evidence);

        public override int GetHashCode(Journey obj) => obj.Spent.GetHashCode();
    }
}

internal static class ReimbursementRefusals
{
    public static readonly Refusal NotSelected = new("not-selected", new(
        "Travel costs are reimbursed to those who were selected for the event.", "Reisekosten werden denen erstattet, die für die Veranstaltung ausgewählt wurden."));

    public static readonly Refusal EventAhead = new("event-ahead", new(
        "The event is not over. Reimbursement is decided afterwards, on the evidence.", "Die Veranstaltung ist noch nicht vorbei. Über die Erstattung wird danach entschieden, anhand der Belege."));

    public static readonly Refusal NotReimbursable = new("not-reimbursable", new(
        "By its verdict this request takes part at own cost: nothing is reimbursed.", "Nach seinem Ergebnis nimmt dieser Antrag auf eigene Kosten teil: Erstattet wird nichts."));

    public static readonly Refusal NotAnAmount = new("reimbursement-amount", new(
        "State for each person what was spent, in euro and to the cent.", "Nennen Sie für jede Person, was ausgegeben wurde, in Euro und auf den Cent genau."));

    public static readonly Refusal TooManyPersons = new("reimbursement-persons", new(
        "These are more persons than were asked for, or than the call pays for.", "Das sind mehr Personen, als beantragt sind oder als die Ausschreibung bezahlt."));

    public static readonly Refusal WeeksMissing = new("reimbursement-weeks", new(
        "The call pays by the week: say for each person how many whole weeks the evidence shows.", "Die Ausschreibung zahlt je Woche: Nennen Sie für jede Person die belegten ganzen Wochen."));

    public static readonly Refusal EvidenceMissing = new("evidence-missing", new(
        "Name for each person the documents of this application that prove it. Ask the applicant for what is missing.", "Nennen Sie für jede Person die Dokumente dieses Antrags, die es belegen. Fordern Sie Fehlendes beim Antragsteller an."));

    public static readonly Refusal EvidenceTwice = new("evidence-twice", new(
        "The same document proves the costs of two persons. Have one attached for each.", "Dasselbe Dokument belegt die Kosten von zwei Personen. Lassen Sie für jede eines anfügen."));

    public static readonly Refusal TooMuchEvidence = new("evidence-too-much", new(
        $"At most {CallApplication.MostEvidence} documents prove a journey. Put several into one.", $"Höchstens {CallApplication.MostEvidence} Dokumente belegen eine Reise. Fassen Sie mehrere zusammen."));

    public static readonly Refusal ReasonNeeded = new("reimbursement-reason-needed", new(
        "Give the reason: nothing is paid, or the call does not say in full what it pays. The applicant reads it.",
        "Nennen Sie den Grund: Es wird nichts gezahlt, oder die Ausschreibung sagt nicht vollständig, was sie zahlt. Der Antragsteller liest ihn."));

    public static readonly Refusal NotProposed = new("reimbursement-not-proposed", new("No officer has proposed a reimbursement.", "Es ist keine Erstattung vorgeschlagen."));

    public static readonly Refusal AlreadyDecided = new("reimbursement-already-decided", new(
        "The reimbursement has been decided. It can be changed by way of redress only.", "Über die Erstattung ist entschieden. Ändern lässt sich das nur auf dem Rechtsweg."));
}
