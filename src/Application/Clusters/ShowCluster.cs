using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>A cluster's profile: published ones are public, others are for their people, moderators, officers, auditors, and the regional agency they agreed to.</summary>
/// <param name="KnownAt">As it had been recorded by then.</param>
[May(Who.Anyone)]
public sealed record ShowCluster(Guid ClusterId, DateTimeOffset? KnownAt = null) : IRequest<ClusterAnswer?>;

/// <summary>A cluster's profile as the caller may see it.</summary>
/// <param name="Version">Of the cluster's stream; the entity tag.</param>
/// <param name="ToldBy">For each entry the event that told it.</param>
/// <param name="HoldsFrom">For each entry since when it holds.</param>
/// <param name="Coming">What the profile will say from a later day on, by what is told already; the profile itself says what holds now.</param>
/// <param name="Managed">The caller acts for this cluster.</param>
/// <param name="Reason">Why it was refused or suspended, for its people and the moderators.</param>
public sealed record ClusterAnswer(
    Guid Id, long Version, long Position, RegistrationStatus Status, ProfileFields Profile, IReadOnlyList<LabelAnswer> Labels, bool Managed, bool Claimable,
    IReadOnlyDictionary<string, Told> ToldBy, IReadOnlyDictionary<string, DateTimeOffset> HoldsFrom, IReadOnlyList<ProfileTurn> Coming, string? Reason = null);

/// <summary>A quality label.</summary>
public sealed record LabelAnswer(QualityLabel Label, DateOnly ValidFrom, DateOnly ValidUntil, string AwardedBy, bool Renews);

public sealed class ShowClusterShape : AbstractValidator<ShowCluster>
{
    public ShowClusterShape(ServiceClock clock) =>
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
}

public sealed class ShowClusterHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCluster, ClusterAnswer?>
{
    public async Task<ClusterAnswer?> Handle(ShowCluster question, CancellationToken cancellationToken)
    {
        var present = facts.Now;
        var knowledge = question.KnownAt is { } then ? await facts.Read([question.ClusterId], then, cancellationToken) : present;
        if (knowledge.Cluster(question.ClusterId) is not { } cluster)
        {
            return present.Cluster(question.ClusterId) is { } later && MaySee(later, present, knownAt: null) ? throw new NotRegisteredYet(later) : null;
        }

        if (!MaySee(present.Cluster(question.ClusterId) ?? cluster, present, question.KnownAt)) return null;

        // Another host's clock may be a little ahead of this one's; what is recorded holds.
        var (at, told) = (question.KnownAt ?? clock.GetUtcNow(), cluster.Dossier.LastTold?.RecordedAt);
        if (told > at) at = told.Value;

        var (entries, hidden) = (EntriesOf(cluster, at), IsInside(cluster, present) ? [] : NotForEverybody);
        return new(
            question.ClusterId, cluster.Version, knowledge.Position, cluster.State.Status,
            cluster.Dossier.ProfileAt(cluster.State.Profile, at).Without(hidden),
            [.. cluster.State.Labels.Select(label => new LabelAnswer(label.Label, label.Basis.ValidFrom!.Value, label.Basis.ValidUntil!.Value, label.AwardedBy, label.Renews))],
            cluster.State.Managers.Contains(callers.Caller.PersonId), cluster.State is { WasImported: true, Managers.IsEmpty: true },
            entries.ToDictionary(entry => entry.Name, entry => entry.Fact.Told), entries.ToDictionary(entry => entry.Name, entry => entry.Fact.From),
            [
                .. cluster.Dossier.TurnsAfter(cluster.State.Profile, at)
                    .Select(turn => turn with { Changed = turn.Changed.Without(hidden), Cleared = [.. turn.Cleared.Except(hidden)] })
                    .Where(turn => turn.Changed.Filled.Any() || turn.Cleared.Length > 0),
            ],
            await ReasonOf(cluster, cancellationToken));
    }

    private async Task<string?> ReasonOf(ClusterRecord cluster, CancellationToken cancellationToken) =>
        cluster.Dossier.TurnedDownFor is { } note && MayKnowWhy(callers.Caller, cluster)
            ? (await notes.Texts([note.Id], cancellationToken)).GetValueOrDefault(note.Id)
            : null;

    private static bool MayKnowWhy(Caller caller, ClusterRecord cluster) =>
        caller.Is(Role.Moderator) || caller.Is(Role.Auditor) || cluster.State.Managers.Contains(caller.PersonId);

    /// <summary>Whom to ask, and what the cluster has agreed to, is between it and the service.</summary>
    public static readonly string[] NotForEverybody = ["contacts", "mayBeFoundAsPartner", "visibleToAgency", "description"];

    private bool IsInside(ClusterRecord cluster, IKnowledge present) => callers.Caller.Is(Role.Moderator) || SightOf(present).IsInside(cluster);

    private bool MaySee(ClusterRecord cluster, IKnowledge present, DateTimeOffset? knownAt) =>
        (cluster.State.Status is RegistrationStatus.Published && knownAt is null)
        || callers.Caller.Is(Role.Moderator)
        || SightOf(present).OfCluster(cluster);

    private Sight SightOf(IKnowledge present) => new(callers.Caller, present, clock.GetUtcNow());

    private static (string Name, Fact Fact)[] EntriesOf(ClusterRecord cluster, DateTimeOffset at)
    {
        var @case = new Case(cluster.Dossier, Domain.Programme.ProgrammeFacts.Empty, null, at, Strict: false);
        return [.. from name in ProfileEntries.Known let fact = ProfileEntries.Find(name, @case) where fact is not null select (name, fact)];
    }
}
