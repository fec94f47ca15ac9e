using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Clusters;

/// <summary>Anna registers and manages; Bert does not; Mona moderates.</summary>
public abstract class ClusterSpec : Spec<Cluster, IClusterEvent>
{
    protected static readonly Guid Anna = Id(1), Bert = Id(2), Mona = Id(3);
    protected static readonly DateTimeOffset Noon = Utc("2017-05-02 10:00:00");
    protected static readonly NoteRef Why = new(Id(90), "salted");
    protected static readonly Basis Herself = new(AssertedBy.Applicant), Moderated = new(AssertedBy.Moderator, VerifiedBy: Mona);
    protected static readonly ProfileFields MedTech = new() { Name = "MedTech BW", Country = "DE", MembersSme = 40 };

    protected static readonly IClusterEvent[] Drafted =
        [new ProfileDrafted(Anna), new ManagerAdded(Anna, null), new ProfileChanged(MedTech, [], Herself)];

    protected static readonly IClusterEvent[] Requested = [.. Drafted, new ReviewRequested(Anna, Noon)];
    protected static readonly IClusterEvent[] Published = [.. Requested, new ProfilePublished(Mona, Noon)];
    protected static readonly IClusterEvent[] Refused = [.. Requested, new ProfileRefused(Mona, Noon, Why)];
    protected static readonly IClusterEvent[] Suspended = [.. Published, new ProfileSuspended(Mona, Noon, Why)];
    protected static readonly IClusterEvent[] Withdrawn = [.. Published, new ClusterWithdrawn(Anna, Noon)];
    protected static readonly IClusterEvent[] Imported = [new ProfileDrafted(null, "row-7"), new ProfileChanged(MedTech, [], new(AssertedBy.Register))];
}
