using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>Under which name each event is stored. A name never changes, whatever becomes of the type behind it.</summary>
public static class EventNames
{
    public static readonly IReadOnlyDictionary<Type, string> All = new Dictionary<Type, string>
    {
        [typeof(ProfileDrafted)] = "cluster.profile-drafted",
        [typeof(ProfileChanged)] = "cluster.profile-changed",
        [typeof(ReviewRequested)] = "cluster.review-requested",
        [typeof(ProfilePublished)] = "cluster.profile-published",
        [typeof(ProfileRefused)] = "cluster.profile-refused",
        [typeof(ProfileSuspended)] = "cluster.profile-suspended",
        [typeof(ProfileReinstated)] = "cluster.profile-reinstated",
        [typeof(ClusterWithdrawn)] = "cluster.withdrawn",
        [typeof(LabelAwarded)] = "cluster.label-awarded",
        [typeof(LabelRevoked)] = "cluster.label-revoked",
        [typeof(EntryVerified)] = "cluster.entry-verified",
        [typeof(ManagerAdded)] = "cluster.manager-added",
        [typeof(ManagerRemoved)] = "cluster.manager-removed",
        [typeof(ClaimMade)] = "cluster.claim-made",
        [typeof(ClaimConfirmed)] = "cluster.claim-confirmed",
        [typeof(ClaimRefused)] = "cluster.claim-refused",

        [typeof(CallDrafted)] = "call.drafted",
        [typeof(StepProposed)] = "call.step-proposed",
        [typeof(CallAnnounced)] = "call.announced",
        [typeof(AnnouncementDropped)] = "call.announcement-dropped",
        [typeof(CallPublished)] = "call.published",
        [typeof(ProposalWithdrawn)] = "call.proposal-withdrawn",
        [typeof(CorrigendumDrafted)] = "call.corrigendum-drafted",
        [typeof(CorrigendumProposed)] = "call.corrigendum-proposed",
        [typeof(CorrigendumPublished)] = "call.corrigendum-published",
        [typeof(DeadlineReadingRecorded)] = "call.deadline-reading-recorded",
        [typeof(QuestionAnswered)] = "call.question-answered",
        [typeof(PlacesRecorded)] = "call.places-recorded",
        [typeof(CallClosed)] = "call.closed",
        [typeof(CallCancelled)] = "call.cancelled",
        [typeof(ResultsAnnounced)] = "call.results-announced",
        [typeof(ImpactSeen)] = "call.impact-seen",

        [typeof(ApplicationStarted)] = "application.started",
        [typeof(ProposalChanged)] = "application.proposal-changed",
        [typeof(DeclarationSigned)] = "application.declaration-signed",
        [typeof(DeclarationWithdrawn)] = "application.declaration-withdrawn",
        [typeof(ApplicationSubmitted)] = "application.submitted",
        [typeof(ProposalImported)] = "application.imported",
        [typeof(SelectionRecorded)] = "application.selection-recorded",
        [typeof(ApplicationWithdrawn)] = "application.withdrawn",
        [typeof(PartnerNamed)] = "application.partner-named",
        [typeof(PartnerChanged)] = "application.partner-changed",
        [typeof(PartnerRemoved)] = "application.partner-removed",
        [typeof(PartnerConfirmed)] = "application.partner-confirmed",
        [typeof(PartnerDeclined)] = "application.partner-declined",
        [typeof(DocumentAttached)] = "application.document-attached",
        [typeof(DocumentRemoved)] = "application.document-removed",
        [typeof(BudgetShared)] = "application.budget-shared",
        [typeof(CriterionJudged)] = "application.criterion-judged",
        [typeof(OrganisationsCompared)] = "application.organisations-compared",
        [typeof(ProposalLetStand)] = "application.let-stand",
        [typeof(EligibilityProposed)] = "application.eligibility-proposed",
        [typeof(EligibilityDecided)] = "application.eligibility-decided",
        [typeof(ClarificationRequested)] = "application.clarification-requested",
        [typeof(ClarificationAnswered)] = "application.clarification-answered",
        [typeof(SlipAccepted)] = "application.slip-accepted",
        [typeof(LetterSent)] = "application.letter-sent",
        [typeof(LetterOpened)] = "application.letter-opened",
        [typeof(RedressRequested)] = "application.redress-requested",
        [typeof(RedressWithdrawn)] = "application.redress-withdrawn",
        [typeof(RedressProposed)] = "application.redress-proposed",
        [typeof(RedressDecided)] = "application.redress-decided",
        [typeof(ApplicationEvaluated)] = "application.evaluated",
        [typeof(AwardProposed)] = "application.award-proposed",
        [typeof(AwardDecided)] = "application.award-decided",
        [typeof(SignatureChecked)] = "application.signature-checked",
        [typeof(SignatureProposed)] = "application.signature-proposed",
        [typeof(GrantSigned)] = "application.grant-signed",
        [typeof(ConsortiumChangeProposed)] = "application.consortium-change-proposed",
        [typeof(ConsortiumChanged)] = "application.consortium-changed",
        [typeof(ReimbursementProposed)] = "application.reimbursement-proposed",
        [typeof(ReimbursementDecided)] = "application.reimbursement-decided",

        [typeof(PartnershipFormed)] = "partnership.formed",
        [typeof(MemberJoined)] = "partnership.member-joined",
        [typeof(MemberLeft)] = "partnership.member-left",
        [typeof(PartnershipLabelled)] = "partnership.labelled",
        [typeof(PhaseFunded)] = "partnership.phase-funded",

        [typeof(PartnerSearchPosted)] = "partner-search.posted",
        [typeof(PartnerSearchWithdrawn)] = "partner-search.withdrawn",

        [typeof(EligibilityChanged)] = "eligibility.changed",

        [typeof(AccessGranted)] = "access.granted",
        [typeof(AccessEnded)] = "access.ended",
        [typeof(ConflictDeclared)] = "access.conflict-declared",
        [typeof(NoConflictDeclared)] = "access.no-conflict-declared",
        [typeof(ConflictEnded)] = "access.conflict-ended",

        [typeof(SubscriptionOpened)] = "subscription.opened",
        [typeof(SubscriptionChanged)] = "subscription.changed",
        [typeof(SubscriptionPaused)] = "subscription.paused",
        [typeof(SubscriptionResumed)] = "subscription.resumed",
        [typeof(SubscriptionEnded)] = "subscription.ended",
        [typeof(SecretRenewed)] = "subscription.secret-renewed",
        [typeof(SubscriptionDisabled)] = "subscription.disabled",
        [typeof(SubscriptionMoved)] = "subscription.moved",

        [typeof(SigningKeyIntroduced)] = "log.key-introduced",
        [typeof(DossierExported)] = "log.dossier-exported",

        [typeof(ClearanceProposed)] = "retention.clearance-proposed",
        [typeof(ClearanceDropped)] = "retention.clearance-dropped",
        [typeof(ClearanceConfirmed)] = "retention.clearance-confirmed",
        [typeof(ErasureProposed)] = "retention.erasure-proposed",
        [typeof(ErasureDropped)] = "retention.erasure-dropped",
        [typeof(ErasureConfirmed)] = "retention.erasure-confirmed",

        [typeof(CountryListed)] = "programme.country-listed",
        [typeof(EuMembershipRecorded)] = "programme.eu-membership-recorded",
        [typeof(AssociationRecorded)] = "programme.association-recorded",
        [typeof(AssociationProposed)] = "programme.association-proposed",
        [typeof(AssociationProposalDropped)] = "programme.association-proposal-dropped",
        [typeof(AssociationConfirmed)] = "programme.association-confirmed",
        [typeof(RegionsListed)] = "programme.regions-listed",
        [typeof(RegionChangesListed)] = "programme.region-changes-listed",
        [typeof(VocabularyListed)] = "programme.vocabulary-listed",
        [typeof(ProfileRulesSet)] = "programme.profile-rules-set",
    };

    public static string Of(object @event) => All[@event.GetType()];
}
