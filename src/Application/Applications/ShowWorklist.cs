using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>What waits for an officer.</summary>
public enum WorkKind { ToClarify, ToWeighAnAnswer, ToSettleDoubles, ToDecide, ToConfirm, ToAward, ToConfirmAward, ToTell, ToReview, ToConfirmReview, ToReimburse, ToConfirmReimbursement, ToConfirmChange, ToConfirmSignature }

/// <summary>What the caller has to do with applications of the calls assigned to him or her: oldest first.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Role.Officer)]
public sealed record ShowWorklist(string? Call = null, WorkKind? Kind = null) : IRequest<WorklistAnswer>;

/// <summary>What is to be done, as of a position.</summary>
/// <param name="Counts">By call and kind, whatever was asked for.</param>
public sealed record WorklistAnswer(long Position, IReadOnlyList<WorkCount> Counts, IReadOnlyList<WorkItem> Items);

/// <summary>So much of a kind waits in a call.</summary>
public sealed record WorkCount(Guid Call, string Reference, WorkKind Kind, int Count);

/// <summary>Something to be done.</summary>
/// <param name="Since">Since when it waits.</param>
/// <param name="By">By when it is to be done, where something says so.</param>
public sealed record WorkItem(WorkKind Kind, Guid Application, CallSummary Call, Guid Coordinator, string? CoordinatorName, DateTimeOffset Since, DateTimeOffset? By = null);

public sealed class ShowWorklistShape : AbstractValidator<ShowWorklist>
{
    public ShowWorklistShape()
    {
        RuleFor(question => question.Call).Line(80);
        RuleFor(question => question.Kind).IsInEnum().WithMessage(ProfileShape.Say("Choose a kind of work from the list.", "Wählen Sie eine Aufgabe aus der Liste."));
    }
}

public sealed class ShowWorklistHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowWorklist, WorklistAnswer>
{
    public Task<WorklistAnswer> Handle(ShowWorklist question, CancellationToken cancellationToken)
    {
        var (knowledge, now, me) = (facts.Now, clock.GetUtcNow(), callers.Caller.Actor);
        var sight = new Sight(callers.Caller, knowledge, now);
        var asked = question.Call is { } named ? knowledge.Call(named)?.Id ?? Guid.Empty : (Guid?)null;

        WorkItem[] all =
        [
            .. from application in knowledge.Applications
               where application.State.Status is ApplicationStatus.Submitted && sight.DecidesOn(application)
               let call = knowledge.Call(application.State.Call)
               where call?.Terms?.Deadline?.Latest < now
               from work in Work(application, call, knowledge, sight, now, me)
               orderby work.Since, application.Dossier.Id, work.Kind
               select new WorkItem(work.Kind, application.Dossier.Id, VerdictTelling.Summary(call, now), application.State.Coordinator, knowledge.Cluster(application.State.Coordinator)?.Dossier.Name.Newest?.Value, work.Since, work.By),
        ];

        return Task.FromResult(new WorklistAnswer(
            knowledge.Position,
            [.. all.GroupBy(item => (item.Call.Id, item.Call.Reference, item.Kind)).Select(group => new WorkCount(group.Key.Id, group.Key.Reference, group.Key.Kind, group.Count())).OrderBy(count => (count.Reference, count.Kind))],
            [.. all.Where(item => (asked is null || item.Call.Id == asked) && (question.Kind is null || item.Kind == question.Kind))]));
    }

    private static IEnumerable<(WorkKind Kind, DateTimeOffset Since, DateTimeOffset? By)> Work(ApplicationRecord application, CallDossier call, IKnowledge knowledge, Sight sight, DateTimeOffset now, Actor me)
    {
        var state = application.State;
        if (state.Decided is null)
        {
            var since = call.Terms!.Deadline!.Latest;
            if (state.Clarifications.Values.FirstOrDefault(asked => !asked.IsOver(now)) is not null) yield break;   // the applicant's turn

            if (state.Clarifications.Values.FirstOrDefault(asked => asked is { Corrected: not null, IsAccepted: false }) is { } answered && (state.Proposed is null || state.Proposed.ProposedAt < answered.AnsweredAt))
            {
                yield return (WorkKind.ToWeighAnAnswer, answered.AnsweredAt!.Value, null);
            }
            else if (state.Proposed is { } proposed)
            {
                if (!me.Is(proposed.ProposedBy)) yield return (WorkKind.ToConfirm, proposed.ProposedAt, null);
            }
            else
            {
                if (Grounds.Of(application, application.Dossier.AsSent, call, knowledge, knowledge).Clashes().Any(clash => knowledge.Application(clash.Other.Dossier.Id) is { } other && sight.DecidesOn(other))) yield return (WorkKind.ToSettleDoubles, since, null);

                var unasked = Grounds.Alone(application, call, knowledge).Slips().Any(slip => !state.Clarifications.Values.Any(asked => asked.Criteria.Contains(slip.Criterion)));
                yield return (unasked ? WorkKind.ToClarify : WorkKind.ToDecide, since, null);
            }
        }

        if (state is { ProposedAward: { } award } && !me.Is(award.ProposedBy)) yield return (WorkKind.ToConfirmAward, award.ProposedAt, null);
        else if (state is { Decided.Eligible: true, Evaluation: { } evaluation, ProposedAward: null, Award: null }) yield return (WorkKind.ToAward, evaluation.RecordedAt, null);

        if (state is { ProposedChange: { } change } && !me.Is(change.ProposedBy)) yield return (WorkKind.ToConfirmChange, change.ProposedAt, null);
        if (state is { ProposedSignature: { } signature, Agreement: null } && !me.Is(signature.ProposedBy)) yield return (WorkKind.ToConfirmSignature, signature.ProposedAt, null);
        if (state is { ProposedReimbursement: { } paid }) { if (!me.Is(paid.ProposedBy)) yield return (WorkKind.ToConfirmReimbursement, paid.ProposedAt, null); }
        else if (state is { Reimbursed: null, IsSelectedAsHandedIn: true } && application.Dossier.Evidence is [.., var last] && call.Terms!.IsOver(now)) yield return (WorkKind.ToReimburse, last.ReceivedAt, null);

        foreach (var kind in Enum.GetValues<LetterKind>().Where(state.Owes)) yield return (WorkKind.ToTell, application.Dossier.LastTold!.RecordedAt, null);

        if (state.Redresses.Find(redress => redress.IsPending) is not { } pending) yield break;

        if (pending.Proposed is null) { if (!state.IsOwn(pending, me)) yield return (WorkKind.ToReview, pending.ReceivedAt, null); }
        else if (!me.Is(pending.Proposed.ProposedBy)) yield return (WorkKind.ToConfirmReview, pending.Proposed.ProposedAt, null);
    }
}
