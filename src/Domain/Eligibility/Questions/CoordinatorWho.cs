using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>What is asked of the coordinator alone.</summary>
public sealed record CoordinatorWho(Question Part) : OfTheConsortium
{
    public override bool CanBe(Outcome outcome) => outcome is Outcome.NotMet || Part.CanBe(outcome);

    protected override Finding Examine(Consortium consortium, in Case @case) => consortium.Counted.Where(partner => partner.Role is PartnerRole.Coordinator).ToArray() is [var coordinator]
        ? Part.Examine(@case.Of(coordinator))
        : new(Outcome.NotMet, NotOne);

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        if (finding.Reason is NotOne) return new(NotOne,
            new("There is not exactly one coordinator.", "Es gibt nicht genau eine koordinierende Organisation."),
            new("name-coordinator", new("Name one partner as coordinator.", "Benennen Sie einen Partner als koordinierende Organisation.")));

        var coordinator = consortium.Counted.First(partner => partner.Role is PartnerRole.Coordinator);
        var told = Part.Explain(finding, @case.Of(coordinator), names);
        return told with { Reason = new($"{coordinator.Called.En}: {told.Reason.En}", $"{coordinator.Called.De}: {told.Reason.De}") };
    }

    public override Text Statement(Names names) => Part.Statement(names) switch { var asked => new($"For the coordinator: {asked.En}", $"Für die koordinierende Organisation: {asked.De}") };

    private const string NotOne = "not-one-coordinator";
}
