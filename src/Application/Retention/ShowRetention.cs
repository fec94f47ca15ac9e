using EligibilityService.Application.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;
using MediatR;

namespace EligibilityService.Application.Retention;

/// <summary>How many years each kind of file is kept, from the last thing that happened to it. Configured as Retention:ApplicationsFunded and so on.</summary>
/// <param name="ApplicationsFunded">Applications that were selected, or not (yet) rejected: kept the longer.</param>
/// <param name="ApplicationsRejected">Found ineligible, rejected, withdrawn, or never handed in although the deadline has passed.</param>
/// <param name="Persons">After the last thing a person did here.</param>
/// <param name="AccessLog">Who looked at what.</param>
public sealed record RetentionPeriods(int ApplicationsFunded = 10, int ApplicationsRejected = 5, int Persons = 5, int AccessLog = 2)
{
    public bool AreSensible => new[] { ApplicationsFunded, ApplicationsRejected, Persons, AccessLog }.All(years => years is >= 1 and <= 100);
}

/// <summary>What falls due by the periods of retention, and what was erased: a dry run, nothing is erased by asking.</summary>
[May(Role.Administrator, Role.Auditor)]
public sealed record ShowRetention : IRequest<RetentionAnswer>;

/// <summary>What falls due.</summary>
/// <param name="Periods">In years.</param>
/// <param name="Due">Longest due first.</param>
/// <param name="Erasing">Persons whom one administrator proposed to erase, and nobody has confirmed yet, oldest first.</param>
/// <param name="Erasures">Persons that were erased, by their opaque ids, latest first.</param>
/// <param name="LooksDue">So many entries of the access log are older than their period.</param>
/// <param name="Proposed">What one administrator proposed to clear, and nobody has confirmed yet.</param>
/// <param name="Cleared">Files and logs that were cleared because their time was over, latest first.</param>
public sealed record RetentionAnswer(
    DateTimeOffset At, long Position, RetentionPeriods Periods, IReadOnlyList<DueForErasure> Due, int LooksDue, ProposedClearance? Proposed, IReadOnlyList<ProposedErasure> Erasing, IReadOnlyList<ErasureRecord> Erasures, IReadOnlyList<ClearedRecord> Cleared);

/// <summary>What waits for a second administrator.</summary>
/// <param name="Files">Ids of applications and persons, as chosen.</param>
/// <param name="Looks">The access log, too.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record ProposedClearance(Guid Id, IReadOnlyList<Guid> Files, bool Looks, Guid ProposedBy, DateTimeOffset ProposedAt, bool Mine);

/// <summary>A person whose erasure waits for a second administrator.</summary>
/// <param name="Documents">Those that go with the person.</param>
/// <param name="ToLookAt">Other documents the person attached: he or she may stand in them.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
/// <param name="Texts">In so many texts by anybody the person is named now; there it will say that something was erased.</param>
/// <param name="NotLookedFor">What stays where it stands in texts.</param>
public sealed record ProposedErasure(
    Guid Id, Guid Person, IReadOnlyList<DocumentOf> Documents, IReadOnlyList<DocumentOf> ToLookAt, Guid ProposedBy, DateTimeOffset ProposedAt, bool Mine, int Texts, IReadOnlyList<NotLookedFor> NotLookedFor);

/// <summary>What a person is known by and texts are not searched for, because it is found in texts about anything: a name of one word, an address without @, a number of fewer than seven digits.</summary>
public enum NotLookedFor { Name, Mail, Phone }

/// <summary>How far an erasure would reach.</summary>
public sealed record ErasureReach(int Texts, IReadOnlyList<NotLookedFor> NotLookedFor);

/// <summary>What is kept for a time.</summary>
public enum RetainedKind { ApplicationFunded, ApplicationRejected, Person }

/// <summary>Something whose time is over.</summary>
/// <param name="Since">The last thing that happened to it, or that the person did.</param>
public sealed record DueForErasure(RetainedKind Kind, Guid Id, DateTimeOffset Since, DateTimeOffset DueAt);

/// <summary>That a person was erased, by whom and when, and how much.</summary>
/// <param name="ErasedBy">Who confirmed it.</param>
/// <param name="ProposedBy">Null where the person was erased before two had to decide it.</param>
/// <param name="NotLookedFor">What stayed where it stood in texts; null where the person was erased before that was noted.</param>
public sealed record ErasureRecord(Guid Person, Guid ErasedBy, DateTimeOffset ErasedAt, int Contacts, int Notes, int Documents, Guid? ProposedBy = null, IReadOnlyList<NotLookedFor>? NotLookedFor = null);

/// <summary>That a file, or the access log, was cleared because its time was over: by whom, when, and how much.</summary>
/// <param name="Application">Null for the access log.</param>
/// <param name="ProposedBy">Null where it was cleared before two had to decide it.</param>
/// <param name="ClearedBy">Who confirmed it.</param>
public sealed record ClearedRecord(Guid? Application, Guid? ProposedBy, Guid ClearedBy, DateTimeOffset ClearedAt, int Notes, int Documents, int Looks);

internal static class Retaining
{
    /// <summary>How long an application is kept, and since when; null while its call may still go on.</summary>
    public static (RetainedKind Kind, DateTimeOffset Since)? Of(Knowing.ApplicationRecord application, DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (deadline is null || deadline > now || application.Dossier.LastTold is not { } last) return null;

        var rejected = application.State is { Decided.Eligible: false } or { Selection.Outcome: SelectionOutcome.Rejected } or { Award.Result: AwardResult.Rejected } || application.State.Status is not ApplicationStatus.Submitted;
        return (rejected ? RetainedKind.ApplicationRejected : RetainedKind.ApplicationFunded, last.RecordedAt > deadline.Value ? last.RecordedAt : deadline.Value);
    }

    public static IEnumerable<DueForErasure> Due(this Knowing.IKnowledge knowledge, RetentionPeriods periods, DateTimeOffset now) =>
        from application in knowledge.Applications
        let kept = Of(application, knowledge.Call(application.State.Call)?.Terms?.Deadline?.Latest, now)
        where kept is not null
        let due = kept.Value.Since.AddYears(kept.Value.Kind is RetainedKind.ApplicationRejected ? periods.ApplicationsRejected : periods.ApplicationsFunded)
        where due <= now
        select new DueForErasure(kept.Value.Kind, application.Dossier.Id, kept.Value.Since, due);
}

/// <summary>Where personal data lie, beside the events.</summary>
public interface IPersonalData
{
    /// <summary>Persons who still have a name and have done nothing since; whoever never did anything, since their id was made.</summary>
    Task<IReadOnlyList<(Guid Person, DateTimeOffset Since)>> QuietSince(DateTimeOffset before, CancellationToken cancellationToken);

    Task<IReadOnlyList<ErasureRecord>> Erasures(CancellationToken cancellationToken);

    /// <summary>Somebody is known under this id; or was, where documents are found to name somebody afterwards.</summary>
    Task<bool> CanErase(Guid person, IReadOnlyCollection<DocumentOf> documents, CancellationToken cancellationToken);

    /// <summary>What erasing the person would do to what people wrote, as it stands now.</summary>
    Task<ErasureReach> Reach(Guid person, CancellationToken cancellationToken);

    /// <summary>Because the person asked, and two confirmed it: in one transaction, with the record that it was done.</summary>
    /// <returns>What was done, also where it was done before.</returns>
    Task<ErasureRecord> Erase(ErasureConfirmed confirmed, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Because the person's time is over: in one transaction, with the record that it was done.</summary>
    /// <returns>Null where nobody is known under this id.</returns>
    Task<ErasureRecord?> ErasePerson(Guid person, Guid proposedBy, Guid by, DateTimeOffset at, CancellationToken cancellationToken);

    Task<IReadOnlyList<ClearedRecord>> Cleared(CancellationToken cancellationToken);

    /// <summary>What was proposed and confirmed, as the events tell now.</summary>
    Task<RetentionBook> Book(CancellationToken cancellationToken);

    /// <summary>An application's documents and everything people wrote in it, in one transaction with the record that it was done. Its events stay, and every proof.</summary>
    /// <returns>Null where it was cleared before.</returns>
    Task<ClearedRecord?> ClearApplication(Guid application, Guid proposedBy, Guid by, DateTimeOffset at, CancellationToken cancellationToken);

    Task RecordCleared(ClearedRecord cleared, CancellationToken cancellationToken);

    /// <summary>Of these, the ones whose file is still there.</summary>
    Task<IReadOnlyList<DocumentOf>> StillThere(IReadOnlyCollection<DocumentOf> documents, CancellationToken cancellationToken);
}

/// <summary>Everything whose time is over and that was not cleared yet, applications and persons.</summary>
public sealed class WhatIsDue(Knowing.IFacts facts, IPersonalData data, RetentionPeriods periods)
{
    public async Task<IReadOnlyList<DueForErasure>> At(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var persons = from quiet in await data.QuietSince(now.AddYears(-periods.Persons), cancellationToken)
                      select new DueForErasure(RetainedKind.Person, quiet.Person, quiet.Since, quiet.Since.AddYears(periods.Persons));
        var done = (await data.Cleared(cancellationToken)).Select(one => one.Application).OfType<Guid>().ToHashSet();
        return [.. facts.Now.Due(periods, now).Where(due => !done.Contains(due.Id)).Concat(persons).OrderBy(due => (due.DueAt, due.Id))];
    }
}

public sealed class ShowRetentionHandler(Knowing.IFacts facts, IPersonalData data, Audit.IAccessLog looks, RetentionPeriods periods, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowRetention, RetentionAnswer>
{
    public async Task<RetentionAnswer> Handle(ShowRetention question, CancellationToken cancellationToken)
    {
        var (position, now) = (facts.Now.Position, clock.GetUtcNow());
        var book = await data.Book(cancellationToken);
        var (proposed, erasing) = (book.Proposed, new List<ProposedErasure>());
        foreach (var one in book.Erasing.Values.OrderBy(one => one.ProposedAt))
        {
            DocumentOf[] attached = [.. facts.Now.AttachedBy(one.Person).Except(one.Documents)];
            var reach = await data.Reach(one.Person, cancellationToken);
            erasing.Add(new(one.Erasure, one.Person, one.Documents, await data.StillThere(attached, cancellationToken), one.ProposedBy, one.ProposedAt, callers.Caller.Actor.Is(one.ProposedBy), reach.Texts, reach.NotLookedFor));
        }

        return new(
            now, position, periods, await new WhatIsDue(facts, data, periods).At(now, cancellationToken), await looks.CountBefore(now.AddYears(-periods.AccessLog), cancellationToken),
            proposed is null ? null : new(proposed.Clearance, proposed.Files, proposed.Looks, proposed.ProposedBy, proposed.ProposedAt, callers.Caller.Actor.Is(proposed.ProposedBy)),
            erasing, await data.Erasures(cancellationToken), await data.Cleared(cancellationToken));
    }
}

internal static class SubscriptionsOfTheErased
{
    /// <summary>Their addresses and secrets have gone with the person, so these are over.</summary>
    public static async Task EndSubscriptionsOf(this ILedger ledger, Guid person, Knowing.IKnowledge knowledge, Guid by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var some in knowledge.Subscriptions.Where(subscription => subscription.State.Owner == person && subscription.State.Status is not SubscriptionStatus.Ended).Chunk(100))
        {
            await ledger.DecideEach<Subscription, ISubscriptionEvent>([.. some.Select(one => (one.Id, (Func<Subscription, Decision<ISubscriptionEvent>>)(subscription => subscription.End(by, at))))], cancellationToken);
        }
    }
}
