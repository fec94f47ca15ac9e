using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>At least one partner is defence-related, as its profile says.</summary>
public sealed record DefenceRelatedPartner : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Examine(consortium, @case).Outcome is Outcome.Met ? 0 : 1;

    public override Brings BroughtBy(in Case partner) => new(Told(partner.Look(partner.Dossier.DefenceRelated)));

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var answers = new Finding[consortium.Counted.Length];
        var strongest = Outcome.NotMet;
        for (var i = 0; i < answers.Length; i++)
        {
            var related = @case.Of(consortium.Counted[i]).Look(consortium.Counted[i].Dossier.DefenceRelated);
            answers[i] = new(Told(related), "defence", related);
            if (answers[i].Outcome > strongest) strongest = answers[i].Outcome;
        }

        return new(strongest, strongest switch { Outcome.Met => "defence-related-partner", Outcome.NotMet => "no-defence-related-partner", _ => "defence-not-told" }, Parts: answers);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names) => finding.Outcome switch
    {
        Outcome.Met => Names.List(consortium.Counted.Zip(finding.Parts!).Where(it => it.Second.Outcome is Outcome.Met).Select(it => it.First.Called)) switch
        {
            var list => new("defence-related-partner", new($"Defence-related: {list.En}.", $"Mit Bezug zur Verteidigung: {list.De}.")),
        },
        Outcome.NotMet => new("no-defence-related-partner",
            new("No partner is defence-related.", "Kein Partner hat Bezug zur Verteidigung."),
            new("add-defence-related-partner", new("Find a partner that is.", "Gewinnen Sie einen Partner mit Bezug zur Verteidigung."))),
        _ => new("defence-not-told", new("No partner's profile says that it is defence-related; some say nothing.", "Kein Profil nennt einen Bezug zur Verteidigung; einige sagen nichts dazu."), CompleteProfiles),
    };

    public override Text Statement(Names names) => new("At least one partner is defence-related.", "Mindestens ein Partner hat Bezug zur Verteidigung.");

    private static Outcome Told(Fact<bool>? related) => related switch { null => Outcome.Undetermined, { Value: true } => Outcome.Met, _ => Outcome.NotMet };
}
