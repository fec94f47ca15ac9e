using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The partners are independent of each other; those under common control count as one.</summary>
/// <param name="Minimum">So many independent ones are enough; null: no two may be under common control.</param>
public sealed record PartnersIndependent(int? Minimum = null) : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Math.Max(0, Needed(consortium) - consortium.Groups().Distinct().Count());

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var groups = consortium.Groups().Distinct().Count();
        var told = consortium.Counted.Count(partner => partner.ControlledBy is not null);
        return groups < Needed(consortium) ? new(Outcome.NotMet, "common-control")
            : told < consortium.Counted.Length ? new(Outcome.Undetermined, "control-not-told")
            : consortium.Groups(perhapsToo: true).Distinct().Count() < Needed(consortium) ? new(Outcome.Undetermined, "control-perhaps-common")
            : new(Outcome.Met, groups == consortium.Counted.Length ? "independent" : "enough-independent");
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var groups = consortium.Groups(perhapsToo: finding.Reason is "control-perhaps-common");
        var together = consortium.Counted.Zip(groups).GroupBy(it => it.Second, it => it.First).Where(group => group.Count() > 1)
            .Select(group => Names.List(group.Select(partner => partner.Called))).ToArray();
        var same = new Text(string.Join("; ", together.Select(it => it.En)), string.Join("; ", together.Select(it => it.De)));

        return finding.Reason switch
        {
            "independent" => new("independent", new("No partner controls another, and none are controlled by the same.", "Kein Partner beherrscht einen anderen, und keine werden von demselben beherrscht.")),
            "enough-independent" => new("enough-independent", new($"Under common control, counted as one: {same.En}. Enough independent partners remain.", $"Unter gemeinsamer Kontrolle, als einer gezählt: {same.De}. Es bleiben genügend unabhängige Partner.")),
            "common-control" => new("common-control",
                new(together.Length == 0 ? "There are too few independent partners." : $"Under common control, counted as one: {same.En}.", together.Length == 0 ? "Es gibt zu wenige unabhängige Partner." : $"Unter gemeinsamer Kontrolle, als einer gezählt: {same.De}."),
                new("add-independent-partner", new("Find a further partner who is independent of the others.", "Gewinnen Sie einen weiteren, von den anderen unabhängigen Partner."))),
            "control-perhaps-common" => new("control-perhaps-common",
                new($"The controllers of these partners bear names that only legal form or spelling tells apart: {same.En}.", $"Wer diese Partner beherrscht, trägt Namen, die sich nur in Rechtsform oder Schreibweise unterscheiden: {same.De}."),
                new("tell-control", new(
                    "If it is the same controller, write the name the same way for each partner. If not, show the programme officers who controls whom.",
                    "Ist es derselbe, schreiben Sie den Namen bei jedem Partner gleich. Wenn nicht, legen Sie der Programmstelle dar, wer wen beherrscht."))),
            _ => new("control-not-told",
                new("Not every partner has said who controls it.", "Nicht alle Partner haben gesagt, wer sie beherrscht."),
                new("tell-control", new("State for each partner who controls it, or that nobody does.", "Geben Sie für jeden Partner an, wer ihn beherrscht, oder dass es niemand tut."))),
        };
    }

    public override Text Statement(Names names) => new("The partners are independent of each other.", "Die Partner sind voneinander unabhängig.");

    private int Needed(Consortium consortium) => Minimum ?? consortium.Counted.Length;
}
