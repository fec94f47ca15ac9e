namespace EligibilityService.Domain.Partnerships;

/// <summary>What the partners say which partnership they stand for.</summary>
/// <param name="Partnership">Its id; without one, they stand for a new partnership.</param>
public sealed record StandsFor(Guid? Partnership = null);
