using System.Collections.Immutable;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Applications;

/// <summary>Between award and signature: partners leave or join, by two officers, as long as the minimum conditions are kept.</summary>
public sealed partial record CallApplication
{
    /// <summary>Waits for a second officer.</summary>
    public ConsortiumChangeProposed? ProposedChange { get; init; }

    public ImmutableHashSet<Guid> Changes { get; init; } = [];

    /// <summary>Ids that proposed changes have had: under one of them nobody finds something else than was seen.</summary>
    public ImmutableHashSet<Guid> NamedChanges { get; init; } = [];

    /// <summary>The agreement that was signed on an award that has fallen since: what was signed stays on record, and is signed anew on the new award.</summary>
    public GrantSigned? FormerAgreement { get; init; }

    /// <param name="verdict">Of those who would then take part.</param>
    public Decision<IApplicationEvent> ProposeChange(Guid change, Guid? leaves, PartnerJoining? joins, RecordedVerdict verdict, Actor by, DateTimeOffset at, NoteRef reason) => this switch
    {
        _ when Changes.Contains(change) => [],
        _ when NotToSign is { } refusal => refusal,
        _ when leaves is null && joins is null => ChangeRefusals.Nothing,
        _ when leaves == Coordinator => ChangeRefusals.CoordinatorStays,
        _ when leaves is { } gone && !Partners.ContainsKey(gone) => ApplicationRefusals.PartnerUnknown,
        _ when joins is { Role: PartnerRole.Coordinator } => ApplicationRefusals.OneCoordinator,
        _ when joins is { } added && (added.Partner == Coordinator || Partners.ContainsKey(added.Partner) || HasCode(added.Organisation?.Pic, added.Partner)) => ApplicationRefusals.PartnerTwice,
        _ when joins is not null && Partners.Count >= MostPartners - 1 => ApplicationRefusals.TooManyPartners,
        _ when verdict.Outcome is Outcome.NotMet => ChangeRefusals.ConditionsNotKept(verdict),
        { ProposedChange: { } before } when before.Change == change && before.Leaves == leaves && before.Joins == joins => [],
        _ when NamedChanges.Contains(change) => ChangeRefusals.IdTaken,
        _ => [new ConsortiumChangeProposed(change, leaves, joins, verdict, by, at, reason)],
    };

    public Decision<IApplicationEvent> ConfirmChange(Guid change, RecordedVerdict verdict, Actor by, DateTimeOffset at) => this switch
    {
        _ when Changes.Contains(change) => [],
        _ when NotToSign is { } refusal => refusal,
        { ProposedChange: null } => ChangeRefusals.NotProposed,
        { ProposedChange: var proposed } when proposed.Change != change => ChangeRefusals.AnotherProposed,
        { ProposedChange: var proposed } when by.Is(proposed.ProposedBy) => ApplicationRefusals.SecondOfficer,
        _ when verdict.Outcome is Outcome.NotMet => ChangeRefusals.ConditionsNotKept(verdict),
        { ProposedChange: var proposed } when !proposed.Verdict.SaysTheSameAs(verdict) => ChangeRefusals.VerdictMoved,
        { ProposedChange: var proposed } => [new ConsortiumChanged(change, proposed.Leaves, proposed.Joins, verdict, proposed.ProposedBy, by, at, proposed.Reason)],
    };

    /// <summary>Who takes part is another matter now, so the conditions of the signature are checked again.</summary>
    private CallApplication EvolvePreparing(IApplicationEvent @event) => @event switch
    {
        ConsortiumChangeProposed proposed => this with { ProposedChange = proposed, NamedChanges = NamedChanges.Add(proposed.Change) },
        ConsortiumChanged changed => this with
        {
            Changes = Changes.Add(changed.Change), ProposedChange = null, SignatureCheck = null, ProposedSignature = null,
            Partners = changed.Joins is { } joins ? Left(changed.Leaves).SetItem(joins.Partner, new(joins.Cluster, joins.Role, joins.Organisation, null, PartnerStanding.Confirmed)) : Left(changed.Leaves),
        },
        _ => throw new UnknownEventException(@event),
    };

    private ImmutableSortedDictionary<Guid, Part> Left(Guid? leaves) => leaves is { } gone ? Partners.Remove(gone) : Partners;
}

internal static class ChangeRefusals
{
    public static readonly Refusal Nothing = new("change-of-nothing", new("Say who leaves, who joins, or both.", "Nennen Sie, wer ausscheidet, wer hinzukommt oder beides."));

    public static readonly Refusal IdTaken = new("change-id-taken", new(
        "Another change was proposed under this id before. Take a new id.",
        "Unter dieser Kennung wurde schon eine andere Änderung vorgeschlagen. Nehmen Sie eine neue."));

    public static readonly Refusal CoordinatorStays = new("coordinator-stays", new(
        "The coordinator signs for all and cannot leave here. Another coordinator needs a proposal of its own.", "Der Koordinator unterzeichnet für alle und kann hier nicht ausscheiden. Ein anderer Koordinator braucht einen eigenen Antrag."));

    public static Refusal ConditionsNotKept(RecordedVerdict verdict)
    {
        var broken = string.Join(", ", verdict.Findings.Where(finding => finding.Outcome is Outcome.NotMet).Select(finding => finding.Criterion));
        return new("minimum-conditions-not-kept", new(
            $"With this change the call's conditions for organisations and consortium would not be met any more: {broken}. Name a partner who takes the place, or leave the consortium as it is.",
            $"Mit dieser Änderung wären die Voraussetzungen der Ausschreibung an Organisationen und Konsortium nicht mehr erfüllt: {broken}. Nennen Sie einen Ersatz, oder lassen Sie das Konsortium, wie es ist."));
    }

    public static readonly Refusal NotProposed = new("change-not-proposed", new("No change of the consortium is proposed.", "Es ist keine Änderung des Konsortiums vorgeschlagen."));

    public static readonly Refusal AnotherProposed = new("change-proposed-otherwise", new(
        "Another change is proposed than the one you confirm. Look at it again.", "Vorgeschlagen ist eine andere Änderung, als Sie bestätigen. Sehen Sie sie noch einmal an."));

    public static readonly Refusal VerdictMoved = new("change-verdict-outdated", new(
        "The conditions come out otherwise than when the change was proposed. Propose it again.", "Die Voraussetzungen stellen sich anders dar als beim Vorschlag. Schlagen Sie die Änderung noch einmal vor."));
}
