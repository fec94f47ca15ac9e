namespace EligibilityService.Host.Pages.Ecl;

/// <summary>A value to filter by, and how many of the present list have it.</summary>
public sealed record FacetValue(string Value, string Text, long Count, bool IsChosen = false);
