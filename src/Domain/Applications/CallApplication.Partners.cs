using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Applications;

/// <summary>An organisation's part in the application, as decisions about it need to see it.</summary>
public sealed record Part(Guid? Cluster, PartnerRole Role, PartnerOrganisation? Organisation, Control? Control, PartnerStanding Standing = PartnerStanding.Invited);

/// <summary>Who takes part: named by the coordinator, confirmed or declined by each for itself, locked at the deadline.</summary>
public sealed partial record CallApplication
{
    /// <summary>The coordinator among them.</summary>
    public const int MostPartners = 40;

    /// <summary>Everybody but the coordinator.</summary>
    public ImmutableSortedDictionary<Guid, Part> Partners { get; init; } = ImmutableSortedDictionary<Guid, Part>.Empty;

    public Control? CoordinatorControl { get; init; }

    /// <summary>The version in which something was last changed that a partner confirms.</summary>
    public long TextVersion { get; init; }

    /// <param name="cluster">The profile as it stands; null for an organisation without one.</param>
    public Decision<IApplicationEvent> Name(Guid partner, Part part, Cluster? cluster, Guid by, CallDossier call, DateTimeOffset at) => this switch
    {
        _ when Locked(call, at) is { } refusal => refusal,
        _ when part.Role is PartnerRole.Coordinator => ApplicationRefusals.OneCoordinator,
        _ when Partners.TryGetValue(partner, out var known) => SaysTheSame(known, part) ? [] : ApplicationRefusals.PartnerTwice,
        _ when partner == Coordinator || HasCode(part.Organisation?.Pic, partner) || IsTold(part.Organisation) => ApplicationRefusals.PartnerTwice,
        _ when part.Cluster is not null && cluster is null or { Exists: false } => ApplicationRefusals.PartnerUnknown,
        _ when part.Cluster is not null && cluster is { Status: RegistrationStatus.Withdrawn } => ApplicationRefusals.PartnerGone,
        { Partners.Count: >= MostPartners - 1 } => ApplicationRefusals.TooManyPartners,
        _ when Control(partner, part.Control) is { } refusal => refusal,
        _ => [new PartnerNamed(partner, part.Role, part.Cluster, part.Organisation, part.Control, by)],
    };

    /// <summary>What is null stays as it was.</summary>
    public Decision<IApplicationEvent> ChangePartner(Guid partner, PartnerRole? role, PartnerOrganisation? organisation, Control? control, Guid by, CallDossier call, DateTimeOffset at)
    {
        if (Locked(call, at) is { } refusal) return refusal;
        if (partner == Coordinator)
        {
            if (role is not (null or PartnerRole.Coordinator)) return ApplicationRefusals.OneCoordinator;
            if (organisation is not null) return ApplicationRefusals.HasAProfile;
            return Control(partner, control) is { } wrong ? wrong : control is null || Same(control, CoordinatorControl) ? [] : [new PartnerChanged(partner, null, null, control, by)];
        }

        if (!Partners.TryGetValue(partner, out var part)) return ApplicationRefusals.PartnerUnknown;
        if (role is PartnerRole.Coordinator) return ApplicationRefusals.OneCoordinator;
        if (organisation is not null && part.Cluster is not null) return ApplicationRefusals.HasAProfile;
        if (HasCode(organisation?.Pic, partner)) return ApplicationRefusals.PartnerTwice;
        if (Control(partner, control) is { } circle) return circle;

        var told = new PartnerChanged(
            partner, role == part.Role ? null : role, organisation == part.Organisation ? null : organisation, control is null || Same(control, part.Control) ? null : control, by);
        return told is { Role: null, Organisation: null, Control: null } ? [] : [told];
    }

    public Decision<IApplicationEvent> RemovePartner(Guid partner, Guid by, CallDossier call, DateTimeOffset at) =>
        Locked(call, at) is { } refusal ? refusal
        : partner == Coordinator ? ApplicationRefusals.OneCoordinator
        : Partners.ContainsKey(partner) ? [new PartnerRemoved(partner, by)] : [];

    /// <param name="seen">The version that was looked at; null: as it stands.</param>
    /// <param name="attests">The coordinator says so for an organisation without a profile.</param>
    public Decision<IApplicationEvent> Confirm(Guid partner, long? seen, bool attests, Guid by, CallDossier call, DateTimeOffset receivedAt) => this switch
    {
        _ when Locked(call, receivedAt) is { } refusal => refusal,
        _ when !Partners.TryGetValue(partner, out var part) || attests != part.Cluster is null => ApplicationRefusals.PartnerUnknown,
        _ when seen < TextVersion || seen > Version => ApplicationRefusals.ChangedSince,
        _ when Partners[partner].Standing is PartnerStanding.Confirmed => [],
        _ => [new PartnerConfirmed(partner, seen ?? Version, by, receivedAt, attests)],
    };

    public Decision<IApplicationEvent> Decline(Guid partner, Guid by, CallDossier call, DateTimeOffset receivedAt, NoteRef? reason) => this switch
    {
        _ when Locked(call, receivedAt) is { } refusal => refusal,
        _ when !Partners.TryGetValue(partner, out var part) || part.Cluster is null => ApplicationRefusals.PartnerUnknown,
        _ when Partners[partner].Standing is PartnerStanding.Declined => [],
        _ => [new PartnerDeclined(partner, by, receivedAt, reason)],
    };

    private CallApplication EvolvePartners(IApplicationEvent @event)
    {
        var changed = this with { ChangedSinceSubmission = true, TextVersion = Version + 1 };
        return @event switch
        {
            PartnerNamed named => changed with { Partners = Partners.SetItem(named.Partner, new(named.Cluster, named.Role, named.Organisation, named.Control)) },
            PartnerChanged own when own.Partner == Coordinator => changed with { CoordinatorControl = own.Control },
            PartnerChanged told => changed with { Partners = Partners.SetItem(told.Partner, Changed(Partners[told.Partner], told)) },
            PartnerRemoved removed => changed with { Partners = Partners.Remove(removed.Partner), Budget = Budget.RemoveAll(share => share.Partner == removed.Partner) },
            PartnerConfirmed confirmed => Standing(confirmed.Partner, PartnerStanding.Confirmed),
            PartnerDeclined declined => Standing(declined.Partner, PartnerStanding.Declined),
            _ => throw new UnknownEventException(@event),
        };
    }

    private CallApplication Standing(Guid partner, PartnerStanding standing) => this with { Partners = Partners.SetItem(partner, Partners[partner] with { Standing = standing }) };

    private static Part Changed(Part part, PartnerChanged told) => part with
    {
        Role = told.Role ?? part.Role, Organisation = told.Organisation ?? part.Organisation, Control = told.Control ?? part.Control, Standing = PartnerStanding.Invited,
    };

    private bool HasCode(string? pic, Guid except) => pic is not null && Partners.Any(other => other.Key != except && other.Value.Organisation?.Pic == pic);

    private bool IsTold(PartnerOrganisation? organisation) => organisation is not null && Partners.Values.Any(other => other.Organisation == organisation);

    private static bool SaysTheSame(Part one, Part other) =>
        one.Cluster == other.Cluster && one.Role == other.Role && one.Organisation == other.Organisation && Same(one.Control, other.Control);

    private static bool Same(Control? one, Control? other) => one?.Key == other?.Key;

    /// <summary>A controller who is a partner must be one, and nobody may control himself by way of others.</summary>
    private Refusal? Control(Guid partner, Control? control)
    {
        if (control?.Partner is not { } controller) return null;
        if (controller != partner && controller != Coordinator && !Partners.ContainsKey(controller)) return ApplicationRefusals.ControllerUnknown;

        for (Guid? next = controller; next is { } one; next = one == Coordinator ? CoordinatorControl?.Partner : Partners.GetValueOrDefault(one)?.Control?.Partner)
        {
            if (one == partner) return ApplicationRefusals.ControlInACircle;
        }

        return null;
    }
}
