using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Impacts;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>Write, or before publication rewrite, the terms of a call.</summary>
/// <param name="Imported">Taken from a source as it stands: a deadline with two readings is kept with both, until an officer records which one holds.</param>
[May(Role.Officer)]
public sealed record DraftCall(Guid CallId, CallTerms Terms, bool Imported = false) : IRequest<Receipt>;

public sealed class DraftCallShape : AbstractValidator<DraftCall>
{
    public DraftCallShape()
    {
        RuleFor(command => command.CallId).Id().OverridePropertyName("id");
        RuleFor(command => command.Terms).SetValidator(command => new TermsShape(command.Imported)).OverridePropertyName("");
    }
}

public sealed class DraftCallHandler(ILedger ledger, IFacts facts, ICallerAccessor callers) : IRequestHandler<DraftCall, Receipt>
{
    public async Task<Receipt> Handle(DraftCall command, CancellationToken cancellationToken)
    {
        await command.Terms.RefuseUnknownCodes(facts, "", cancellationToken);
        return await ledger.Decide(command.CallId, (Call call) => call.Draft(command.Terms, callers.Caller.Actor), cancellationToken);
    }
}

/// <summary>Announce, publish, drop or cancel: the first officer proposes, a second one confirms by the same request.</summary>
[May(Role.Officer)]
public sealed record TakeStep(Guid CallId, CallStep Step, string? Reason = null) : IRequest<Receipt>;

public sealed class TakeStepShape : AbstractValidator<TakeStep>
{
    public TakeStepShape() => When(command => command.Step is CallStep.Drop or CallStep.Cancel, () => RuleFor(command => command.Reason!).Reason());
}

public sealed class TakeStepHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock, CommandFrame frame) : IRequestHandler<TakeStep, Receipt>
{
    public async Task<Receipt> Handle(TakeStep command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var looked = command.Step is CallStep.Publish ? await facts.Looked(command.CallId, null, callers.Caller, at, cancellationToken) : null;
        if (command.Step is CallStep.Publish && frame.ExpectedVersion is null && await facts.HasFallen(command.CallId, by, cancellationToken)) return new(command.CallId, 0, 0, ImpactRefusals.Fallen);

        var programme = await facts.FreshProgramme(cancellationToken);
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);

        return await ledger.Decide(command.CallId, (Call call) => command.Step switch
        {
            CallStep.Announce => call.Announce(by, at),
            CallStep.Publish => call.Publish(by, at, programme, looked),
            CallStep.Drop => call.Drop(by, reason),
            _ => call.Cancel(by, reason, at),
        }, cancellationToken);
    }
}

/// <summary>The officer who proposed a step or a corrigendum takes the proposal back.</summary>
/// <param name="Step">Null for a corrigendum.</param>
/// <param name="Corrigendum">Number of the proposed corrigendum; null for a step.</param>
[May(Role.Officer)]
public sealed record WithdrawProposal(Guid CallId, CallStep? Step = null, int? Corrigendum = null) : IRequest<Receipt>;

public sealed class WithdrawProposalHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<WithdrawProposal, Receipt>
{
    public Task<Receipt> Handle(WithdrawProposal command, CancellationToken cancellationToken)
    {
        var by = callers.Caller.Actor;
        return ledger.Decide(command.CallId, (Call call) => command.Corrigendum is { } proposal ? call.WithdrawCorrigendum(proposal, by) : call.Withdraw(command.Step!.Value, by), cancellationToken);
    }
}

/// <summary>Write, or rewrite, the terms that a corrigendum in preparation shall give a published call; those in force end the preparation.</summary>
[May(Role.Officer)]
public sealed record PrepareCorrigendum(Guid CallId, CallTerms Terms) : IRequest<Receipt>;

public sealed class PrepareCorrigendumShape : AbstractValidator<PrepareCorrigendum>
{
    public PrepareCorrigendumShape() => RuleFor(command => command.Terms).SetValidator(new TermsShape(imported: true)).OverridePropertyName("");
}

public sealed class PrepareCorrigendumHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<PrepareCorrigendum, Receipt>
{
    public async Task<Receipt> Handle(PrepareCorrigendum command, CancellationToken cancellationToken)
    {
        await command.Terms.RefuseUnknownCodes(facts, "", cancellationToken);
        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        return await ledger.Decide(command.CallId, (Call call) => call.PrepareCorrigendum(command.Terms, by, at), cancellationToken);
    }
}

/// <summary>Propose a correction of a published text: the changed clauses and the new terms.</summary>
[May(Role.Officer)]
public sealed record ProposeCorrigendum(Guid CallId, Corrigendum Corrigendum, CallTerms Terms) : IRequest<Receipt>;

public sealed class ProposeCorrigendumShape : AbstractValidator<ProposeCorrigendum>
{
    public ProposeCorrigendumShape()
    {
        RuleFor(command => command.Terms).SetValidator(new TermsShape()).OverridePropertyName("terms");
        RuleForEach(command => command.Corrigendum.Changes).Must(change => !string.IsNullOrWhiteSpace(change.OldNumber ?? change.NewNumber ?? change.OldText ?? change.NewText))
            .WithMessage(ProfileShape.Say("Say which clause changes, or how its text read and reads.", "Sagen Sie, welche Ziffer sich ändert, oder wie ihr Text lautete und lautet."));
        RuleFor(command => command.Corrigendum.Reason).Must(reason => reason.En.Trim().Length >= 3 && reason.De.Trim().Length >= 3)
            .WithMessage(ProfileShape.Say("Give the reason in both languages.", "Nennen Sie den Grund in beiden Sprachen."));
    }
}

public sealed class ProposeCorrigendumHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeCorrigendum, Receipt>
{
    public async Task<Receipt> Handle(ProposeCorrigendum command, CancellationToken cancellationToken)
    {
        await command.Terms.RefuseUnknownCodes(facts, "terms.", cancellationToken);
        var (at, programme) = (clock.GetUtcNow(), await facts.FreshProgramme(cancellationToken));
        return await ledger.Decide(command.CallId, (Call call) => call.ProposeCorrigendum(command.Corrigendum, command.Terms, callers.Caller.Actor, at, programme), cancellationToken);
    }
}

/// <summary>A second officer puts the correction in force, having looked by name at what it changes.</summary>
[May(Role.Officer)]
public sealed record ConfirmCorrigendum(Guid CallId, int Number) : IRequest<Receipt>;

public sealed class ConfirmCorrigendumHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmCorrigendum, Receipt>
{
    public async Task<Receipt> Handle(ConfirmCorrigendum command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var looked = await facts.Looked(command.CallId, command.Number, callers.Caller, at, cancellationToken);
        var programme = await facts.FreshProgramme(cancellationToken);
        return await ledger.Decide(command.CallId, (Call call) => call.ConfirmCorrigendum(command.Number, by, at, programme, looked), cancellationToken);
    }
}

/// <summary>Record which of the two readings of an ambiguous deadline holds.</summary>
[May(Role.Officer)]
public sealed record RecordDeadlineReading(Guid CallId, DateTimeOffset Holds) : IRequest<Receipt>;

public sealed class RecordDeadlineReadingHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<RecordDeadlineReading, Receipt>
{
    public Task<Receipt> Handle(RecordDeadlineReading command, CancellationToken cancellationToken) =>
        ledger.Decide(command.CallId, (Call call) => call.RecordDeadlineReading(command.Holds, callers.Caller.Actor), cancellationToken);
}

/// <summary>Answer a question about an open call; the answer is for everybody.</summary>
[May(Role.Officer)]
public sealed record AnswerQuestion(Guid CallId, string? Section, string Question, string Answer) : IRequest<Receipt>;

public sealed class AnswerQuestionShape : AbstractValidator<AnswerQuestion>
{
    public AnswerQuestionShape()
    {
        RuleFor(command => command.Section).Line(10);
        RuleFor(command => command.Question).Lines(3, 4000);
        RuleFor(command => command.Answer).Lines(2, 8000);
    }
}

public sealed class AnswerQuestionHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers) : IRequestHandler<AnswerQuestion, Receipt>
{
    /// <remarks>Texts lie apart from the events, so the handler sees that the same was written before; the call decides what follows from it.</remarks>
    public async Task<Receipt> Handle(AnswerQuestion command, CancellationToken cancellationToken)
    {
        var given = (await facts.Read([command.CallId], null, cancellationToken)).Call(command.CallId)?.Answers.Where(answer => answer.Section == command.Section).ToArray() ?? [];
        var texts = await notes.Texts([.. given.SelectMany(answer => new[] { answer.Question.Id, answer.Answer.Id })], cancellationToken);
        bool Says(NoteRef note, string text) => texts.GetValueOrDefault(note.Id) == text;

        var same = given.LastOrDefault(answer => Says(answer.Question, command.Question));
        var question = same?.Question ?? notes.Write(command.Question);
        var answer = same is not null && Says(same.Answer, command.Answer) ? same.Answer : notes.Write(command.Answer);
        return await ledger.Decide(command.CallId, (Call call) => call.Answer(command.Section, question, answer, callers.Caller.Actor), cancellationToken);
    }
}

/// <summary>Make the outcome of a closed call public.</summary>
[May(Role.Officer)]
public sealed record AnnounceResults(Guid CallId, ResultsSummary Results) : IRequest<Receipt>;

public sealed class AnnounceResultsShape : AbstractValidator<AnnounceResults>
{
    public AnnounceResultsShape() => RuleFor(command => command.Results)
        .Must(results => new[] { results.Received, results.Funded, results.Reserve, results.LabelledWithoutFunding, results.Rejected }.All(count => count is null or (>= 0 and <= 1_000_000)))
        .WithMessage(ProfileShape.Say("Counts cannot be negative.", "Anzahlen können nicht negativ sein."));
}

public sealed class AnnounceResultsHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<AnnounceResults, Receipt>
{
    public Task<Receipt> Handle(AnnounceResults command, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        return ledger.Decide(command.CallId, (Call call) => call.AnnounceResults(command.Results, callers.Caller.Actor, at), cancellationToken);
    }
}

/// <summary>The deadline has passed. Sent by the service itself when it falls due; the state decides again.</summary>
[May(Role.System)]
public sealed record CloseCall(Guid CallId) : IRequest<Receipt>;

public sealed class CloseCallHandler(ILedger ledger, ServiceClock clock) : IRequestHandler<CloseCall, Receipt>
{
    public Task<Receipt> Handle(CloseCall command, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        return ledger.Decide(command.CallId, (Call call) => call.Close(at), cancellationToken);
    }
}
