using EligibilityService.Domain.Narration;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Partnerships;

/// <summary>How the pages speak of partnerships.</summary>
internal static class PartnershipWords
{
    public static string Formed(DateOnly day, bool yearOnly) => yearOnly ? $"{day.Year}" : Day(day);

    public static string Phase(string phase) => EntryWords.Phase(phase).In(Language) switch { var words => char.ToUpperInvariant(words[0]) + words[1..] };
}
