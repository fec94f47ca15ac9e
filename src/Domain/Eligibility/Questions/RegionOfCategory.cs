using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>At least one partner is in a region of one of these categories of the cohesion policy 2014-2020.</summary>
/// <param name="Categories">less-developed, transition.</param>
/// <param name="Also">Regions the call names besides, outside the Union for instance; at any level.</param>
public sealed record RegionOfCategory(string[] Categories, string[]? Also = null) : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Examine(consortium, @case).Outcome is Outcome.Met ? 0 : 1;

    public override Brings BroughtBy(in Case partner) => new(Of(partner).Outcome);

    public override bool CanBe(Outcome outcome) => outcome is not Outcome.NotMet || Categories.Distinct().Count() < 3;

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var answers = new Finding[consortium.Counted.Length];
        var strongest = Outcome.NotMet;
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Of(@case.Of(consortium.Counted[i]));
            if (answers[i].Outcome > strongest) strongest = answers[i].Outcome;
        }

        return new(strongest, strongest switch { Outcome.Met => "region-of-category", Outcome.NotMet => "no-region-of-category", _ => "region-uncertain" }, Parts: answers);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var outcome = finding.Outcome;
        var told = consortium.Counted.Zip(finding.Parts!).Where(it => it.Second.Outcome == outcome).Select(it => Say(it.First, it.Second, names)).ToArray();
        var list = new Text(string.Join(' ', told.Select(it => it.En)), string.Join(' ', told.Select(it => it.De)));

        return outcome switch
        {
            Outcome.Met => new("region-of-category", list),
            Outcome.NotMet => new("no-region-of-category",
                new("No partner is in a less developed or transition region.", "Kein Partner kommt aus einer weniger entwickelten Region oder einer Übergangsregion."),
                new("add-partner-from-such-region", new("Find a partner from such a region.", "Gewinnen Sie einen Partner aus einer solchen Region."))),
            _ => new("region-uncertain", list, CompleteProfiles),
        };
    }

    public override Text Statement(Names names) => new(
        "At least one partner is in a less developed or transition region.", "Mindestens ein Partner kommt aus einer weniger entwickelten Region oder einer Übergangsregion.");

    private Finding Of(in Case partner)
    {
        if (partner.Look(partner.Dossier.Region) is not { } region) return new(Outcome.Undetermined, "region-missing");
        if (Also?.Any(named => region.Value.Code.StartsWith(named, StringComparison.Ordinal)) == true) return new(Outcome.Met, "region-named", region);

        return partner.Programme.CategoryOf(region.Value) switch
        {
            { MixedIn: { Length: > 0 } places } when partner.Look(partner.Dossier.City) is { Value: { } city } seat && places.Any(place => city.Contains(place, StringComparison.OrdinalIgnoreCase)) =>
                new(Outcome.Undetermined, "seat-in-other-part", region, seat),
            { Category: { } category, Mixed: var mixed } => new(Categories.Contains(category) ? Outcome.Met : Outcome.NotMet, mixed is null ? category : $"{category}-mixed", region),
            _ => new(Outcome.Undetermined, "category-unknown", region),
        };
    }

    private static Text Say(Partner partner, Finding finding, Names names)
    {
        if (finding.Evidence is not Fact<RegionCode> { Value: { } code }) return new(
            $"{partner.Called.En}: the profile names no region.", $"{partner.Called.De}: Das Profil nennt keine Region.");

        var region = names.Region(code.Code);
        return finding.Reason switch
        {
            "region-named" => new($"{partner.Called.En}: {region.En}, which the call names.", $"{partner.Called.De}: {region.De}; die Ausschreibung nennt die Region."),
            "category-unknown" => new($"{partner.Called.En}: nothing is known about the category of {region.En}.", $"{partner.Called.De}: Zur Kategorie von {region.De} ist nichts bekannt."),
            "seat-in-other-part" => new(
                $"{partner.Called.En}: the seat is in {(finding.Also as Fact<string>)?.Value}, a part of {region.En} that counts in another category.",
                $"{partner.Called.De}: Der Sitz ist in {(finding.Also as Fact<string>)?.Value}, einem Teil von {region.De}, der zu einer anderen Kategorie zählt."),
            _ when finding.Reason.EndsWith("-mixed", StringComparison.Ordinal) => new(
                $"{partner.Called.En}: {region.En}, {Category(finding.Reason[..^6]).En} in its main part; a piece belongs to another category.",
                $"{partner.Called.De}: {region.De}, im Hauptteil {Category(finding.Reason[..^6]).De}; ein Teil gehört zu einer anderen Kategorie."),
            _ => new($"{partner.Called.En}: {region.En}, {Category(finding.Reason).En}.", $"{partner.Called.De}: {region.De}, {Category(finding.Reason).De}."),
        };
    }

    private static Text Category(string category) => category switch
    {
        "less-developed" => new("less developed", "weniger entwickelt"),
        "transition" => new("in transition", "Übergangsregion"),
        _ => new("more developed", "stärker entwickelt"),
    };
}
