using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>From each region taking part there is at least one cluster organisation or business network among the partners.</summary>
public sealed record RegionsRepresentedByClusters : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Regions(consortium, @case).Count(region => region.Outcome is Outcome.NotMet);

    public override Brings BroughtBy(in Case partner) => new(Represents(partner.Look(partner.Dossier.Kind)?.Value), partner.Look(partner.Dossier.Region) is { } region ? Level2(region) : null);

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var regions = Regions(consortium, @case);
        var weakest = regions.Length == 0 ? Outcome.Undetermined : regions.Min(region => region.Outcome);
        return new(weakest, weakest switch { Outcome.Met => "regions-represented", Outcome.NotMet => "region-not-represented", _ => "regions-uncertain" }, Parts: regions);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var outcome = finding.Outcome;
        var regions = Names.List(finding.Parts!.Where(part => part.Outcome == outcome).Select(part => part.Evidence).OfType<Fact<RegionCode>>().Select(fact => names.Region(fact.Value.Code)).Distinct());
        return outcome switch
        {
            Outcome.Met => new("regions-represented", new($"Represented by cluster organisations or business networks: {regions.En}.", $"Durch Clusterorganisationen oder Unternehmensnetzwerke vertreten: {regions.De}.")),
            Outcome.NotMet => new("region-not-represented",
                new($"No cluster organisation or business network takes part from {regions.En}.", $"Ohne Clusterorganisation oder Unternehmensnetzwerk: {regions.De}."),
                new("add-cluster-of-region", new("Find a cluster organisation or business network from there.", "Gewinnen Sie dort eine Clusterorganisation oder ein Unternehmensnetzwerk."))),
            _ => new("regions-uncertain", new("Of some partners the region or the kind of organisation is not known.", "Bei einigen Partnern sind Region oder Art der Organisation nicht bekannt."), CompleteProfiles),
        };
    }

    public override Text Statement(Names names) => new(
        "Each region taking part is represented by a cluster organisation or business network.", "Jede beteiligte Region ist durch eine Clusterorganisation oder ein Unternehmensnetzwerk vertreten.");

    /// <summary>One answer for each region at NUTS level 2, and one for each partner whose region is not known.</summary>
    private static Finding[] Regions(Consortium consortium, Case @case)
    {
        var partners = consortium.Counted.Select(partner => (Region: @case.Of(partner).Look(partner.Dossier.Region), Kind: @case.Of(partner).Look(partner.Dossier.Kind)?.Value)).ToArray();
        return
        [
            .. partners.Where(it => it.Region is null).Select(_ => new Finding(Outcome.Undetermined, "region-missing")),
            .. partners.Where(it => it.Region is not null)
                .GroupBy(it => Level2(it.Region!))
                .Select(region => new Finding(
                    region.Max(it => Represents(it.Kind)),
                    "region", region.First().Region)),
        ];
    }

    private static string Level2(Fact<RegionCode> region) => region.Value.Code is { Length: > 4 } code ? code[..4] : region.Value.Code;

    private static Outcome Represents(OrganisationKind? kind) => kind switch
    {
        OrganisationKind.ClusterOrganisation or OrganisationKind.BusinessNetwork => Outcome.Met,
        null => Outcome.Undetermined,
        _ => Outcome.NotMet,
    };
}
