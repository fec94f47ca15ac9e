using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility;

/// <summary>How codes are called in sentences; the programme knows.</summary>
public abstract class Names
{
    public abstract Text Country(string code);

    public abstract Text Region(string code);

    public abstract Text Term(string scheme, string code);

    public static Text Label(Clusters.QualityLabel label) => label switch
    {
        Clusters.QualityLabel.Bronze => new("Bronze", "Bronze"),
        Clusters.QualityLabel.Silver => new("Silver", "Silber"),
        _ => new("Gold", "Gold"),
    };

    /// <summary>"A, B and C".</summary>
    public static Text List(IEnumerable<Text> words, string en = "and", string de = "und")
    {
        Text[] all = [.. words];
        return all.Length switch
        {
            0 => new("none", "keine"),
            1 => all[0],
            _ => new(
                $"{string.Join(", ", all[..^1].Select(word => word.En))} {en} {all[^1].En}",
                $"{string.Join(", ", all[..^1].Select(word => word.De))} {de} {all[^1].De}"),
        };
    }
}
