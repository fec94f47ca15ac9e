using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>The coordinator told how grant and costs are shared among those who take part; the last such event counts as a whole.</summary>
public sealed record BudgetShared(BudgetShare[] Shares, Guid SharedBy) : IApplicationEvent;

/// <summary>One organisation's share, in euro to the cent. What is null is not told.</summary>
/// <param name="Partner">Its id in the application; the coordinator among them.</param>
public sealed record BudgetShare(Guid Partner, [property: Euro] decimal? RequestedGrant = null, [property: Euro] decimal? EligibleCosts = null);

/// <summary>The shares do not add up to what the proposal asks for.</summary>
/// <param name="OfGrant">Of the requested grant; otherwise of the eligible costs.</param>
public sealed record BudgetGap(bool OfGrant, decimal Shared, decimal Stated);

/// <summary>How the shares of the budget compare with the proposal's totals.</summary>
public static class SharedBudget
{
    /// <summary>Compared is only what is told on both sides.</summary>
    public static IEnumerable<BudgetGap> Gaps(ImmutableArray<BudgetShare> shares, decimal? grant, decimal? costs)
    {
        if (Sum(shares, share => share.RequestedGrant) is { } asked && grant is { } total && asked != total) yield return new(true, asked, total);
        if (Sum(shares, share => share.EligibleCosts) is { } spent && costs is { } all && spent != all) yield return new(false, spent, all);
    }

    /// <returns>Null where no share tells it.</returns>
    public static decimal? Sum(IEnumerable<BudgetShare> shares, Func<BudgetShare, decimal?> figure) =>
        shares.Select(figure).Where(share => share is not null).Aggregate((decimal?)null, (sum, share) => (sum ?? 0) + share);
}

/// <summary>The budget, shared by the coordinator until the deadline.</summary>
public sealed partial record CallApplication
{
    /// <summary>In the order of ids.</summary>
    public ImmutableArray<BudgetShare> Budget { get; init; } = [];

    public Decision<IApplicationEvent> ShareBudget(IEnumerable<BudgetShare> shares, Guid by, CallDossier call, DateTimeOffset at)
    {
        if (Locked(call, at) is { } refusal) return refusal;

        BudgetShare[] told = [.. shares.Where(share => share is not { RequestedGrant: null, EligibleCosts: null }).OrderBy(share => share.Partner)];
        if (told.Any(share => share.Partner != Coordinator && !Partners.ContainsKey(share.Partner))) return ApplicationRefusals.PartnerUnknown;

        return told.AsSpan().SequenceEqual(Budget.AsSpan()) ? [] : [new BudgetShared(told, by)];
    }

    /// <summary>Nothing at all was filled in: whoever hands that in is asked whether it is meant.</summary>
    public bool IsEmpty => Proposal == new ProposalFields() && Declarations.Count == 0 && Documents.Count == 0 && Budget.IsEmpty && Partners.Count == 0;
}
