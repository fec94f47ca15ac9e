using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The proposal keeps to the number of pages that are read. Usually advice: pages beyond it are not read, and nobody is rejected for them.</summary>
public sealed record PagesWithin(int Maximum) : OfTheProposal
{
    public override Finding Examine(in Case @case) => @case.Application is { } application && @case.Look(application.Pages) is { } pages
        ? pages.Value <= Maximum ? new(Outcome.Met, "pages-within", pages) : new(Outcome.NotMet, "pages-too-many", pages)
        : new(Outcome.Undetermined, "pages-missing");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "pages-within" => new("pages-within", new($"The proposal has no more than {Pages.En}.", $"Der Antrag hat nicht mehr als {Pages.De}.")),
        "pages-too-many" => new("pages-too-many",
            new($"The proposal has more than {Pages.En}; what lies beyond is not read.", $"Der Antrag hat mehr als {Pages.De}; was darüber hinausgeht, wird nicht gelesen."),
            new("shorten-proposal", new($"Shorten the proposal to {Pages.En}.", $"Kürzen Sie den Antrag auf {Pages.De}."))),
        _ => Missing.Figure("pages-missing", new("the number of pages", "die Seitenzahl")),
    };

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (LeadTime.Entry, (in subject, done) => subject.Proposed(done, new() { Pages = Maximum }));

    public override Text Statement(Names names) => new($"The proposal has at most {Pages.En}.", $"Der Antrag hat höchstens {Pages.De}.");

    private Text Pages => Figure.Many(Maximum, "page", "pages", "Seite", "Seiten");
}
