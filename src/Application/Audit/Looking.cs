using System.Collections.Frozen;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Log;
using EligibilityService.Application.Retention;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>What somebody of the office was shown.</summary>
public enum LookedAt
{
    Application, Verdict, History, Audit, Duplicates, Correspondence, Award, Reimbursement, Documents, Document, Receipt, Dossier,
    Ranking, Applications, Worklist, Differing, Eligible, Records, People, Person, Access, Review, Region, Retention, Mails,
}

/// <summary>That somebody was shown something. Ids only: names are looked up when the log is read.</summary>
/// <param name="About">The application, cluster, call or person it is about; null for what is about no single one.</param>
/// <param name="Item">The document, where it is one.</param>
public sealed record Look(Guid Person, LookedAt What, Guid? About, Guid? Item, DateTimeOffset At);

/// <summary>Where looks are kept: in a table of its own, for a time.</summary>
public interface IAccessLog
{
    /// <summary>Returns once it is kept. What cannot be kept is not shown.</summary>
    Task Record(Look look, CancellationToken cancellationToken);

    Task<int> CountBefore(DateTimeOffset before, CancellationToken cancellationToken);

    /// <returns>How many entries there were.</returns>
    Task<int> ForgetBefore(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>The one place that says which questions show personal data, applications, decisions, dossiers or letters, and about what.</summary>
public static class Looking
{
    /// <summary>About what the question is: the id, and within it the document.</summary>
    private delegate (Guid? About, Guid? Item) Subject(object question, object answer, IKnowledge knowledge);

    private static readonly FrozenDictionary<Type, (LookedAt What, Subject Subject)> Questions = new Dictionary<Type, (LookedAt, Subject)>
    {
        [typeof(ShowApplication)] = OfApplication(LookedAt.Application),
        [typeof(ShowApplicationVerdict)] = OfApplication(LookedAt.Verdict),
        [typeof(ShowAudit)] = OfApplication(LookedAt.Audit),
        [typeof(FindDuplicates)] = OfApplication(LookedAt.Duplicates),
        [typeof(ShowCorrespondence)] = OfApplication(LookedAt.Correspondence),
        [typeof(ShowAward)] = OfApplication(LookedAt.Award),
        [typeof(ShowReimbursement)] = OfApplication(LookedAt.Reimbursement),
        [typeof(ShowDocuments)] = OfApplication(LookedAt.Documents),
        [typeof(ReadDocument)] = (LookedAt.Document, static (question, _, _) => question is ReadDocument read ? (read.ApplicationId, read.Document) : default),
        [typeof(ShowReceipt)] = OfApplication(LookedAt.Receipt),
        [typeof(ExportApplicationDossier)] = OfApplication(LookedAt.Dossier),
        [typeof(ExportCallDossier)] = (LookedAt.Dossier, static (question, _, _) => (((ExportCallDossier)question).Call, null)),
        [typeof(ShowRanking)] = OfCall(LookedAt.Ranking, static question => ((ShowRanking)question).Call),
        [typeof(JudgeApplications)] = OfCall(LookedAt.Verdict, static question => ((JudgeApplications)question).Call),
        [typeof(ShowApplications)] = OfCall(LookedAt.Applications, static question => ((ShowApplications)question).Call),
        [typeof(ShowWorklist)] = OfCall(LookedAt.Worklist, static question => ((ShowWorklist)question).Call),
        [typeof(FindDiffering)] = (LookedAt.Differing, static (question, _, knowledge) => question is FindDiffering asked ? (asked.Application ?? (asked.Call is { } named ? knowledge.Call(named)?.Id : null), null) : default),
        [typeof(FindStandings)] = OfCall(LookedAt.Eligible, static question => ((FindStandings)question).Call),
        [typeof(FindEvents)] = (LookedAt.Records, static (question, _, knowledge) => question is FindEvents asked ? (asked.Application ?? asked.Cluster ?? (asked.Call is { } named ? knowledge.Call(named)?.Id : null), null) : default),
        [typeof(FindRecords)] = (LookedAt.Records, static (_, _, _) => default),
        [typeof(ShowVerdict)] = OfCluster(LookedAt.Verdict),
        [typeof(ShowVerdicts)] = OfCluster(LookedAt.Verdict),
        [typeof(ShowPath)] = OfCluster(LookedAt.Verdict),
        [typeof(ShowWhatIf)] = OfCluster(LookedAt.Verdict),
        [typeof(ShowPeople)] = OfCluster(LookedAt.People),
        [typeof(ShowReview)] = (LookedAt.Review, static (question, _, _) => (((ShowReview)question).ClusterId, null)),
        [typeof(TellReviewedProfile)] = (LookedAt.Review, static (question, _, _) => (((TellReviewedProfile)question).ClusterId, null)),
        [typeof(ShowReviewsDue)] = (LookedAt.Review, static (_, _, _) => default),
        [typeof(ShowMyRegion)] = (LookedAt.Region, static (_, _, _) => default),
        [typeof(ShowAccess)] = (LookedAt.Access, static (_, _, _) => default),
        [typeof(ShowRetention)] = (LookedAt.Retention, static (_, _, _) => default),
        [typeof(Notifications.ShowMailbox)] = (LookedAt.Mails, static (_, _, _) => default),
        [typeof(FindPerson)] = (LookedAt.Person, static (_, answer, _) => ((answer as PersonFound)?.Person, null)),
        [typeof(TellHistory)] = (LookedAt.History, static (_, answer, _) => ((answer as HistoryAnswer)?.Id, null)),
    }.ToFrozenDictionary();

    /// <summary>A question whose answers are logged.</summary>
    public static bool IsLogged(Type question) => Questions.ContainsKey(question);

    /// <returns>Null where what was shown is everybody's.</returns>
    public static (LookedAt What, Guid? About, Guid? Item)? Of(object question, object answer, IKnowledge knowledge)
    {
        if (!Questions.TryGetValue(question.GetType(), out var logged) || answer is HistoryAnswer { Of: HistoryOf.Call or HistoryOf.Partnership }) return null;

        var (about, item) = logged.Subject(question, answer, knowledge);
        return (logged.What, about, item);
    }

    private static (LookedAt, Subject) OfApplication(LookedAt what) => (what, static (question, _, _) => (((IConcernsApplication)question).ApplicationId, null));

    private static (LookedAt, Subject) OfCluster(LookedAt what) => (what, static (question, _, _) => (((IConcernsCluster)question).ClusterId, null));

    private static (LookedAt, Subject) OfCall(LookedAt what, Func<object, string?> call) => (what, (question, _, knowledge) => (call(question) is { } named ? knowledge.Call(named)?.Id : null, null));
}

/// <summary>Whoever is shown something by office or entitlement, and not because it is his or her own, leaves a trace. It is kept before the answer is given.</summary>
public sealed class LookingBehavior<TRequest, TResponse>(ICallerAccessor callers, IFacts facts, IAccessLog log, ServiceClock clock) : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly bool IsLogged = Looking.IsLogged(typeof(TRequest));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var answer = await next();
        if (!IsLogged || answer is null || !IsOfTheOffice(callers.Caller) || Looking.Of(request!, answer, facts.Now) is not var (what, about, item)) return answer;

        await log.Record(new(callers.Caller.PersonId, what, about, item, clock.GetUtcNow()), cancellationToken);
        return answer;
    }

    private static bool IsOfTheOffice(Caller caller) =>
        caller.PersonId != Caller.Service.PersonId
        && (caller.Is(Role.Officer) || caller.Is(Role.Auditor) || caller.Is(Role.Administrator) || caller.Is(Role.Agency) || caller.Is(Role.Moderator) || caller.Is(Role.Subscriber) || caller.Is(Role.System));
}
