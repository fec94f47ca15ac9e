using System.Globalization;
using System.Text.RegularExpressions;

namespace EligibilityService.Host.Api;

/// <summary>An instant as the API takes it: with Z or an offset, so that nobody has to guess whose clock is meant. Always UTC from here on.</summary>
internal readonly partial record struct Moment(DateTimeOffset Value)
{
    public static bool TryParse(string? text, out Moment moment)
    {
        moment = default;
        if (text is null || !Written().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return false;

        moment = new(instant.ToUniversalTime());
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
