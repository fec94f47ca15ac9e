using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>No partner stands in another proposal of the same phase of this call that was handed in and not withdrawn by then.</summary>
/// <remarks>Which of the two stands is nobody's to guess: it is not met for either, until one is withdrawn in time or an officer records it.</remarks>
public sealed record OneConsortiumPerPhase : OfTheConsortium
{
    protected override Finding Examine(Consortium consortium, in Case @case) => Clashes(consortium, @case) switch
    {
        [] => new(Outcome.Met, "in-one-proposal"),
        [var (_, other), ..] => new(Outcome.NotMet, "in-two-proposals", other.Dossier.Submitted.Newest),
    };

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        if (finding.Outcome is Outcome.Met) return new("in-one-proposal", new("No partner stands in another proposal of this phase.", "Kein Partner steht in einem weiteren Antrag dieser Phase."));

        var twice = Names.List(Clashes(consortium, @case).Select(clash => clash.Partner.Called).Distinct());
        return new("in-two-proposals",
            new($"In another proposal of the same phase: {twice.En}.", $"In einem weiteren Antrag derselben Phase: {twice.De}."),
            new("withdraw-one", new("Withdraw one of the proposals before the deadline, or change the partners.", "Ziehen Sie einen der Anträge vor Ablauf der Frist zurück, oder ändern Sie die Partner.")));
    }

    public override Text Statement(Names names) => new("Each organisation is in at most one consortium per phase.", "Jede Organisation ist je Phase in höchstens einem Konsortium.");

    private static (Partner Partner, Sibling Other)[] Clashes(Consortium consortium, Case @case) =>
    [
        .. from sibling in consortium.Siblings
           where sibling.Phase == consortium.Phase && Stands(sibling, @case)
           from partner in consortium.Counted
           where sibling.Organisations.Any(other => IsSame(partner.Dossier, other, @case))
           select (partner, sibling),
    ];

    private static bool Stands(Sibling sibling, in Case @case) =>
        @case.Look(sibling.Dossier.Submitted) is not null && @case.Look(sibling.Dossier.Withdrawn) is not { Value: true };

    /// <summary>The same profile, or another one of the same participant identification code.</summary>
    private static bool IsSame(OrganisationDossier one, OrganisationDossier other, in Case @case) =>
        one.Id == other.Id || (@case.Look(one.Pic) is { Value: { } pic } && @case.Look(other.Pic)?.Value == pic);
}
