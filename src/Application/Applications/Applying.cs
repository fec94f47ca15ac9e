using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Begin an application of a cluster to an open call.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Own = true)]
public sealed record StartApplication(Guid ApplicationId, string Call, string? Strand, Guid ClusterId) : IRequest<Receipt>, IConcernsCluster;

public sealed class StartApplicationShape : AbstractValidator<StartApplication>
{
    public StartApplicationShape()
    {
        RuleFor(command => command.ApplicationId).Id().OverridePropertyName("id");
        RuleFor(command => command.Call).Line(80);
        RuleFor(command => command.ClusterId).Id().OverridePropertyName("cluster");
    }
}

public sealed class StartApplicationHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<StartApplication, Receipt>
{
    public async Task<Receipt> Handle(StartApplication command, CancellationToken cancellationToken)
    {
        if (facts.Now.Call(command.Call) is not { } found) return new(command.ApplicationId, 0, 0, Applying.CallUnknown);

        var call = await facts.FreshCall(found.Id, cancellationToken);
        var at = clock.GetUtcNow();
        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication application) => application.Start(call, command.Strand, command.ClusterId, callers.Caller.PersonId, at),
            cancellationToken);
    }
}

/// <summary>Change figures and answers of the proposal.</summary>
[May(Own = true)]
public sealed record ChangeProposal(Guid ApplicationId, Guid ClusterId, ProposalFields Changed, string[] Cleared) : IRequest<Receipt>, IConcernsCluster;

public sealed class ChangeProposalShape : AbstractValidator<ChangeProposal>
{
    public ChangeProposalShape() => RuleFor(command => command.Changed).SetValidator(new ProposalShape()).OverridePropertyName("");
}

public sealed class ChangeProposalHandler(ILedger ledger, IFacts facts, ServiceClock clock) : IRequestHandler<ChangeProposal, Receipt>
{
    public async Task<Receipt> Handle(ChangeProposal command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);
        ProposalShape.RefuseUnknownCodes(command.Changed, facts.Now.Programme);
        if (command.Changed.StandsFor?.Partnership is { } stated && (await facts.Read([stated], null, cancellationToken)).Partnership(stated) is null) throw PartnershipsConcerned.NotRecorded("standsFor");

        var at = clock.GetUtcNow();
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Change(command.Changed, command.Cleared, call, at), cancellationToken);
    }
}

/// <summary>Sign a declaration for an organisation of the application.</summary>
/// <param name="ClusterId">Whose people sign: each partner's for itself; the coordinator's also for an organisation without a profile.</param>
[May(Own = true)]
public sealed record SignDeclaration(Guid ApplicationId, Guid ClusterId, DeclarationKind Kind, Guid? Organisation, bool Withdraw = false) : IRequest<Receipt>, IConcernsCluster;

public sealed class SignDeclarationHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<SignDeclaration, Receipt>
{
    public async Task<Receipt> Handle(SignDeclaration command, CancellationToken cancellationToken)
    {
        if (await facts.TakingPart(command.ApplicationId, command.ClusterId, cancellationToken) is not var (application, call)) return Applying.Unknown(command.ApplicationId);

        var (organisation, by, at) = (command.Organisation ?? command.ClusterId, callers.Caller.PersonId, clock.GetUtcNow());
        var speaksForIt = organisation == command.ClusterId
            || (application.Coordinator == command.ClusterId && application.Partners.TryGetValue(organisation, out var part) && part.Cluster is null);
        if (!speaksForIt) return new(command.ApplicationId, 0, 0, Applying.PartnerUnknown);

        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication application) => command.Withdraw
                ? application.WithdrawDeclaration(command.Kind, organisation, by, call, at)
                : application.Declare(command.Kind, organisation, by, call, at),
            cancellationToken);
    }
}

/// <summary>Take the application back; handing it in again before the deadline revives it.</summary>
[May(Own = true)]
public sealed record WithdrawApplication(Guid ApplicationId, Guid ClusterId, string? Reason) : IRequest<Receipt>, IConcernsCluster;

public sealed class WithdrawApplicationShape : AbstractValidator<WithdrawApplication>
{
    public WithdrawApplicationShape() => RuleFor(command => command.Reason).Lines(0, 4000);
}

public sealed class WithdrawApplicationHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<WithdrawApplication, Receipt>
{
    public async Task<Receipt> Handle(WithdrawApplication command, CancellationToken cancellationToken)
    {
        var receivedAt = clock.GetUtcNow();
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is null) return Applying.Unknown(command.ApplicationId);

        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Withdraw(callers.Caller.PersonId, receivedAt, reason), cancellationToken);
    }
}

public static class Applying
{
    public static readonly Refusal CallUnknown = new("call-unknown", new("There is no such call.", "Diese Ausschreibung gibt es nicht."));

    public static readonly Refusal PartnerUnknown = new("partner-unknown", new(
        "There is no such organisation in this application for which you may sign.", "In diesem Antrag gibt es keine solche Organisation, für die Sie unterzeichnen können."));

    public static readonly Refusal PartnerTwice = new("partner-named-twice", new(
        "This organisation stands in the application already, by its profile or by its participant code. Change its part instead of naming it again.",
        "Diese Organisation steht schon im Antrag, mit ihrem Profil oder ihrem Teilnehmercode. Ändern Sie ihre Rolle, statt sie noch einmal zu nennen."));

    public static readonly Refusal Empty = new("application-empty", new(
        "Nothing is filled in: no title, no figures, no declaration, no document, no partner. Fill it in, or confirm that you hand it in empty.",
        "Nichts ist ausgefüllt: kein Titel, keine Beträge, keine Erklärung, kein Dokument, kein Partner. Füllen Sie den Antrag aus, oder bestätigen Sie, dass Sie ihn leer einreichen."));

    /// <summary>Also the answer where the application belongs to another cluster: whose it is, is nobody else's business.</summary>
    public static Receipt Unknown(Guid id) => new(id, 0, 0, new Refusal("application-unknown", new("There is no such application.", "Diesen Antrag gibt es nicht.")));

    /// <summary>The call as it stands in the store at this moment, however far this host's memory has got.</summary>
    public static async Task<CallDossier> FreshCall(this IFacts facts, Guid call, CancellationToken cancellationToken) =>
        (await facts.Read([call], null, cancellationToken)).Call(call)!;

    /// <returns>Null where there is no such application of this cluster.</returns>
    public static async Task<CallDossier?> CallOf(this IFacts facts, Guid application, Guid cluster, CancellationToken cancellationToken)
    {
        var read = await facts.Read([application], null, cancellationToken);
        return read.Application(application) is { } known && known.State.Coordinator == cluster ? await facts.FreshCall(known.State.Call, cancellationToken) : null;
    }

    /// <returns>Null where there is no such application in which this cluster coordinates or is named.</returns>
    public static async Task<(CallApplication Application, CallDossier Call)?> TakingPart(this IFacts facts, Guid application, Guid cluster, CancellationToken cancellationToken)
    {
        var read = await facts.Read([application], null, cancellationToken);
        return read.Application(application) is { State: var state } && (state.Coordinator == cluster || state.Partners.Values.Any(part => part.Cluster == cluster))
            ? (state, await facts.FreshCall(state.Call, cancellationToken))
            : null;
    }
}
