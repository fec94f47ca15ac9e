using EligibilityService.Application.Applications;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>A change of the consortium, as both sides read it.</summary>
internal static class ChangeWords
{
    public static string Of(ConsortiumChangeAnswer change) => (change.LeavesName, change.JoinsName) switch
    {
        ({ } leaves, { } joins) => T($"{joins} takes the place of {leaves}", $"{joins} tritt an die Stelle von {leaves}"),
        ({ } leaves, null) => T($"{leaves} leaves", $"{leaves} scheidet aus"),
        var (_, joins) => T($"{joins} joins", $"{joins} kommt hinzu"),
    };
}
