using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>No partner stands in another proposal of the same phase of this call that was handed in and not withdrawn by then.</summary>
/// <remarks>
/// Which of the two stands is nobody's to guess: it is not met for either, until one is withdrawn in time or an officer records it.
/// Two that only seem to be one leave it open, until an officer has looked.
/// </remarks>
public sealed record OneConsortiumPerPhase : OfTheConsortium
{
    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var clashes = Clashes(consortium, @case);
        return clashes.FirstOrDefault(clash => clash.IsSame) is { } same ? new(Outcome.NotMet, "in-two-proposals", Shown(same))
            : clashes is [var candidate, ..] ? new(Outcome.Undetermined, "perhaps-in-two-proposals", Shown(candidate))
            : new(Outcome.Met, "in-one-proposal");
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        if (finding.Outcome is Outcome.Met) return new("in-one-proposal", new("No partner stands in another proposal of this phase.", "Kein Partner steht in einem weiteren Antrag dieser Phase."));

        var isSure = finding.Outcome is Outcome.NotMet;
        var twice = Names.List(Clashes(consortium, @case).Where(clash => clash.IsSame == isSure)
            .Select(clash => clash.Partner.IsDiscreet ? new("one partner", "ein Partner") : clash.Partner.Called).Distinct().OrderBy(name => name.En, StringComparer.Ordinal));
        return isSure
            ? new("in-two-proposals",
                new($"In another proposal of the same phase: {twice.En}.", $"In einem weiteren Antrag derselben Phase: {twice.De}."),
                new("withdraw-one", new(
                    "Withdraw one of the proposals before the deadline, or change the partners. After it, an officer records which proposal stands.",
                    "Ziehen Sie einen der Anträge vor Ablauf der Frist zurück, oder ändern Sie die Partner. Danach hält die Programmstelle fest, welcher Antrag gilt."), Remains: true))
            : new("perhaps-in-two-proposals",
                new($"An organisation of nearly the same name stands in another proposal of the same phase: {twice.En}.", $"Eine Organisation fast gleichen Namens steht in einem weiteren Antrag derselben Phase: {twice.De}."),
                new("clarify-organisations", new(
                    "An officer looks whether the two are one. State the participant identification code to make it clear.",
                    "Die Programmstelle prüft, ob beide dieselbe sind. Geben Sie den Teilnehmercode an, damit es klar ist.")));
    }

    public override Text Statement(Names names) => new("Each organisation is in at most one consortium per phase.", "Jede Organisation ist je Phase in höchstens einem Konsortium.");

    /// <summary>Whether the other proposal could have to do with the verdict on this one at all; if not, it makes no difference whether it is there.</summary>
    public static bool Touches(Consortium consortium, ApplicationDossier? application, Sibling sibling) => consortium.Counted.Any(partner => sibling.Organisations.Any(other =>
        partner.Dossier.Id == other.Id || SharesCode(partner.Dossier, other) || Likeness.Between(partner.Dossier, other) || AreCompared(partner.Dossier.Id, other.Id, application, sibling)));

    /// <summary>By which those who stand in a proposal are known again: two proposals of which one touches the other have at least one of these in common.</summary>
    public static IEnumerable<string> Marks(IEnumerable<OrganisationDossier> standing, ApplicationDossier? application) =>
        standing.SelectMany(Marks).Concat(application?.Compared.Keys.Select(pair => Mark(pair.Other)) ?? []);

    /// <summary>Of an organisation known by its profile, or named in a proposal, alone.</summary>
    public static string Mark(Guid organisation) => organisation.ToString();

    /// <summary>Its profile, its codes, and its name however it is spelt.</summary>
    private static IEnumerable<string> Marks(OrganisationDossier organisation)
    {
        yield return Mark(organisation.Id);
        foreach (var code in organisation.Pic.NewestFirst()) if (code.Value is { } pic) yield return pic;
        if (Likeness.CoreOf(organisation) is { } core) yield return $"name {core}";
    }

    /// <summary>Who stands in two, or seems to, as far as no officer has settled it.</summary>
    public static IReadOnlyList<Clash> Clashes(Consortium consortium, Case @case) =>
    [
        .. from sibling in consortium.Siblings
           where sibling.Phase == consortium.Phase && Stands(sibling, @case)
           from partner in consortium.Counted
           from other in sibling.Organisations
           let same = IsSame(partner.Dossier, other, sibling, @case)
           where same is not false && (same is true || Likeness.Between(partner.Dossier, other))
           where !(same is true && IsLetStand(partner.Dossier.Id, other.Id, sibling, @case))
           select new Clash(partner, sibling, other, same is true),
    ];

    private static bool Stands(Sibling sibling, in Case @case) =>
        @case.Look(sibling.Dossier.Submitted) is not null && @case.Look(sibling.Dossier.Withdrawn) is not { Value: true };

    /// <summary>The same profile, another one of the same participant identification code, or found to be the same by an officer; null: nobody can say.</summary>
    private static bool? IsSame(OrganisationDossier one, OrganisationDossier other, Sibling sibling, in Case @case)
    {
        if (one.Id == other.Id || (@case.Look(one.Pic) is { Value: { } pic } && @case.Look(other.Pic)?.Value == pic)) return true;

        var (here, there) = (@case.Application?.Compared.GetValueOrDefault((one.Id, other.Id)).Newest, sibling.Dossier.Compared.GetValueOrDefault((other.Id, one.Id)).Newest);
        return Later(here, there)?.Value;
    }

    /// <summary>An officer looked whether the two are one; that holds however they are called since.</summary>
    private static bool AreCompared(Guid one, Guid other, ApplicationDossier? application, Sibling sibling) =>
        (application?.Compared.ContainsKey((one, other)) ?? false) || sibling.Dossier.Compared.ContainsKey((other, one));

    /// <summary>The later record of an officer is that this proposal stands, not the other one.</summary>
    private static bool IsLetStand(Guid here, Guid there, Sibling sibling, in Case @case)
    {
        var (mine, other) = (@case.Application?.LetStand.GetValueOrDefault(here).Newest, sibling.Dossier.LetStand.GetValueOrDefault(there).Newest);
        return mine is not null && Later(mine, other) == mine;
    }

    private static Fact<bool>? Later(Fact<bool>? one, Fact<bool>? other) => one is null ? other : other is null || one.From >= other.From ? one : other;

    private static bool SharesCode(OrganisationDossier one, OrganisationDossier other) =>
        one.Pic.NewestFirst().Any(pic => pic.Value is { } code && other.Pic.NewestFirst().Any(another => another.Value == code));

    private static Fact<int>? Shown(Clash clash) => clash.Other.IsDiscreet ? null : clash.Other.Dossier.Submitted.Newest;
}

/// <summary>A partner who stands in another proposal too, or seems to.</summary>
/// <param name="Organisation">As it stands there.</param>
/// <param name="IsSame">Known to be the same; otherwise a candidate.</param>
public sealed record Clash(Partner Partner, Sibling Other, OrganisationDossier Organisation, bool IsSame);
