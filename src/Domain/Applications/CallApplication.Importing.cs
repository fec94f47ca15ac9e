using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Domain.Applications;

/// <summary>Proposals that were handed in elsewhere.</summary>
public sealed partial record CallApplication
{
    /// <summary>As taken over last; it is changed where it was handed in, and not here.</summary>
    public ProposalImported? Imported { get; init; }

    /// <summary>Who began and handed it in elsewhere is not known here; who took it over stands in the import.</summary>
    private static readonly Guid NobodyHere = Guid.Empty;

    /// <summary>Acceptance turns on the receipt in the other system alone, whenever it is taken over; the last receipt before the deadline counts.</summary>
    /// <remarks>
    /// What that system received late only is kept as late, so that it is decided upon and answered, where the call itself asks for receipt in time. It never takes the place of what came in time;
    /// what came in time, told afterwards, takes its place.
    /// </remarks>
    /// <param name="assess">The verdict of this moment on the proposal as taken over.</param>
    public Decision<IApplicationEvent> Import(ProposalImported imported, CallDossier call, string? strand, Guid coordinator, DateTimeOffset at, Func<RecordedVerdict> assess) => this switch
    {
        _ when Exists && (Imported is null || Call != call.Id || Coordinator != coordinator || Strand != strand) => ImportRefusals.AnotherProposal,
        _ when call.Status is CallStatus.Cancelled => ApplicationRefusals.CallCancelled,
        _ when call.Status is not (CallStatus.Open or CallStatus.Closed) || call.Terms?.Deadline is null => ApplicationRefusals.CallNotOpen,
        _ when call.Terms.Strands.Length > 0 && call.Terms.Strands.All(known => known.Id != strand) => ApplicationRefusals.StrandUnknown(call.Terms.Strands),
        _ when imported.ReceivedAt > at => ImportRefusals.NotReceivedYet,
        { Imported: { } known } when known.IsTheSameReceiptAs(imported) => [],
        _ when IsLate(imported, call.Terms) && (Exists || !AsksForReceiptInTime(call.Terms, strand)) => ApplicationRefusals.Late(call.Terms.Deadline.Latest, imported.ReceivedAt),
        { Imported: { } known } when known.ReceivedAt >= imported.ReceivedAt && (IsLate(imported, call.Terms) || !IsLate(known, call.Terms)) => ImportRefusals.NotLater,
        { Status: ApplicationStatus.Withdrawn } => ImportRefusals.Withdrawn,
        { Proposed: not null } or { Decided: not null } => ApplicationRefusals.AlreadyDecided,
        _ when imported.Partners.Any(partner => partner.Partner == coordinator) || imported.Partners.DistinctBy(partner => partner.Partner).Count() != imported.Partners.Length => ApplicationRefusals.PartnerTwice,
        { Exists: true } => [imported, new ApplicationSubmitted(Versions + 1, NobodyHere, imported.ReceivedAt, assess())],
        _ => [new ApplicationStarted(call.Id, strand, coordinator, NobodyHere), IsLate(imported, call.Terms) ? imported with { ReadAt = call.Terms.Deadline.Earliest } : imported, new ApplicationSubmitted(1, NobodyHere, imported.ReceivedAt, assess())],
    };

    private static bool IsLate(ProposalImported imported, CallTerms terms) => imported.ReceivedAt > terms.Deadline!.Latest;

    /// <summary>Otherwise nothing would keep a late proposal from being eligible.</summary>
    private static bool AsksForReceiptInTime(CallTerms terms, string? strand) =>
        terms.Criteria.Any(criterion => criterion is { Question: ReceivedByDeadline, Severity: Severity.Mandatory } && criterion.Concerns(strand));

    private CallApplication Taken(ProposalImported imported) => this with
    {
        Imported = imported, Proposal = imported.Proposal, ChangedSinceSubmission = true, TextVersion = Version + 1,
        Partners = imported.Partners.ToImmutableSortedDictionary(partner => partner.Partner, partner => new Part(partner.Cluster, partner.Role, partner.Organisation, null, PartnerStanding.Confirmed)),
        Declarations = [.. from kind in imported.Declared from organisation in imported.Partners.Select(partner => partner.Partner).Prepend(Coordinator) select (kind, organisation)],
    };
}

internal static class ImportRefusals
{
    public static readonly Refusal AnotherProposal = new("import-of-another-proposal", new(
        "Under this number another applicant, call or strand was taken over before. Check source and number.",
        "Unter dieser Nummer wurde schon ein anderer Antragsteller, eine andere Ausschreibung oder ein anderer Handlungsbereich übernommen. Prüfen Sie Herkunft und Nummer."));

    public static readonly Refusal NotReceivedYet = new("import-receipt-ahead", new("The receipt lies in the future. Check the instant and its offset.", "Der Eingang liegt in der Zukunft. Prüfen Sie den Zeitpunkt und den Zeitversatz."));

    public static readonly Refusal NotLater = new("import-receipt-not-later", new(
        "A version received then or later was taken over already. Only a later receipt takes its place.", "Eine Fassung von diesem oder einem späteren Eingang ist schon übernommen. Nur ein späterer Eingang tritt an ihre Stelle."));

    public static readonly Refusal Withdrawn = new("import-withdrawn", new("This application has been withdrawn here.", "Dieser Antrag ist hier zurückgezogen."));

    public static readonly Refusal HandedInElsewhere = new("handed-in-elsewhere", new(
        "This proposal was handed in by another system. Change it there; it is taken over again.", "Dieser Antrag wurde über ein anderes System eingereicht. Ändern Sie ihn dort; er wird dann neu übernommen."));
}
