using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>So many of the partners who count answer a question well; the others need not.</summary>
public sealed record PartnersWho(Question Part, int Minimum = 1) : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case) => Math.Max(0, Minimum - Answers(consortium, @case).Count(answer => answer.Outcome is Outcome.Met));

    public override Brings BroughtBy(in Case partner) => new(Part.Examine(partner).Outcome);

    public override bool CanBe(Outcome outcome) => Part.CanBe(outcome) || (outcome is Outcome.NotMet && Minimum > 1);

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var answers = Answers(consortium, @case);
        var outcome = Enough(answers.Count(it => it.Outcome is Outcome.Met), answers.Count(it => it.Outcome is not Outcome.NotMet), Minimum);
        return new(outcome, outcome switch { Outcome.Met => "some-partner-does", Outcome.NotMet => "too-few-partners-do", _ => "partners-uncertain" }, Parts: answers);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var those = new List<Text>();
        foreach (var (partner, answer) in consortium.Counted.Zip(finding.Parts!)) if (answer.Outcome is Outcome.Met) those.Add(partner.Called);
        var (asked, list) = (Part.Statement(names), Names.List(those));

        return finding.Outcome switch
        {
            Outcome.Met => new("some-partner-does", new($"{asked.En} This holds for {list.En}.", $"{asked.De} Das gilt für {list.De}.")),
            Outcome.NotMet => new("too-few-partners-do",
                new($"{asked.En} This holds for {(those.Count == 0 ? "no partner" : list.En)}; asked for of {Partners(Minimum).En}.", $"{asked.De} Das gilt für {(those.Count == 0 ? "keinen Partner" : list.De)}; verlangt von mindestens {Minimum}."),
                new("add-such-partner", new("Find a partner for whom it holds.", "Gewinnen Sie einen Partner, für den das gilt."))),
            _ => new("partners-uncertain", new($"{asked.En} Of some partners this is not known.", $"{asked.De} Bei einigen Partnern ist das nicht bekannt."), CompleteProfiles),
        };
    }

    public override Text Statement(Names names)
    {
        var asked = Part.Statement(names);
        return Minimum == 1
            ? new($"For at least one partner: {asked.En}", $"Für mindestens einen Partner: {asked.De}")
            : new($"For at least {Minimum} partners: {asked.En}", $"Für mindestens {Minimum} Partner: {asked.De}");
    }

    private Finding[] Answers(Consortium consortium, in Case @case)
    {
        var answers = new Finding[consortium.Counted.Length];
        for (var i = 0; i < answers.Length; i++) answers[i] = Part.Examine(@case.Of(consortium.Counted[i]));
        return answers;
    }
}
