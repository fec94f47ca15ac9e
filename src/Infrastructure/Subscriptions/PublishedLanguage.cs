using EligibilityService.Application.Feed;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Application.Knowing;
using JasperFx.Events;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>One entry as the outside may know it: a versioned message without personal data.</summary>
internal sealed record Published(string Type, FeedClass Class, Guid Subject, Guid? Cluster, Guid? Call, string Data);

/// <summary>What the outside may know, in words that never change. Everything not named here stays in the house.</summary>
/// <remarks>The state is that after the event. A published type keeps its shape; a changed shape is a new version beside it.</remarks>
internal static class PublishedLanguage
{
    public static Published? Tell(IEvent e, IKnowledge after) => e.Data switch
    {
        IClusterEvent told when after.Cluster(e.StreamId) is { } cluster => Tell(e, told, cluster),
        ICallEvent told when after.Call(e.StreamId) is { Terms: not null } call => Tell(e, told, call),
        IApplicationEvent told when after.Application(e.StreamId) is { } application => Tell(e, told, application),
        IPartnershipEvent told when after.Partnership(e.StreamId) is { Dossier: { IsBroken: false, Told: not null } } partnership => PartnershipMessages.Tell(e, told, partnership),
        IPartnerSearchEvent when after.PartnerSearch(e.StreamId) is { State.Posted: { } posted } search => PartnershipMessages.Tell(e, posted, search),
        _ => null,
    };

    /// <summary>Of a batch of changes, what concerns one cluster: for its own people, and for those who look after calls.</summary>
    public static Published Tell(EligibilityChanged told, EligibilityChange change, IKnowledge after) =>
        PublishedTypes.EligibilityChanged.Say(FeedClass.Cluster, change.Cluster, change.Cluster, told.Call, EligibilityChangedV1.Of(told, change, after.Call(told.Call)));

    private static Published? Tell(IEvent e, IClusterEvent told, ClusterRecord cluster)
    {
        var published = cluster.State.Status is RegistrationStatus.Published;

        return told switch
        {
            ProfilePublished => Public(PublishedTypes.ClusterPublished, ClusterV1.Of(e.StreamId, cluster)),
            ProfileReinstated => Public(PublishedTypes.ClusterReinstated, ClusterV1.Of(e.StreamId, cluster)),
            ProfileChanged when published => Public(PublishedTypes.ClusterChanged, ClusterV1.Of(e.StreamId, cluster)),
            LabelAwarded awarded when published => Public(PublishedTypes.ClusterLabelAwarded, new LabelV1(e.StreamId, awarded.Label, awarded.Basis.ValidFrom!.Value, awarded.Basis.ValidUntil!.Value)),
            LabelRevoked revoked when published => Public(PublishedTypes.ClusterLabelRevoked, new LabelRevokedV1(e.StreamId, revoked.Label, revoked.Basis.ValidFrom)),
            ProfileSuspended => Public(PublishedTypes.ClusterSuspended, new GoneV1(e.StreamId)),
            ClusterWithdrawn when cluster.Dossier.WasPublished => Public(PublishedTypes.ClusterWithdrawn, new GoneV1(e.StreamId)),
            ClusterWithdrawn => Own(PublishedTypes.ClusterWithdrawn, new GoneV1(e.StreamId)),
            ReviewRequested => Own(PublishedTypes.ClusterReviewRequested, new GoneV1(e.StreamId)),
            ProfileRefused => Own(PublishedTypes.ClusterRefused, new GoneV1(e.StreamId)),
            _ => null,
        };

        Published Public<T>(PublishedType<T> type, T data) => type.Say(FeedClass.Public, e.StreamId, e.StreamId, null, data);
        Published Own<T>(PublishedType<T> type, T data) => type.Say(FeedClass.Cluster, e.StreamId, e.StreamId, null, data);
    }

    private static Published? Tell(IEvent e, ICallEvent told, CallDossier call)
    {
        return told switch
        {
            CallAnnounced => Public(PublishedTypes.CallAnnounced, CallV1.Of(call)),
            AnnouncementDropped => Public(PublishedTypes.CallAnnouncementDropped, CallV1.Of(call)),
            CallPublished => Public(PublishedTypes.CallPublished, CallV1.Of(call)),
            CorrigendumPublished corrigendum => Public(PublishedTypes.CallCorrigendum, new CorrigendumV1(e.StreamId, call.Terms!.Reference, corrigendum.Number, corrigendum.Corrigendum, CallV1.Of(call))),
            QuestionAnswered answered => Public(PublishedTypes.CallQuestionAnswered, new AnswerV1(e.StreamId, answered.Number, answered.Section)),
            PlacesRecorded places => Public(PublishedTypes.CallPlaces, new PlacesV1(e.StreamId, call.Terms!.Reference, places.CutOff, places.AreLeft)),
            CallClosed closed => Public(PublishedTypes.CallClosed, new ClosedV1(e.StreamId, call.Terms!.Reference, closed.EffectiveAt)),
            CallCancelled cancelled => Public(PublishedTypes.CallCancelled, new ClosedV1(e.StreamId, call.Terms!.Reference, cancelled.CancelledAt)),
            ResultsAnnounced announced => Public(PublishedTypes.CallResults, new ResultsV1(e.StreamId, call.Terms!.Reference, announced.Results)),
            _ => null,
        };

        Published Public<T>(PublishedType<T> type, T data) => type.Say(FeedClass.Public, e.StreamId, null, e.StreamId, data);
    }

    private static Published? Tell(IEvent e, IApplicationEvent told, ApplicationRecord application)
    {
        var handedIn = application.State.Versions > 0;   // a draft is nobody's business
        return told switch
        {
            ApplicationSubmitted submitted => Restricted(PublishedTypes.ApplicationSubmitted, new SubmittedV1(e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, submitted.Number, submitted.ReceivedAt)),
            ApplicationWithdrawn withdrawn => Restricted(PublishedTypes.ApplicationWithdrawn, new WithdrawnV1(e.StreamId, application.State.Call, application.State.Coordinator, withdrawn.ReceivedAt)),
            PartnerNamed named when handedIn => Restricted(PublishedTypes.ApplicationPartnerNamed, new PartnerNamedV1(e.StreamId, application.State.Call, named.Partner, named.Cluster, named.Role)),
            PartnerRemoved removed when handedIn => Restricted(PublishedTypes.ApplicationPartnerRemoved, new PartnerV1(e.StreamId, application.State.Call, removed.Partner, e.Timestamp)),
            PartnerConfirmed confirmed when handedIn => Restricted(PublishedTypes.ApplicationPartnerConfirmed, new PartnerV1(e.StreamId, application.State.Call, confirmed.Partner, confirmed.ReceivedAt)),
            PartnerDeclined declined when handedIn => Restricted(PublishedTypes.ApplicationPartnerDeclined, new PartnerV1(e.StreamId, application.State.Call, declined.Partner, declined.ReceivedAt)),
            ClarificationRequested asked => Restricted(PublishedTypes.ApplicationClarificationRequested, new ClarificationRequestedV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, asked.RequestedAt, asked.AnswerBy)),
            LetterSent letter => Restricted(PublishedTypes.ApplicationLetterSent, new LetterSentV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, letter.Kind, letter.SentAt)),
            EligibilityDecided decided => Restricted(PublishedTypes.ApplicationEligibilityDecided, new EligibilityDecidedV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, decided.Eligible, decided.Verdict.Outcome, decided.DecidedAt)),
            RedressDecided decided when application.State.Redresses.Find(redress => redress.Id == decided.Redress) is { } redress => Restricted(PublishedTypes.ApplicationRedressDecided, new RedressDecidedV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, redress.Kind, decided.Upheld, decided.DecidedAt)),
            AwardDecided decided => Restricted(PublishedTypes.ApplicationAwardDecided, new AwardDecidedV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, decided.Result, decided.Rank, AmountV1.Of(decided.Amount), decided.DecidedAt)),
            GrantSigned signed => Restricted(PublishedTypes.ApplicationGrantSigned, new GrantSignedV1(e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, signed.On)),
            ConsortiumChanged changed => Restricted(PublishedTypes.ApplicationConsortiumChanged, new ConsortiumChangedV1(
                e.StreamId, application.State.Call, application.State.Strand, application.State.Coordinator, changed.Leaves, JoinedV1.Of(changed.Joins), changed.DecidedAt)),
            ReimbursementDecided decided => Restricted(PublishedTypes.ApplicationReimbursementDecided, new ReimbursementDecidedV1(
                e.StreamId, application.State.Call, application.State.Coordinator, decided.Journeys.Length, AmountV1.Of(decided.Amount)!, decided.DecidedAt)),
            SelectionRecorded selection => PublishedTypes.ApplicationSelection.Say(
                FeedClass.Cluster, e.StreamId, application.State.Coordinator, application.State.Call,
                new SelectionV1(e.StreamId, application.State.Call, application.State.Coordinator, selection.Version, selection.Outcome, selection.DecidedAt)),
            _ => null,
        };

        Published Restricted<T>(PublishedType<T> type, T data) => type.Say(FeedClass.Restricted, e.StreamId, application.State.Coordinator, application.State.Call, data);
    }
}

/// <param name="Labels">Those held and not revoked, past ones too.</param>
internal sealed record ClusterV1(
    Guid Id, string? Name, string? Acronym, string? Country, string? Region, string? City, string? Website, int? Founded,
    int? MembersSme, int? MembersLarge, int? MembersResearch, int? MembersOther, string[]? Sectors, string[]? EmergingIndustries, string[]? Technologies, string[]? TargetCountries,
    HeldLabelV1[] Labels)
{
    public static ClusterV1 Of(Guid id, ClusterRecord cluster)
    {
        var profile = cluster.State.Profile;
        return new(
            id, profile.Name, profile.Acronym, profile.Country, profile.Region, profile.City, profile.Website, profile.Founded,
            profile.MembersSme, profile.MembersLarge, profile.MembersResearch, profile.MembersOther, profile.Sectors, profile.EmergingIndustries, profile.Technologies, profile.TargetCountries,
            [.. cluster.State.Labels.Select(held => new HeldLabelV1(held.Label, held.Basis.ValidFrom!.Value, held.Basis.ValidUntil!.Value))]);
    }
}

internal sealed record HeldLabelV1(QualityLabel Label, DateOnly ValidFrom, DateOnly ValidUntil);

internal sealed record LabelV1(Guid Cluster, QualityLabel Label, DateOnly ValidFrom, DateOnly ValidUntil);

internal sealed record LabelRevokedV1(Guid Cluster, QualityLabel Label, DateOnly? From);

internal sealed record GoneV1(Guid Cluster);

internal sealed record CallV1(
    Guid Id, string Reference, string[] Aliases, Text Title, string Kind, DateTimeOffset? Deadline, AmountV1? Budget, Completeness Completeness, int Version)
{
    public static CallV1 Of(CallDossier call) => new(
        call.Id, call.Terms!.Reference, call.Terms.Aliases, call.Terms.Title, call.Terms.Kind, call.Terms.Deadline?.Instant, AmountV1.Of(call.Terms.Budget), call.Terms.Completeness, (int)call.LastTold!.Version);
}

/// <param name="Amount">To the cent, such as 5790000.00.</param>
internal sealed record AmountV1(string Amount, string Currency)
{
    public static AmountV1? Of(decimal? euro) => euro is { } amount ? new(amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), "EUR") : null;
}

internal sealed record CorrigendumV1(Guid Call, string Reference, int Number, Corrigendum Corrigendum, CallV1 Now);

internal sealed record AnswerV1(Guid Call, int Number, string? Section);

internal sealed record ClosedV1(Guid Call, string Reference, DateTimeOffset At);

internal sealed record PlacesV1(Guid Call, string Reference, int CutOff, bool AreLeft);

internal sealed record SelectionV1(Guid Application, Guid Call, Guid Coordinator, int Number, SelectionOutcome Outcome, DateTimeOffset DecidedAt);

internal sealed record ResultsV1(Guid Call, string Reference, ResultsSummary Results);

internal sealed record SubmittedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, int Number, DateTimeOffset ReceivedAt);

internal sealed record WithdrawnV1(Guid Application, Guid Call, Guid Coordinator, DateTimeOffset ReceivedAt);

/// <param name="Cluster">None for an organisation without a profile.</param>
internal sealed record PartnerNamedV1(Guid Application, Guid Call, Guid Partner, Guid? Cluster, PartnerRole Role);

internal sealed record PartnerV1(Guid Application, Guid Call, Guid Partner, DateTimeOffset At);

/// <param name="AnswerBy">Last instant of the term.</param>
internal sealed record ClarificationRequestedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, DateTimeOffset RequestedAt, DateTimeOffset AnswerBy);

/// <param name="Kind">What it tells; what it says is read in the service.</param>
internal sealed record LetterSentV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, LetterKind Kind, DateTimeOffset SentAt);

/// <param name="Outcome">Of the verdict it was decided on.</param>
internal sealed record EligibilityDecidedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, bool Eligible, Outcome Outcome, DateTimeOffset DecidedAt);

/// <param name="Upheld">Then the decision it was about has fallen, and another one follows.</param>
internal sealed record RedressDecidedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, RedressKind Kind, bool Upheld, DateTimeOffset DecidedAt);

/// <param name="Amount">The grant; only with funding.</param>
internal sealed record AwardDecidedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, AwardResult Result, int Rank, AmountV1? Amount, DateTimeOffset DecidedAt);

/// <param name="On">The day of the signature.</param>
internal sealed record GrantSignedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, DateOnly On);

/// <param name="Leaves">The partner that leaves; none where one only joins.</param>
/// <param name="Joins">None where one only leaves.</param>
internal sealed record ConsortiumChangedV1(Guid Application, Guid Call, string? Strand, Guid Coordinator, Guid? Leaves, JoinedV1? Joins, DateTimeOffset DecidedAt);

/// <param name="Cluster">None for an organisation without a profile.</param>
internal sealed record JoinedV1(Guid Partner, Guid? Cluster, PartnerRole Role)
{
    public static JoinedV1? Of(PartnerJoining? joins) => joins is null ? null : new(joins.Partner, joins.Cluster, joins.Role);
}

/// <param name="Persons">So many journeys; nobody is named.</param>
/// <param name="Amount">Of all journeys together; may be nothing.</param>
internal sealed record ReimbursementDecidedV1(Guid Application, Guid Call, Guid Coordinator, int Persons, AmountV1 Amount, DateTimeOffset DecidedAt);

/// <param name="Reference">None where the call's text cannot be read.</param>
/// <param name="Strand">None where the strands of the call ask organisations the same.</param>
/// <param name="Corrigendum">Number of the corrigendum that brought it about; none where something else did.</param>
internal sealed record EligibilityChangedV1(
    Guid Cluster, Guid Call, string? Reference, string? Strand, Stage Stage, Outcome Before, Outcome After, string Cause, bool ByNewEngine, int? Corrigendum = null)
{
    public static EligibilityChangedV1 Of(EligibilityChanged told, EligibilityChange change, CallDossier? call) => new(
        change.Cluster, told.Call, call?.Terms is { Kind: not CallTerms.KindNotReadable } terms ? terms.Reference : null, told.Strand.Length == 0 ? null : told.Strand,
        Stage.Organisation, change.Before, change.After, told.Cause, told.ByNewEngine,
        call?.Superseded.LastOrDefault(superseded => told.Cause.Contains($"{superseded.ToldBy}", StringComparison.Ordinal))?.Corrigendum);
}
