using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Say how grant and costs are shared among those who take part, the coordinator among them. What was told before is replaced as a whole.</summary>
/// <param name="ClusterId">The coordinator.</param>
[May(Own = true)]
public sealed record ShareBudget(Guid ApplicationId, Guid ClusterId, BudgetShare[] Shares) : IRequest<Receipt>, IConcernsCluster;

public sealed class ShareBudgetShape : AbstractValidator<ShareBudget>
{
    public ShareBudgetShape()
    {
        RuleFor(command => command.Shares).Must(shares => shares.Length <= CallApplication.MostPartners && shares.Select(share => share.Partner).Distinct().Count() == shares.Length)
            .WithMessage(ProfileShape.Say("One share for each organisation.", "Ein Anteil je Organisation.")).OverridePropertyName("shares");
        RuleForEach(command => command.Shares).ChildRules(share =>
        {
            share.RuleFor(one => one.RequestedGrant).Must(ProposalShape.IsMoney).WithMessage(ProposalShape.Money);
            share.RuleFor(one => one.EligibleCosts).Must(ProposalShape.IsMoney).WithMessage(ProposalShape.Money);
        }).OverridePropertyName("shares");
    }
}

public sealed class ShareBudgetHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShareBudget, Receipt>
{
    public async Task<Receipt> Handle(ShareBudget command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.ShareBudget(command.Shares, by, call, at), cancellationToken);
    }
}
