using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Ask the applicant about what may be a slip of the pen, before a rejection is confirmed.</summary>
/// <param name="Criteria">Ids of the criteria the slip decides.</param>
/// <param name="AnswerBy">Last day of the term, in Brussels.</param>
[May(Assigned = true)]
public sealed record RequestClarification(Guid ApplicationId, Guid Clarification, string[] Criteria, string Question, DateOnly AnswerBy) : IRequest<Receipt>, IConcernsApplication;

public sealed class RequestClarificationShape : AbstractValidator<RequestClarification>
{
    public RequestClarificationShape()
    {
        RuleFor(command => command.Clarification).Id().OverridePropertyName("id");
        RuleFor(command => command.Criteria).Must(criteria => criteria is { Length: > 0 and <= 50 } && criteria.All(id => !string.IsNullOrWhiteSpace(id)))
            .WithMessage(ProfileShape.Say("Choose the criteria that the question is about.", "Wählen Sie die Kriterien, um die es geht.")).OverridePropertyName("criteria");
        RuleFor(command => command.Question).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage(ProfileShape.Say("Write the question.", "Schreiben Sie die Rückfrage.")).OverridePropertyName("question");
        RuleFor(command => command.Question).Lines(3, 4000);
        RuleFor(command => (DateOnly?)command.AnswerBy).Day().OverridePropertyName("answerBy");
    }
}

public sealed class RequestClarificationHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RequestClarification, Receipt>
{
    public async Task<Receipt> Handle(RequestClarification command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (_, call, _)) return Applying.Unknown(command.ApplicationId);

        var (by, at, question) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Question));
        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication application) => application.RequestClarification(command.Clarification, command.Criteria, question, by, call, at, BrusselsTime.LastMomentOf(command.AnswerBy)),
            cancellationToken);
    }
}

/// <summary>Answer a question of the programme officers, once.</summary>
/// <param name="Corrected">The figures as they were meant; only those that were mistyped.</param>
/// <param name="ReceivedAt">When the answer's whole body had been read.</param>
[May(Own = true)]
public sealed record AnswerClarification(Guid ApplicationId, Guid ClusterId, Guid Clarification, string Answer, ProposalFields? Corrected, DateTimeOffset ReceivedAt) : IRequest<Receipt>, IConcernsCluster;

public sealed class AnswerClarificationShape : AbstractValidator<AnswerClarification>
{
    public AnswerClarificationShape()
    {
        RuleFor(command => command.Answer).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage(ProfileShape.Say("Write the answer.", "Schreiben Sie die Antwort.")).OverridePropertyName("answer");
        RuleFor(command => command.Answer).Lines(3, 4000);
        RuleFor(command => command.Corrected!).SetValidator(new ProposalShape()).When(command => command.Corrected is not null).OverridePropertyName("corrected");
    }
}

public sealed class AnswerClarificationHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers) : IRequestHandler<AnswerClarification, Receipt>
{
    public async Task<Receipt> Handle(AnswerClarification command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is null) return Applying.Unknown(command.ApplicationId);

        ProposalShape.RefuseUnknownCodes(command.Corrected, facts.Now.Programme, "corrected.");
        var answer = notes.Write(command.Answer);
        return await ledger.Decide(
            command.ApplicationId, (CallApplication application) => application.AnswerClarification(command.Clarification, command.Corrected, answer, callers.Caller.PersonId, command.ReceivedAt), cancellationToken);
    }
}

/// <summary>Find that it was a slip: the proposal is judged with the figures as they were meant.</summary>
[May(Assigned = true)]
public sealed record AcceptSlip(Guid ApplicationId, Guid Clarification, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class AcceptSlipShape : AbstractValidator<AcceptSlip>
{
    public AcceptSlipShape() => RuleFor(command => command.Reason).Reason();
}

public sealed class AcceptSlipHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<AcceptSlip, Receipt>
{
    public Task<Receipt> Handle(AcceptSlip command, CancellationToken cancellationToken)
    {
        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        return ledger.Decide(command.ApplicationId, (CallApplication application) => application.AcceptSlip(command.Clarification, by, at, reason), cancellationToken);
    }
}
