using System.Collections.Immutable;
using System.Text.Json;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Application.Notifications;

/// <summary>What an entry of the feed, or a deadline that comes near, means to whom: always to people who manage the cluster it is about, and to nobody else.</summary>
public static class WhatMatters
{
    /// <summary>So long before the deadline a draft's people are told what is missing.</summary>
    public static readonly TimeSpan Week = TimeSpan.FromDays(7), Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<Notice> In(FeedItem entry, IKnowledge knowledge, DateTimeOffset now) => entry switch
    {
        { IsStub: true } or { Data: null } => [],
        { Type: "eligibility.changed.v1" } => VerdictChanged(entry, entry.Data.Value, knowledge, now),
        { Type: "call.corrigendum.v1" } => Corrected(entry.Data.Value, knowledge, now),
        { Type: "application.clarification-requested.v1" } => OfApplication(NoticeKind.ClarificationAsked, entry, knowledge),
        { Type: "application.letter-sent.v1" } => OfApplication(NoticeKind.LetterSent, entry, knowledge),
        _ => [],
    };

    /// <summary>Drafts whose call soon closes: a week before, and once more a day before.</summary>
    public static IReadOnlyList<Notice> NearDeadlines(IKnowledge knowledge, DateTimeOffset now) =>
    [
        .. from application in knowledge.Applications
           where application.State.Status is ApplicationStatus.Draft
           let call = knowledge.Call(application.State.Call)
           where call is { Terms.Deadline: not null } && call.StatusAt(now) is CallPhase.Open
           let closes = call.Terms!.Deadline!.Earliest
           let left = closes - now
           where left <= Week && Lacking.In(application, call, knowledge, now).Count > 0
           from person in ManagersOf(application.State.Coordinator, knowledge)
           select new Notice(NoticeKind.DeadlineNear, person, application.State.Coordinator, call.Id, $"deadline {application.Dossier.Id} {closes.UtcTicks} {(left <= Day ? 1 : 7)}") { Application = application.Dossier.Id },
    ];

    /// <summary>It still concerns the person when the mail is written.</summary>
    public static bool StillMatters(this Notice notice, IKnowledge knowledge, DateTimeOffset now) =>
        ManagersOf(notice.Cluster, knowledge).Contains(notice.Person)
        && knowledge.Call(notice.Call) is { Terms: not null } call
        && (notice.Application is not { } id || knowledge.Application(id) is { } application && (notice.Kind is not NoticeKind.DeadlineNear || application.State.Status is ApplicationStatus.Draft && !IsOver(call, now)));

    /// <summary>A corrigendum is not told beside the verdict that it changed: that one names it. Of a verdict that changed several times, the first before and the last after are told, if they differ.</summary>
    public static IReadOnlyList<Notice> WithoutRepetition(IReadOnlyCollection<Notice> notices)
    {
        Notice[][] changed =
        [
            .. notices.Where(notice => notice.Kind is NoticeKind.VerdictChanged).GroupBy(notice => (notice.Person, notice.Cluster, notice.Call))
                .Select(changes => changes.OrderBy(change => change.Entry).ToArray()).Where(changes => changes[0].Before != changes[^1].After),
        ];
        return
        [
            .. changed.Select(changes => changes[^1] with { Before = changes[0].Before, Corrigendum = changes.LastOrDefault(change => change.Corrigendum is not null)?.Corrigendum }),
            .. notices.Where(notice => notice.Kind is not NoticeKind.VerdictChanged && !(notice.Kind is NoticeKind.Corrigendum
                && changed.Any(changes => changes.Any(change => change.Person == notice.Person && change.Call == notice.Call && change.Corrigendum == notice.Corrigendum)))),
        ];
    }

    private static Notice[] VerdictChanged(FeedItem entry, JsonElement data, IKnowledge knowledge, DateTimeOffset now)
    {
        var (cluster, call) = (data.GetProperty("cluster").GetGuid(), data.GetProperty("call").GetGuid());
        if (knowledge.Call(call) is not { Terms: not null } known || IsOver(known, now)) return [];

        return
        [
            .. ManagersOf(cluster, knowledge).Select(person => new Notice(NoticeKind.VerdictChanged, person, cluster, call, $"verdict {entry.Id}")
            {
                Entry = entry.Number, Before = Said(data, "before"), After = Said(data, "after"),
                Corrigendum = data.TryGetProperty("corrigendum", out var number) && number.ValueKind is JsonValueKind.Number ? number.GetInt32() : null,
            }),
        ];
    }

    private static Notice[] Corrected(JsonElement data, IKnowledge knowledge, DateTimeOffset now)
    {
        var (call, number) = (data.GetProperty("call").GetGuid(), data.GetProperty("number").GetInt32());
        if (knowledge.Call(call) is not { Terms: not null } known || IsOver(known, now)) return [];

        var told =
            from application in knowledge.Applications
            where application.State.Call == call && application.State.Status is not ApplicationStatus.Withdrawn
            from cluster in TakingPart(application)
            from person in ManagersOf(cluster, knowledge)
            select new Notice(NoticeKind.Corrigendum, person, cluster, call, $"corrigendum {call} {number}") { Application = application.Dossier.Id, Corrigendum = number };
        return [.. told.DistinctBy(notice => notice.Key)];
    }

    private static Notice[] OfApplication(NoticeKind kind, FeedItem entry, IKnowledge knowledge)
    {
        var data = entry.Data!.Value;
        var (application, call, coordinator) = (data.GetProperty("application").GetGuid(), data.GetProperty("call").GetGuid(), data.GetProperty("coordinator").GetGuid());
        return
        [
            .. ManagersOf(coordinator, knowledge).Select(person => new Notice(kind, person, coordinator, call, $"{kind} {entry.Id}")
            {
                Application = application, Until = data.TryGetProperty("answerBy", out var until) ? until.GetDateTimeOffset() : null,
            }),
        ];
    }

    /// <summary>Coordinator, and partners that have not declined.</summary>
    private static IEnumerable<Guid> TakingPart(ApplicationRecord application) =>
        application.Dossier.Partners.Where(partner => partner.Standing is not PartnerStanding.Declined).Select(partner => partner.Cluster).OfType<Guid>().Prepend(application.State.Coordinator);

    private static ImmutableHashSet<Guid> ManagersOf(Guid cluster, IKnowledge knowledge) =>
        knowledge.Cluster(cluster) is { State.Status: not RegistrationStatus.Withdrawn } known ? known.State.Managers : [];

    private static bool IsOver(CallDossier call, DateTimeOffset now) =>
        call.StatusAt(now) is CallPhase.Closed or CallPhase.Cancelled or CallPhase.Decided or CallPhase.Dropped;

    private static Outcome Said(JsonElement data, string member) => data.GetProperty(member).Deserialize<Outcome>(FactJson.Options);
}
