using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>The calls that can be seen: open ones first, then announced, then past.</summary>
/// <param name="Status">Only those that stand there now.</param>
[May(Who.Anyone)]
public sealed record ShowCalls(CallPhase? Status = null) : IRequest<CallsAnswer>;

/// <summary>Calls, as of a position.</summary>
public sealed record CallsAnswer(long Position, IReadOnlyList<CallSummary> Calls);

public sealed class ShowCallsHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCalls, CallsAnswer>
{
    public Task<CallsAnswer> Handle(ShowCalls question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        return Task.FromResult(new CallsAnswer(knowledge.Position,
        [
            .. knowledge.Calls
                .Where(call => call.Terms is not null && call.MayBeSeenBy(callers.Caller))
                .Select(call => VerdictTelling.Summary(call, now))
                .Where(call => question.Status is null || call.Status == question.Status)
                .OrderBy(call => call.Status switch { CallPhase.Open or CallPhase.OpenByOneReading => 0, CallPhase.Announced => 1, CallPhase.Unknown => 2, CallPhase.Draft => 3, _ => 4 })
                .ThenBy(call => call.Status is CallPhase.Open ? call.Deadline : null)
                .ThenByDescending(call => call.Deadline)
                .ThenBy(call => call.Reference),
        ]));
    }
}

/// <summary>A call with its terms in force, its corrigenda, and what happened to it; as of a past moment if asked.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Who.Anyone)]
public sealed record ShowCall(string Call, DateTimeOffset? KnownAt = null) : IRequest<CallAnswer?>;

/// <summary>A call with its terms, its corrigenda and what was asked about it.</summary>
/// <param name="Terms">The text published; of a call that is only announced, what was announced.</param>
/// <param name="Drafted">For officers: what has been drafted since the announcement, and is not in force.</param>
/// <param name="Places">Whether places are left for cut-offs that count only then, as far as it has been said; null where there are none.</param>
public sealed record CallAnswer(
    Guid Id, long Version, long Position, CallPhase Status, DateTimeOffset? AnnouncedAt, DateTimeOffset? PublishedAt, Completeness Completeness, CallTerms Terms,
    IReadOnlyList<CorrigendumAnswer> Corrigenda, IReadOnlyList<int> PendingCorrigenda, CallStep? PendingStep, int Answers, ResultsSummary? Results, CallTerms? Drafted = null,
    IReadOnlyList<PlacesAnswer>? Places = null);

/// <summary>Whether places are left for a cut-off, and since when that is known.</summary>
/// <param name="CutOff">Its number in the call, from 1.</param>
public sealed record PlacesAnswer(int CutOff, bool AreLeft, DateTimeOffset RecordedAt);

/// <summary>A corrigendum in force, or proposed.</summary>
/// <param name="Changed">Dates, amounts and criteria that it changed besides the wording.</param>
public sealed record CorrigendumAnswer(int Number, DateTimeOffset PublishedAt, Corrigendum Corrigendum, IReadOnlyList<TermsChange> Changed);

public sealed class ShowCallShape : AbstractValidator<ShowCall>
{
    public ShowCallShape(ServiceClock clock) =>
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
}

public sealed class ShowCallHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCall, CallAnswer?>
{
    public async Task<CallAnswer?> Handle(ShowCall question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Call(question.Call) is not { } call) return null;

        if (question.KnownAt is { } then)
        {
            knowledge = await facts.Read([call.Id], then, cancellationToken);
            call = knowledge.Call(call.Id);
        }

        if (call?.Terms is null || !call.MayBeSeenBy(callers.Caller)) return null;

        var officer = callers.Caller.Is(Role.Officer) || callers.Caller.Is(Role.Auditor);
        return new(
            call.Id, call.LastTold!.Version, knowledge.Position, call.StatusAt(question.KnownAt ?? clock.GetUtcNow()), call.AnnouncedAt, call.PublishedAt, call.Terms.Completeness, call.Terms,
            [.. call.Corrigenda.Select(corrigendum => new CorrigendumAnswer(
                corrigendum.Number, corrigendum.PublishedAt, corrigendum.Corrigendum,
                call.Superseded.FirstOrDefault(text => text.Corrigendum == corrigendum.Number) is { } text ? TermsChanges.Between(text.Before, text.After, new ProgrammeNames(facts.Now.Programme)) : []))],
            officer ? [.. call.PendingCorrigenda.Keys] : [], officer ? call.Pending?.Step : null, call.Answers.Count, call.Results, officer ? call.Drafted : null,
            call.PlacesLeft.Count == 0 ? null : [.. call.PlacesLeft.Select(left => new PlacesAnswer(left.Key, left.Value.Newest!.Value, left.Value.Newest.Told.RecordedAt))]);
    }
}
