using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Time;
using JasperFx.Events;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>What the outside may know of partnerships and partner searches: all of it is public, save what people wrote.</summary>
internal static class PartnershipMessages
{
    public static Published? Tell(IEvent e, IPartnershipEvent told, PartnershipRecord after)
    {
        return told switch
        {
            PartnershipFormed { Basis.Kind: FactKind.Correction } => Public(PublishedTypes.PartnershipCorrected, null, PartnershipV1.Of(after)),
            PartnershipFormed => Public(PublishedTypes.PartnershipFormed, null, PartnershipV1.Of(after)),
            MemberJoined joined => Public(PublishedTypes.PartnershipMemberJoined, joined.Member.Cluster, new MembershipV1(e.StreamId, MemberV1.Of(joined.Member), joined.Basis.ValidFrom!.Value, PartnershipV1.Of(after))),
            MemberLeft left when after.State.Members.TryGetValue(left.Member, out var known) => Public(PublishedTypes.PartnershipMemberLeft, known.Member.Cluster, new MembershipV1(
                e.StreamId, MemberV1.Of(known.Member), left.Basis.ValidFrom!.Value, PartnershipV1.Of(after))),
            PartnershipLabelled labelled => Public(PublishedTypes.PartnershipLabelled, null, new PartnershipLabelV1(e.StreamId, labelled.Label, labelled.Basis.ValidFrom!.Value, labelled.Basis.ValidUntil, labelled.Replaces)),
            PhaseFunded funded => Public(PublishedTypes.PartnershipPhaseFunded, null, new PhaseFundedV1(e.StreamId, funded.Phase, funded.Call, funded.Strand, AmountV1.Of(funded.Grant), funded.Basis.ValidFrom!.Value)),
            _ => null,
        };

        Published Public<T>(PublishedType<T> type, Guid? cluster, T data) => type.Say(FeedClass.Public, e.StreamId, cluster, null, data);
    }

    /// <summary>Without its text, which may name people; it is read where the notice stands.</summary>
    public static Published Tell(IEvent e, PartnerSearchPosted posted, PartnerSearchRecord after) =>
        (after.State.IsWithdrawn ? PublishedTypes.PartnerSearchWithdrawn : PublishedTypes.PartnerSearchPosted).Say(
            FeedClass.Public, e.StreamId, posted.Cluster, posted.Call, new(e.StreamId, posted.Cluster, posted.Kind, posted.Call, posted.Wanted, posted.ValidUntil));
}

/// <param name="Coordinator">Id of a member.</param>
/// <param name="Members">Who belongs to it, as far as is recorded.</param>
internal sealed record PartnershipV1(Guid Id, string Name, string? Acronym, string? Strand, string? Phase, DateOnly FormedOn, bool YearOnly, Guid? Coordinator, MemberV1[] Members)
{
    public static PartnershipV1 Of(PartnershipRecord partnership)
    {
        var formed = partnership.State.Formed!;
        return new(
            partnership.Dossier.Id, formed.Name, formed.Acronym, formed.Strand, formed.Phase, formed.Basis.ValidFrom!.Value, formed.YearOnly, formed.Coordinator,
            [.. partnership.State.Members.Values.Where(belonging => belonging.Left is null).Select(belonging => MemberV1.Of(belonging.Member))]);
    }
}

/// <param name="Cluster">None for an organisation without a profile.</param>
internal sealed record MemberV1(Guid Id, Guid? Cluster, string Name, string? Country)
{
    public static MemberV1 Of(PartnershipMember member) => new(member.Id, member.Cluster, member.Name, member.Country);
}

/// <param name="From">First day on which it belongs, or no longer does.</param>
internal sealed record MembershipV1(Guid Partnership, MemberV1 Member, DateOnly From, PartnershipV1 Now);

/// <param name="Replaces">The label as it had been told, where name or first day were wrong.</param>
internal sealed record PartnershipLabelV1(Guid Partnership, string Label, DateOnly ValidFrom, DateOnly? ValidUntil, ToldLabel? Replaces = null);

internal sealed record PhaseFundedV1(Guid Partnership, string Phase, string Call, string? Strand, AmountV1? Grant, DateOnly From);

internal sealed record PartnerSearchV1(Guid Id, Guid Cluster, SearchKind Kind, Guid? Call, Wanted Wanted, DateOnly ValidUntil);
