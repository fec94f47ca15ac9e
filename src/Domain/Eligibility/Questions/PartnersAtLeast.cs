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
        var missing = Minimum - possible;
        return finding.Outcome switch
        {
            Outcome.Met => new("partners-enough", new($"{sure} partners count; {Minimum} are asked for.", $"{sure} Partner zählen; verlangt sind {Minimum}.")),
            Outcome.NotMet => new("partners-too-few",
                new($"{(sure == 1 ? "One partner counts" : $"{sure} partners count")}; {Minimum} are asked for.", $"{(sure == 1 ? "Ein Partner zählt" : $"{sure} Partner zählen")}; verlangt sind {Minimum}."),
                new("add-partners", missing == 1
                    ? new("Find one more partner.", "Gewinnen Sie noch einen Partner.")
                    : new($"Find {missing} more partners.", $"Gewinnen Sie noch {missing} Partner."))),
            _ => new("partners-uncertain",
                new($"{sure} partners surely count, {possible} perhaps; {Minimum} are asked for.", $"{sure} Partner zählen sicher, {possible} vielleicht; verlangt sind {Minimum}."),
                CompleteProfiles),
        };
    }

    public override Text Statement(Names names) => new($"The consortium has at least {Minimum} partners.", $"Das Konsortium hat mindestens {Minimum} Partner.");

    private (int Sure, int Possible) Count(Consortium consortium, Finding[] counts)
    {
        if (!Independent) return (counts.Count(it => it.Outcome is Outcome.Met), counts.Count(it => it.Outcome is not Outcome.NotMet));

        // Those who perhaps stand under common control count surely as one, and perhaps as several.
        int Number(bool perhapsToo, Func<Outcome, bool> counted) => consortium.Groups(perhapsToo).Zip(counts).Where(it => counted(it.Second.Outcome)).Select(it => it.First).Distinct().Count();
        return (Number(true, outcome => outcome is Outcome.Met), Number(false, outcome => outcome is not Outcome.NotMet));
    }
}
