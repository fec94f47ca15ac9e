using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Narration;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>What a proposal gets, as the desk says it.</summary>
internal static class AwardWords
{
    public static string Of(AwardResult result, decimal? amount = null) =>
        result is AwardResult.Funded && amount is { } grant ? T($"funded with {Euro(grant)}", $"gefördert mit {Euro(grant)}") : AwardSentences.Of(result).In(Language);

    public static string Score(decimal score) => TypedFigure.Write(score);
}
