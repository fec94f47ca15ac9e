using System.Reflection;
using System.Text.Json;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Log;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>A word of the published language: its name with version, who may usually read it, and what it tells.</summary>
/// <param name="Name">With its version, such as cluster.published.v1. A name and its shape never change; a changed shape is a new version beside it.</param>
/// <param name="Classes">In which classes it is told.</param>
/// <param name="Tells">One sentence for those who follow the feed.</param>
internal abstract record PublishedType(string Name, FeedClass[] Classes, string Tells)
{
    /// <summary>The record that is its data.</summary>
    public abstract Type Message { get; }

    /// <summary>No entry of the feed, but told about the feed to whoever entries are sent to.</summary>
    public bool IsNotice { get; init; }
}

/// <summary>A word of the published language with the record that is its data: nothing else can be said under this name.</summary>
internal sealed record PublishedType<T>(string Name, FeedClass[] Classes, string Tells) : PublishedType(Name, Classes, Tells)
{
    public override Type Message => typeof(T);

    public Published Say(FeedClass @class, Guid subject, Guid? cluster, Guid? call, T data) => new(Name, @class, subject, cluster, call, JsonSerializer.Serialize(data, FactJson.Options));
}

/// <summary>All that the service ever tells the outside.</summary>
internal static class PublishedTypes
{
    public static readonly PublishedType<ClusterV1>
        ClusterPublished = Open<ClusterV1>("cluster.published.v1", "A cluster's profile is public from now on."),
        ClusterChanged = Open<ClusterV1>("cluster.changed.v1", "A public profile reads otherwise now; all of its public part is told."),
        ClusterReinstated = Open<ClusterV1>("cluster.reinstated.v1", "A suspended profile is public again.");

    public static readonly PublishedType<GoneV1>
        ClusterSuspended = Open<GoneV1>("cluster.suspended.v1", "A profile is no longer public, for the time being."),
        ClusterWithdrawn = new("cluster.withdrawn.v1", [FeedClass.Public, FeedClass.Cluster], "A cluster took its registration back; for its own people only where it was never public."),
        ClusterReviewRequested = Own<GoneV1>("cluster.review-requested.v1", "A cluster asked that its profile be reviewed."),
        ClusterRefused = Own<GoneV1>("cluster.refused.v1", "A review ended without publication; the reason is read in the service.");

    public static readonly PublishedType<LabelV1> ClusterLabelAwarded = Open<LabelV1>("cluster.label-awarded.v1", "A quality label was awarded to a public cluster.");

    public static readonly PublishedType<LabelRevokedV1> ClusterLabelRevoked = Open<LabelRevokedV1>("cluster.label-revoked.v1", "A quality label was taken away from a public cluster.");

    public static readonly PublishedType<CallV1>
        CallAnnounced = Open<CallV1>("call.announced.v1", "A call was announced, ahead of its publication."),
        CallAnnouncementDropped = Open<CallV1>("call.announcement-dropped.v1", "An announced call will not come."),
        CallPublished = Open<CallV1>("call.published.v1", "A call is open.");

    public static readonly PublishedType<CorrigendumV1> CallCorrigendum = Open<CorrigendumV1>("call.corrigendum.v1", "The text of a call was corrected: what changed, and the call as it reads now.");

    public static readonly PublishedType<AnswerV1> CallQuestionAnswered = Open<AnswerV1>("call.question-answered.v1", "A question about a call was answered, or its answer corrected; the text is read with the call.");

    public static readonly PublishedType<PlacesV1> CallPlaces = Open<PlacesV1>("call.places.v1", "After a cut-off of a call, places are left or are not.");

    public static readonly PublishedType<ClosedV1>
        CallClosed = Open<ClosedV1>("call.closed.v1", "The deadline of a call has passed."),
        CallCancelled = Open<ClosedV1>("call.cancelled.v1", "A call was cancelled.");

    public static readonly PublishedType<ResultsV1> CallResults = Open<ResultsV1>("call.results.v1", "What became of the proposals to a call, in numbers.");

    public static readonly PublishedType<PartnershipV1>
        PartnershipFormed = Open<PartnershipV1>("partnership.formed.v1", "A partnership was recorded."),
        PartnershipCorrected = Open<PartnershipV1>("partnership.corrected.v1", "What had been recorded of a partnership was corrected.");

    public static readonly PublishedType<MembershipV1>
        PartnershipMemberJoined = Open<MembershipV1>("partnership.member-joined.v1", "An organisation joined a partnership."),
        PartnershipMemberLeft = Open<MembershipV1>("partnership.member-left.v1", "An organisation left a partnership.");

    public static readonly PublishedType<PartnershipLabelV1> PartnershipLabelled = Open<PartnershipLabelV1>("partnership.labelled.v1", "A partnership got a label.");

    public static readonly PublishedType<PhaseFundedV1> PartnershipPhaseFunded = Open<PhaseFundedV1>("partnership.phase-funded.v1", "A phase of a partnership was funded.");

    public static readonly PublishedType<PartnerSearchV1>
        PartnerSearchPosted = Open<PartnerSearchV1>("partner-search.posted.v1", "A cluster looks for partners, or offers to be one."),
        PartnerSearchWithdrawn = Open<PartnerSearchV1>("partner-search.withdrawn.v1", "A partner search was taken back.");

    public static readonly PublishedType<EligibilityChangedV1> EligibilityChanged = Own<EligibilityChangedV1>("eligibility.changed.v1", "A cluster's outcome with a call is no longer what it was.");

    public static readonly PublishedType<SubmittedV1> ApplicationSubmitted = Restricted<SubmittedV1>("application.submitted.v1", "A version of an application was handed in.");

    public static readonly PublishedType<WithdrawnV1> ApplicationWithdrawn = Restricted<WithdrawnV1>("application.withdrawn.v1", "An application was withdrawn.");

    public static readonly PublishedType<PartnerNamedV1> ApplicationPartnerNamed = Restricted<PartnerNamedV1>("application.partner-named.v1", "A partner was named in an application that had been handed in.");

    public static readonly PublishedType<PartnerV1>
        ApplicationPartnerConfirmed = Restricted<PartnerV1>("application.partner-confirmed.v1", "A partner confirmed that it takes part."),
        ApplicationPartnerDeclined = Restricted<PartnerV1>("application.partner-declined.v1", "A partner declined to take part."),
        ApplicationPartnerRemoved = Restricted<PartnerV1>("application.partner-removed.v1", "A partner is no longer named.");

    public static readonly PublishedType<ClarificationRequestedV1> ApplicationClarificationRequested = Restricted<ClarificationRequestedV1>("application.clarification-requested.v1", "The programme office asked the applicant about an application; the question is read in the service.");

    public static readonly PublishedType<LetterSentV1> ApplicationLetterSent = Restricted<LetterSentV1>("application.letter-sent.v1", "A decision was told to the applicant by letter; the letter is read in the service.");

    public static readonly PublishedType<EligibilityDecidedV1> ApplicationEligibilityDecided = Restricted<EligibilityDecidedV1>("application.eligibility-decided.v1", "It was decided whether an application is eligible.");

    public static readonly PublishedType<SelectionV1> ApplicationSelection = Own<SelectionV1>("application.selection.v1", "After a cut-off it was recorded whether a request is selected.");

    public static readonly PublishedType<RedressDecidedV1> ApplicationRedressDecided = Restricted<RedressDecidedV1>("application.redress-decided.v1", "It was decided on an action against a decision.");

    public static readonly PublishedType<AwardDecidedV1> ApplicationAwardDecided = Restricted<AwardDecidedV1>("application.award-decided.v1", "It was decided what a proposal gets.");

    public static readonly PublishedType<GrantSignedV1> ApplicationGrantSigned = Restricted<GrantSignedV1>("application.grant-signed.v1", "A grant agreement was signed.");

    public static readonly PublishedType<ConsortiumChangedV1> ApplicationConsortiumChanged = Restricted<ConsortiumChangedV1>("application.consortium-changed.v1", "Before the signature a partner left an awarded proposal, joined it, or took another's place.");

    public static readonly PublishedType<ReimbursementDecidedV1> ApplicationReimbursementDecided = Restricted<ReimbursementDecidedV1>("application.reimbursement-decided.v1", "It was decided what is reimbursed after a journey.");

    public static readonly PublishedType<CheckpointV1> LogCheckpoint = Open<CheckpointV1>("log.checkpoint.v1", "A signed checkpoint of the transparency log.");

    public static readonly PublishedType<EpochEndedV1> FeedEpochEnded = new("feed.epoch-ended.v1", [FeedClass.Public, FeedClass.Restricted, FeedClass.Cluster], "The feed began anew after a restore: where it goes on.") { IsNotice = true };

    public static IReadOnlyList<PublishedType> All { get; } =
        [.. typeof(PublishedTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<PublishedType>().OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static PublishedType<T> Open<T>(string name, string tells) => new(name, [FeedClass.Public], tells);

    private static PublishedType<T> Own<T>(string name, string tells) => new(name, [FeedClass.Cluster], tells);

    private static PublishedType<T> Restricted<T>(string name, string tells) => new(name, [FeedClass.Restricted], tells);
}
