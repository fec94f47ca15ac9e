using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Inbound;

/// <summary>The participant register says which code (PIC) a cluster has.</summary>
/// <param name="Cluster">Its id here; or else <paramref name="ExternalId"/>.</param>
/// <param name="ExternalId">The row key under which it was imported.</param>
[May(Granted = true)]
public sealed record TakeParticipantNumber(Origin Origin, Guid? Cluster, string? ExternalId, string Pic) : IRequest<Receipt>, IDelivered
{
    public Guid? CallIn(IKnowledge knowledge) => Guid.Empty;
}

public sealed class TakeParticipantNumberShape : AbstractValidator<TakeParticipantNumber>
{
    public TakeParticipantNumberShape()
    {
        RuleFor(command => command.Origin).SetValidator(new OriginShape()).OverridePropertyName("");
        RuleFor(command => command.Cluster).Must((command, cluster) => cluster is null ^ string.IsNullOrWhiteSpace(command.ExternalId))
            .WithMessage(ProfileShape.Say("Name the cluster by its id or by its external id, not by both.", "Nennen Sie das Cluster mit seiner Kennung oder seiner externen Kennung, nicht mit beiden."));
        RuleFor(command => command.Pic).Matches(@"^[0-9]{9}\z").WithMessage(ProfileShape.Say("A participant identification code has nine digits.", "Ein Teilnehmercode hat neun Ziffern."));
    }
}

public sealed class TakeParticipantNumberHandler(ILedger ledger, IFacts facts, CommandFrame frame, ICallerAccessor callers) : IRequestHandler<TakeParticipantNumber, Receipt>
{
    public async Task<Receipt> Handle(TakeParticipantNumber command, CancellationToken cancellationToken)
    {
        var cluster = command.Cluster ?? ImportRow.ClusterIdOf(command.ExternalId!);
        if (facts.Now.Cluster(cluster) is null) return new(cluster, 0, 0, AskedScopes.ClusterUnknown);

        frame.CountOnce(callers.Caller, command.Origin, command);
        return await ledger.Decide(cluster, (Cluster known) => known.Change(new() { Pic = command.Pic }, [], new(AssertedBy.Register)), cancellationToken);
    }
}
