namespace EligibilityService.Host.Pages.Ecl;

/// <summary>One of the answers a question offers.</summary>
public sealed record Choice(string Value, string Text, string? Help = null);
