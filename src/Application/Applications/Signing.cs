using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Check whether what the call asks for at the signature holds on a day, with present knowledge; the verdict is recorded.</summary>
[May(Assigned = true)]
public sealed record CheckSignature(Guid ApplicationId, DateOnly On) : IRequest<Receipt>, IConcernsApplication;

public sealed class CheckSignatureShape : AbstractValidator<CheckSignature>
{
    public CheckSignatureShape() => RuleFor(command => (DateOnly?)command.On).Day().OverridePropertyName("on");
}

public sealed class CheckSignatureHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<CheckSignature, Receipt>
{
    public async Task<Receipt> Handle(CheckSignature command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var verdict = Grounds.Of(found, found.Dossier.ForSignature, call, own, facts.Now).RecordAtSignature(command.On);
        return await ledger.DecideOn(command.ApplicationId, found.Version, (CallApplication application) => application.CheckSignature(command.On, verdict, by, at), cancellationToken);
    }
}

/// <summary>Propose that the grant agreement is signed on a day for which the conditions were checked.</summary>
/// <param name="Reason">Needed where they are not all met.</param>
[May(Assigned = true)]
public sealed record ProposeSignature(Guid ApplicationId, DateOnly On, string? Reason = null) : IRequest<Receipt>, IConcernsApplication;

public sealed class ProposeSignatureShape : AbstractValidator<ProposeSignature>
{
    public ProposeSignatureShape()
    {
        RuleFor(command => (DateOnly?)command.On).Day().OverridePropertyName("on");
        When(command => !string.IsNullOrWhiteSpace(command.Reason), () => RuleFor(command => command.Reason!).Reason());
    }
}

public sealed class ProposeSignatureHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeSignature, Receipt>
{
    public async Task<Receipt> Handle(ProposeSignature command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        var verdict = Grounds.Of(found, found.Dossier.ForSignature, call, own, facts.Now).RecordAtSignature(command.On);
        return await ledger.DecideOn(command.ApplicationId, found.Version, (CallApplication application) => application.ProposeSignature(command.On, verdict, by, at, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms that the grant agreement is signed.</summary>
[May(Assigned = true)]
public sealed record ConfirmSignature(Guid ApplicationId) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmSignatureHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmSignature, Receipt>
{
    public async Task<Receipt> Handle(ConfirmSignature command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, grounds) = (callers.Caller.Actor, clock.GetUtcNow(), Grounds.Of(found, found.Dossier.ForSignature, call, own, facts.Now));
        return await ledger.DecideOn(
            command.ApplicationId, found.Version,
            (CallApplication application) => application.ConfirmSignature(grounds.RecordAtSignature(application.SignatureDay ?? Domain.Time.BrusselsTime.DayOf(at)), by, at), cancellationToken);
    }
}

/// <summary>How far the grant agreement is.</summary>
/// <param name="On">The day for which it was checked last.</param>
/// <param name="Outcome">Of what must hold at the signature.</param>
/// <param name="Findings">Criterion by criterion; none where the call lays nothing down for the signature.</param>
/// <param name="IsProposed">One officer proposed the signature; for officers and auditors.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
/// <param name="SignedOn">Null while it is not signed.</param>
/// <param name="Flags">What has happened to partners since the deadline that changes no outcome, and is to be looked at before signing.</param>
/// <param name="FormerlySignedOn">Signed then on an award that has fallen since by way of redress.</param>
public sealed record SignatureAnswer(
    DateOnly On, Outcome Outcome, IReadOnlyList<RecordedFinding> Findings, DateTimeOffset CheckedAt, bool IsProposed, bool Mine, DateOnly? SignedOn, string? Reason, DateOnly? FormerlySignedOn = null,
    IReadOnlyList<FlagAnswer>? Flags = null);

internal static class Signing
{
    /// <summary>What must hold at the signature and for the whole duration, judged for that day.</summary>
    public static RecordedVerdict RecordAtSignature(this Grounds grounds, DateOnly on)
    {
        var verdict = Assessment.AssessAtSignature(
            grounds.Subject, grounds.Call.Terms!, grounds.Programme, on, grounds.Subject.Application?.DurationMonths.Newest?.Value, Stage.Application, grounds.Strand, grounds.Call.IsBroken);
        return RecordedVerdict.Of(verdict, grounds.Call.LastTold!.Version, grounds.Versions, grounds.LookedThrough);
    }

    public static SignatureAnswer? Tell(CallApplication state, bool office, Actor caller, Func<Guid?, string?> text) => state.SignatureCheck is not { } check || (!office && state.Agreement is null) ? null : new(
        check.On, check.Verdict.Outcome, check.Verdict.Findings, check.CheckedAt, office && state.ProposedSignature is not null, state.ProposedSignature is { } proposed && caller.Is(proposed.ProposedBy), state.Agreement?.On,
        text(((state.Agreement?.Reason) ?? (office ? state.ProposedSignature?.Reason : null))?.Id), state.FormerAgreement?.On);
}
