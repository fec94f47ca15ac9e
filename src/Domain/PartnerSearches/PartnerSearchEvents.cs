using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.PartnerSearches;

/// <summary>All that can happen to a notice by which a cluster looks for partners, or offers to be one.</summary>
public interface IPartnerSearchEvent;

/// <summary>A published cluster posted the notice.</summary>
/// <param name="Call">For which call; null: in general.</param>
/// <param name="Text">In its own words, kept apart: people write names into such texts.</param>
/// <param name="ValidUntil">Last Brussels day on which it stands.</param>
public sealed record PartnerSearchPosted(Guid Cluster, SearchKind Kind, Guid? Call, Wanted Wanted, NoteRef Text, DateOnly ValidUntil, Guid PostedBy) : IPartnerSearchEvent;

/// <summary>The cluster took it back, or a moderator did.</summary>
public sealed record PartnerSearchWithdrawn(Guid WithdrawnBy, DateTimeOffset ReceivedAt) : IPartnerSearchEvent;

/// <summary>A request looks for partners; an offer is one's own readiness to be one.</summary>
public enum SearchKind { Request, Offer }

/// <summary>Whom the notice is meant for. An empty list means: any.</summary>
/// <param name="Regions">NUTS codes of any level; beside countries, either will do.</param>
/// <param name="EmergingIndustries">Beside sectors, either will do.</param>
/// <param name="TargetCountries">Third countries that one wants to go to together.</param>
public sealed record Wanted(string[] Countries, string[] Regions, string[] Sectors, string[] EmergingIndustries, string[] TargetCountries)
{
    public static readonly Wanted Anybody = new([], [], [], [], []);

    public bool SaysTheSameAs(Wanted other) =>
        Countries.SequenceEqual(other.Countries) && Regions.SequenceEqual(other.Regions) && Sectors.SequenceEqual(other.Sectors)
        && EmergingIndustries.SequenceEqual(other.EmergingIndustries) && TargetCountries.SequenceEqual(other.TargetCountries);

    /// <summary>Whether an organisation as its profile says is meant by it. What the profile does not tell cannot fit what is wanted.</summary>
    /// <param name="targets">Third countries that the organisation, or the call, is about.</param>
    public bool Fits(ProfileFields profile, IReadOnlyCollection<string> targets) =>
        (Countries.Length + Regions.Length == 0
            || Countries.Contains(profile.Country) || Regions.Any(region => profile.Region?.StartsWith(region, StringComparison.Ordinal) is true))
        && (Sectors.Length + EmergingIndustries.Length == 0
            || Sectors.Intersect(profile.Sectors ?? []).Any() || EmergingIndustries.Intersect(profile.EmergingIndustries ?? []).Any())
        && (TargetCountries.Length == 0 || TargetCountries.Intersect(targets).Any());
}
