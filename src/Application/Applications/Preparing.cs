using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Propose that a partner leaves, joins, or is replaced between award and signature. The call's conditions for organisations and consortium must be met by those who then take part, on that day.</summary>
/// <param name="Change">Made by the client, so that asking again is safe.</param>
/// <param name="Cluster">Who joins, with a profile.</param>
/// <param name="Organisation">Who joins, without one.</param>
[May(Assigned = true)]
public sealed record ProposeConsortiumChange(
    Guid ApplicationId, Guid Change, Guid? Leaves, Guid? Cluster, PartnerOrganisation? Organisation, PartnerRole Role, string Reason) : IRequest<Receipt>, IConcernsApplication
{
    /// <summary>One without a profile is known by the change's id.</summary>
    internal PartnerJoining? Joins => Cluster is null && Organisation is null ? null : new(Cluster ?? Change, Role, Cluster, Organisation);
}

public sealed class ProposeConsortiumChangeShape : AbstractValidator<ProposeConsortiumChange>
{
    public ProposeConsortiumChangeShape()
    {
        RuleFor(command => command.Change).Id().OverridePropertyName("id");
        RuleFor(command => command.Role).IsInEnum().OverridePropertyName("role");
        RuleFor(command => command.Reason).Reason();
        RuleFor(command => command).Must(command => command.Cluster is null || command.Organisation is null).OverridePropertyName("cluster")
            .WithMessage(ProfileShape.Say("Name a cluster by its id, or tell of an organisation without a profile; not both.", "Nennen Sie ein Cluster mit seiner Kennung, oder beschreiben Sie eine Organisation ohne Profil; nicht beides."));
        RuleFor(command => command.Organisation!).SetValidator(new PartnerShape()).When(command => command.Organisation is not null).OverridePropertyName("organisation");
    }
}

public sealed class ProposeConsortiumChangeHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeConsortiumChange, Receipt>
{
    public async Task<Receipt> Handle(ProposeConsortiumChange command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken, command.Cluster) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);
        PartnerShape.RefuseUnknownCodes(command.Organisation, own.Programme);
        if (command.Cluster is { } joining && own.Cluster(joining) is null) return new(command.ApplicationId, 0, 0, new("partner-unknown", new("There is no such cluster. Check its id.", "Dieses Cluster gibt es nicht. Prüfen Sie die Kennung.")));

        var (by, at, reason) = (callers.Caller.Actor, clock.GetUtcNow(), notes.Write(command.Reason));
        var verdict = Preparing.RecordOfChange(found, call, own, facts.Now, command.Leaves, command.Joins, at);
        return await ledger.DecideOn(
            command.ApplicationId, found.Version, (CallApplication application) => application.ProposeChange(command.Change, command.Leaves, command.Joins, verdict, by, at, reason), cancellationToken);
    }
}

/// <summary>A second officer confirms it: these sign.</summary>
[May(Assigned = true)]
public sealed record ConfirmConsortiumChange(Guid ApplicationId, Guid Change) : IRequest<Receipt>, IConcernsApplication;

public sealed class ConfirmConsortiumChangeHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmConsortiumChange, Receipt>
{
    public async Task<Receipt> Handle(ConfirmConsortiumChange command, CancellationToken cancellationToken)
    {
        var proposed = (await facts.Read([command.ApplicationId], null, cancellationToken)).Application(command.ApplicationId)?.State.ProposedChange;
        if (await facts.Fresh(command.ApplicationId, cancellationToken, proposed?.Joins?.Cluster) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var verdict = Preparing.RecordOfChange(found, call, own, facts.Now, proposed?.Leaves, proposed?.Joins, at);
        return await ledger.DecideOn(command.ApplicationId, found.Version, (CallApplication application) => application.ConfirmChange(command.Change, verdict, by, at), cancellationToken);
    }
}

/// <summary>A change of the consortium between award and signature.</summary>
/// <param name="Leaves">Who leaves, by id.</param>
/// <param name="LeavesName">As it is called.</param>
/// <param name="Outcome">Of the conditions for organisations and consortium, with those who then take part.</param>
/// <param name="DecidedAt">Null while it waits for a second officer.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record ConsortiumChangeAnswer(
    Guid Id, Guid? Leaves, string? LeavesName, Guid? Joins, string? JoinsName, PartnerRole? Role, Outcome Outcome, IReadOnlyList<RecordedFinding> Findings, DateTimeOffset ProposedAt, DateTimeOffset? DecidedAt, bool Mine, string? Reason);

internal static class Preparing
{
    /// <summary>Of organisations and consortium, each condition looked at on that day: it must be met not only when a proposal is handed in but after every change, too.</summary>
    public static RecordedVerdict RecordOfChange(ApplicationRecord found, Domain.Calls.CallDossier call, IKnowledge own, IKnowledge others, Guid? leaves, PartnerJoining? joins, DateTimeOffset at)
    {
        var told = found.Dossier.LastTold! with { RecordedAt = at };
        var grounds = Grounds.Of(found, found.Dossier.ForSignature.Changed(leaves, joins, told), call, own, others);
        var verdict = Assessment.Assess(grounds.Subject, call.Terms!, grounds.Programme, Stage.Consortium, grounds.Strand, at, call.IsBroken);
        return RecordedVerdict.Of(verdict, call.LastTold!.Version, grounds.Versions, grounds.LookedThrough);
    }

    /// <summary>Those confirmed and, for officers and auditors, the one that waits.</summary>
    public static IEnumerable<ConsortiumChangeAnswer> Tell(ApplicationRecord application, bool office, Caller caller, IKnowledge knowledge, Func<Guid?, string?> text)
    {
        foreach (var (changed, _) in application.Dossier.Changes)
        {
            yield return Of(changed.Change, changed.Leaves, changed.Joins, changed.Verdict, changed.DecidedAt, changed.DecidedAt, Mine: false, changed.Reason.Id);
        }

        if (office && application.State.ProposedChange is { } proposed)
        {
            yield return Of(proposed.Change, proposed.Leaves, proposed.Joins, proposed.Verdict, proposed.ProposedAt, null, caller.Actor.Is(proposed.ProposedBy), proposed.Reason.Id);
        }

        ConsortiumChangeAnswer Of(Guid id, Guid? leaves, PartnerJoining? joins, RecordedVerdict verdict, DateTimeOffset proposedAt, DateTimeOffset? decidedAt, bool Mine, Guid reason) => new(
            id, leaves, leaves is { } gone ? Name(gone) : null, joins?.Partner, joins is null ? null : joins.Organisation?.Name ?? Name(joins.Partner), joins?.Role, verdict.Outcome, verdict.Findings, proposedAt, decidedAt, Mine, text(reason));

        string Name(Guid partner) =>
            knowledge.Cluster(partner)?.State.Profile.Name
            ?? application.Dossier.AsSent.Partners.FirstOrDefault(known => known.Id == partner)?.Organisation?.Name
            ?? application.Dossier.Changes.Select(one => one.Change.Joins).FirstOrDefault(joined => joined?.Partner == partner)?.Organisation?.Name ?? partner.ToString();
    }
}
