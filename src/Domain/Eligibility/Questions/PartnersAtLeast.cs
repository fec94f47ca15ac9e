using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>So many partners who count. An affiliated entity or associated partner never does.</summary>
/// <param name="From">Where a partner's seat must be to count; null: anywhere.</param>
/// <param name="Independent">Partners under common control count as one.</param>
public sealed record PartnersAtLeast(int Minimum, EstablishedIn? From = null, bool Independent = false) : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Math.Max(0, Minimum - Count(consortium, consortium.Count(From, @case)).Sure);

    public override Brings BroughtBy(in Case partner) => new(From?.Examine(partner).Outcome ?? Outcome.Met);

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var counts = consortium.Count(From, @case);
        var (sure, possible) = Count(consortium, counts);
        var outcome = Enough(sure, possible, Minimum);
        return new(outcome, outcome switch { Outcome.Met => "partners-enough", Outcome.NotMet => "partners-too-few", _ => "partners-uncertain" }, Parts: counts);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var (sure, possible) = Count(consortium, finding.Parts!);
        var (missing, asked) = (Minimum - possible, Figure.AskedFor(Minimum));
        var counted = sure == 1 ? new Text("One partner counts", "Ein Partner zählt") : sure == 0 ? new("No partner counts", "Kein Partner zählt") : new($"{sure} partners count", $"{sure} Partner zählen");
        var surely = sure == 1 ? new Text("One partner surely counts", "Ein Partner zählt sicher") : sure == 0 ? new("No partner surely counts", "Kein Partner zählt sicher") : new($"{sure} partners surely count", $"{sure} Partner zählen sicher");
        return finding.Outcome switch
        {
            Outcome.Met => new("partners-enough", new($"{counted.En}; {asked.En}.", $"{counted.De}; {asked.De}.")),
            Outcome.NotMet => new("partners-too-few",
                new($"{counted.En}; {asked.En}.", $"{counted.De}; {asked.De}."),
                new("add-partners", missing == 1
                    ? new("Find one more partner.", "Gewinnen Sie noch einen Partner.")
                    : new($"Find {missing} more partners.", $"Gewinnen Sie noch {missing} Partner."))),
            _ => new("partners-uncertain",
                new($"{surely.En}, with those that perhaps count {possible}; {asked.En}.", $"{surely.De}, mit denen, die vielleicht zählen, {possible}; {asked.De}."),
                CompleteProfiles),
        };
    }

    public override Text Statement(Names names) => Partners(Minimum) switch
    {
        var partners => new($"The consortium has at least {partners.En}.", $"Das Konsortium hat mindestens {(Minimum == 1 ? "einen Partner" : partners.De)}."),
    };

    private (int Sure, int Possible) Count(Consortium consortium, Finding[] counts)
    {
        if (!Independent) return (counts.Count(it => it.Outcome is Outcome.Met), counts.Count(it => it.Outcome is not Outcome.NotMet));

        // Those who perhaps stand under common control count surely as one, and perhaps as several.
        int Number(bool perhapsToo, Func<Outcome, bool> counted) => consortium.Groups(perhapsToo).Zip(counts).Where(it => counted(it.Second.Outcome)).Select(it => it.First).Distinct().Count();
        return (Number(true, outcome => outcome is Outcome.Met), Number(false, outcome => outcome is not Outcome.NotMet));
    }
}
