using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Propose what an evaluated proposal gets. It takes effect when a second officer confirms.</summary>
/// <param name="Amount">The grant, to the cent; only with funding.</param>
/// <param name="Reason">For the applicant to read; needed for a rejection and for a label without funding.</param>
[May(Assigned = true)]
public sealed record ProposeAward(Guid ApplicationId, AwardResult Result, decimal? Amount = null, string? Reason = null) : IRequest<Receipt>, IConcernsApplication;

public sealed class ProposeAwardShape : AbstractValidator<ProposeAward>
{
    public ProposeAwardShape()
    {
        RuleFor(command => command.Result).IsInEnum().WithMessage(ProfileShape.Say("Choose what the proposal gets.", "Wählen Sie, was der Antrag erhält."));
        When(command => !string.IsNullOrWhiteSpace(command.Reason), () => RuleFor(command => command.Reason!).Reason());
    }
}

public sealed class ProposeAwardHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeAward, Receipt>
{
    public async Task<Receipt> Handle(ProposeAward command, CancellationToken cancellationToken)
    {
        if ((await facts.Read([command.ApplicationId], null, cancellationToken)).Application(command.ApplicationId) is not { } fresh) return Applying.Unknown(command.ApplicationId);

        var (by, at, rank, requested) = (callers.Caller.Actor, clock.GetUtcNow(), facts.Now.RankOf(fresh), fresh.Requested());
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.ProposeAward(command.Result, rank, command.Amount, requested, by, at, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms what the first proposed, by saying it again.</summary>
[May(Assigned = true)]
public sealed record ConfirmAward(Guid ApplicationId, AwardResult Result, decimal? Amount = null) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmAwardShape : AbstractValidator<ConfirmAward>
{
    public ConfirmAwardShape() => RuleFor(command => command.Result).IsInEnum().WithMessage(ProfileShape.Say("Say what you confirm.", "Sagen Sie, was Sie bestätigen."));
}

public sealed class ConfirmAwardHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmAward, Receipt>
{
    public Task<Receipt> Handle(ConfirmAward command, CancellationToken cancellationToken) => ledger.Decide(
        command.ApplicationId, (CallApplication application) => application.ConfirmAward(command.Result, command.Amount, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}

/// <summary>What becomes of an eligible proposal: its evaluation, the award, the signature. For its people once the award is decided; for officers and auditors always.</summary>
[May(Granted = true)]
public sealed record ShowAward(Guid ApplicationId) : IRequest<AwardAnswer?>, IConcernsApplication;

/// <summary>Evaluation, award and signature, as of a position.</summary>
/// <param name="Evaluation">Null while not evaluated and, for its people, while no award is decided.</param>
/// <param name="Proposed">For officers and auditors.</param>
/// <param name="Reason">Of what is decided or, for officers and auditors, proposed; null once erased.</param>
/// <param name="Signature">Null before the first check.</param>
/// <param name="Changes">Partners that left or joined since the award; for officers and auditors also what waits for a second one.</param>
public sealed record AwardAnswer(
    Guid Application, long Version, long Position, EvaluationAnswer? Evaluation, [property: Euro] decimal? Requested, ProposedAwardAnswer? Proposed, DecidedAwardAnswer? Decided, string? Reason,
    SignatureAnswer? Signature, IReadOnlyList<ConsortiumChangeAnswer> Changes);

/// <summary>What the evaluation committee gave.</summary>
/// <param name="Comment">Null once erased, or where there was none.</param>
public sealed record EvaluationAnswer(decimal Score, decimal? Threshold, bool ReachesThreshold, IReadOnlyList<CriterionScore> Criteria, Guid EvaluatedIn, DateTimeOffset RecordedAt, string? Comment);

public sealed class ShowAwardHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowAward, AwardAnswer?>
{
    public async Task<AwardAnswer?> Handle(ShowAward question, CancellationToken cancellationToken)
    {
        var (knowledge, caller) = (facts.Now, callers.Caller);
        if (knowledge.Application(question.ApplicationId) is not { } application || !new Sight(caller, knowledge, clock.GetUtcNow()).IsInside(application)) return null;

        var (state, office) = (application.State, caller.Is(Role.Officer) || caller.Is(Role.Auditor));
        var (evaluation, proposed, award) = (office || application.State.Award is not null ? state.Evaluation : null, office ? state.ProposedAward : null, state.Award);
        var reason = (proposed?.Reason ?? award?.Reason)?.Id;
        var texts = await notes.Texts([.. ((Guid?[])[evaluation?.Comment?.Id, reason, state.ProposedSignature?.Reason?.Id, state.Agreement?.Reason?.Id, state.ProposedChange?.Reason.Id, .. application.Dossier.Changes.Select(one => (Guid?)one.Change.Reason.Id)]).OfType<Guid>()], cancellationToken);

        return new(
            question.ApplicationId, application.Version, knowledge.Position,
            evaluation is null ? null : new(
                evaluation.Score, evaluation.Threshold, evaluation.ReachesThreshold(), evaluation.Criteria, evaluation.EvaluatedIn, evaluation.RecordedAt, Text(evaluation.Comment?.Id)),
            application.Requested(),
            proposed is null ? null : new(proposed.Result, proposed.Amount, proposed.ProposedAt, caller.Actor.Is(proposed.ProposedBy)),
            award is null ? null : new(award.Result, award.Rank, award.Amount, award.DecidedAt),
            Text(reason), Signature(), [.. Preparing.Tell(application, office, caller, knowledge, Text)]);

        SignatureAnswer? Signature() => Signing.Tell(state, office, caller.Actor, Text) is not { } signature ? null
            : signature with { Flags = knowledge.ForSignature(application, new Reader(caller))?.Flags() ?? [] };

        string? Text(Guid? note) => note is { } id ? texts.GetValueOrDefault(id) : null;
    }
}
