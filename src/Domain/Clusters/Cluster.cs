using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Clusters;

/// <summary>Where a profile stands. Nothing is public before it is published.</summary>
public enum RegistrationStatus { Draft, ReviewRequested, Published, Refused, Suspended, Withdrawn }

/// <summary>A cluster organisation as its own decisions need to see it; dossiers and read models show the rest.</summary>
public sealed record Cluster : IState<Cluster, IClusterEvent>
{
    public static Cluster Initial { get; } = new();

    public bool Exists { get; init; }
    public RegistrationStatus Status { get; init; }

    /// <summary>As last told, whatever the valid time.</summary>
    public ProfileFields Profile { get; init; } = new();

    /// <summary>For each entry, the basis it was last told on: the same value for another period is another fact.</summary>
    public ImmutableDictionary<string, Basis> ToldOn { get; init; } = ImmutableDictionary<string, Basis>.Empty;

    /// <summary>Entries that are empty as last told, but only from that day on.</summary>
    public ImmutableDictionary<string, DateOnly> EmptyFrom { get; init; } = ImmutableDictionary<string, DateOnly>.Empty;
    public ImmutableList<LabelAwarded> Labels { get; init; } = [];

    /// <summary>Taken away: a register's file that is a little old must not bring them back.</summary>
    public ImmutableList<LabelAwarded> RevokedLabels { get; init; } = [];
    public ImmutableHashSet<Guid> Managers { get; init; } = [];
    public ImmutableHashSet<Guid> Claimants { get; init; } = [];
    public ImmutableHashSet<Guid> RefusedClaimants { get; init; } = [];

    /// <summary>The events whose entries have been checked against evidence.</summary>
    public ImmutableHashSet<Guid> Verified { get; init; } = [];
    public bool WasImported { get; init; }

    public Decision<IClusterEvent> Draft(Guid? registrant, string? externalId, ProfileFields profile, Basis basis)
    {
        if (Exists) return Managers.Contains(registrant ?? Guid.Empty) || (registrant is null && WasImported) ? [] : ClusterRefusals.AlreadyDrafted;

        IClusterEvent[] began = registrant is { } person
            ? [new ProfileDrafted(person, externalId), new ManagerAdded(person, null), new ProfileChanged(profile, [], basis)]
            : [new ProfileDrafted(null, externalId), new ProfileChanged(profile, [], basis)];

        return [.. began];
    }

    /// <summary>What a register's file says of the organisation: it begins the profile, or changes what the register had told before.</summary>
    /// <remarks>What the organisation has said itself since then stays; an entry the file leaves empty says nothing.</remarks>
    public Decision<IClusterEvent> Import(string externalId, ProfileFields profile, LabelAwarded? label)
    {
        var basis = new Basis(AssertedBy.Register);
        if (!Exists)
        {
            var began = Draft(null, externalId, profile with { Kind = profile.Kind ?? OrganisationKind.ClusterOrganisation }, basis);
            return label is null ? began : [.. began, label];
        }

        if (!WasImported) return ClusterRefusals.AlreadyDrafted;
        if (Gone is { } gone) return gone;

        var changed = Change(profile.Without(ToldOn.Where(told => told.Value.AssertedBy is AssertedBy.Applicant).Select(told => told.Key)), [], basis);
        return label is null || Labels.Contains(label) || RevokedLabels.Contains(label) ? changed : [.. changed, label];
    }

    /// <param name="today">What is told of a later day only is no reason not to tell it of now; without it, what was last told counts as held already.</param>
    public Decision<IClusterEvent> Change(ProfileFields changed, IReadOnlyCollection<string> cleared, Basis basis, DateOnly? today = null)
    {
        if (Gone is { } gone) return gone;

        var told = WithRegionWhole(changed, changed.Without(changed.Filled.Where(name => AlreadySays(name, changed[name], basis, today))));
        string[] emptied = [.. cleared.Where(name => Profile[name] is not null || (EmptyFrom.TryGetValue(name, out var from) && from > (basis.ValidFrom ?? today)))];

        return told.Filled.Any() || emptied.Length > 0 ? [new ProfileChanged(told, emptied, basis)] : [];
    }

    public Decision<IClusterEvent> RequestReview(Guid? by, DateTimeOffset receivedAt) => Status switch
    {
        _ when Gone is { } gone => gone,
        RegistrationStatus.ReviewRequested or RegistrationStatus.Published => [],
        RegistrationStatus.Suspended => ClusterRefusals.Suspended,
        _ => [new ReviewRequested(by, receivedAt)],
    };

    public Decision<IClusterEvent> Publish(Guid decidedBy, DateTimeOffset at) => Status switch
    {
        _ when Gone is { } gone => gone,
        RegistrationStatus.Published => [],
        RegistrationStatus.ReviewRequested => [new ProfilePublished(decidedBy, at)],
        RegistrationStatus.Suspended => [new ProfileReinstated(decidedBy, at)],
        _ => ClusterRefusals.NoReviewRequested,
    };

    public Decision<IClusterEvent> Refuse(Guid decidedBy, DateTimeOffset at, NoteRef reason) => Status switch
    {
        _ when Gone is { } gone => gone,
        RegistrationStatus.Refused => [],
        RegistrationStatus.ReviewRequested => [new ProfileRefused(decidedBy, at, reason)],
        _ => ClusterRefusals.NoReviewRequested,
    };

    public Decision<IClusterEvent> Suspend(Guid decidedBy, DateTimeOffset at, NoteRef reason) => Status switch
    {
        _ when Gone is { } gone => gone,
        RegistrationStatus.Suspended => [],
        RegistrationStatus.Published => [new ProfileSuspended(decidedBy, at, reason)],
        _ => ClusterRefusals.NotPublished,
    };

    public Decision<IClusterEvent> Withdraw(Guid? by, DateTimeOffset receivedAt) => this switch
    {
        { Exists: false } => ClusterRefusals.Unknown,
        { Status: RegistrationStatus.Withdrawn } => [],
        _ => [new ClusterWithdrawn(by, receivedAt)],
    };

    /// <summary>A label from a benchmarking interview or assessment: its period follows the label scheme.</summary>
    /// <param name="interviewMonth">Any day of the month.</param>
    public Decision<IClusterEvent> Award(QualityLabel label, DateOnly interviewMonth, string awardedBy, Basis basis)
    {
        if (Gone is { } gone) return gone;

        var (from, until, renews) = PeriodOf(label, interviewMonth);
        return Award(new(label, new DateOnly(interviewMonth.Year, interviewMonth.Month, 1), awardedBy, renews, basis with { ValidFrom = from, ValidUntil = until }));
    }

    /// <summary>How long a label from an interview in that month would be valid, with the labels that the cluster holds.</summary>
    public (DateOnly From, DateOnly Until, bool Renews) PeriodOf(QualityLabel label, DateOnly interviewMonth) => LabelPeriod.Of(interviewMonth, Labels
        .Where(held => held.Label == label && !(held.InterviewMonth >= new DateOnly(interviewMonth.Year, interviewMonth.Month, 1)))
        .Select(held => (held.Basis.ValidFrom!.Value, held.Basis.ValidUntil!.Value)));

    /// <summary>A label whose period the certificate states.</summary>
    public Decision<IClusterEvent> Award(QualityLabel label, DateOnly from, DateOnly until, string awardedBy, Basis basis) =>
        Gone is { } gone ? gone
        : until < from ? ClusterRefusals.PeriodEndsBeforeItBegins
        : Award(new(label, null, awardedBy, Renews: false, basis with { ValidFrom = from, ValidUntil = until }));

    public Decision<IClusterEvent> RevokeLabel(QualityLabel label, NoteRef? reason, Basis basis) =>
        Gone is { } gone ? gone
        : Labels.Any(held => held.Label == label) ? [new LabelRevoked(label, reason, basis)] : [];

    public Decision<IClusterEvent> Verify(Guid toldBy, Guid verifiedBy) =>
        Gone is { } gone ? gone : Verified.Contains(toldBy) ? [] : [new EntryVerified(toldBy, verifiedBy)];

    public Decision<IClusterEvent> AddManager(Guid person, Guid addedBy) => this switch
    {
        _ when Gone is { } gone => gone,
        _ when Managers.Contains(person) => [],
        _ => [new ManagerAdded(person, addedBy)],
    };

    public Decision<IClusterEvent> RemoveManager(Guid person, Guid removedBy) => this switch
    {
        _ when !Managers.Contains(person) => [],
        { Managers.Count: 1 } => ClusterRefusals.LastManager,
        _ => [new ManagerRemoved(person, removedBy)],
    };

    public Decision<IClusterEvent> Claim(Guid person, DateTimeOffset receivedAt, NoteRef? reason) => this switch
    {
        _ when Gone is { } gone => gone,
        _ when Managers.Contains(person) || Claimants.Contains(person) => [],
        { Managers.IsEmpty: false } => ClusterRefusals.AlreadyManaged,
        _ => [new ClaimMade(person, receivedAt, reason)],
    };

    public Decision<IClusterEvent> ConfirmClaim(Guid person, Guid decidedBy) => this switch
    {
        _ when Managers.Contains(person) => [],
        _ when Gone is { } gone => gone,
        _ when !Claimants.Contains(person) => ClusterRefusals.NoSuchClaim,
        _ when person == decidedBy => ClusterRefusals.OwnClaim,
        _ => [new ClaimConfirmed(person, decidedBy)],
    };

    public Decision<IClusterEvent> RefuseClaim(Guid person, Guid decidedBy, NoteRef reason) => this switch
    {
        _ when RefusedClaimants.Contains(person) => [],
        _ when !Claimants.Contains(person) => ClusterRefusals.NoSuchClaim,
        _ when person == decidedBy => ClusterRefusals.OwnClaim,
        _ => [new ClaimRefused(person, decidedBy, reason)],
    };

    public Cluster Evolve(IClusterEvent @event) => @event switch
    {
        ProfileDrafted drafted => this with { Exists = true, Status = RegistrationStatus.Draft, WasImported = drafted.Registrant is null },
        ProfileChanged changed => this with
        {
            Profile = Overlay(changed),
            ToldOn = ToldOn.SetItems(changed.Changed.Filled.Select(name => KeyValuePair.Create(name, changed.Basis))),
            EmptyFrom = changed.Basis.ValidFrom is { } from
                ? EmptyFrom.RemoveRange(changed.Changed.Filled).SetItems(changed.Cleared.Select(name => KeyValuePair.Create(name, from)))
                : EmptyFrom.RemoveRange(changed.Changed.Filled.Concat(changed.Cleared)),
        },
        ReviewRequested => this with { Status = RegistrationStatus.ReviewRequested },
        ProfilePublished or ProfileReinstated => this with { Status = RegistrationStatus.Published },
        ProfileRefused => this with { Status = RegistrationStatus.Refused },
        ProfileSuspended => this with { Status = RegistrationStatus.Suspended },
        ClusterWithdrawn => this with { Status = RegistrationStatus.Withdrawn },
        LabelAwarded awarded => this with { Labels = Labels.Add(awarded) },
        LabelRevoked revoked => this with
        {
            Labels = Labels.RemoveAll(held => held.Label == revoked.Label),
            RevokedLabels = RevokedLabels.AddRange(Labels.Where(held => held.Label == revoked.Label)),
        },
        EntryVerified verified => this with { Verified = Verified.Add(verified.ToldBy) },
        ManagerAdded added => this with { Managers = Managers.Add(added.Person) },
        ManagerRemoved removed => this with { Managers = Managers.Remove(removed.Person) },
        ClaimMade made => this with { Claimants = Claimants.Add(made.Person), RefusedClaimants = RefusedClaimants.Remove(made.Person) },
        ClaimConfirmed confirmed => this with { Claimants = Claimants.Remove(confirmed.Person), Managers = Managers.Add(confirmed.Person) },
        ClaimRefused refused => this with { Claimants = Claimants.Remove(refused.Person), RefusedClaimants = RefusedClaimants.Add(refused.Person) },
        _ => throw new UnknownEventException(@event),
    };

    private Refusal? Gone => this switch
    {
        { Exists: false } => ClusterRefusals.Unknown,
        { Status: RegistrationStatus.Withdrawn } => ClusterRefusals.Withdrawn,
        _ => null,
    };

    /// <summary>What was told until a day only is told anew when it is said without an end.</summary>
    private bool AlreadySays(string name, object? value, Basis basis, DateOnly? today)
    {
        if (!ProfileFields.Same(Profile[name], value)) return false;

        var before = ToldOn.GetValueOrDefault(name);
        return basis is { ValidFrom: null, ValidUntil: null, VerifiedBy: null } ? before is not { ValidUntil: not null } && !(before?.ValidFrom > today) : before == basis;
    }

    /// <summary>A region's code means nothing without the version it is written in: if one of them is told, both are.</summary>
    private ProfileFields WithRegionWhole(ProfileFields changed, ProfileFields told)
    {
        var before = Profile.NutsVersion ?? RegionCode.ProgrammeVersion;
        var after = changed.NutsVersion ?? (changed.Region is null ? before : RegionCode.ProgrammeVersion);
        var moved = told.Region is not null || (Profile.Region is not null && after != before);

        return told with { Region = moved ? changed.Region ?? Profile.Region : null, NutsVersion = moved || Profile.Region is null ? changed.NutsVersion : null };
    }

    private ProfileFields Overlay(ProfileChanged e)
    {
        var overlaid = Profile.OverlaidWith(e.Changed).Without(e.Cleared);
        return e.Changed.Region is null ? overlaid : overlaid with { NutsVersion = e.Changed.NutsVersion };
    }

    private Decision<IClusterEvent> Award(LabelAwarded awarded) => Labels.Contains(awarded) ? [] : [awarded];
}
