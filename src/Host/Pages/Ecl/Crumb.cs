namespace EligibilityService.Host.Pages.Ecl;

/// <summary>A page above this one, as the breadcrumb names it.</summary>
public sealed record Crumb(string Text, string Href);
