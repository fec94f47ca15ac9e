using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>What is to be reimbursed stays, for each person and to the cent, within so much in all, so much for each week of the stay, or both.</summary>
/// <remarks>What the journey costs beyond that is the traveller's own affair: the proposal states what is to be reimbursed.</remarks>
public sealed record TravelCostWithin([property: Euro] decimal? PerPerson = null, [property: Euro] decimal? PerPersonAndWeek = null) : OfTheJourney
{
    public override Finding Examine(in Case @case)
    {
        if (PerPerson is null && PerPersonAndWeek is null) return new(Outcome.Undetermined, "cap-not-known");
        if (@case.Application is not { } application || @case.Look(application.TravelCosts) is not { Value: { Length: > 0 } amounts } costs) return new(Outcome.Undetermined, "travel-costs-missing");
        if (@case.Look(application.Persons) is { } persons && persons.Value != amounts.Length) return new(Outcome.Undetermined, "travel-costs-not-per-person", costs, persons);

        var highest = amounts.Max();
        if (highest > PerPerson) return new(Outcome.NotMet, "travel-cost-too-high", costs);
        if (PerPersonAndWeek is not { } weekly) return new(Outcome.Met, "travel-cost-within", costs);
        if (@case.Look(application.Weeks) is not { } weeks) return new(Outcome.Undetermined, "weeks-missing", costs);

        return highest > weekly * weeks.Value ? new(Outcome.NotMet, "travel-cost-too-high-for-weeks", costs, weeks) : new(Outcome.Met, "travel-cost-within", costs, weeks);
    }

    public override bool CanBe(Outcome outcome) => outcome is Outcome.Undetermined || PerPerson is not null || PerPersonAndWeek is not null;

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var most = Most(@case);
        return finding.Reason switch
        {
            "travel-cost-within" => new("travel-cost-within", new("What is to be reimbursed stays within the call's amounts.", "Was erstattet werden soll, bleibt innerhalb der Beträge der Ausschreibung.")),
            "travel-cost-too-high" or "travel-cost-too-high-for-weeks" => new(finding.Reason,
                new($"More is asked for than is paid: {Amounts.En}.", $"Es wird mehr beantragt, als gezahlt wird: {Amounts.De}."),
                new("lower-travel-costs", new(
                    $"Ask for at most {Figure.EuroEn(most!.Value)} per person; what the journey costs beyond that you bear yourselves.",
                    $"Beantragen Sie je Person höchstens {Figure.EuroDe(most.Value)}; was die Reise darüber hinaus kostet, tragen Sie selbst."))),
            "travel-costs-not-per-person" => new("travel-costs-not-per-person",
                new("There is not one amount for each person.", "Es gibt nicht einen Betrag je Person."),
                new("state-costs-per-person", new("Enter one amount for each person.", "Tragen Sie für jede Person einen Betrag ein."))),
            "weeks-missing" => Missing.Figure("weeks-missing", new("the weeks of the stay", "die Wochen des Aufenthalts")),
            "cap-not-known" => new("cap-not-known",
                new("How much is paid is not known.", "Wie viel gezahlt wird, ist nicht bekannt."),
                new("read-original", new("Read the original text of the call before you rely on this.", "Lesen Sie den Originaltext, bevor Sie sich darauf verlassen."))),
            _ => Missing.Figure("travel-costs-missing", new("the travel costs that are to be reimbursed", "die Reisekosten, die erstattet werden sollen")),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => finding.Reason switch
    {
        "cap-not-known" => null,
        "weeks-missing" => (LeadTime.Entry, (in subject, done) => subject.Proposed(done, new() { Weeks = 1 })),
        _ => (LeadTime.Entry, (in subject, done) => subject.Proposed(done, new() { TravelCosts = Lowered(subject, done) })),
    };

    public override Text Statement(Names names) => new($"The travel costs that are to be reimbursed are at most {Amounts.En}.", $"Die Reisekosten, die erstattet werden sollen, betragen höchstens {Amounts.De}.");

    private Text Amounts => (PerPerson, PerPersonAndWeek) switch
    {
        ({ } whole, { } weekly) => new($"{Figure.EuroEn(whole)} per person and {Figure.EuroEn(weekly)} per person and week", $"{Figure.EuroDe(whole)} je Person und {Figure.EuroDe(weekly)} je Person und Woche"),
        ({ } whole, null) => new($"{Figure.EuroEn(whole)} per person", $"{Figure.EuroDe(whole)} je Person"),
        (null, { } weekly) => new($"{Figure.EuroEn(weekly)} per person and week", $"{Figure.EuroDe(weekly)} je Person und Woche"),
        _ => new("an amount that is not known", "ein Betrag, der nicht bekannt ist"),
    };

    /// <summary>The most that one person could be paid, as far as it is known.</summary>
    private decimal? Most(in Case @case)
    {
        var weeks = @case.Application is { } application ? @case.Look(application.Weeks)?.Value : null;
        return (PerPerson, PerPersonAndWeek * weeks) switch
        {
            ({ } whole, { } forTheWeeks) => Math.Min(whole, forTheWeeks),
            var (whole, forTheWeeks) => whole ?? forTheWeeks,
        };
    }

    /// <summary>One amount for each person, none above what is paid.</summary>
    private decimal[] Lowered(in Subject subject, DateTimeOffset done)
    {
        var application = subject.Application;
        var (persons, amounts) = (application?.Persons.At(done)?.Value ?? 1, application?.TravelCosts.At(done)?.Value ?? []);
        var most = Math.Min(PerPerson ?? decimal.MaxValue, application?.Weeks.At(done) is { } weeks && PerPersonAndWeek is { } weekly ? weekly * weeks.Value : decimal.MaxValue);
        return [.. Enumerable.Range(0, persons).Select(person => Math.Min(person < amounts.Length ? amounts[person] : 0, most))];
    }
}
