using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>All calls as the officers work on them: drafts, what waits for a second officer, applications received.</summary>
[May(Role.Officer, Role.Auditor)]
public sealed record ShowDesk : IRequest<DeskAnswer>;

public sealed record DeskAnswer(long Position, IReadOnlyList<DeskCall> Calls);

/// <param name="Submitted">Applications handed in and not withdrawn.</param>
/// <param name="Started">Applications begun and not handed in.</param>
/// <param name="Eligible">Of those handed in, decided eligible.</param>
/// <param name="NotEligible">Of those handed in, decided not eligible.</param>
/// <param name="Funded">Of those handed in, decided to be funded.</param>
/// <param name="Agreements">Of those handed in, with a grant agreement.</param>
public sealed record DeskCall(CallSummary Call, int Submitted, int Started, int Eligible, int NotEligible, int Funded, int Agreements, IReadOnlyList<PendingAnswer> Pending);

/// <summary>A step or a corrigendum that takes effect when a second officer confirms.</summary>
/// <param name="Step">Null for a corrigendum.</param>
/// <param name="Corrigendum">Number of the proposal; the corrigendum gets its own when it is published.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record PendingAnswer(CallStep? Step, int? Corrigendum, Text? Title, string? ProposedBy, bool Mine);

public sealed class ShowDeskHandler(IFacts facts, IPersons persons, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowDesk, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(ShowDesk question, CancellationToken cancellationToken)
    {
        var (knowledge, now, me) = (facts.Now, clock.GetUtcNow(), callers.Caller.Actor);
        var calls = knowledge.Calls.Where(call => call.Terms is not null).ToArray();
        var names = await persons.Names([.. calls.SelectMany(Pending.Proposers).Distinct()], cancellationToken);
        var applications = knowledge.Applications.ToLookup(application => application.State.Call, application => application.State);

        return new(knowledge.Position,
        [
            .. calls
                .Select(call => new DeskCall(
                    VerdictTelling.Summary(call, now),
                    In(call, static state => state.Status is ApplicationStatus.Submitted), In(call, static state => state.Status is ApplicationStatus.Draft),
                    In(call, static state => state is { Status: ApplicationStatus.Submitted, Decided.Eligible: true }), In(call, static state => state is { Status: ApplicationStatus.Submitted, Decided.Eligible: false }),
                    In(call, static state => state is { Status: ApplicationStatus.Submitted, Award.Result: AwardResult.Funded }), In(call, static state => state is { Status: ApplicationStatus.Submitted, Agreement: not null }),
                    Pending.Of(call, me, names)))
                .OrderByDescending(call => call.Call.Deadline)
                .ThenBy(call => call.Call.Reference),
        ]);

        int In(CallDossier call, Func<CallApplication, bool> counts) => applications[call.Id].Count(counts);
    }
}

/// <summary>One call as its officers work on it.</summary>
[May(Role.Officer, Role.Auditor)]
public sealed record ShowCallAtDesk(Guid CallId) : IRequest<CallAtDesk?>;

/// <param name="Terms">The text that the officers work on.</param>
/// <param name="IsAhead">It has been drafted since the announcement; everybody else still sees what was announced.</param>
/// <param name="Prepared">Of an open call: the terms as a corrigendum in preparation would have them; null where none is being prepared.</param>
/// <param name="IsPreparedOnOlderText">The text in force has changed since that was written.</param>
public sealed record CallAtDesk(
    Guid Id, long Version, long Position, CallPhase Status, CallTerms Terms, bool IsAhead, int Answers, ResultsSummary? Results, PendingAnswer? Step,
    IReadOnlyList<PendingCorrigendum> Corrigenda, CallTerms? Prepared = null, bool IsPreparedOnOlderText = false)
{
    /// <summary>Its text changes by corrigendum now.</summary>
    public bool IsOpen => Status is CallPhase.Open or CallPhase.OpenByOneReading;
}

public sealed record PendingCorrigendum(PendingAnswer Pending, Corrigendum Corrigendum, CallTerms Terms);

public sealed class ShowCallAtDeskHandler(IFacts facts, IPersons persons, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCallAtDesk, CallAtDesk?>
{
    public async Task<CallAtDesk?> Handle(ShowCallAtDesk question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Call(question.CallId) is not { Terms: { } terms } call) return null;

        var names = await persons.Names([.. Pending.Proposers(call).Distinct()], cancellationToken);
        var pending = Pending.Of(call, callers.Caller.Actor, names);
        return new(
            call.Id, call.LastTold!.Version, knowledge.Position, call.StatusAt(clock.GetUtcNow()), call.Drafted ?? terms, call.Drafted is not null, call.Answers.Count, call.Results,
            pending.FirstOrDefault(waiting => waiting.Step is not null),
            [.. call.PendingCorrigenda.Values.Select(proposed => new PendingCorrigendum(pending.Single(waiting => waiting.Corrigendum == proposed.Number), proposed.Corrigendum, proposed.Terms))],
            call.Prepared?.Terms, call is { Prepared: not null, IsPreparedOnOlderText: true });
    }
}

internal static class Pending
{
    public static IEnumerable<Guid> Proposers(CallDossier call)
    {
        if (call.Pending is { } step) yield return step.ProposedBy;
        foreach (var corrigendum in call.PendingCorrigenda.Values) yield return corrigendum.ProposedBy;
    }

    public static IReadOnlyList<PendingAnswer> Of(CallDossier call, Actor me, IReadOnlyDictionary<Guid, string> names)
    {
        var pending = new List<PendingAnswer>();
        if (call.Pending is { } step) pending.Add(new(step.Step, null, null, names.GetValueOrDefault(step.ProposedBy), me.Is(step.ProposedBy)));
        foreach (var proposed in call.PendingCorrigenda.Values)
        {
            pending.Add(new(null, proposed.Number, proposed.Corrigendum.Title, names.GetValueOrDefault(proposed.ProposedBy), me.Is(proposed.ProposedBy)));
        }

        return pending;
    }
}
