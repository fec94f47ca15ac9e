using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The organisation is a cluster organisation or a business network organisation, as the call says.</summary>
public sealed record IsOfKind(OrganisationKind[] Kinds) : Question
{
    public override Finding Examine(in Case @case) => @case.Look(@case.Dossier.Kind) switch
    {
        null => new(Outcome.Undetermined, "kind-missing"),
        var kind when Kinds.AsSpan().Contains(kind.Value) => new(Outcome.Met, "kind-accepted", kind),
        var kind => new(Outcome.NotMet, "kind-not-accepted", kind),
    };

    public override bool CanBe(Outcome outcome) => outcome is not Outcome.NotMet || Enum.GetValues<OrganisationKind>().Except(Kinds).Any();

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var asked = Asked;
        var found = @case.Look(@case.Dossier.Kind) is { } kind ? Name(kind.Value) : default;

        return finding.Reason switch
        {
            "kind-accepted" => new("kind-accepted", new($"The organisation is a {found.En}.", $"Die Organisation ist: {found.De}.")),
            "kind-not-accepted" => new("kind-not-accepted",
                new($"The organisation is a {found.En}; asked for is a {asked.En}.", $"Die Organisation ist: {found.De}. Verlangt ist: {asked.De}."),
                new("join-otherwise", new(
                    "You cannot take part as a partner of your own; a cluster organisation you belong to can.",
                    "Als eigener Partner können Sie nicht teilnehmen, wohl aber eine Clusterorganisation, der Sie angehören."))),
            _ => new("kind-missing",
                new("The profile does not say what kind of organisation it is.", "Das Profil sagt nicht, um welche Art von Organisation es sich handelt."),
                new("complete-profile", new("Enter the kind of organisation in the profile.", "Tragen Sie die Art der Organisation im Profil ein."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        finding.Reason is "kind-missing" && Kinds is [var kind, ..] ? (LeadTime.Entry, Supposing.Entering(new() { Kind = kind })) : null;

    public override Text Statement(Names names) => new($"The organisation is a {Asked.En}.", $"Die Organisation ist: {Asked.De}.");

    private Text Asked => Names.List(Kinds.Select(Name), "or", "oder");

    /// <summary>Within a sentence.</summary>
    public static Text Name(OrganisationKind kind) => kind switch
    {
        OrganisationKind.ClusterOrganisation => new("cluster organisation", "Clusterorganisation"),
        OrganisationKind.BusinessNetwork => new("business network organisation", "Unternehmensnetzwerk"),
        OrganisationKind.ClusterAssociation => new("cluster association", "Clusterverband"),
        _ => new("organisation of another kind", "Organisation anderer Art"),
    };
}
