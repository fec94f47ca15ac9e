using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Tell the applicant a confirmed decision. The letter is kept as it was sent.</summary>
[May(Assigned = true)]
public sealed record SendLetter(Guid ApplicationId, Guid Letter, LetterKind Kind, string Text) : IRequest<Receipt>, IConcernsApplication;

public sealed class SendLetterShape : AbstractValidator<SendLetter>
{
    public SendLetterShape()
    {
        RuleFor(command => command.Letter).Id().OverridePropertyName("id");
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Text).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage(ProfileShape.Say("Write the letter.", "Schreiben Sie den Text.")).OverridePropertyName("text");
        RuleFor(command => command.Text).Lines(20, 20_000);
    }
}

public sealed class SendLetterHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<SendLetter, Receipt>
{
    public Task<Receipt> Handle(SendLetter command, CancellationToken cancellationToken)
    {
        var (by, at, text) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Text));
        return ledger.Decide(command.ApplicationId, (CallApplication application) => application.SendLetter(command.Letter, command.Kind, text, by, at), cancellationToken);
    }
}

/// <summary>Open a letter. From the first opening, or ten days after it was sent, the periods for redress run.</summary>
[May(Own = true)]
public sealed record OpenLetter(Guid ApplicationId, Guid ClusterId, Guid Letter) : IRequest<Receipt>, IConcernsCluster;

public sealed class OpenLetterHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<OpenLetter, Receipt>
{
    public async Task<Receipt> Handle(OpenLetter command, CancellationToken cancellationToken) =>
        await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is null ? Applying.Unknown(command.ApplicationId)
            : await ledger.Decide(command.ApplicationId, (CallApplication application) => application.OpenLetter(command.Letter, callers.Caller.PersonId, clock.GetUtcNow()), cancellationToken);
}

/// <summary>Turn against a decision that a letter told. One action at a time.</summary>
/// <param name="ReceivedAt">When the request's whole body had been read: in time or late turns on this alone.</param>
[May(Own = true)]
public sealed record RequestRedress(Guid ApplicationId, Guid ClusterId, Guid Redress, RedressKind Kind, Guid Letter, string Grounds, DateTimeOffset ReceivedAt) : IRequest<Receipt>, IConcernsCluster;

public sealed class RequestRedressShape : AbstractValidator<RequestRedress>
{
    public RequestRedressShape()
    {
        RuleFor(command => command.Redress).Id().OverridePropertyName("id");
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Grounds).Must(text => !string.IsNullOrWhiteSpace(text))
            .WithMessage(ProfileShape.Say("Say what was wrong in the procedure or which error was made.", "Sagen Sie, was am Verfahren falsch war oder welcher Fehler gemacht wurde.")).OverridePropertyName("grounds");
        RuleFor(command => command.Grounds).Lines(10, 20_000);
    }
}

public sealed class RequestRedressHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers) : IRequestHandler<RequestRedress, Receipt>
{
    public async Task<Receipt> Handle(RequestRedress command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is null) return Applying.Unknown(command.ApplicationId);

        var grounds = notes.Write(command.Grounds);
        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication application) => application.RequestRedress(command.Redress, command.Kind, command.Letter, grounds, callers.Caller.PersonId, command.ReceivedAt), cancellationToken);
    }
}

/// <summary>Take a pending action back.</summary>
[May(Own = true)]
public sealed record WithdrawRedress(Guid ApplicationId, Guid ClusterId, Guid Redress) : IRequest<Receipt>, IConcernsCluster;

public sealed class WithdrawRedressHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<WithdrawRedress, Receipt>
{
    public async Task<Receipt> Handle(WithdrawRedress command, CancellationToken cancellationToken) =>
        await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is null ? Applying.Unknown(command.ApplicationId)
            : await ledger.Decide(command.ApplicationId, (CallApplication application) => application.WithdrawRedress(command.Redress, callers.Caller.PersonId, clock.GetUtcNow()), cancellationToken);
}

/// <summary>Propose what becomes of an action; by another officer than the one who proposed the decision.</summary>
[May(Assigned = true)]
public sealed record ProposeRedress(Guid ApplicationId, Guid Redress, bool Upheld, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class ProposeRedressShape : AbstractValidator<ProposeRedress>
{
    public ProposeRedressShape() => RuleFor(command => command.Reason).Reason();
}

public sealed class ProposeRedressHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeRedress, Receipt>
{
    public Task<Receipt> Handle(ProposeRedress command, CancellationToken cancellationToken)
    {
        var (by, at, reason) = (callers.Caller.Actor, clock.GetUtcNow(), notes.Write(command.Reason));
        return ledger.Decide(command.ApplicationId, (CallApplication application) => application.ProposeRedress(command.Redress, command.Upheld, by, at, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms it. Where it is upheld, the application is decided anew.</summary>
[May(Assigned = true)]
public sealed record ConfirmRedress(Guid ApplicationId, Guid Redress) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmRedressHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmRedress, Receipt>
{
    public Task<Receipt> Handle(ConfirmRedress command, CancellationToken cancellationToken) =>
        ledger.Decide(command.ApplicationId, (CallApplication application) => application.ConfirmRedress(command.Redress, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken);
}
