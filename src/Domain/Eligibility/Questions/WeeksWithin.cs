using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The stay lasts so many weeks at most.</summary>
public sealed record WeeksWithin(int Maximum) : OfTheJourney
{
    public override Finding Examine(in Case @case) => @case.Application is { } application && @case.Look(application.Weeks) is { } weeks
        ? weeks.Value <= Maximum ? new(Outcome.Met, "weeks-within", weeks) : new(Outcome.NotMet, "weeks-too-many", weeks)
        : new(Outcome.Undetermined, "weeks-missing");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "weeks-within" => new("weeks-within", new($"The stay is not longer than {Weeks.En}.", $"Der Aufenthalt ist nicht länger als {Weeks.De}.")),
        "weeks-too-many" => new("weeks-too-many",
            new($"The stay is longer than {Weeks.En}.", $"Der Aufenthalt ist länger als {Weeks.De}."),
            new("shorten-stay", new($"Plan for at most {Weeks.En}.", $"Planen Sie höchstens {Weeks.De}."))),
        _ => Missing.Figure("weeks-missing", new("the weeks of the stay", "die Wochen des Aufenthalts")),
    };

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (LeadTime.Entry, (in subject, done) => subject.Proposed(done, new() { Weeks = Maximum }));

    public override Text Statement(Names names) => new($"The stay lasts at most {Weeks.En}.", $"Der Aufenthalt dauert höchstens {Weeks.De}.");

    private Text Weeks => Maximum == 1 ? new("one week", "eine Woche") : new($"{Maximum} weeks", $"{Maximum} Wochen");
}
