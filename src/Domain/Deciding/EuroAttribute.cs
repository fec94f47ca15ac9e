namespace EligibilityService.Domain.Deciding;

/// <summary>The figure is an amount of money in euro, to the cent. Whoever is told it is told the currency too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EuroAttribute : Attribute;
